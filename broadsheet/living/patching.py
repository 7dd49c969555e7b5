"""Edits that leave the digest's order as it is: a page's record and an edited article in; the record patched out.

A plan of ten thousand articles takes half a second. Until it is made anew, pages are shown with the edited
words put in the places where the old plan has the old ones.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.model import Article
from broadsheet.pages.contexts import ArticlePage, Context, EditionPage, FeedEntry
from broadsheet.pages.desk import minutes_of

PATCHED = frozenset(
    {
        "title",
        "deck",
        "summary",
        "byline",
        "note",
        "captions",
        "removed",
        "rules",
        "updated",
        "words",
        "body_key",
        "body",
    }
)
"""Fields of an article that no order, group or address depends on."""


class Patch(Struct, frozen=True, kw_only=True):
    """An article before and after an edit."""

    number: int
    """Counts the edits of one run of the preview."""
    old: Article
    new: Article
    permalink: str


def is_patchable(old: Article, new: Article) -> bool:
    """Say whether the edited article keeps its place everywhere."""
    fields = (name for name in old.__struct_fields__ if name not in PATCHED and name != "day")
    return all(getattr(old, name) == getattr(new, name) for name in fields)


def patched(context: Any, patch: Patch) -> Any:
    """Return a page's record with the edit in it; the very same record where it shows nothing of the article."""
    if isinstance(context, ArticlePage) and context.origin == patch.new.origin:
        return _own_page(context, patch.new)
    return _with_words(context, patch) if isinstance(context, Context) else context


def _own_page(context: ArticlePage, new: Article) -> ArticlePage:
    shown = context.display != "link"
    return replace(
        context,
        title=new.title,
        description=(new.summary or new.deck) if shown else "",
        deck=new.deck if shown else "",
        summary=new.summary if context.display == "excerpt" else "",
        body_key=new.body_key if context.body_key else "",
        byline=new.byline,
        note=new.note,
        removed=new.removed,
        rules=dict(new.rules),
        updated=new.updated,
        captions=new.captions if shown else (),
        words=new.words,
        minutes=minutes_of(new),
    )


def _with_words(value: Any, patch: Patch) -> Any:
    """Walk a record and replace what it says of the article."""
    if isinstance(value, tuple):
        items = tuple(
            _with_words(item, patch) if isinstance(item, (tuple, Struct)) else item for item in value
        )
        is_same = all(new is old for new, old in zip(items, value, strict=True))
        return value if is_same else items
    changes: dict[str, Any] = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if isinstance(old, (tuple, Struct)):
            new = _with_words(old, patch)
            if new is not old:
                changes[name] = new
    changes.update(_own_words(value, patch))
    return replace(value, **changes) if changes else value


def _own_words(value: Any, patch: Patch) -> dict[str, Any]:
    if isinstance(value, EditionPage):
        leads = value.lead_origin == patch.new.origin
        return {"lead_key": patch.new.body_key} if leads else {}
    if getattr(value, "permalink", "") != patch.permalink:
        return {}
    words = _replaced(value, patch)
    if isinstance(value, FeedEntry) and value.body_key:
        words["body_key"] = patch.new.body_key
    return words


def _replaced(value: Any, patch: Patch) -> dict[str, Any]:
    """Return the fields of a card, a link or a line that say an old word of the article, with the new ones."""
    old, new = patch.old, patch.new
    pairs = {
        "title": (old.title, new.title),
        "name": (old.title, new.title),
        "deck": (old.summary or old.deck, new.summary or new.deck),
        "summary": (old.summary or old.deck, new.summary or new.deck),
        "minutes": (minutes_of(old), minutes_of(new)),
    }
    return {
        name: after
        for name, (before, after) in pairs.items()
        if before != after and getattr(value, name, None) == before
    }
