"""Killed, out of room or interrupted at any moment: nothing is lost, every file is whole, the next build mends all."""

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet import pipeline
from broadsheet.building.place import open_place
from broadsheet.editing.adding import inbox_files
from broadsheet.model import Hints
from broadsheet.output.stage import MANIFEST
from broadsheet.problems import ProblemError
from tests.conftest import NOW, DigestFolder, quiet
from tests.promises.faults import GROWING, Steps, dies_at, no_room, watched
from tests.test_build import RAW

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")

STRIDE = 9
"""A moment is a call that changes the disk; all of them take some minutes: ``--every-moment``."""

Files = dict[str, bytes]


@pytest.fixture
def stride(request: pytest.FixtureRequest) -> int:
    return 1 if request.config.getoption("--every-moment") else STRIDE


def small(digest: DigestFolder) -> set[bytes]:
    """Build a small digest, then change it in many ways; return the raw texts that wait."""
    for name in ("ferry", "harbor", "bridge"):
        digest.article(name, topics=f"[{name}]")
    digest.write("content/media/map.svg", "<svg></svg>")
    digest.build()
    digest.article("ferry", topics="[harbor]", body="Other words.")
    digest.article("museum", date="2026-10-02")
    (digest.root / "content/articles/bridge.md").unlink()
    raws = {RAW.replace("nine", number).encode() for number in ("ten", "eleven")}
    for number, raw in enumerate(sorted(raws)):
        digest.write(f"content/inbox/{number}.txt", raw)
    return raws


def below(folder: Path) -> Files:
    """Return every file below a folder; when an article was added is left out."""
    found = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {name: re.sub(rb"\nadded: [^\n]*", b"", path.read_bytes()) for name, path in found.items()}


def state_of(digest: DigestFolder) -> dict[str, Files]:
    return {name: below(digest.root / name) for name in ("site", "content/articles", "content/originals")}


def left_over(digest: DigestFolder) -> list[str]:
    found = (path.relative_to(digest.root).as_posix() for path in digest.root.rglob("*"))
    return [path for path in found if path.endswith((".tmp", ".next")) or "search-" in path]


def torn(digest: DigestFolder, before: dict[str, Files], after: dict[str, Files]) -> list[str]:
    """Return the files that are neither as they were nor as they will be."""
    now = state_of(digest)
    return [
        f"{folder}/{name}"
        for folder, files in now.items()
        for name, content in files.items()
        if name != MANIFEST and content not in (before[folder].get(name), after[folder].get(name))
    ]


def kept_texts(digest: DigestFolder) -> set[bytes]:
    folders = ("content/inbox", "content/originals")
    return {path.read_bytes() for folder in folders for path in (digest.root / folder).glob("*.txt")}


def front_page_is_last(digest: DigestFolder, before: Files, after: Files) -> bool:
    """Say whether the new front page stands only where all that it links to does."""
    site = below(digest.root / "site")
    if site.get("index.html") in (before.get("index.html"), None):
        return True
    return all(site.get(name) == content for name, content in after.items() if name != MANIFEST)


class Scene:
    """A digest that is set back to the same state again and again."""

    def __init__(self, digest: DigestFolder, work: Callable[[], object]) -> None:
        self.digest, self.work = digest, work
        self.raws = kept_texts(digest)
        self._copy = digest.root.with_name("copy")
        shutil.copytree(digest.root, self._copy)
        self.before = state_of(digest)
        work()
        digest.build()
        self.after = state_of(digest)
        self.reset()

    def reset(self) -> None:
        shutil.rmtree(self.digest.root)
        shutil.copytree(self._copy, self.digest.root)

    def check_and_mend(self, moment: str) -> None:
        assert not torn(self.digest, self.before, self.after), moment
        assert self.raws <= kept_texts(self.digest), moment
        assert front_page_is_last(self.digest, self.before["site"], self.after["site"]), moment
        self.digest.build()
        assert state_of(self.digest) == self.after, moment
        assert not left_over(self.digest), moment


def add_all(digest: DigestFolder, *, force: bool = False) -> object:
    place = open_place(digest.root)
    return pipeline.add(place, inbox_files(place), Hints(), NOW, quiet, force=force)


def build_all(digest: DigestFolder) -> object:
    return digest.build(jobs=1)


@pytest.mark.slow
@pytest.mark.parametrize("work", [build_all, add_all])
def test_death_before_any_call_that_changes_a_disk_loses_nothing(
    digest: DigestFolder, work: Callable[[DigestFolder], object], stride: int
) -> None:
    small(digest)
    scene = Scene(digest, lambda: work(digest))
    number = 1
    while dies_at(number, scene.work):
        scene.check_and_mend(f"death at call {number}")
        scene.reset()
        number += stride
    assert number > 12, "nothing was counted"


@pytest.mark.slow
def test_death_while_an_article_is_replaced_leaves_the_old_or_the_new_one(
    digest: DigestFolder, stride: int
) -> None:
    raws = small(digest)
    digest.build()
    (article,) = (digest.root / "content/articles/2026").glob("*ten*")
    article.write_text(article.read_text() + "\nMine.\n")
    for number, raw in enumerate(sorted(raws)):
        digest.write(f"content/inbox/{number}.txt", raw)
    scene = Scene(digest, lambda: add_all(digest, force=True))
    number = 1
    while dies_at(number, scene.work):
        assert not torn(digest, scene.before, scene.after) and raws <= kept_texts(digest)
        add_all(digest, force=True)
        digest.build()
        assert state_of(digest) == scene.after and not left_over(digest)
        scene.reset()
        number += stride
    assert number > 6


@pytest.mark.slow
def test_death_while_only_bodies_are_rendered_is_made_good(digest: DigestFolder) -> None:
    for name in ("ferry", "harbor", "bridge"):
        digest.article(name)
    number, died = 1, True
    while died:
        time.sleep(0.1)  # until stamps tell what was edited
        digest.build()
        digest.article("ferry", body=f"Other words, the {number}th time.")
        died = dies_at(number, lambda: build_all(digest))
        edited = digest.article("harbor", body=f"More words, the {number}th time.")
        digest.build()
        warm = digest.site()
        digest.build(cache=False, output=str(digest.root.parent / "clean"))
        assert warm == digest.site(str(digest.root.parent / "clean")), f"death at call {number}"
        edited.write_text(edited.read_text() + "\n")
        number += 2
    assert number > 12, "nothing was counted"


@pytest.mark.slow
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
def test_a_disk_that_is_full_at_any_write_leaves_the_old_site(
    digest: DigestFolder, lasting: bool, stride: int
) -> None:
    small(digest)
    scene = Scene(digest, lambda: build_all(digest))
    number = 1
    while True:
        steps = Steps(number, no_room, lasting=lasting)
        failed = False
        with watched(steps, GROWING):
            try:
                scene.work()
            except (ProblemError, OSError):
                failed = True
        site = below(digest.root / "site")
        assert site == scene.before["site"] if failed else site == scene.after["site"], f"write {number}"
        scene.check_and_mend(f"full at write {number}")
        scene.reset()
        if steps.count < number:
            break
        number += stride
    assert number > 12
