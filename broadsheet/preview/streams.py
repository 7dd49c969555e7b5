"""Streams of changes to open pages: the digest's status in; server-sent events, one stream a page, out."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from urllib.parse import quote

from msgspec import json

from broadsheet.preview.inject import PREFIX
from broadsheet.preview.live import Live

MOST = 400
"""Open streams. A browser keeps six connections to a host, so that is some seventy windows."""
HEARTBEAT = 15.0
"""Seconds without news after which a stream says so, which finds readers that have gone."""


class Streams:
    """Tells every open page when it is no longer what the digest says. Lives in the server's event loop."""

    def __init__(self, live: Live, base: str) -> None:
        self._live = live
        self._base = base
        self._session = secrets.token_hex(4)
        self._news = asyncio.Event()
        self._open = 0

    @property
    def is_full(self) -> bool:
        return self._open >= MOST

    def wake(self) -> None:
        """Make every stream look at the digest again."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def listen(self, address: str, permalink: str, tag: str) -> AsyncGenerator[bytes, None]:
        """Yield events for a page: ``address`` as the browser sees it, ``tag`` of what it shows."""
        self._open += 1
        try:
            yield _event("hello", {"session": self._session})
            told: dict[str, object] = {}
            while True:
                news = self._news
                for name, content in self._look(address, permalink, tag, told):
                    if name == "page":
                        tag = str(content)
                    yield _event(name, content)
                try:
                    await asyncio.wait_for(news.wait(), HEARTBEAT)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._open -= 1

    def _look(
        self, address: str, permalink: str, tag: str, told: dict[str, object]
    ) -> list[tuple[str, object]]:
        """Return what is new to a page; ``told`` remembers what it knows."""
        status = self._live.status
        found: list[tuple[str, object]] = []
        now = f"v{status.version}" if address.startswith(PREFIX) else self._live.tag(permalink)
        moved = dict(status.moved).get(permalink) if not now else None
        if moved:
            found.append(("moved", {"address": self._address(moved)}))
        elif now != tag:
            found.append(("page", now))
        styles = {self._address(permalink): mark for permalink, mark in status.styles}
        edited = {"address": self._address(status.edited) if status.edited else "", "edits": status.edits}
        for name, content in (("styles", styles), ("edited", edited)):
            if told.get(name) != content:
                told[name] = content
                found.append((name, content))
        return found

    def _address(self, permalink: str) -> str:
        return quote(self._base + permalink.lstrip("/"))


def _event(name: str, content: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + json.encode(content) + b"\n\n"
