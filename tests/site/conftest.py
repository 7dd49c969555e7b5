"""The invented digest, built once for the run in each way that a site can stand."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import DigestFolder
from tests.site.digest import DAYS, SHORT_DAYS, config_with, write_digest


def _built(root: Path, *lines: str, days: Mapping[int, int] = SHORT_DAYS) -> Path:
    digest = DigestFolder(root)
    write_digest(root, config_with(*lines), days)
    assert not digest.build().problems
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site under a sub-path."""
    return _built(tmp_path_factory.mktemp("sub") / "digest", days=DAYS)


@pytest.fixture(scope="session")
def disk_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that is read from disk, with an edition a week."""
    lines = ("links: file", "editions: {every: week, start: 2026-10-01}")
    return _built(tmp_path_factory.mktemp("disk") / "digest", *lines)


@pytest.fixture(scope="session")
def root_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site at the root of a host, in an interface from right to left."""
    lines = ("base_url: https://sheet.example/", "language: ar")
    return _built(tmp_path_factory.mktemp("root") / "digest", *lines)
