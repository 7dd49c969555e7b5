"""The preview against those who should not be answered: foreign pages, odd requests, links and crowds."""

import contextlib
import re
import socket
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DigestFolder
from tests.preview.preview import HOST, Desk
from tests.preview.running import Running, wait_for

SECRETS = ("title: The Test Sheet", "root:", "base_url")


@pytest.fixture
def desk(digest: DigestFolder) -> Desk:
    digest.article("ferry", title="The ferry")
    digest.write("content/media/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    return Desk(digest)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2:8000", "0.0.0.0:8000", "127.1:8000", "2130706433:8000", "0x7f.1:8000", "[::]:8000",
     "[::ffff:127.0.0.1]:8000", "[::1]:8001", "localhost.:8000", "127.0.0.1:08000", "127.0.0.1:+8000",
     "user@127.0.0.1:8000", "127.0.0.1:8000, evil.example", "localhost:8000/", "127.0.0.1%00:8000",
     "127.0.0.1.evil.example:8000", "evil.example:8000", "http://127.0.0.1:8000", " "],
)  # fmt: skip
def test_only_the_exact_names_of_this_machine_are_answered(desk: Desk, host: str) -> None:
    for path in ("/", "/feed.xml", "/_preview/", "/_preview/events", "/nowhere"):
        assert desk.ask(path, host=host).status == 403


@pytest.mark.parametrize(
    "origin",
    ["null", "", "file://", f"https://{HOST}", f"http://{HOST}/", f"HTTP://{HOST}", "http://127.0.0.1",
     "http://127.0.0.1:80", "http://localhost:8000", f"http://{HOST}.evil.example", f"http://evil.example#{HOST}"],
)  # fmt: skip
def test_only_our_own_origin_is_answered_and_none_is_ever_invited(desk: Desk, origin: str) -> None:
    answer = desk.ask("/", origin=origin)
    assert answer.status == 403 and b"The ferry" not in answer.content
    for path in ("/", "/feed.xml", "/_preview/", "/_preview/client.js"):
        assert not any(name.startswith("access-control") for name in desk.ask(path).headers)


@pytest.mark.parametrize(
    "path",
    ["http://evil.example/", f"http://{HOST}/", "//evil.example/", "*", "evil.example:443", "/..", "/../config.yaml",
     "/..\\config.yaml", "/media/../../config.yaml", "/media/..\\..\\config.yaml", "/media/map.svg\x00.html",
     "/media", "/.broadsheet-manifest", "/_preview/../config.yaml", "/_preview/client.js/../../config.yaml",
     "/_preview/review?of=../../../../../etc/passwd", "/_preview/review?of=config.yaml", "/etc/passwd",
     "file:///etc/passwd", "/\udcff", "/" + "a" * 60_000, "/" + "a/" * 20_000],
)  # fmt: skip
def test_no_path_leads_to_a_file_that_is_no_page(desk: Desk, path: str) -> None:
    answer = desk.ask(path)
    assert answer.status == 404 and not desk.bugs
    assert not any(secret in answer.text for secret in SECRETS)


@pytest.mark.parametrize("name", ["content/media/out.svg", "content/articles/out.md", "content/pages/out.md"])
def test_a_link_that_leads_out_is_not_shown(digest: DigestFolder, name: str) -> None:
    secret = digest.root.parent / "secret"
    secret.write_text("---\ntitle: Secret words\ndate: 2026-11-18\n---\n\nSecret words.\n")
    digest.article("ferry")
    (digest.root / name).parent.mkdir(parents=True, exist_ok=True)
    with Running(digest) as preview:
        preview.get("/")
        (digest.root / name).symlink_to(secret)
        digest.article("later", title="The later one")
        preview.until("/", "The later one")
        for path in ("/", "/media/out.svg", "/2026/11/18/out/", "/out/", "/_preview/"):
            assert "Secret words" not in preview.get(path)


def test_a_picture_that_becomes_a_link_is_not_sent(desk: Desk) -> None:
    secret = desk.digest.root.parent / "secret.svg"
    secret.write_text("secret")
    picture = desk.digest.root / "content/media/map.svg"
    assert desk.ask("/media/map.svg").status == 200
    picture.unlink()
    picture.symlink_to(secret)
    assert desk.ask("/media/map.svg").status == 404


def say(port: int, data: bytes) -> bytes:
    """Send bytes and return the first of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(data)
        return client.recv(65536)


@pytest.mark.slow
def test_odd_requests_are_refused_on_the_wire_and_the_preview_goes_on(digest: DigestFolder) -> None:
    digest.article("ferry", title="The ferry")
    digest.build()
    before = digest.site()
    with Running(digest) as preview:
        host = f"127.0.0.1:{preview.port}".encode()
        odd = {
            b"GET / HTTP/1.1\r\nHost: %s\r\nHost: evil.example\r\n\r\n" % host: b"400",
            b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: %s\r\n\r\n" % host: b"400",
            b"GET / HTTP/1.1\r\n\r\n": b"400",
            b"GET / HTTP/1.0\r\n\r\n": b"403",
            b"GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: %s\r\n\r\n" % host: b"403",
            b"GET http://evil.example/ HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"404",
            b"GET /%%2e%%2e/config.yaml HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"404",
            b"GET /media/..%%2f..%%2fconfig.yaml HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"404",
            b"GET /..%%5cconfig.yaml HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"404",
            b"GET /%%00 HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"404",
            b"GET / HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nOrigin: null\r\n\r\n" % (host, host): b"400",
            b"OPTIONS * HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"405",
            b"TRACE / HTTP/1.1\r\nHost: %s\r\n\r\n" % host: b"405",
            b"GET / HTTP/1.1\r\nHost: %s\r\nX: %s\r\n\r\n" % (host, b"a" * 200_000): b"400",
            b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n": b"400",
        }
        for request, status in odd.items():
            assert say(preview.port, request).split(b" ")[1] == status, request[:80]
        assert "The ferry" in preview.get("/")
        code, said = preview.interrupt()
        assert code == 130 and "Traceback" not in said and "bug" not in said
    assert digest.site() == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of open files are set in another way")
def test_a_crowd_of_silent_clients_neither_uses_up_the_files_nor_stops_an_edit(digest: DigestFolder) -> None:
    import resource

    file = digest.article("ferry", title="The ferry", body="It sails.")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Running(digest) as preview:
        resource.prlimit(preview.process.pid, resource.RLIMIT_NOFILE, (900, 900))
        silent = [socket.create_connection(("127.0.0.1", preview.port), timeout=20) for _ in range(700)]
        for number, client in enumerate(silent):
            if number % 2:
                with contextlib.suppress(OSError):  # it may have been ended already
                    client.sendall(b"GET / HT")
        wait_for(lambda: "The ferry" in preview.get("/"), "an answer in a crowd")
        file.write_text(file.read_text().replace("It sails.", "It sails at noon."))
        preview.until("/2026/11/18/ferry/", "It sails at noon.")
        for client in silent:
            client.close()
        assert preview.interrupt()[0] == 130
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


@pytest.mark.slow
def test_a_second_question_that_never_ends_is_hung_up_on(digest: DigestFolder) -> None:
    from broadsheet.preview.serving import FIRST_WORD_WITHIN

    digest.article("ferry")
    with Running(digest) as preview:
        host = f"127.0.0.1:{preview.port}".encode()
        with socket.create_connection(("127.0.0.1", preview.port), timeout=FIRST_WORD_WITHIN * 3) as client:
            client.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: %s\r\n\r\n" % host)
            assert b"200" in client.recv(65536)
            client.sendall(b"GET / HTTP/1.1\r\nHo")
            try:
                while client.recv(65536):
                    pass
            except ConnectionResetError:
                pass  # ended, which is what was wanted


@pytest.mark.slow
def test_any_mistake_is_shown_and_mended_and_the_site_is_never_written(digest: DigestFolder) -> None:
    article = digest.article("ferry", title="The ferry", body="It sails.")
    digest.build()
    before = digest.site()
    config = digest.root / "config.yaml"
    good = config.read_text()
    mistakes: list[tuple[Path, str]] = [
        (config, "title: [\n"),
        (config, "titel: X\n"),
        (config, "permalink: /{nonsense}/\n"),
        (article, "---\ntitle: [half\n---\n"),
        (article, ""),
        (digest.root / "layouts/article.html", "{% if %}"),
        (digest.root / "layouts/base.html", "{{ nonsense }}"),
        (digest.root / "layouts/strings/en.yaml", "dates: 3\n"),
    ]
    with Running(digest) as preview:
        text = article.read_text()
        for step, (file, wrong) in enumerate(mistakes):
            old = file.read_text() if file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wrong)
            time.sleep(0.3)
            assert "Traceback" not in preview.get("/")
            if old is None:
                file.unlink()
            else:
                file.write_text(old)
            digest.article("ferry", title="The ferry", body=f"It sails at {step}.")
            preview.until("/2026/11/18/ferry/", f"It sails at {step}.")
        assert config.read_text() == good and text
        code, said = preview.interrupt()
    assert code == 130 and "Traceback" not in said and not re.search(r"\bbug\b", said)
    assert digest.site() == before
