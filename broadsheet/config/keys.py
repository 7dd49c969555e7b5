"""The keys of `config.yaml` as a table: name, kind and documentation of each; nothing goes in."""

from typing import Final

from msgspec import Struct


class Key(Struct, frozen=True):
    """One key of config.yaml."""

    name: str
    """With its group, such as ``editions.every``."""
    kind: str
    """Name of the function in ``_KINDS`` that reads it."""
    doc: str
    """For the owner: what it does, one sentence; Markdown."""
    choices: tuple[str, ...] = ()


KEYS: Final = (
    Key("title", "text", "The digest's name, on every page and in feeds."),
    Key("description", "text", "One sentence under the name and in feeds."),
    Key(
        "base_url",
        "base_url",
        "Where the site will stand, such as `https://example.org/digest/`; needed for feeds.",
    ),
    Key(
        "language",
        "language",
        "Language of the interface, and of articles that name none, such as `en` or `pt-BR`.",
    ),
    Key("timezone", "timezone", "Time zone of times written without one, such as `Europe/Berlin`."),
    Key("author", "text", "Who edits the digest."),
    Key("copyright", "text", "A line for the foot of each page."),
    Key("content", "folder", "Folder of the articles and everything else you write."),
    Key("layouts", "folder", "Folder of the layouts; what is missing there comes with Broadsheet."),
    Key("output", "output", "Folder of the generated site; nothing else should be in it."),
    Key(
        "permalink",
        "permalink",
        "An article's address, from `{year} {month} {day} {slug} {id} {source} {topic} {lang}`.",
    ),
    Key("links", "choice", "`file` makes the site readable from disk, without a server.", ("folder", "file")),
    Key("pagination", "number", "Articles on one page of a topic or a source."),
    Key("editions.every", "choice", "How often an edition appears.", ("day", "week")),
    Key(
        "editions.by",
        "choice",
        "What puts an article into an edition: its own date or its arrival.",
        ("date", "added"),
    ),
    Key("editions.start", "day", "Day of edition number 1; without it, the first day that has an article."),
    Key("feeds.limit", "number", "Articles in a feed."),
    Key("feeds.content", "choice", "What a feed holds of each article.", ("full", "summary")),
    Key(
        "topics",
        "topics",
        "Topics and the words that give them to an article: `Health: [hospital, vaccine]`.",
    ),
    Key("sources", "sources", "Outlets: `key: {name, url, lang, license, display, contact, support_url}`."),
    Key(
        "display",
        "choice",
        "How much of an article is shown; each source and article may differ.",
        (
            "full",
            "excerpt",
            "link",
        ),
    ),
    Key(
        "robots.index",
        "fact",
        "Whether search engines may list the site; full republished texts are never listed.",
    ),
    Key("robots.ai", "fact", "Whether crawlers that collect training texts are let in."),
    Key(
        "clean.strictness",
        "choice",
        "How readily a paragraph is taken for clutter.",
        ("careful", "normal", "thorough"),
    ),
    Key("clean.off", "texts", "Ids of cleaning rules that are switched off."),
    Key("typography", "fact", "Whether quotation marks and dashes are set as each article's language does."),
    Key("search", "fact", "Whether a search page is built (needs the extra `search`)."),
    Key("extra", "extra", "Your own values, for your own layouts."),
)
