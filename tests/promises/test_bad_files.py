"""What is no plain text of a bearable size is refused by name, at once, and the rest is built."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet import cli
from broadsheet.preview.watch import look_at
from broadsheet.problems import ProblemError
from tests.conftest import DigestFolder
from tests.preview.running import Running
from tests.test_build import RAW

HUNDRED = 100 * 1024 * 1024
RULE = "rules:\n  - {id: appeal.mine.tea, kind: appeal, phrases: [put a coin into our tea fund]}\n"


def run(folder: Path, *words: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, with an end to our patience."""
    command = [sys.executable, "-m", "broadsheet", *words]
    return subprocess.run(command, cwd=folder, input=text, capture_output=True, timeout=60)


def huge(path: Path, start: bytes = b"") -> None:
    """Write a file of 100 MB that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(start)
        file.truncate(HUNDRED)


def refused(digest: DigestFolder) -> dict[str, str]:
    return {problem.path: problem.message for problem in digest.build().problems}


@pytest.mark.parametrize(
    "path",
    ["articles/big.md", "pages/big.md", "editions/2026-11-18.md", "inbox/big.txt", "inbox/big.html",
     "boilerplate/big.yaml"],
)  # fmt: skip
def test_a_text_of_100_mb_is_refused_by_name_and_the_rest_is_built(digest: DigestFolder, path: str) -> None:
    digest.article("good")
    digest.write("content/inbox/page.txt", RAW)
    huge(digest.root / "content" / path, b"---\ntitle: Big\ndate: 2026-11-18\n---\n\nText.\n")
    problems = refused(digest)
    assert "MB" in problems[f"content/{path}"]
    assert "2026/11/18/good/index.html" in digest.site()
    assert len(list((digest.root / "content/articles").rglob("*.md"))) == 2 + path.startswith("articles/")


def test_a_config_of_100_mb_is_refused_by_name(digest: DigestFolder) -> None:
    huge(digest.root / "config.yaml", b"title: Big\n")
    with pytest.raises(ProblemError, match="limit of 4 MB"):
        digest.build()


@pytest.mark.parametrize("folder", ["articles", "inbox", "pages", "editions", "media", "boilerplate"])
def test_pipes_sockets_devices_and_leaving_links_never_hang_a_build(
    digest: DigestFolder, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest.article("good")
    digest.write("content/inbox/page.txt", RAW)
    place = digest.root / "content" / folder
    place.mkdir(parents=True, exist_ok=True)
    suffix = {"inbox": ".txt", "boilerplate": ".yaml", "media": ".png"}.get(folder, ".md")
    os.mkfifo(place / f"pipe{suffix}")
    monkeypatch.chdir(place)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"socket{suffix}")
    for name, target in (
        ("zero", "/dev/zero"),
        ("memory", "/proc/self/mem"),
        ("words", "/etc/hostname"),
        ("nothing", "nowhere"),
        ("circle", f"circle{suffix}"),
    ):
        (place / f"{name}{suffix}").symlink_to(target)
    (place / "loop").symlink_to(".")
    (place / "up").symlink_to("../..")
    names = ["pipe", "socket", "zero", "memory", "words", "nothing", "circle"]
    expected = {f"content/{folder}/{name}{suffix}" for name in names}
    expected |= {f"content/{folder}/loop", f"content/{folder}/up"}
    assert expected <= set(refused(digest))
    assert "2026/11/18/good/index.html" in digest.site()
    assert cli.run(["check"]) == 1


@pytest.mark.parametrize("name", ["article.html", "strings/xx.yaml", "assets/more.css", "partials/card.html"])
def test_a_pipe_or_a_broken_link_among_the_layouts_stops_the_build_with_a_line(
    digest: DigestFolder, name: str
) -> None:
    digest.article("good")
    digest.build()
    before = digest.site()
    path = digest.root / "layouts" / name
    path.parent.mkdir(parents=True)
    for make in (
        os.mkfifo,
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to("/dev/zero"),
    ):
        make(path)
        with pytest.raises(ProblemError, match=f"layouts/{name}: cannot be read"):
            digest.build()
        path.unlink()
    assert digest.site() == before


def test_a_pipe_among_the_layouts_is_noticed_long_after_the_last_build(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An idle build looks at stamps alone once they are old enough to be sure of."""
    monkeypatch.setattr("broadsheet.disk.listing.RACY_WINDOW", 0)
    digest.article("good")
    digest.build()
    path = digest.root / "layouts/article.html"
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(ProblemError, match=r"layouts/article.html: cannot be read"):
        digest.build()


@pytest.mark.slow
def test_a_pipe_that_nobody_fills_does_not_hang_a_command(digest: DigestFolder) -> None:
    os.mkfifo(digest.root / "pipe.txt")
    (digest.root / "zero.txt").symlink_to("/dev/zero")
    done = run(digest.root, "clean", "pipe.txt")
    assert done.returncode == 1 and b"empty" in done.stderr
    for name in ("pipe.txt", "zero.txt"):
        done = run(digest.root, "add", name)
        assert done.returncode == 1 and b"not a plain file" in done.stderr
    done = run(digest.root, "clean", "zero.txt")
    assert done.returncode == 1 and b"larger than the limit of 16 MB" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", [["clean"], ["add", "-"]])
def test_a_stream_without_end_is_refused_by_name(digest: DigestFolder, words: list[str]) -> None:
    line = f"'{sys.executable}' -m broadsheet {' '.join(words)} < /dev/zero"
    done = subprocess.run(["sh", "-c", line], cwd=digest.root, capture_output=True, timeout=60)
    assert done.returncode == 1 and b"larger than the limit of 16 MB" in done.stderr


def test_the_preview_does_not_wait_for_a_pipe_or_read_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    assert look_at(str(tmp_path / "pipe.md")).stamp is None
    assert look_at(str(tmp_path / "zero.md")).stamp is None


def test_the_problems_of_one_file_are_shown_as_far_as_anyone_reads(
    digest: DigestFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "title: T\n" * 5_000
    digest.write("content/articles/many.md", f"---\ndate: 2026-11-18\n{keys}---\n\nText.\n")
    digest.article("good", date="someday")
    monkeypatch.chdir(digest.root)
    assert cli.run(["build", "-q"]) == 1
    shown = capsys.readouterr().err
    assert shown.count("content/articles/many.md") == 21 and "4,979 more problems in this file" in shown
    assert "content/articles/good.md" in shown


@pytest.mark.parametrize(
    "name", ["content", "content/articles", "content/inbox", "content/media", "content/boilerplate"]
)
def test_a_file_where_a_folder_belongs_is_named(digest: DigestFolder, name: str) -> None:
    digest.write(name, "x")
    if name != "content/articles" and name != "content":
        digest.article("good")
    assert any(path.rstrip("/") == name for path in refused(digest))


def test_a_path_too_long_for_the_system_is_named_and_the_rest_is_built(digest: DigestFolder) -> None:
    digest.article("good")
    start = os.getcwd()
    os.chdir(digest.root / "content/articles")
    try:
        for _ in range(60):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
        Path("deep.md").write_text("---\ntitle: Deep\ndate: 2026-11-18\n---\n\nText.\n")
    finally:
        os.chdir(start)
    problems = digest.build().problems
    assert any("cannot be listed: file name too long" in problem.message for problem in problems)
    assert "2026/11/18/good/index.html" in digest.site()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(digest: DigestFolder) -> None:
    digest.article("good")
    digest.article("closed").chmod(0)
    digest.article("folder/inside")
    (digest.root / "content/articles/folder").chmod(0)
    problems = refused(digest)
    (digest.root / "content/articles/folder").chmod(0o755)
    assert {"content/articles/closed.md", "content/articles/folder"} <= set(problems)


@pytest.mark.parametrize(
    "make",
    [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(path)],
)
def test_a_config_that_is_no_plain_file_is_named(
    digest: DigestFolder,
    make: Callable[[Path], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(digest.root)
    (digest.root / "config.yaml").unlink()
    make(digest.root / "config.yaml")
    assert cli.run(["build"]) == 1
    assert "config.yaml: error: cannot be read: " in capsys.readouterr().err


@pytest.mark.parametrize("name", [b"bad\xff", b"new\nline", b"escape\x1b[31m"])
@pytest.mark.parametrize("folder", ["layouts", "layouts/assets", "layouts/strings", "content/boilerplate"])
def test_a_name_that_is_no_text_is_refused_by_name_among_layouts_and_rules(
    digest: DigestFolder, folder: str, name: bytes
) -> None:
    digest.article("good")
    digest.write("content/inbox/page.txt", RAW)
    (digest.root / folder).mkdir(parents=True)
    with open(os.fsencode(digest.root / folder) + b"/" + name + b".yaml", "wb") as file:
        file.write(b"rules: []\n")
    try:
        problems = digest.build().problems
    except ProblemError as error:
        problems = error.problems
    (problem,) = problems
    assert problem.path.startswith(f"{folder}/") and problem.path.isprintable()
    assert "name" in problem.message


@pytest.mark.slow
def test_the_preview_outlives_what_is_no_file(digest: DigestFolder) -> None:
    digest.article("good")
    content, config = digest.root / "content", digest.root / "config.yaml"
    text = config.read_text()
    (content / "inbox").mkdir()
    with Running(digest) as preview:
        preview.until("/", "Good")
        os.mkfifo(content / "articles/pipe.md")
        os.mkfifo(content / "inbox/pipe.txt")
        huge(content / "articles/big.md")
        (content / "articles/zero.md").symlink_to("/dev/zero")
        digest.write("content/articles/deep.md", f"---\ntitle: {'[' * 30_000}\n---\n\nText.\n")
        (digest.root.parent / "secret.md").write_text(
            "---\ntitle: Secret\ndate: 2026-11-18\n---\n\nSecret.\n"
        )
        (content / "articles/out.md").symlink_to(digest.root.parent / "secret.md")
        with open(os.fsencode(content) + b"/articles/bad\xff.md", "wb") as file:
            file.write(b"---\ntitle: Bad\ndate: 2026-11-18\n---\n\nText.\n")
        digest.article("good", title="Still here")
        preview.until("/", "Still here")
        config.unlink()
        os.mkfifo(config)
        time.sleep(1.0)
        config.unlink()
        config.write_text(text.replace("The Test Sheet", "The Other Sheet"))
        preview.until("/", "The Other Sheet")
        assert "Secret" not in preview.get("/2026/11/18/")
        code, said = preview.interrupt()
        assert code == 130 and "bug" not in said
