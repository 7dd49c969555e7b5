"""Which pages the site has: a digest, the config and the layouts in; every page with its key out."""

from collections.abc import Mapping

from msgspec import Struct

from broadsheet.model import Config, Digest, Page, Problem, StaticPage
from broadsheet.pages.archive_pages import archive_pages
from broadsheet.pages.article_pages import article_pages, redirect_pages, withdrawn_pages
from broadsheet.pages.contexts import Link, Site
from broadsheet.pages.desk import Desk
from broadsheet.pages.edition_pages import edition_pages
from broadsheet.pages.email_pages import email_pages
from broadsheet.pages.feed_pages import feed_pages
from broadsheet.pages.group_pages import source_pages, topic_pages
from broadsheet.pages.layouts import Layouts
from broadsheet.pages.other_pages import asset_pages, plain_pages, sitemap_pages, text_pages
from broadsheet.pages.permalinks import Addresses, claim_page


class Plan(Struct, frozen=True):
    """All pages of the site, what they share, and the addresses that are claimed twice."""

    pages: tuple[Page, ...]
    site: Site
    problems: tuple[Problem, ...] = ()


def plan(
    digest: Digest,
    config: Config,
    layouts: Layouts | None = None,
    sizes: Mapping[str, tuple[int, int]] | None = None,
) -> Plan:
    """Plan every file of the site. Pure: nothing is read or rendered.

    ``sizes`` are width and height of pictures by their addresses on the site.

    Two articles with one address are an error that names both; the second gets an address with its
    id, so that neither is lost.
    """
    layouts = layouts or Layouts()
    addresses = Addresses()
    for permalink, owner in _RESERVED:
        addresses.claim(permalink, owner)
    menu = [Link(claim_page(page, addresses), page.title) for page in digest.pages]
    site = _site(digest, config, menu)
    desk = Desk(digest, config, site, addresses, layouts.fingerprints(), sizes or {})
    pages = [*edition_pages(desk), *article_pages(desk), *topic_pages(desk), *source_pages(desk)]
    pages += [*archive_pages(desk), *text_pages(desk, menu), *plain_pages(desk), *feed_pages(desk)]
    pages += email_pages(desk)
    if config.base_url:
        pages += sitemap_pages(desk, pages)
    pages += [*asset_pages(desk, layouts), *redirect_pages(desk), *withdrawn_pages(desk)]
    return Plan(tuple(pages), site, tuple(addresses.problems))


_RESERVED = (
    ("/", "the front page"),
    ("/.broadsheet-manifest", "the list of the site's files"),
    ("/archive/", "the archive"),
    ("/topics/", "the list of topics"),
    ("/sources/", "the list of sources"),
    ("/assets/", "the layout's files"),
    ("/media/", "the pictures"),
    ("/pagefind/", "the search index"),
)
"""Claimed first: an owner's page or an article never takes the place of one of these."""


def _site(digest: Digest, config: Config, menu: list[Link]) -> Site:
    shown: list[StaticPage] = [page for page in digest.pages if page.in_menu]
    links = {page.origin or page.slug: link for page, link in zip(digest.pages, menu, strict=True)}
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        base_url=config.base_url,
        author=config.author,
        copyright=config.copyright,
        links=config.links,
        every=config.editions.every,
        index=config.robots.index,
        ai=config.robots.ai,
        search=config.search,
        typography=config.typography,
        menu=tuple(links[page.origin or page.slug] for page in shown),
        topics=bool(digest.topics),
        sources=bool(digest.sources),
        extra=dict(config.extra),
    )
