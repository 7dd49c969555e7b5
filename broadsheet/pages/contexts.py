"""What each layout sees: frozen records, one for each layout, and nothing else reaches the page.

A page's key is the hash of its record, so whatever stands here makes the page be rendered again when
it changes. A body is here as its fingerprint (``body_key``) only; its text comes at rendering.
"""

from typing import Any

from msgspec import Struct


class Link(Struct, frozen=True, array_like=True):
    """A page of this site by name."""

    permalink: str
    name: str
    lang: str = ""
    """Empty when it is the site's language."""


class Site(Struct, frozen=True, kw_only=True, array_like=True):
    """What every layout sees of the digest as a whole."""

    title: str
    description: str = ""
    language: str = "en"
    base_url: str = ""
    """Absolute address with a slash at the end, or empty."""
    author: str = ""
    copyright: str = ""
    links: str = "folder"
    every: str = "day"
    index: bool = True
    ai: bool = False
    search: bool = False
    typography: bool = True
    menu: tuple[Link, ...] = ()
    """The owner's own pages."""
    topics: bool = True
    sources: bool = True
    extra: dict[str, Any] = {}
    """Unknown keys of the config."""


class Card(Struct, frozen=True, kw_only=True, array_like=True, cache_hash=True):
    """An article as lists show it."""

    permalink: str
    title: str
    deck: str = ""
    """Empty where the source's rights allow a headline only."""
    source: str = ""
    source_permalink: str = ""
    topic: str = ""
    topic_permalink: str = ""
    minutes: int = 0
    lang: str = ""
    """Empty when it is the site's language."""
    sources: int = 1
    """How many outlets report the story."""


class EditionLink(Struct, frozen=True, array_like=True):
    permalink: str
    day: str
    number: int


class Cell(Struct, frozen=True, array_like=True):
    """One day of a calendar."""

    day: str
    """Empty for a place outside the calendar."""
    permalink: str = ""
    stories: int = 0
    level: int = 0
    """0 to 4: how full the day is beside the others."""
    current: bool = False


class Calendar(Struct, frozen=True, array_like=True):
    """Weeks from Monday to Sunday."""

    weeks: tuple[tuple[Cell, ...], ...]
    month: str = ""
    """``YYYY-MM``; empty for the strip of the last weeks."""


class Section(Struct, frozen=True, kw_only=True, array_like=True):
    """Stories under one heading: a topic of an edition, or a day of a list."""

    name: str = ""
    """A topic's name; empty for the stories without one."""
    day: str = ""
    permalink: str = ""
    slug: str = ""
    count: int = 0
    cards: tuple[Card, ...] = ()
    lines: tuple[Card, ...] = ()
    """Further stories as headlines only."""


class Context(Struct, frozen=True, kw_only=True, array_like=True):
    """What all pages have."""

    permalink: str
    title: str = ""
    description: str = ""
    lang: str = ""
    """Empty when it is the site's language."""
    index: bool = True
    """Whether search engines may list the page."""


class Picture(Struct, frozen=True, kw_only=True, array_like=True):
    address: str = ""
    """Address on this site of a picture that is shown."""
    remote: str = ""
    """Address elsewhere of a picture that is only linked."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    """Pixels; 0 where it is not known."""
    height: int = 0


class Report(Struct, frozen=True, kw_only=True, array_like=True):
    """Another report of the same story, or another outlet that ran the same text."""

    title: str = ""
    source: str = ""
    permalink: str = ""
    link: str = ""
    """Address elsewhere, where the report is not on this site."""
    lang: str = ""


class ArticlePage(Context, frozen=True, kw_only=True, array_like=True):
    """``article.html``"""

    id: str
    origin: str
    body_key: str = ""
    display: str = "full"
    deck: str = ""
    summary: str = ""
    topics: tuple[Link, ...] = ()
    byline: tuple[str, ...] = ()
    source: str = ""
    source_permalink: str = ""
    source_url: str = ""
    license: str = ""
    support_url: str = ""
    link: str = ""
    date: str = ""
    added: str = ""
    updated: str = ""
    words: int = 0
    minutes: int = 0
    captions: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sizes: dict[str, tuple[int, int]] = {}
    """Width and height of the pictures in the body, by their addresses."""
    note: str = ""
    removed: tuple[tuple[str, int], ...] = ()
    rules: dict[str, tuple[str, ...]] = {}
    """By kind, the rules that took it out; empty without the labels file beside the original."""
    edition: EditionLink | None = None
    previous: Link | None = None
    next: Link | None = None
    reports: tuple[Report, ...] = ()
    also: tuple[Report, ...] = ()
    extra: dict[str, Any] = {}


class EditionPage(Context, frozen=True, kw_only=True, array_like=True):
    """``edition.html``, ``email.html`` and ``email.txt``"""

    day: str = ""
    number: int = 0
    until: str = ""
    """Last day of a week's edition."""
    is_front: bool = False
    headline: str = ""
    intro: str = ""
    lead: Card | None = None
    lead_origin: str = ""
    """The article whose first paragraphs the page shows, or empty."""
    lead_key: str = ""
    reports: tuple[Report, ...] = ()
    """Other reports of the lead's story."""
    also: tuple[Report, ...] = ()
    """Where the lead's text also appeared."""
    side: tuple[Card, ...] = ()
    sections: tuple[Section, ...] = ()
    stories: int = 0
    sources: int = 0
    minutes: int = 0
    previous: EditionLink | None = None
    next: EditionLink | None = None
    before: tuple[Card, ...] = ()
    """Headlines of the edition before (front page only)."""
    calendar: Calendar | None = None


class DayLine(Struct, frozen=True, kw_only=True, array_like=True):
    """An edition as the archive shows it."""

    day: str
    permalink: str
    number: int
    stories: int
    lead: Card | None = None
    lines: tuple[Card, ...] = ()


class MonthLine(Struct, frozen=True, kw_only=True, array_like=True):
    month: str
    """``YYYY-MM``."""
    permalink: str
    editions: int
    stories: int
    calendar: Calendar | None = None


class YearLine(Struct, frozen=True, kw_only=True, array_like=True):
    year: str
    permalink: str
    editions: int
    stories: int
    months: tuple[MonthLine, ...] = ()


class MonthPage(Context, frozen=True, kw_only=True, array_like=True):
    """``month.html``"""

    month: str
    days: tuple[DayLine, ...]
    calendar: Calendar | None = None
    previous: Link | None = None
    next: Link | None = None


class YearPage(Context, frozen=True, kw_only=True, array_like=True):
    """``year.html``"""

    year: str
    months: tuple[MonthLine, ...]
    editions: int = 0
    stories: int = 0
    previous: Link | None = None
    next: Link | None = None


class ArchivePage(Context, frozen=True, kw_only=True, array_like=True):
    """``archive.html``"""

    years: tuple[YearLine, ...]
    latest: tuple[DayLine, ...] = ()
    undated: DayLine | None = None
    calendar: Calendar | None = None
    editions: int = 0
    stories: int = 0


class GroupLine(Struct, frozen=True, kw_only=True, array_like=True):
    """A topic or a source in its index."""

    name: str
    permalink: str
    count: int
    first: str = ""
    last: str = ""
    license: str = ""


class IndexPage(Context, frozen=True, kw_only=True, array_like=True):
    """``topics.html`` and ``sources.html``"""

    groups: tuple[GroupLine, ...]


class GroupPage(Context, frozen=True, kw_only=True, array_like=True):
    """``topic.html`` and ``source.html``: one page of the articles of a topic or a source."""

    name: str
    count: int
    first: str = ""
    last: str = ""
    sections: tuple[Section, ...] = ()
    number: int = 1
    pages: int = 1
    previous: str = ""
    """Address of the page with newer articles."""
    next: str = ""
    url: str = ""
    license: str = ""
    contact: str = ""
    support_url: str = ""
    display: str = "full"
    feed: str = ""
    """Address of its own feed, or empty."""


class TextPage(Context, frozen=True, kw_only=True, array_like=True):
    """``page.html``: a page the owner wrote."""

    origin: str = ""
    markdown: str = ""
    sizes: dict[str, tuple[int, int]] = {}
    """Width and height of the pictures in the text, by their addresses."""


class PlainPage(Context, frozen=True, kw_only=True, array_like=True):
    """``404.html``, ``search.html``, ``robots.txt``: pages that show nothing of their own."""


class FeedLine(Struct, frozen=True, kw_only=True, array_like=True):
    name: str
    permalink: str


class FeedsPage(Context, frozen=True, kw_only=True, array_like=True):
    """``feeds.html`` and the writer ``opml``: every feed of the digest."""

    topics: tuple[FeedLine, ...] = ()
    sources: tuple[FeedLine, ...] = ()
    email: str = ""
    """Day of the latest e-mail edition, or empty."""


class Redirect(Context, frozen=True, kw_only=True, array_like=True):
    """``redirect.html``"""

    target: str


class WithdrawnPage(Context, frozen=True, kw_only=True, array_like=True):
    """``withdrawn.html``: what stands at the address of an article that was taken off the site"""

    day: str = ""
    reason: str = ""


class FeedEntry(Struct, frozen=True, kw_only=True, array_like=True):
    id: str
    permalink: str
    title: str
    origin: str = ""
    body_key: str = ""
    """Both empty where the feed carries no full text."""
    summary: str = ""
    note: str = ""
    byline: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    link: str = ""
    date: str = ""
    updated: str = ""
    lang: str = ""
    topics: tuple[str, ...] = ()
    support_url: str = ""
    license: str = ""


class FeedPage(Context, frozen=True, kw_only=True, array_like=True):
    """A feed; ``layout`` names its writer."""

    home: str = "/"
    """The page the feed belongs to."""
    entries: tuple[FeedEntry, ...] = ()


class SitemapPage(Context, frozen=True, kw_only=True, array_like=True):
    """``sitemap.xml``"""

    addresses: tuple[tuple[str, str], ...]
    """Permalink and the day of the last change, or an empty string."""


class Asset(Context, frozen=True, kw_only=True, array_like=True):
    """A file of ``layouts/assets/``, copied as it is."""

    name: str
    digest: str
