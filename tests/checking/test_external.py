"""``check --external``: a server of our own plays the web."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from broadsheet.checking.external import why_lost
from broadsheet.cli import run
from tests.conftest import DigestFolder

CODES = {"/good": 200, "/gone": 404, "/shy": 403, "/broken": 500}


class Web(BaseHTTPRequestHandler):
    """Answers with the code of the path; ``/plain`` knows no HEAD, ``/moved`` leads to ``/good``."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/plain" else CODES.get(self.path, 200))

    def do_GET(self) -> None:
        self._answer(CODES.get(self.path, 200))

    def _answer(self, code: int) -> None:
        is_moved = self.path == "/moved"
        self.send_response(301 if is_moved else code)
        if is_moved:
            self.send_header("Location", "/gone")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_is_gone_is_told_with_its_line(
    web: str, digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(digest.root)
    monkeypatch.setenv("NO_COLOR", "1")
    body = f"See [here]({web}/good), [there]({web}/shy), [that]({web}/plain)\n\nand [those]({web}/gone)."
    digest.article("one", body=body, link=f"{web}/broken")
    assert run(["check", "--external"]) == 0
    said = capsys.readouterr().err
    assert f"content/articles/one.md:9:13: warning: {web}/gone answers 404, not found" in said
    assert f"content/articles/one.md:4:7: warning: {web}/broken answers 500" in said
    assert said.count("answers") == 2
    assert run(["check", "--external", "--strict"]) == 1


def test_a_redirection_is_followed_to_its_end(web: str) -> None:
    assert why_lost(f"{web}/moved").startswith("answers 404")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://no.such.host.invalid/", "http://[::1", "http://"]
)
def test_what_does_not_answer_is_told_without_a_traceback(address: str) -> None:
    assert why_lost(address).startswith("does not answer")
