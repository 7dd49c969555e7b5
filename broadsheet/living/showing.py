"""One state of a digest to pages on request: the plan and the texts in; the bytes of the page that is asked for out."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from msgspec import Struct, msgpack

from broadsheet.articles.frontmatter import split
from broadsheet.articles.markdown import render_body
from broadsheet.articles.read import parse_article
from broadsheet.articles.typography import set_line
from broadsheet.building.compiled import open_compiled
from broadsheet.building.pictures import picture_sizes
from broadsheet.building.rendering import typography
from broadsheet.digest.digest import make_digest
from broadsheet.digest.published import Selection
from broadsheet.living.living import Living, Parts, bytes_of
from broadsheet.model import Article, Body, Config, Held, Page, Problem
from broadsheet.pages.contexts import Site
from broadsheet.pages.layouts import Layouts
from broadsheet.pages.plan import plan
from broadsheet.pages.render import render
from broadsheet.pages.templates import Templates
from broadsheet.prints import fingerprint
from broadsheet.problems import ProblemError

TEXTS_LIMIT = 16_000_000
"""Bytes of article files that are kept: those looked at or edited last."""
PAGES_LIMIT = 24_000_000
"""Bytes of rendered pages that are kept."""
STILL_LIMIT = 0.6
"""Seconds to wait for a file that is being written when its page is asked for."""


class View(Struct, frozen=True, kw_only=True):
    """A digest put together: every page that there is, and none of them rendered."""

    number: int
    """Of the last edit that is in it."""
    config: Config
    layouts: Layouts
    site: Site
    pages: dict[str, Page]
    addresses: dict[str, str]
    """Address of each article, page and edition by the file it is made from."""
    selection: Selection
    held: dict[str, Held]
    """What a build would hold back, by origin."""
    problems: tuple[Problem, ...]
    styles: tuple[tuple[str, str], ...] = ()
    """Address and key of every stylesheet."""


def make_view(
    parts: Parts,
    selection: Selection,
    waiting: Mapping[str, Held],
    number: int,
    problems: tuple[Problem, ...],
) -> View:
    """Put a digest together. ``waiting``: what a build without flags would hold back."""
    config = parts.place.config
    digest = make_digest(
        selection.published,
        config,
        notes=parts.notes,
        pages=parts.pages,
        sketches=parts.sketches,
        withdrawn=selection.withdrawn,
    )
    planned = plan(digest, config, parts.layouts, picture_sizes(parts.place, digest, parts.media))
    pages = {page.permalink: page for page in (*parts.media, *planned.pages)}
    return View(
        number=number,
        config=config,
        layouts=parts.layouts,
        site=planned.site,
        pages=pages,
        addresses={origin: page.permalink for page in planned.pages if (origin := origin_of(page, config))},
        selection=selection,
        held=dict(waiting),
        problems=(*parts.twins, *planned.problems, *problems),
        styles=tuple((name, page.key.hex()) for name, page in pages.items() if name.endswith(".css")),
    )


def origin_of(page: Page, config: Config) -> str:
    """Return the file of the owner's that a page is made from, or an empty string."""
    origin: str = getattr(page.context, "origin", "")
    if not origin and page.layout == "edition.html" and page.permalink != "/":
        return f"{config.content}/editions/{page.context.day}.md"
    return origin


class Texts:
    """The bodies of articles as their last good files have them."""

    def __init__(self, living: Living, inbox: Callable[[str], Article | None]) -> None:
        self._living = living
        self._inbox = inbox
        self._kept: OrderedDict[str, tuple[bytes, bytes]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def keep(self, origin: str, content: bytes) -> None:
        """Remember the text of a file."""
        with self._lock:
            old = self._kept.pop(origin, None)
            self._size -= len(old[1]) if old else 0
            self._kept[origin] = (fingerprint(content), content)
            self._size += len(content)
            while self._size > TEXTS_LIMIT:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._size -= len(oldest)

    def body(self, origin: str, config: Config) -> Body:
        """Return an article's body; raises ProblemError while its file is being written."""
        waiting = self._inbox(origin)
        if waiting is not None:
            return render_body(waiting.body, typography(config, waiting.lang))
        content, is_good = self._content(origin)
        text = content.decode("utf-8-sig", "replace")
        known = self._living.article(origin)
        body = parse_article(text, origin, config.timezone)[0].body if is_good else split(text).body
        return render_body(body, typography(config, language_of(known, config) if known else ""))

    def _content(self, origin: str) -> tuple[bytes, bool]:
        """Return the text that the article was read from, or what the file has now where it is lost."""
        give_up = time.monotonic() + STILL_LIMIT
        while True:
            wanted = self._living.text_key(origin)
            kept = self._kept.get(origin)
            if kept is not None and kept[0] == wanted:
                return kept[1], True
            content = bytes_of(self._living.place.root / origin)
            if fingerprint(content) == wanted:
                self.keep(origin, content)
                return content, True
            if origin in self._living.good:
                return content, False
            if time.monotonic() > give_up:
                message = "is being written"
                raise ProblemError(
                    Problem(path=origin, message=message, hint="the page comes when it is done")
                )
            time.sleep(0.02)


class Renderer:
    """Renders pages with one set of layouts."""

    def __init__(self, view: View, texts: Texts) -> None:
        self.layouts, self.site, self._config = view.layouts, view.site, view.config
        self._texts = texts
        self._templates = Templates(view.layouts, view.site, open_compiled(), set_line)

    def fits(self, view: View) -> bool:
        return (
            (self.layouts is view.layouts or self.layouts == view.layouts)
            and self.site == view.site
            and self._config == view.config
        )

    def __call__(self, page: Page) -> bytes:
        """Return a page's bytes; raises ProblemError for a mistake in a layout."""
        return render(page, self._templates, self._body, self._markdown)

    def _body(self, origin: str, *, start: bool = False) -> Body:
        return self._texts.body(origin, self._config)

    def _markdown(self, text: str) -> Body:
        return render_body(text, typography(self._config, ""))


class Shelf:
    """Rendered pages, each with the key it was rendered from; the ones asked for last are kept."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[bytes, bytes]] = OrderedDict()
        self._size = 0

    def get(self, permalink: str, key: bytes | None) -> bytes | None:
        """Return a page's bytes if they were rendered from ``key`` (None: from whatever)."""
        found = self._pages.get(permalink)
        if found is None or (key is not None and found[0] != key):
            return None
        self._pages.move_to_end(permalink)
        return found[1]

    def put(self, permalink: str, key: bytes, content: bytes) -> None:
        old = self._pages.pop(permalink, None)
        self._size += len(content) - (len(old[1]) if old else 0)
        self._pages[permalink] = (key, content)
        while self._size > PAGES_LIMIT:
            _, (_, oldest) = self._pages.popitem(last=False)
            self._size -= len(oldest)


class Stage:
    """Renders the pages that are asked for and keeps the last good form of each."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._shelf = Shelf()
        self._renderer: Renderer | None = None
        self._proven: dict[str, Renderer] = {}
        """By layout: the renderer that last rendered a page of it."""
        self._lock = threading.RLock()
        self.faults: dict[str, tuple[bytes, tuple[Problem, ...]]] = {}
        """By address: the key of a page that could not be rendered, and why."""

    def content(self, page: Page, view: View) -> bytes | None:
        """Return a page's bytes: the last good ones where it cannot be rendered, None where there are none."""
        with self._lock:
            found = self._shelf.get(page.permalink, page.key)
            if found is not None:
                return found
            if page.permalink in self.faults and self.faults[page.permalink][0] == page.key:
                return self._last_good(page)
            return self._render(page, view)

    def renew(self, view: View) -> None:
        """Make the next pages with the layouts of a view."""
        with self._lock:
            self.faults = {
                permalink: fault
                for permalink, fault in self.faults.items()
                if permalink in view.pages and view.pages[permalink].key == fault[0]
            }
            if self._renderer is not None and self._renderer.fits(view):
                return
            try:
                self._renderer = Renderer(view, self.texts)
            except ProblemError as error:  # words that cannot be read: the front page says so
                self.faults = {**self.faults, "/": (view.pages["/"].key, error.problems)}

    def _render(self, page: Page, view: View) -> bytes | None:
        if self._renderer is None:
            self.renew(view)
        if self._renderer is None:
            return None
        try:
            content = self._renderer(page)
        except ProblemError as error:
            if all(problem.path.startswith("layouts/") for problem in error.problems):
                self.faults = {**self.faults, page.permalink: (page.key, error.problems)}
            return self._last_good(page)
        if page.permalink in self.faults:
            self.faults = {
                permalink: fault for permalink, fault in self.faults.items() if permalink != page.permalink
            }
        self._proven[page.layout] = self._renderer
        self._shelf.put(page.permalink, page.key, content)
        return content

    def _last_good(self, page: Page) -> bytes | None:
        """Return the page as it was, or made with the layouts as they were."""
        found = self._shelf.get(page.permalink, None)
        proven = self._proven.get(page.layout)
        if found is not None or proven is None or proven is self._renderer:
            return found
        try:
            return proven(page)
        except ProblemError:
            return None


def language_of(article: Article, config: Config) -> str:
    """Return an article's language: its own, or its source's; nothing where that is the digest's."""
    names = (article.source.casefold(),)
    own = (one.lang for one in config.sources if one.key.casefold() in names or one.name.casefold() in names)
    return article.lang or next(own, "")


def key_of(page: Page, context: object) -> bytes:
    """Return the key of a page with another record in it."""
    return fingerprint(page.key + msgpack.encode(context))
