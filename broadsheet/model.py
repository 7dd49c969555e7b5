"""The records that cross a border between stages: raw text to labelled blocks to articles to pages.

Everything here is frozen, has tuples for collections, can be pickled and can be written by msgspec.
Nothing here does I/O or imports another module of Broadsheet.

Dates are text in ISO 8601: ``2024-05-03`` (a day, no time known) or ``2024-05-03T14:30:00+03:00``
(always with an offset). The empty string means "not known", here and for every other text field.
"""

from enum import StrEnum
from typing import Any

from msgspec import Struct


class Kind(StrEnum):
    """What a block of a pasted page is."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    DECK = "deck"
    LEDE = "lede"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    BANNER = "banner"
    NAVIGATION = "navigation"
    APPEAL = "appeal"
    NEWSLETTER = "newsletter"
    PAYMENT = "payment"
    RELATED = "related"
    SHARING = "sharing"
    COOKIES = "cookies"
    PAYWALL = "paywall"
    AD = "ad"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    WIDGET = "widget"

    @property
    def kept(self) -> bool:
        """Whether a block of this kind reaches the article (its body or its front matter)."""
        return self in KEPT_KINDS

    @property
    def in_body(self) -> bool:
        """Whether a block of this kind is part of the article's Markdown body."""
        return self in BODY_KINDS


BODY_KINDS = frozenset({Kind.LEDE, Kind.HEADING, Kind.BODY, Kind.QUOTE, Kind.LIST})
KEPT_KINDS = BODY_KINDS | {Kind.TITLE, Kind.BYLINE, Kind.DATELINE, Kind.DATE, Kind.DECK, Kind.CAPTION}


class Severity(StrEnum):
    """How much a problem matters: an error makes the exit code 1, a warning only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True, kw_only=True):
    """Something wrong in the user's files, in the writer's words."""

    path: str
    """The file, relative to the digest's root with forward slashes."""
    message: str
    line: int = 0
    """Counted from 1; 0 when the file as a whole is meant."""
    column: int = 0
    """Counted from 1 in characters; 0 when the line as a whole is meant."""
    hint: str = ""
    """What to write instead, or what to do."""
    source_line: str = ""
    """The line of the file the problem is in, for the caret."""
    severity: Severity = Severity.ERROR


class Block(Struct, frozen=True, gc=False):
    """A piece of raw text that is judged as one: a paragraph, or a line of a page's furniture."""

    text: str
    """The text, hard-wrapped lines joined."""
    line: int
    """The line of the decoded text it starts on, counted from 1."""
    start: int = 0
    """Offset of its first character in the decoded text."""
    end: int = 0
    """Offset behind its last character in the decoded text."""
    tag: str = ""
    """The HTML element it came from (``p``, ``h2``, ``li`` ...), if any."""
    link_chars: int = 0
    """How many of its characters stand inside links (HTML input only)."""
    gap: int = 1
    """Line ends before it: 1 = directly under the block before, 2 = one blank line between, 0 = same line."""


class Label(Struct, frozen=True, gc=False):
    """A block with the judgement on it."""

    block: Block
    kind: Kind
    rule: str
    """Id of the rule or step that decided, such as ``appeal.en.small-favour`` or ``neighbour.appeal``."""
    score: float = 1.0
    """How sure, 0 to 1."""
    evidence: tuple[str, ...] = ()
    """The strongest reasons, in words, strongest first."""

    @property
    def kept(self) -> bool:
        return self.kind.kept


class Image(Struct, frozen=True, kw_only=True):
    """A picture that belongs to an article."""

    src: str = ""
    """Path under ``content/media/``, or an address (then shown as a link with its caption)."""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class AlsoIn(Struct, frozen=True, kw_only=True):
    """Another outlet that ran the same text."""

    source: str = ""
    link: str = ""


class Article(Struct, frozen=True, kw_only=True):
    """One article of the digest, as its Markdown file says it."""

    id: str
    title: str
    body: str = ""
    """Markdown. Empty in a listed article (see ``words`` and ``body_key``)."""
    date: str = ""
    """When the original appeared."""
    added: str = ""
    updated: str = ""
    slug: str = ""
    byline: tuple[str, ...] = ()
    source: str = ""
    """Key into ``Config.sources``, or a name."""
    link: str = ""
    lang: str = ""
    """BCP 47 code, such as ``en`` or ``pt-BR``; empty means the digest's language."""
    topics: tuple[str, ...] = ()
    deck: str = ""
    summary: str = ""
    captions: tuple[str, ...] = ()
    """Captions of pictures that the digest does not have. Front matter key: ``caption``."""
    images: tuple[Image, ...] = ()
    """Front matter key: ``image``."""
    note: str = ""
    """The digest editor's own words, Markdown."""
    display: str = ""
    """``full``, ``excerpt``, ``link``; empty means what the source or the config says."""
    draft: bool = False
    publish: str = ""
    expires: str = ""
    aliases: tuple[str, ...] = ()
    pin: bool = False
    layout: str = ""
    also: tuple[AlsoIn, ...] = ()
    original: str = ""
    """Path of the untouched raw file, relative to ``content/``."""
    removed: tuple[tuple[str, int], ...] = ()
    """Kind and number of words of what was taken out, in the order of first appearance."""
    rules: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The rules that took out what is of each kind, from the labels file. Not in the front matter."""
    story: str = ""
    withdrawn: str = ""
    """When and why the article was taken off the site (``2026-11-20 at the paper's request``), if it was."""
    extra: tuple[tuple[str, Any], ...] = ()
    """Unknown front matter keys in file order (values: text, numbers, booleans, lists, maps)."""

    origin: str = ""
    """The Markdown file, relative to the digest's root with forward slashes. Not in the front matter."""
    day: str = ""
    """Day of the edition, ``YYYY-MM-DD``; set by the digest stage. Not in the front matter."""
    words: int = 0
    """Words of the body; set when the file is read. Not in the front matter."""
    body_key: str = ""
    """Fingerprint of the body; set when the file is read. Not in the front matter."""
    shown: tuple[str, ...] = ()
    """Paths below the content folder of the pictures in the body; set when the file is read."""


class Cleaned(Struct, frozen=True, kw_only=True):
    """A raw text after cleaning: the article, and the judgement on every block."""

    article: Article
    labels: tuple[Label, ...]
    found: tuple[tuple[str, str], ...] = ()
    """Where each piece of metadata was found, such as ``("date", "line 3")``."""
    warnings: tuple[str, ...] = ()
    """What the owner should look at, such as "looks like two articles"."""

    @property
    def removed(self) -> tuple[Label, ...]:
        return tuple(label for label in self.labels if not label.kept)


class Body(Struct, frozen=True, kw_only=True):
    """A rendered article body."""

    html: str
    words: int = 0


class Page(Struct, frozen=True, kw_only=True):
    """One file of the site, before it is rendered."""

    permalink: str
    """Address under the site's root, such as ``/2024/05/03/slug/`` or ``/feed.xml``."""
    layout: str
    """The layout file, such as ``article.html``; or a name in ``pages.feeds.WRITERS``."""
    context: Any
    """A frozen record of ``pages.contexts``: all that the layout sees besides ``site``."""
    key: bytes = b""
    """Hash of everything that the layout can see."""
    reason: str = ""
    """What the page is, in words, for ``-v``."""


class Story(Struct, frozen=True, kw_only=True):
    """Articles on one event; most stories have one."""

    slug: str
    lead: Article
    articles: tuple[Article, ...]
    """All of them, the lead first, copies last."""
    copies: int = 0
    """How many of them, counted from the end, repeat the text of another."""


class EditionNotes(Struct, frozen=True, kw_only=True):
    """What the editor wrote about one edition (``content/editions/YYYY-MM-DD.md``)."""

    day: str
    headline: str = ""
    intro: str = ""
    """Markdown."""
    order: tuple[str, ...] = ()
    """Ids or slugs of articles that come first, in this order."""
    origin: str = ""


class Edition(Struct, frozen=True, kw_only=True):
    """One day's (or week's) digest."""

    day: str
    """The day, or the week's Monday, ``YYYY-MM-DD``."""
    number: int
    stories: tuple[Story, ...]
    headline: str = ""
    intro: str = ""
    origin: str = ""


class Group(Struct, frozen=True, kw_only=True):
    """The articles of one topic or one source, newest first."""

    name: str
    slug: str
    articles: tuple[Article, ...]
    key: str = ""
    """For a source: its key in the config, or its name."""


class StaticPage(Struct, frozen=True, kw_only=True):
    """A page of ``content/pages/``: about, imprint."""

    slug: str
    title: str
    body: str
    """Markdown."""
    lang: str = ""
    summary: str = ""
    origin: str = ""
    in_menu: bool = True
    index: bool = True
    shown: tuple[str, ...] = ()
    """Paths below the content folder of its pictures; set when the file is read."""


class Digest(Struct, frozen=True, kw_only=True):
    """Everything that is published, in order: what all pages are made from."""

    articles: tuple[Article, ...]
    """Newest first; bodies empty."""
    editions: tuple[Edition, ...]
    """Newest first."""
    topics: tuple[Group, ...]
    """By name."""
    sources: tuple[Group, ...]
    """By name."""
    stories: tuple[Story, ...]
    """Stories of more than one article, newest first."""
    pages: tuple[StaticPage, ...] = ()
    copies: dict[str, str] = {}
    """Files of articles that repeat another's text, with the file of the one that appeared first."""
    withdrawn: tuple[Article, ...] = ()
    """Articles that were taken off the site: nothing but their addresses is shown."""


class SourceSettings(Struct, frozen=True, kw_only=True):
    """An outlet the owner has described in the config."""

    key: str
    name: str = ""
    url: str = ""
    lang: str = ""
    license: str = ""
    display: str = ""
    contact: str = ""
    support_url: str = ""


class TopicSettings(Struct, frozen=True, kw_only=True):
    """A topic and the words that give it to an article."""

    name: str
    keywords: tuple[str, ...] = ()


class EditionSettings(Struct, frozen=True, kw_only=True):
    every: str = "day"
    """``day`` or ``week``."""
    by: str = "date"
    """``date`` (of the original) or ``added``."""
    start: str = ""
    """Day of edition number 1; empty: the first day that has an article."""


class FeedSettings(Struct, frozen=True, kw_only=True):
    limit: int = 50
    content: str = "full"
    """``full`` or ``summary``."""


class RobotSettings(Struct, frozen=True, kw_only=True):
    index: bool = True
    """Whether search engines may list the site (full republished texts are never listed)."""
    ai: bool = False
    """Whether crawlers that collect training data are let in."""


class CleanSettings(Struct, frozen=True, kw_only=True):
    strictness: str = "normal"
    """``careful``, ``normal`` or ``thorough``."""
    off: tuple[str, ...] = ()
    """Ids of rules that are switched off."""


class Config(Struct, frozen=True, kw_only=True):
    """``config.yaml``, checked and complete."""

    title: str = "Broadsheet"
    description: str = ""
    base_url: str = ""
    """Absolute address of the site's root with a slash at the end, or empty."""
    language: str = "en"
    timezone: str = "UTC"
    author: str = ""
    copyright: str = ""
    content: str = "content"
    layouts: str = "layouts"
    output: str = "site"
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    links: str = "folder"
    """``folder``: links end with a slash; ``file``: they name ``index.html``, for reading from disk."""
    pagination: int = 50
    """Articles on one page of a topic or source."""
    editions: EditionSettings = EditionSettings()
    feeds: FeedSettings = FeedSettings()
    topics: tuple[TopicSettings, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    display: str = "full"
    robots: RobotSettings = RobotSettings()
    clean: CleanSettings = CleanSettings()
    typography: bool = True
    search: bool = False
    extra: tuple[tuple[str, Any], ...] = ()


class Hints(Struct, frozen=True, kw_only=True):
    """What is known of a raw text besides its characters (flags of ``add``, keys of a JSON line)."""

    name: str = ""
    """File name of the raw text."""
    url: str = ""
    source: str = ""
    title: str = ""
    date: str = ""
    lang: str = ""
    topics: tuple[str, ...] = ()
    today: str = ""
    """Day of the import, ``YYYY-MM-DD``: dates after it are refused. Empty: no check."""


class Published(Struct, frozen=True, kw_only=True):
    """What publishing did to the output folder."""

    written: int = 0
    unchanged: int = 0
    pruned: int = 0


class Reason(StrEnum):
    """Why an article is held back."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Held(Struct, frozen=True):
    """An article that is not published, and since or until when."""

    origin: str
    reason: Reason
    when: str = ""
    """ISO date: when it will appear, or when it expired; empty for drafts."""


class Include(Struct, frozen=True):
    """What is published though it normally waits (``-D``, ``-F``, ``-E``)."""

    drafts: bool = False
    future: bool = False
    expired: bool = False


class Added(Struct, frozen=True, kw_only=True):
    """What became of a raw text."""

    raw: str
    origin: str
    """The article's file, relative to the root."""
    title: str
    removed: tuple[tuple[str, int], ...] = ()
    """Words taken out, by kind."""
    is_new: bool = True


class Stale(Struct, frozen=True):
    """A page that must be rendered."""

    index: int
    """Its place in the plan."""
    permalink: str
    why: str


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says of a build."""

    include: Include = Include()
    base_url: str | None = None
    output: str | None = None
    jobs: int = 0
    """Processes; 0 = as many as there are processors, where the work is worth it."""
    inbox: bool = True
    cache: bool = True
    clean: bool = False
    """Forget everything remembered and write every page anew."""
    runner: bool = False
    """Whether this is a machine of a CI service, whose files are thrown away afterwards."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did."""

    problems: tuple[Problem, ...]
    published: Published = Published()
    added: tuple[Added, ...] = ()
    held: tuple[Held, ...] = ()
    articles: int = 0
    pages: int = 0
    reasons: tuple[Stale, ...] = ()
    """Pages that were rendered, and why."""
    output: str = ""
    until: str = ""
    """ISO instant at which a build would publish another set of articles."""
    same: bool = False
    """Nothing had changed since the last build."""
