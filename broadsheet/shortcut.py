"""The short way of a build in which only bodies changed: the last plan in, the few pages with new bodies out.

To plan ten thousand articles takes as long as all the rest of such a build. So a whole build keeps, packed, what
the pages that show a body see; where nothing else has changed, these are all that need be looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Raw, Struct, msgpack
from msgspec.structs import replace

from broadsheet.model import Article, Page
from broadsheet.pages.contexts import ArticlePage, Context, EditionPage, FeedPage, Site
from broadsheet.pages.desk import minutes_of
from broadsheet.pages.layouts import Layouts
from broadsheet.pages.seals import Seals
from broadsheet.reading import Articles, Entry
from broadsheet.store import Store

MOST = 100
"""Edited articles from which the whole way is as short."""


class Packed(Struct, frozen=True, array_like=True):
    """A page that shows a body."""

    kind: str
    """Of ``_KINDS``: what its context is."""
    layout: str
    reason: str
    context: Raw


class Kept(Struct, frozen=True, array_like=True):
    """What a whole build leaves for those after it."""

    site: Site
    languages: dict[str, str]
    pages: dict[str, Packed]
    """By permalink."""
    shown: dict[str, tuple[str, ...]]
    """The permalinks of the pages that show an article's body, by its file."""


class Plan(Struct, frozen=True):
    """The pages of the site that must be rendered, and what they share."""

    site: Site
    languages: dict[str, str]
    pages: tuple[Page, ...]


def keep(store: Store, site: Site, languages: dict[str, str], pages: Iterable[Page]) -> None:
    """Remember what a whole build planned."""
    encode = msgpack.Encoder().encode
    packed: dict[str, Packed] = {}
    shown: dict[str, tuple[str, ...]] = {}
    for page in pages:
        origins = _bodies_on(page.context)
        if origins:
            kind = type(page.context).__name__
            packed[page.permalink] = Packed(kind, page.layout, page.reason, Raw(encode(page.context)))
        for origin in origins:
            shown[origin] = (*shown.get(origin, ()), page.permalink)
    store.save("plan", Kept(site, languages, packed, shown))


def only_bodies(edited: Sequence[tuple[Entry, Entry]]) -> bool:
    """Say whether edits of article files (before, after) leave all but the pages with their bodies as they are."""
    return len(edited) <= MOST and all(_is_body(before, after) for before, after in edited)


def plan_bodies(store: Store, articles: Articles, layouts: Layouts) -> Plan | None:
    """Return the pages that show the bodies of edited articles; None where the last plan is not known."""
    kept = store.load("plan", Kept)
    if kept is None:
        return None
    seals = Seals(kept.site, layouts.fingerprints())
    by_origin = {article.origin: article for article in articles.articles}
    edited = [after.article.origin for _, after in articles.edited or () if after.article]
    wanted = dict.fromkeys(permalink for origin in edited for permalink in kept.shown.get(origin, ()))
    pages = []
    for permalink in wanted:
        packed = kept.pages[permalink]
        context = msgpack.decode(packed.context, type=_KINDS[packed.kind])
        pages.append(seals.page(packed.layout, _with_bodies(context, by_origin), packed.reason))
    return Plan(kept.site, kept.languages, tuple(pages))


def _is_body(before: Entry, after: Entry) -> bool:
    """Say whether an edit changed a body and nothing that a plan knows of it but its fingerprint."""
    old, new = before.article, after.article
    if old is None or new is None or before.problems or after.problems or before.sketch != after.sketch:
        return False
    return minutes_of(old) == minutes_of(new) and old == replace(new, words=old.words, body_key=old.body_key)


_KINDS: Final[Mapping[str, type[Context]]] = {
    kind.__name__: kind for kind in (ArticlePage, EditionPage, FeedPage)
}


def _bodies_on(context: object) -> tuple[str, ...]:
    """Return the files of the articles whose bodies a page shows, counts or quotes."""
    if isinstance(context, ArticlePage):
        return (context.origin,)
    if isinstance(context, EditionPage):
        return (context.lead_origin,) if context.lead_origin else ()
    if isinstance(context, FeedPage):
        return tuple(dict.fromkeys(entry.origin for entry in context.entries if entry.origin))
    return ()


def _with_bodies(context: Context, articles: Mapping[str, Article]) -> Context:
    """Return what a page sees now; the plan may be older than edits of other bodies on it."""
    if isinstance(context, ArticlePage):
        new = articles[context.origin]
        return replace(context, body_key=new.body_key if context.body_key else "", words=new.words)
    if isinstance(context, EditionPage):
        return replace(context, lead_key=articles[context.lead_origin].body_key)
    if isinstance(context, FeedPage):
        entries = (
            replace(entry, body_key=articles[entry.origin].body_key) if entry.origin else entry
            for entry in context.entries
        )
        return replace(context, entries=tuple(entries))
    return context
