"""The preview's web server: a living digest in; an application that answers a browser out."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse

from broadsheet.preview import views
from broadsheet.preview.guard import Guard
from broadsheet.preview.inject import PREFIX, inject
from broadsheet.preview.live import NOT_FOUND, Live, Shown
from broadsheet.preview.streams import Streams
from broadsheet.problems import ProblemError

SETTLE_WITHIN = 0.4
"""Seconds that an answer waits for a change which is known of, so that a page is never older than the files."""
FORM_LIMIT = 65_536
"""Bytes of a form."""
FORM_WITHIN = 10.0
"""Seconds within which a form must have come."""
ACTIONS = ("put-back", "take-out", "undo", "add", "accept", "refuse")

TYPES = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "woff2": "font/woff2",
}
"""Content types by a file's ending, as GitHub Pages sends them; anything else is a file of bytes."""

HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
}

FILE_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
}
"""A picture opened by itself is a page of this address too: it must not press the review's buttons."""


class Setting(Struct, frozen=True, kw_only=True):
    """How a preview is served."""

    guard: Guard
    base: str = "/"
    """Path the site stands under, with slashes at both ends."""
    follow: bool = False
    patience: float = SETTLE_WITHIN
    """Seconds that an answer waits for changes which are known of."""


class Preview:
    """Answers requests for pages of a living digest."""

    def __init__(self, live: Live, setting: Setting, report: Callable[[Exception], None]) -> None:
        """``report`` is told of a bug of ours."""
        self.live = live
        self.streams = Streams(live, setting.base)
        self._setting = setting
        self._report = report
        self._routes: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "": self._overview,
            "home": self._home,
            "events": self._events,
            "review": self._review,
            "lines": self._lines,
            "client.js": self._client_file,
            "preview.css": self._client_file,
            "marks.css": self._marks,
        }

    async def answer(self, request: Request) -> Response:
        """Answer any request; never raises."""
        refused = self._refusal(request)
        if refused is not None:
            return refused
        try:
            if request.method == "POST":
                return await self._act(request)
            path = request.scope["path"]
            if path.startswith(PREFIX):
                route = self._routes.get(path.removeprefix(PREFIX))
                return await route(request) if route else _plain("there is no such page of the preview", 404)
            return await self._page(request, path)
        except ClientDisconnect:
            return _plain("gone", 400)
        except Exception as error:
            self._report(error)
            return _html(views.message_page("A bug of ours, sorry", f"{type(error).__name__}: {error}"), 500)

    def _refusal(self, request: Request) -> Response | None:
        is_action = request.method == "POST" and request.scope["path"] == f"{PREFIX}act"
        if request.method not in ("GET", "HEAD") and not is_action:
            return _plain("this preview answers GET and HEAD only", 405, {"Allow": "GET, HEAD"})
        if len(request.headers.getlist("origin")) > 1 or len(request.headers.getlist("host")) > 1:
            return _plain("one Host and at most one Origin, please", 400)
        reason = self._setting.guard.refusal(request.headers, is_action=is_action)
        return _plain(reason, 403) if reason else None

    async def _page(self, request: Request, path: str) -> Response:
        base = self._setting.base
        if path == base.rstrip("/"):
            return _redirect(base)
        if not path.startswith(base):
            return _plain(f"404: this preview stands at {base}", 404)
        await run_in_threadpool(self.live.settle, self._setting.patience)
        if not self.live.status.ready:
            return self._no_digest()
        permalink = "/" + path.removeprefix(base)
        found = self._find(permalink)
        if found != permalink and found.endswith("/") and not permalink.endswith("/index.html"):
            return _redirect(base + found[1:])
        shown = await run_in_threadpool(self.live.show, found or NOT_FOUND)
        if shown is None:
            return _plain("404: there is no such page", 404)
        status = 200 if found else 404
        return self._send(request, shown, found or NOT_FOUND, path, status)

    def _find(self, permalink: str) -> str:
        """Return the address that a host would answer with for a path, or an empty string."""
        names = [permalink]
        if permalink.endswith("/index.html"):
            names.append(permalink.removesuffix("index.html"))
        elif permalink.endswith("/"):
            names.append(permalink + "index.html")
        else:
            names += [permalink + "/", permalink + ".html"]
        return next((name for name in names if self.live.has(name)), "")

    def _send(self, request: Request, shown: Shown, permalink: str, path: str, status: int) -> Response:
        kind = _type_of(permalink)
        if shown.file is not None:
            return FileResponse(shown.file, media_type=kind, headers=FILE_HEADERS)
        if shown.content is None:
            text = "No page can be shown until this is mended." if shown.problems else "It is being written."
            return _html(views.message_page("This page", text, shown.problems, "none"), 503)
        is_page = kind == TYPES["html"] and not request.query_params.get("raw")
        tag = f'"{shown.tag}"'
        headers = {**HEADERS, "ETag": tag, "Content-Type": kind}
        if status == 200 and request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        content = shown.content
        if is_page:
            head = views.head(path, shown.tag, self.live.marks(), follow=self._setting.follow)
            content = inject(content, head, views.overlay(shown), _origin(request))
        return Response(content, status_code=status, headers=headers)

    def _no_digest(self) -> Response:
        status = self.live.status
        text = (
            "No page can be shown until this is mended." if status.problems else "The digest is being read."
        )
        return _html(views.message_page("Preview", text, status.problems, f"v{status.version}"), 503)

    async def _client_file(self, request: Request) -> Response:
        name = request.scope["path"].removeprefix(PREFIX)
        content = views.client_file(name)
        return Response(content, headers={**HEADERS, "Content-Type": _type_of(name)})

    async def _marks(self, request: Request) -> Response:
        content = views.marks_style(self.live.marks())
        return Response(content, headers={**HEADERS, "Content-Type": TYPES["css"]})

    async def _home(self, request: Request) -> Response:
        return _redirect(self._setting.base)

    async def _events(self, request: Request) -> Response:
        if self.streams.is_full:
            return _plain("too many open pages", 503)
        at = request.query_params.get("at", "/")
        base = self._setting.base
        permalink = "/" + at.removeprefix(base) if at.startswith(base) else at
        found = self._find(permalink) or permalink
        tag = request.query_params.get("tag", "")
        stream = self.streams.listen(at, found, tag)
        headers = {**HEADERS, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _overview(self, request: Request) -> Response:
        await run_in_threadpool(self.live.settle, self._setting.patience)
        status = self.live.status
        overview = await run_in_threadpool(self.live.overview)
        token = self._token()
        tag = f"v{status.version}"
        return _html(views.overview_page(overview, status.problems, token, tag, self._setting.base))

    async def _review(self, request: Request) -> Response:
        await run_in_threadpool(self.live.settle, self._setting.patience)
        review = await run_in_threadpool(self.live.review, request.query_params.get("of", ""))
        if review is None:
            return _html(views.message_page("No such article", "It is not in the digest."), 404)
        version = f"v{self.live.status.version}"
        return _html(views.review_page(review, self._token(), version, self._setting.base))

    async def _lines(self, request: Request) -> Response:
        version = f"v{self.live.status.version}"
        candidates = await run_in_threadpool(self.live.candidates)
        return _html(views.lines_page(candidates, self._token(), version))

    async def _act(self, request: Request) -> Response:
        fields = await _form(request)
        if fields is None:
            return _plain("this form is too large, or no form", 413)
        if not self._setting.guard.has_token(fields.pop("token", "")):
            return _plain("this page is of an earlier run of the preview: load it again", 403)
        action = fields.pop("action", "")
        if action not in ACTIONS:
            return _plain("there is no such action", 400)
        origin = fields.get("origin", "")
        back = views.review_address(origin) if action in ("put-back", "take-out", "undo") else PREFIX
        if "candidate" in fields:
            back = f"{PREFIX}lines"
        try:
            await run_in_threadpool(self.live.act, action, fields)
        except ProblemError as error:
            return _html(views.message_page("Nothing was changed", "", error.problems), 409)
        if "number" in fields:
            back += f"#block-{quote(fields['number'])}"
        return RedirectResponse(back, status_code=303, headers=HEADERS)

    def _token(self) -> str:
        return self._setting.guard.token if self._setting.guard.is_local else ""


async def _form(request: Request) -> dict[str, str] | None:
    """Read the fields of a small form."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    try:
        async with asyncio.timeout(FORM_WITHIN):
            async for chunk in request.stream():
                body += chunk
                if len(body) > FORM_LIMIT:
                    return None
    except TimeoutError:
        return None
    return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=20))


def _type_of(path: str) -> str:
    if path.endswith("/"):
        return TYPES["html"]
    return TYPES.get(path.rpartition("/")[2].rpartition(".")[2].lower(), "application/octet-stream")


def _origin(request: Request) -> str:
    return f"http://{request.headers.get('host', '')}"


def _redirect(path: str) -> Response:
    return RedirectResponse(quote(path), status_code=302, headers=HEADERS)


def _html(content: bytes, status: int = 200) -> Response:
    headers = {**HEADERS, "Cache-Control": "no-store", "Content-Type": TYPES["html"]}
    return Response(content, status_code=status, headers=headers)


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=status, headers={**HEADERS, **(headers or {})})
