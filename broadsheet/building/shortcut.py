"""The short way of a build in which only bodies changed: the last plan in, the few pages with new bodies out.

To plan ten thousand articles takes as long as all the rest of such a build. So a whole build keeps, each by itself,
what the pages that show a body see; where nothing else has changed, these are all that need be looked at.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from msgspec import MsgspecError, Raw, Struct, msgpack
from msgspec.structs import replace

from broadsheet import workers
from broadsheet.building.compiled import open_compiled
from broadsheet.building.entries import Entries, Entry
from broadsheet.building.memory import PLAN, Edited, Memory, marks_of, outcome_of
from broadsheet.building.place import Inputs, Place, open_place
from broadsheet.building.reading import is_article, read_edited
from broadsheet.building.rendering import PageSeam, RenderJob, render_pages
from broadsheet.building.telling import report
from broadsheet.disk import locking
from broadsheet.disk.listing import NUMBERS, files_at
from broadsheet.disk.shelf import Shelf
from broadsheet.disk.store import Store, changed
from broadsheet.disk.survey import Stamp, stamps
from broadsheet.model import Article, Options, Outcome, Page, Stale
from broadsheet.output import publish as out
from broadsheet.output.stage import open_stage
from broadsheet.pages.contexts import ArticlePage, Context, EditionPage, FeedPage, Site
from broadsheet.pages.desk import minutes_of
from broadsheet.pages.language import interface_words
from broadsheet.pages.layouts import Layouts, read_layouts
from broadsheet.pages.seals import Seals
from broadsheet.warm.idle import VERBOSE, Glance, is_runner
from broadsheet.warm.lastbuild import RECORD

MOST = 100
"""Edited articles from which the whole way is as short."""
MOST_BESIDE = 300
"""Edits that lie beside what the last whole build left, from which that is written anew."""
INBOX = "inbox/"
ARTICLE, PAGE = "article ", "page "
"""What stands before a file and a permalink in the plan's keys."""


class Packed(Struct, frozen=True, array_like=True):
    """A page that shows a body."""

    kind: str
    """Of ``_KINDS``: what its context is."""
    layout: str
    reason: str
    context: Raw


class About(Struct, frozen=True, array_like=True):
    """What all pages of a plan share."""

    site: Site
    languages: dict[str, str]
    words: dict[str, Any] | None
    """Those of the interface, where they are plain enough to be kept."""


class Plan(Struct, frozen=True):
    """The pages of the site that must be rendered, and what they share."""

    about: About
    pages: tuple[Page, ...]


def keep(store: Store, job: RenderJob) -> None:
    """Remember what a whole build planned: each page that shows a body, and where an article's body is shown."""
    encode = msgpack.Encoder().encode
    records: dict[str, bytes] = {}
    shown: dict[str, list[str]] = {}
    for page in job.pages:
        origins = _bodies_on(page.context)
        if origins:
            packed = Packed(type(page.context).__name__, page.layout, page.reason, Raw(encode(page.context)))
            records[PAGE + page.permalink] = encode(packed)
        for origin in origins:
            shown.setdefault(origin, []).append(page.permalink)
    records.update((ARTICLE + origin, encode(permalinks)) for origin, permalinks in shown.items())
    words = _plain(interface_words(job.site.language, job.layouts.by_name(), open_compiled()))
    Shelf.fill(store, PLAN, encode(About(job.site, job.languages, words)), records)


def _plain(words: dict[str, Any]) -> dict[str, Any] | None:
    """Return the interface's words if they come back from the store as they are: YAML knows dates, for one."""
    try:
        return words if msgpack.decode(msgpack.encode(words)) == words else None
    except (TypeError, OverflowError):
        return None


def answer(seen: Glance) -> str | None:
    """Build where at a glance nothing but articles' files changed; return what is printed, None if that was not all."""
    place = open_place(Path(seen.root))
    with locking.lock(place.state, patience=0) as is_ours, workers.no_collection():
        if not is_ours or changed(place.state, RECORD) != seen.saved or out.check_output(*place.folders):
            return None
        memory = Memory(place, Options(runner=is_runner()))
        edited = Edited(seen.last, seen.sight, seen.edited, seen.site)
        outcome = build_bodies(place, memory, edited) if memory.made(seen.last) else None
    if outcome is None:
        return None
    return seen.said("\n".join(report(outcome, not VERBOSE.isdisjoint(seen.options))))


def build_bodies(place: Place, memory: Memory, edited: Edited | None) -> Outcome | None:
    """Render the few pages that show edited bodies; None where that would not be all there is to do."""
    if edited is None or not _is_short(place, memory, edited):
        return None
    entries = Entries(memory.store)
    known = {path: entry for path in edited.paths if (entry := entries.get(path))}
    if len(known) != len(edited.paths) or len(known) + entries.edited > MOST_BESIDE:
        return None
    read, texts = read_edited(place, _inputs_of(edited), known)
    if not only_bodies([(known[path], read[path]) for path in known]):
        return None
    layouts = read_layouts(place.layouts)
    plan = _plan(memory.store, _Articles(place, entries, read), layouts)
    if plan is None:
        return None
    about = plan.about
    job = RenderJob(place, layouts, about.site, plan.pages, about.languages, texts, about.words)
    return _render(place, memory, edited, read, job)


def _is_short(place: Place, memory: Memory, edited: Edited) -> bool:
    """Whether what is remembered is of the last build and nothing but articles waits for this one."""
    paths = edited.sight.content.paths
    return (
        len(edited.paths) <= MOST
        and all(map(is_article, edited.paths))
        and edited.last.facts["marks"] == marks_of(memory.store)
        and not place.config.search
        and not (memory.takes_inbox and any(path.startswith(INBOX) for path in paths))
    )


def _render(
    place: Place, memory: Memory, edited: Edited, read: Mapping[str, Entry], job: RenderJob
) -> Outcome | None:
    """Bring the pages into the site and remember it as it then is."""
    outcome = outcome_of(edited.last)
    if outcome is None:
        return None
    stale = [Stale(index, page.permalink, "its body changed") for index, page in enumerate(job.pages)]
    stage = open_stage(place.output)
    memory.forget()
    done = render_pages(job, stale, stage, 1, lambda name, count, total: None)
    published = out.replace_pages(stage, place.output, done.keys(), len(edited.site.paths))
    looked = time.time_ns()
    _restamp(edited, list(done))
    PageSeam(place.output, memory.store).amend(job.pages, done)
    Entries(memory.store).edit(read, edited.sight.looked)
    marks = marks_of(memory.store)
    edited.last.after_edits(edited.sight, edited.site, looked, done, marks).save(memory.store)
    return replace(outcome, published=published, reasons=tuple(stale), same=False)


def _restamp(edited: Edited, paths: list[str]) -> None:
    """Put what the file system says now of some files of the site in the place of what it said."""
    site, found = edited.site, files_at(edited.site.folder, paths)
    for number, path in enumerate(found.paths):
        at = site.paths.index(path) * NUMBERS
        site.numbers[at : at + NUMBERS] = found.numbers[number * NUMBERS : (number + 1) * NUMBERS]


def only_bodies(edited: Sequence[tuple[Entry, Entry]]) -> bool:
    """Say whether edits of article files (before, after) leave all but the pages with their bodies as they are."""
    return all(_is_body(before, after) for before, after in edited)


class _Articles:
    """The articles as they are now, by file."""

    def __init__(self, place: Place, entries: Entries, read: Mapping[str, Entry]) -> None:
        """``read`` are the entries of the edited files."""
        self._prefix = f"{place.config.content}/"
        self._entries = entries
        self._read = read

    @property
    def edited(self) -> list[str]:
        """The edited files, as articles name them."""
        return [self._prefix + path for path in self._read]

    def __getitem__(self, origin: str) -> Article:
        path = origin.removeprefix(self._prefix)
        entry = self._read.get(path) or self._entries.get(path)
        if entry is None or entry.article is None:
            raise LookupError(origin)
        return entry.article


def _plan(store: Store, articles: _Articles, layouts: Layouts) -> Plan | None:
    """Return the pages that show the bodies of edited articles; None where the last plan is not known."""
    shelf = Shelf.open(store, PLAN)
    if shelf is None:
        return None
    try:
        about = msgpack.decode(shelf.about, type=About)
        seals = Seals(about.site, layouts.fingerprints())
        shown = (shelf.get(ARTICLE + origin) for origin in articles.edited)
        wanted = [
            msgpack.decode(permalinks, type=list[str]) for permalinks in shown if permalinks is not None
        ]
        found = (_page(shelf, permalink, articles, seals) for permalink in dict.fromkeys(chain(*wanted)))
        return Plan(about, tuple(found))
    except (MsgspecError, UnicodeError, LookupError):
        return None


def _page(shelf: Shelf, permalink: str, articles: _Articles, seals: Seals) -> Page:
    """Return a page with the bodies that it shows now; raises LookupError where one of them is not known."""
    record = shelf.get(PAGE + permalink)
    if record is None:
        raise LookupError(permalink)
    packed = msgpack.decode(record, type=Packed)
    context = msgpack.decode(packed.context, type=_KINDS[packed.kind])
    return seals.page(packed.layout, _with_bodies(context, articles), packed.reason)


def _inputs_of(edited: Edited) -> Inputs:
    """Return the stamps of the edited files and of the labels files: reading needs no others."""
    sight = edited.sight
    places = (sight.content.paths.index(path) for path in edited.paths)
    numbers = (sight.content.numbers[place * NUMBERS : (place + 1) * NUMBERS] for place in places)
    content = {path: Stamp(*four) for path, four in zip(edited.paths, numbers, strict=True)}
    config = Stamp(*sight.config.numbers)
    return Inputs(content, {}, config, sight.looked, labels=stamps(sight.labels))


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


def _with_bodies(context: Context, articles: _Articles) -> Context:
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
