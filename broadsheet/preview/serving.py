"""The preview on the network: a living digest and a socket in; a server that runs until Ctrl-C out."""

import asyncio
import contextlib
import errno
import logging
import secrets
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from broadsheet.preview.guard import Guard
from broadsheet.preview.live import Live

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

DEFAULT_PORT = 8000
PORTS = 50
"""Ports that are tried, one after the other, where none was asked for."""
CONNECTIONS = 800
"""Open at a time; more are answered with 503."""
SPARE_FILES = 200
"""Files that the preview may have open beside its connections, and those of one burst of new ones."""
BURST = 100
"""Connections that may be without a whole question; where there are more, the oldest of them is ended."""
FIRST_WORD_WITHIN = 20.0
"""Seconds within which a connection must have sent a whole request."""


class PortTaken(Exception):
    """The port that was asked for belongs to another program."""


def bind(host: str, port: int | None) -> socket.socket:
    """Take a port: the one asked for, else the first that is free. Raises PortTaken, or OSError."""
    wanted = [port] if port is not None else [*range(DEFAULT_PORT, DEFAULT_PORT + PORTS), 0]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in wanted:
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, number))
            listener.listen(512)
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        else:
            listener.setblocking(False)
            return listener
    raise PortTaken


def address_of(listener: socket.socket, base: str) -> str:
    """Return the address a browser reaches a site under."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}{base}"


def run(
    live: Live,
    listener: socket.socket,
    *,
    base: str,
    follow: bool,
    report: Callable[[Exception], None],
    on_wake: Callable[[Callable[[], None]], None],
) -> None:
    """Serve until interrupted; KeyboardInterrupt comes through at once.

    ``on_wake`` is given a function that any thread may call when the digest has changed.
    """
    from broadsheet.preview.server import Preview, Setting

    host, port = listener.getsockname()[:2]
    guard = Guard(host, port, secrets.token_urlsafe(24))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us with & has it ignored
    preview = Preview(live, Setting(guard=guard, base=base, follow=follow), report)
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        on_wake(lambda: _call_in(loop, preview.streams.wake))
        runner.run(_serve(_application(preview), listener))


def most_connections() -> int:
    """Return how many connections may be open, after asking the system for as many files as we may have."""
    try:
        import resource
    except ImportError:  # pragma: no cover  (Windows)
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(8, min(CONNECTIONS, soft - SPARE_FILES))


def _call_in(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(function)
    except RuntimeError:
        return  # the loop has ended: nobody is left to be told


def _application(preview: Any) -> Any:
    async def application(scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.requests import Request

        if scope["type"] == "http":
            response = await preview.answer(Request(scope, receive))
            await response(scope, receive, send)

    return application


async def _serve(application: Any, listener: socket.socket) -> None:
    import uvicorn
    from uvicorn.protocols.http.h11_impl import H11Protocol

    silent: dict[Any, float] = {}
    """Connections that have not asked a whole question, the oldest first, and since when."""

    class Impatient(H11Protocol):
        """Hangs up on connections that do not ask for anything in time, or where there are too many."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            silent[self] = self.loop.time()
            self.loop.call_later(FIRST_WORD_WITHIN, self._hang_up_if_silent)
            if len(silent) > BURST:
                next(iter(silent)).transport.abort()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is None or self.cycle.response_complete:
                silent.setdefault(self, self.loop.time())
            else:
                silent.pop(self, None)

        def connection_lost(self, exc: Exception | None) -> None:
            silent.pop(self, None)
            super().connection_lost(exc)

        def _hang_up_if_silent(self) -> None:
            if self.transport is None or self.transport.is_closing():
                return
            if self.loop.time() - silent.get(self, self.loop.time()) >= FIRST_WORD_WITHIN:
                self.transport.abort()
            else:
                self.loop.call_later(FIRST_WORD_WITHIN, self._hang_up_if_silent)

    class Interruptible(uvicorn.Server):
        """Leaves signals alone: the first Ctrl-C ends the program, whoever still listens."""

        @contextlib.contextmanager
        def capture_signals(self):  # type: ignore[no-untyped-def]
            yield

    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    most = most_connections()
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=most,
        backlog=BURST,
        timeout_graceful_shutdown=0,
    )
    await Interruptible(config).serve(sockets=[listener])
