"""``serve`` as its user runs it: files change under it in every way they do, and the last whole state is shown."""

import random
import shutil
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from broadsheet.cli import run
from tests.conftest import DigestFolder
from tests.preview.running import SAVES, Running, wait_for

pytestmark = pytest.mark.slow

FERRY = "/2026/11/18/ferry/"


def text_of(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ndate: 2026-11-18\n---\n\n{body}\n"


@pytest.fixture
def ferry(digest: DigestFolder) -> Path:
    return digest.article("ferry", title="The ferry", body="It sails.")


@pytest.mark.parametrize("poll", [False, True], ids=["told", "polled"])
@pytest.mark.parametrize("way", SAVES)
def test_every_way_of_saving_shows_the_whole_file_and_nothing_else(
    digest: DigestFolder, ferry: Path, way: str, poll: bool
) -> None:
    long = "\n\n".join(f"Paragraph {number} of the long story." for number in range(40))
    with Running(digest, *(["--poll"] if poll else [])) as preview:
        assert "It sails." in preview.get(FERRY)
        seen: set[bool] = set()
        for step in range(3):
            body = f"Step {step} begins.\n\n{long}\n\nStep {step} ends."
            saving = threading.Thread(target=SAVES[way], args=(ferry, text_of("The ferry", body)))
            saving.start()
            while saving.is_alive():
                page = preview.get(FERRY)
                seen.add(page.count("begins") == page.count("ends") and page.count("</main>") == 1)
            saving.join()
            preview.until(FERRY, f"Step {step} ends.")
        assert seen <= {True}
        assert preview.interrupt()[0] == 130


def test_ctrl_c_ends_at_once_with_130_and_no_traceback(digest: DigestFolder, ferry: Path) -> None:
    with Running(digest) as preview:
        streams = [preview.listen() for _ in range(20)]
        assert all(stream.status == 200 for stream in streams)
        code, said = preview.interrupt()
        assert code == 130 and "Traceback" not in said and "Error" not in said


def test_a_port_that_was_asked_for_and_is_taken_is_one_line(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(digest.root)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and str(port) in said


def test_two_hundred_streams_hear_of_an_edit(digest: DigestFolder, ferry: Path) -> None:
    with Running(digest) as preview:
        streams = [preview.listen(FERRY) for _ in range(200)]
        for stream in streams:
            assert b"hello" in stream.readline()
        ferry.write_text(text_of("The ferry", "It sails at noon."))
        preview.until(FERRY, "It sails at noon.")
        for stream in streams:
            while b"event: page" not in (line := stream.readline()):
                assert line, "the stream ended without the news"


def test_a_thousand_rapid_edits_end_in_the_last(digest: DigestFolder, ferry: Path) -> None:
    files = [digest.article(f"story-{number}", body="Old.") for number in range(100)]
    with Running(digest) as preview:
        preview.get("/")
        for edit in range(1000):
            file = files[edit % 100]
            title = file.stem.replace("-", " ").capitalize()
            file.write_text(text_of(title, f"Edit {edit}."))
        for number, file in enumerate(files):
            preview.until(f"/2026/11/18/{file.stem}/", f"Edit {900 + number}.")


def test_folders_move_and_branches_change(digest: DigestFolder, ferry: Path) -> None:
    articles = digest.root / "content/articles"
    for number in range(30):
        digest.article(f"2026/story-{number}", body="On the main branch.")
    with Running(digest) as preview:
        preview.until("/2026/11/18/story-7/", "On the main branch.")
        (articles / "2026").rename(articles / "archive")
        preview.until("/2026/11/18/story-7/", "On the main branch.")
        shutil.rmtree(articles)
        preview.until("/", "<main")
        wait_for(lambda: "On the main branch." not in preview.get("/2026/11/18/story-7/"), "the empty branch")
        for number in range(30):
            digest.article(f"2026/story-{number}", body="On another branch.")
        preview.until("/2026/11/18/story-7/", "On another branch.")
        shutil.rmtree(digest.root / "content")
        wait_for(lambda: "Story 7" not in preview.get("/"), "the digest without content")
        digest.article("late", title="The late one")
        preview.until("/", "The late one")
        digest.article("late", title="The very late one")
        preview.until("/", "The very late one")


def test_an_hour_of_edits_ends_as_the_files_are_and_memory_does_not_grow(
    digest: DigestFolder, ferry: Path
) -> None:
    chance = random.Random(7)
    names = [f"story-{number}" for number in range(12)]
    with Running(digest) as preview:
        sizes = []
        for step in range(450):
            _edit(digest, chance, chance.choice(names), step)
            if step % 9 == 0:
                preview.get(chance.choice(["/", FERRY, "/archive/", "/2026/11/18/"]))
            if step % 150 == 149:
                digest.article("last", title=f"Last of round {step}")
                preview.until("/", f"Last of round {step}")
                sizes.append(preview.memory() if sys.platform == "linux" else 0.0)
        assert sizes[-1] < sizes[0] * 1.2 + 3, sizes
        digest.build()
        for name in names:
            file = digest.root / f"site/2026/11/18/{name}/index.html"
            page = preview.get(f"/2026/11/18/{name}/")
            if file.exists():
                wanted = (
                    file.read_text(encoding="utf-8").partition('<div class="body">')[2].partition("</div>")[0]
                )
                assert wanted and wanted in page, name
            else:
                assert "page for a wrong address" in page or "<main" in page
        assert preview.process.poll() is None


def _edit(digest: DigestFolder, chance: random.Random, name: str, step: int) -> None:
    """Do something that somebody does to an article in an hour of work."""
    file = digest.root / f"content/articles/{name}.md"
    act = chance.random()
    if act < 0.1 and file.exists():
        file.unlink()
    elif act < 0.2:
        digest.write(f"content/articles/{name}.md", "---\ntitle: [half\n---\nBroken.\n")
    elif act < 0.25:
        digest.write(f"content/articles/.{name}.md.swp", "an editor's own file")
    else:
        topic = chance.choice(["Harbor", "Rail"])
        digest.article(name, title=f"{name} {step}", body=f"Body {step}.", topics=f"[{topic}]")
    time.sleep(0.004)
    if step % 150 == 148:
        for other in digest.root.glob("content/articles/*.md"):
            if "[half" in other.read_text():
                digest.article(other.stem, title=f"{other.stem} mended", body=f"Mended {step}.")


def test_slow_and_silent_clients_do_not_stop_the_others(digest: DigestFolder, ferry: Path) -> None:
    with Running(digest) as preview:
        silent = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(60)]
        for client in silent[::2]:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
        assert "The ferry" in preview.get("/")
        for client in silent:
            client.close()


def test_streams_are_bounded(digest: DigestFolder, ferry: Path) -> None:
    with Running(digest) as preview:
        streams = [preview.listen() for _ in range(420)]
        assert {stream.status for stream in streams} == {200, 503}
        assert "The ferry" in preview.get("/")
