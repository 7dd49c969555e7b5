"""A preview as its user runs it: a process with a port; files are changed under it as editors change them."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from tests.conftest import DigestFolder

PATIENCE = 20.0
"""Seconds after which what is waited for counts as never coming."""


class Running:
    """A running ``serve``; ends with the ``with`` block."""

    def __init__(self, digest: DigestFolder, *options: str) -> None:
        self.digest = digest
        self._streams: list[http.client.HTTPResponse | http.client.HTTPConnection] = []
        words = [sys.executable, "-m", "broadsheet", "serve", "--port", "0", *options]
        environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "error"}
        self.process = subprocess.Popen(
            words, cwd=digest.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        self.address = _line(self.process.stdout)
        if not self.address:
            raise AssertionError(self.process.communicate()[1])
        self.port = int(self.address.split(":")[2].split("/")[0])

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._streams:
            stream.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def get(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def until(self, path: str, words: str) -> str:
        """Ask for a page until it says some words; return it."""
        pages: list[str] = []

        def says() -> bool:
            pages.append(self.get(path))
            return words in pages[-1]

        wait_for(says, f"{words!r} on {path}")
        return pages[-1]

    def listen(self, path: str = "/") -> http.client.HTTPResponse:
        """Open a stream of changes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/_preview/events?at={path}&tag=x")
        response = connection.getresponse()
        self._streams += [response, connection]
        return response

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and what was said."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def memory(self) -> float:
        """Return the process's memory in MB (Linux)."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(text.partition("\nPss:")[2].split()[0]) / 1024


def wait_for(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, f"never came: {what}"
        time.sleep(0.01)


def save_by_rename(file: Path, text: str) -> None:
    """Save as vim and JetBrains do: a new file takes the old one's name."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def save_with_backup(file: Path, text: str) -> None:
    """Save as vim does with ``backupcopy=no``: the old file is moved away first."""
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text, encoding="utf-8")
    backup.unlink()


def save_in_pieces(file: Path, text: str) -> None:
    """Save slowly: empty first, then in pieces with pauses."""
    with file.open("w", encoding="utf-8") as handle:
        handle.flush()
        time.sleep(0.15)
        for start in range(0, len(text), max(len(text) // 3, 1)):
            handle.write(text[start : start + len(text) // 3])
            handle.flush()
            time.sleep(0.15)


def save_at_once(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


SAVES: dict[str, Callable[[Path, str], None]] = {
    "at once": save_at_once,
    "by rename": save_by_rename,
    "with a backup": save_with_backup,
    "in pieces": save_in_pieces,
}


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()
