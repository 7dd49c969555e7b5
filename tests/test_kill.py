"""A build that dies at any moment loses nothing, leaves every file whole, and the next one makes it good."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DigestFolder
from tests.test_build import RAW

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups"),
]

ARTICLES, RAW_TEXTS = 500, 30


def start(digest: DigestFolder, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "broadsheet", "build", "-j", "2", *words],
        cwd=digest.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until_at_work(build: subprocess.Popen[str], lock: Path) -> None:
    """Wait until a build has made its digest's lock: a busy machine may take seconds to load it."""
    until = time.monotonic() + 30
    while build.poll() is None and not lock.exists() and time.monotonic() < until:
        time.sleep(0.01)


def end(
    build: subprocess.Popen[str], after: float, number: signal.Signals, *, group: bool
) -> tuple[int, str]:
    """Let a build run for some seconds, end it (and its workers), and wait until the last of them is gone.

    The pipe of its messages is held by every worker: that it closes proves that none is left.
    """
    try:
        build.wait(after)
    except subprocess.TimeoutExpired:
        (os.killpg if group else os.kill)(build.pid, number)
    try:
        _, messages = build.communicate(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        raise AssertionError("workers outlived their build") from None
    return build.returncode, messages


def fill(digest: DigestFolder) -> set[str]:
    """Write articles and raw texts; return the raw texts."""
    for number in range(ARTICLES):
        digest.article(
            f"article-{number:03}", date=f"2026-11-{number % 18 + 1:02}", topics=f"[Topic {number % 7}]"
        )
    raws = {RAW.replace("nine", str(number + 10)) for number in range(RAW_TEXTS)}
    for number, raw in enumerate(sorted(raws)):
        digest.write(f"content/inbox/{number:03}.txt", raw)
    return raws


def seconds_of_a_build(digest: DigestFolder) -> float:
    """Return what a whole build takes on this machine now, and leave no trace of it."""
    fill(digest)
    began = time.monotonic()
    _, messages = start(digest, "--clean").communicate(timeout=60)
    assert f"{ARTICLES + RAW_TEXTS} articles" in messages
    took = time.monotonic() - began
    for path in digest.root.iterdir():
        if path.name != "config.yaml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return took


def texts(folder: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in folder.glob("*.txt")]


def assert_whole(digest: DigestFolder, raws: set[str]) -> None:
    """Every page is whole, every article is whole, and every raw text is in the inbox or the originals."""
    for name, content in digest.site().items():
        if name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>"), name
    for file in (digest.root / "content/articles").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("---\n") and text.count("---\n") == 2 and text.endswith("\n"), file
    kept = texts(digest.root / "content/inbox") + texts(digest.root / "content/originals")
    assert raws <= set(kept)


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_at_any_moment_loses_nothing(digest: DigestFolder, seed: int) -> None:
    chance = random.Random(seed)
    took = seconds_of_a_build(digest)
    raws = fill(digest)
    died = 0
    for step in range(8):
        moment = chance.uniform(0.2, 1.0) * took
        code, _ = end(start(digest, "--clean"), moment, signal.SIGKILL, group=step % 2 == 0)
        died += code == -signal.SIGKILL
        assert_whole(digest, raws)
        for number in chance.sample(range(ARTICLES), 4):
            digest.article(f"article-{number:03}", body=f"Edited in step {step}.", topics="[Topic 1]")
        (digest.root / f"content/articles/article-{step:03}.md").unlink(missing_ok=True)
    digest.build()
    warm = digest.site()
    digest.build(cache=False, output=str(digest.root.parent / "clean"))
    assert warm == digest.site(str(digest.root.parent / "clean"))
    assert len(list((digest.root / "content/articles").glob("2026/*.md"))) == RAW_TEXTS
    assert sorted(texts(digest.root / "content/originals")) == sorted(raws)
    assert not any((digest.root / "content/inbox").iterdir())
    assert died, "no build was killed: the moments are too late"


@pytest.mark.parametrize("after", [0.0, 0.15, 0.5])
@pytest.mark.parametrize("group", [True, False])
def test_an_interrupted_build_ends_at_once_without_a_word(
    digest: DigestFolder, after: float, group: bool
) -> None:
    fill(digest)
    (digest.root / "content/inbox").rename(digest.root.parent / "inbox")
    digest.build()
    before = digest.site()
    for number in range(ARTICLES):
        digest.article(f"article-{number:03}", body="Edited.", date=f"2026-11-{number % 18 + 1:02}")
    (digest.root.parent / "inbox").rename(digest.root / "content/inbox")
    lock = digest.root / ".broadsheet/lock"
    lock.unlink()
    build = start(digest, "--clean")
    wait_until_at_work(build, lock)
    began = time.monotonic()
    code, messages = end(build, after, signal.SIGINT, group=group)
    if code == 0:
        pytest.skip("the build was over before it could be interrupted")
    assert code == 130 and not messages
    assert time.monotonic() - began < after + 5
    found = digest.site()
    digest.build()  # the lock is free again
    assert found in (before, digest.site()), "the old site or the new one, nothing between"


def test_two_builds_at_once_are_one_build_and_one_message(digest: DigestFolder) -> None:
    fill(digest)
    builds = [start(digest) for _ in range(3)]
    results = [(build.communicate(timeout=60)[1], build.returncode) for build in builds]
    refused = [messages for messages, code in results if code]
    assert all("another build is at work" in messages and "wait for it" in messages for messages in refused)
    assert len(refused) < len(builds)
    warm = digest.site()
    digest.build(cache=False, output=str(digest.root.parent / "clean"))
    assert warm == digest.site(str(digest.root.parent / "clean"))
