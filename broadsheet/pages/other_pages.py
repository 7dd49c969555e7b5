"""All other files: the desk in; the owner's pages, 404, robots, sitemap, ``.nojekyll`` and assets out."""

import hashlib
from collections.abc import Iterator, Sequence

from broadsheet.model import Page
from broadsheet.pages.contexts import Asset, Link, PlainPage, SitemapPage, TextPage
from broadsheet.pages.desk import Desk
from broadsheet.pages.layouts import Layouts

SEARCH_FILES = ("assets/search.js", "assets/search.css")

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap file (sitemaps.org)."""


def text_pages(desk: Desk, menu: Sequence[Link]) -> Iterator[Page]:
    """Plan the pages that the owner wrote; ``menu`` has their addresses, in order."""
    for page, link in zip(desk.digest.pages, menu, strict=True):
        context = TextPage(
            permalink=link.permalink,
            title=page.title,
            description=page.summary,
            lang=desk.foreign(page.lang),
            index=page.index and desk.config.robots.index,
            origin=page.origin,
            markdown=page.body,
            sizes=desk.sizes_of(page.shown),
        )
        yield desk.page("page.html", context, page.origin)


def plain_pages(desk: Desk) -> Iterator[Page]:
    """Plan the files that show nothing of the articles."""
    claim = desk.addresses.claim
    not_found = PlainPage(permalink=claim("/404.html", "the page for a wrong address"), index=False)
    yield desk.page("404.html", not_found, "page for a wrong address")
    if desk.config.search:
        search = PlainPage(permalink=claim("/search/", "the search page"), index=False)
        yield desk.page("search.html", search, "search page")
    robots = PlainPage(permalink=claim("/robots.txt", "robots.txt"))
    yield desk.page("robots.txt", robots, "robots.txt")
    empty = Asset(permalink=claim("/.nojekyll", ".nojekyll"), name="", digest="")
    yield desk.page("asset", empty, ".nojekyll")


def asset_pages(desk: Desk, layouts: Layouts) -> Iterator[Page]:
    """Plan a copy of every file of ``layouts/assets/``."""
    for file in layouts.files:
        if file.name.startswith("assets/") and (file.name not in SEARCH_FILES or desk.config.search):
            permalink = desk.addresses.claim(f"/{file.name}", f"layouts/{file.name}")
            digest = hashlib.blake2b(file.content, digest_size=16).hexdigest()
            yield desk.page("asset", Asset(permalink=permalink, name=file.name, digest=digest), file.name)


def sitemap_pages(desk: Desk, pages: Sequence[Page]) -> Iterator[Page]:
    """Plan the sitemap of all pages that search engines may list."""
    listed = [
        (page.permalink, _changed(page))
        for page in pages
        if page.context.index and page.layout.endswith(".html") and page.permalink.endswith(("/", ".html"))
    ]
    context = SitemapPage(
        permalink=desk.addresses.claim("/sitemap.xml", "the sitemap"),
        addresses=tuple(sorted(listed)[:SITEMAP_LIMIT]),
    )
    yield desk.page("sitemap", context, "sitemap")


def _changed(page: Page) -> str:
    """Return the day of an article's last change; other pages change too often to say."""
    if page.layout != "article.html":
        return ""
    changed: str = page.context.updated or page.context.date
    return changed[:10]
