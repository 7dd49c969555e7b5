"""A build with nothing to do is answered before anything is loaded, and only where that is the truth."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.building.memory import look_at
from broadsheet.building.telling import report
from broadsheet.cli import run
from broadsheet.model import Options
from broadsheet.warm import idle
from tests.conftest import DigestFolder

SETTLED = 0.1
"""Seconds after which a file cannot change under the same stamp any more."""


@pytest.fixture
def built(digest: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> DigestFolder:
    """A digest with something of everything, built, at rest, and the current folder."""
    monkeypatch.chdir(digest.root)
    for name in ("one", "two", "sub/three"):
        digest.article(name)
    digest.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    digest.write("content/media/map.svg", "<svg viewBox='0 0 1 2'/>")
    digest.write("content/originals/one.json", "{}")
    digest.write("layouts/partials/footer.html", "<footer>Here</footer>\n")
    digest.write("inbox/a.txt", "News of the harbor")
    time.sleep(SETTLED)
    assert run(["build", "-q"]) == 0
    time.sleep(SETTLED)
    assert answer(digest)
    return digest


def answer(digest: DigestFolder, *words: str) -> str | None:
    return answer_at(str(digest.root), *words)


def answer_at(home: str, *words: str) -> str | None:
    seen = idle.glance(words, home)
    return seen.answer if seen else None


def spoil(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_bytes((root / path).read_bytes()[::-1])


def keep_size_and_time(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        before = (root / path).stat()
        spoil(path)(root)
        os.utime(root / path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def link_away(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(root / "elsewhere")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article is edited": spoil("content/articles/one.md"),
    "an article is edited, its size and time the same": keep_size_and_time("content/articles/one.md"),
    "an article in a folder is edited": spoil("content/articles/sub/three.md"),
    "an article is added": lambda root: (root / "content/articles/four.md").write_text("Four"),
    "an article is renamed": lambda root: (root / "content/articles/one.md").rename(root / "content/articles/0.md"),
    "an article is deleted": lambda root: (root / "content/articles/two.md").unlink(),
    "a folder for raw texts comes in, and one of them": lambda root: (root / "inbox").rename(root / "content/inbox"),
    "a page is edited": spoil("content/pages/about.md"),
    "a picture is edited": keep_size_and_time("content/media/map.svg"),
    "a labels file is edited": spoil("content/originals/one.json"),
    "a link leads out": lambda root: (root / "content/articles/out.md").symlink_to(root.parent),
    "a layout is edited": spoil("layouts/partials/footer.html"),
    "the layouts go": lambda root: (root / "layouts").rename(root / "layouts-before"),
    "the config is edited": lambda root: (root / "config.yaml").write_text("title: Another\n"),
    "the config is touched": lambda root: (root / "config.yaml").touch(),
    "a page of the site is edited": keep_size_and_time("site/index.html"),
    "a page of the site is gone": lambda root: (root / "site/feed.xml").unlink(),
    "a page of the site is a link": link_away("site/feed.xml"),
    "the site is gone": lambda root: (root / "site").rename(root / "site-before"),
    "a killed build left a part": lambda root: (root / ".broadsheet/last.1.0.tmp").write_text(""),
    "the memory is damaged": spoil(".broadsheet/last.cache"),
    "the memory is cut": lambda root: os.truncate(root / ".broadsheet/last.cache", 100),
    "the memory is another program's": lambda root: (root / ".broadsheet/last.cache").write_bytes(
        b"broadsheet-cache-1\nanother" + bytes(100)),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_has_the_build_look_closer(built: DigestFolder, change: Callable[[Path], object]) -> None:
    change(built.root)
    assert answer(built) is None


def test_what_is_no_content_changes_nothing(built: DigestFolder) -> None:
    built.write("content/articles/.one.md.swp", "an editor's")
    assert answer(built)


def test_the_answer_is_what_a_closer_look_says(built: DigestFolder) -> None:
    seen = look_at(built.root, Options(), datetime.now(UTC))
    assert seen.outcome is not None
    text = "".join(f"{line}\n" for line in report(seen.outcome, verbose=False))
    assert "nothing to do, 3 articles on" in text
    assert answer(built) == answer(built, "build") == answer(built, "build", "-v", "--strict") == text
    assert answer(built, "-q") == ""


@pytest.mark.parametrize(
    "words", [("-D",), ("build", "--clean"), ("build", "-b", "https://other.example/"), ("check",), ("--help",),
              ("build", "--no-cache"), ("-d", "elsewhere"), ("build", "build"), ("-qv",)]
)  # fmt: skip
def test_other_words_are_not_answered(built: DigestFolder, words: tuple[str, ...]) -> None:
    assert answer(built, *words) is None


def test_a_runner_is_another_machine(built: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert answer(built) is None


def test_a_build_with_options_is_not_the_answer_to_one_without(built: DigestFolder) -> None:
    assert run(["build", "-q", "-D"]) == 0
    time.sleep(SETTLED)
    assert answer(built) is None


def test_problems_are_told_again(built: DigestFolder) -> None:
    built.article("wrong", date="yesterday")
    for _ in range(2):
        time.sleep(SETTLED)
        assert run(["build", "-q"]) == 1
    assert answer(built) is None


def test_an_article_whose_time_has_come_is_built(built: DigestFolder) -> None:
    moment = time.time() + 3
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    built.article("soon", publish=soon)
    for _ in range(2):
        time.sleep(SETTLED)
        assert run(["build", "-q"]) == 0
    assert "held back content/articles/soon.md" in (answer(built) or "")
    time.sleep(max(moment - time.time(), 0) + 0.1)
    assert answer(built) is None


@pytest.mark.parametrize("edit", [False, True])
def test_an_article_that_a_wrong_clock_let_out_early_is_called_back(built: DigestFolder, edit: bool) -> None:
    built.article("early", publish="2126-01-01")
    now = datetime.now(UTC)
    for ahead in (timedelta(0), timedelta(days=40_000)):
        built.build(now=now + ahead)
    assert "early" in built.page("index.html")
    if edit:
        built.article("one", body="Edited.")
    time.sleep(SETTLED)
    assert answer(built) is None
    assert run(["build", "-q"]) == 0
    assert "early" not in built.page("index.html")


def test_a_young_file_is_no_old_one(built: DigestFolder) -> None:
    """The clock of a file system goes in ticks: what is edited right before a look may be edited after it."""
    built.article("one", body="Edited just now.")
    assert run(["build", "-q"]) == 0
    assert answer(built) is None


def test_a_digest_that_was_moved_is_known_again(built: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = built.root.parent / "elsewhere"
    monkeypatch.chdir(built.root.parent)
    built.root.rename(elsewhere)
    monkeypatch.chdir(elsewhere / "content/articles")
    assert answer_at(str(built.root.parent))


def test_a_folder_without_a_digest_is_not_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert answer_at(str(tmp_path)) is None


def said_by(code: str) -> str:
    """Run some code in a process of its own and return what it says; it has to end well."""
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=place
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_nothing_is_loaded_for_the_answer(built: DigestFolder) -> None:
    code = (
        "import sys; before = set(sys.modules); from broadsheet.cli import run; code = run(['build']); "
        "slow = {'click', 'msgspec', 'typing', 're', 'pathlib', 'hashlib', 'datetime'} & (set(sys.modules) - before); "
        "sys.exit(','.join(sorted(slow)) or code)"
    )
    said = said_by(code)
    assert "nothing to do" in said


def test_an_edited_body_is_shown_without_what_only_other_builds_need(built: DigestFolder) -> None:
    time.sleep(SETTLED)
    built.article("one", body="Edited words.")
    code = (
        "import sys; from broadsheet.cli import run; code = run(['build']); "
        "slow = {'click', 'yaml', 'markdown_it', 'zoneinfo', 'broadsheet.pipeline'} & set(sys.modules); "
        "sys.exit(','.join(sorted(slow)) or code)"
    )
    said = said_by(code)
    assert "Edited words." in built.page("2026/11/18/one/index.html")
    assert " written, " in said
