"""A preview without threads, network or waiting: tests change files and say when they have come to rest."""

import asyncio
from collections.abc import Mapping
from typing import Any

from broadsheet.living.previewing import LivingDigest
from broadsheet.model import Include
from broadsheet.preview.guard import Guard
from broadsheet.preview.server import Preview, Setting
from broadsheet.preview.watch import look_at
from tests.conftest import NOW, DigestFolder

HOST = "127.0.0.1:8000"
TOKEN = "token"


class Answer:
    """What the server sent."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.content = b""

    @property
    def text(self) -> str:
        return self.content.decode()


class Desk:
    """A living digest and its server, moved on by hand."""

    def __init__(self, digest: DigestFolder, base: str = "/", **include: bool) -> None:
        self.digest = digest
        self.live = LivingDigest(digest.root, Include(**include), f"http://{HOST}{base}", lambda: NOW)
        self.bugs: list[Exception] = []
        self.follower = self.live._follower
        self.follower.on_problem = self.bugs.append
        self.follower.open()
        setting = Setting(guard=Guard("127.0.0.1", 8000, TOKEN), base=base, patience=0)
        self.preview = Preview(self.live, setting, self.bugs.append)

    def saved(self, *paths: str) -> None:
        """Say that files have come to rest; the digest is not put together anew yet."""
        self.follower.take([look_at(str(self.digest.root / path)) for path in paths])
        inbox = self.follower.inbox
        while inbox._looks:
            inbox._take(inbox._looks.popitem()[1])
            self.follower._want_order()

    def settled(self, *paths: str) -> None:
        """Say that files have come to rest, and let the digest be put together."""
        self.saved(*paths)
        self.follower.plan()
        self.follower._needs_order = False
        self.follower._publish()

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """Send one request and return the whole answer."""
        named = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return asyncio.run(self._ask(path, method, body, named))

    def act(self, **fields: str) -> Answer:
        """Press a button of the review."""
        from urllib.parse import urlencode

        return self.ask(
            "/_preview/act",
            "POST",
            urlencode({"token": TOKEN, **fields}).encode(),
            origin=f"http://{HOST}",
            content_type="application/x-www-form-urlencoded",
        )

    def page(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status, answer.text)
        assert not self.bugs, self.bugs
        return answer.text

    async def _ask(self, path: str, method: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        from starlette.requests import Request

        where, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": where,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        answer = Answer()
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not messages:
                await asyncio.Event().wait()
            return messages.pop()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.content += message.get("body", b"")

        response = await self.preview.answer(Request(scope, receive))
        await response(scope, receive, send)
        return answer
