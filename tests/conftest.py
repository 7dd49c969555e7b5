"""A small digest on disk that tests fill, build and look at."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.building.memory import look_at
from broadsheet.model import Include, Options, Outcome
from broadsheet.output.stage import MANIFEST
from broadsheet.pipeline import build
from tests.examples import make_common

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""A browser that asks nobody for anything but the pages."""

CONFIG = """\
title: The Test Sheet
base_url: https://example.org/sheet/
"""

Files = dict[str, bytes]


def pytest_configure() -> None:
    """Forget that the suite may run on a runner: a test that wants one says so; draw the same examples each time."""
    for name in ("CI", "GITHUB_ACTIONS", "FORCE_COLOR"):
        os.environ.pop(name, None)
    make_common()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files and README's generated parts")
    parser.addoption("--every-moment", action="store_true", help="die at every call, not at every ninth")


class DigestFolder:
    """A digest in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("config.yaml", CONFIG)

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def article(self, name: str, *, body: str = "A plain paragraph of news.", **fields: object) -> Path:
        """Write ``content/articles/<name>.md`` with the given front matter."""
        known = {"title": name.replace("-", " ").capitalize(), "date": "2026-11-18", **fields}
        header = "".join(f"{key}: {value}\n" for key, value in known.items())
        return self.write(f"content/articles/{name}.md", f"---\n{header}---\n\n{body}\n")

    def build(self, now: datetime = NOW, **options: object) -> Outcome:
        include = Include(
            **{key: bool(options.pop(key)) for key in ("drafts", "future", "expired") if key in options}
        )
        chosen = Options(include=include, **options)  # type: ignore[arg-type]
        seen = look_at(self.root, chosen, now)
        return seen.outcome or build(self.root, chosen, now, quiet, seen.inputs)

    def site(self, folder: str = "site") -> Files:
        """Return every file of the built site."""
        root = self.root / folder
        files = sorted(path for path in root.rglob("*") if path.is_file())
        return {
            path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.name != MANIFEST
        }

    def page(self, path: str) -> str:
        return (self.root / "site" / path).read_text(encoding="utf-8")


def quiet(stage: str, done: int, total: int) -> None:
    """Watch nothing."""


@pytest.fixture
def digest(tmp_path: Path) -> DigestFolder:
    return DigestFolder(tmp_path / "digest")


@pytest.fixture
def make_digest_folder(tmp_path: Path) -> Callable[[str], DigestFolder]:
    return lambda name: DigestFolder(tmp_path / name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium; tests that need it are skipped where it, or playwright, is not there."""
    api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
