"""The build, told top to bottom: a digest's folder in, its site out; the only user of store and workers.

Inbox -> articles -> digest -> pages -> files. Three seams remember results: raw text -> article (the
originals themselves), article file -> Article, page -> bytes of the site. What a seam remembers is keyed by
everything that its stage reads, so a build with a warm cache equals a clean one byte for byte.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet import workers
from broadsheet.building import reading, shortcut
from broadsheet.building.entries import Entries
from broadsheet.building.memory import Memory
from broadsheet.building.pictures import picture_sizes
from broadsheet.building.place import Inputs, Place, open_place, take_inputs
from broadsheet.building.rendering import PageSeam, RenderJob, render_pages
from broadsheet.building.searching import SearchIndex, with_search
from broadsheet.digest.digest import make_digest
from broadsheet.digest.published import Selection, select
from broadsheet.disk import locking, store
from broadsheet.editing import adding
from broadsheet.model import (
    Digest,
    Held,
    Hints,
    Include,
    Options,
    Outcome,
    Page,
    Problem,
    Severity,
)
from broadsheet.output import publish as out
from broadsheet.output.stage import open_stage
from broadsheet.pages.contexts import ArticlePage
from broadsheet.pages.layouts import read_layouts
from broadsheet.pages.plan import plan as plan_pages
from broadsheet.problems import ProblemError

ROOM = 22_000_000
"""Bytes of article files whose bodies stay in memory from reading to rendering; others are read twice."""

Watch = Callable[[str, int, int], None]
"""Told ``(stage, done, total)`` while long work goes on."""


class Assembled(Struct, frozen=True, kw_only=True):
    """A digest in memory, ready to be rendered as a whole or page by page."""

    place: Place
    digest: Digest
    job: RenderJob
    pages: tuple[Page, ...]
    selection: Selection
    problems: tuple[Problem, ...]


def build(root: Path, options: Options, now: datetime, watch: Watch, inputs: Inputs | None = None) -> Outcome:
    """Build the digest at ``root`` into its output folder (see ``memory.look_at`` for when that is idle).

    ``now`` has a zone and is read for ``publish``, ``expires``, future dates and the day of import only.
    ``inputs`` are what a look at the digest has just seen. Raises ProblemError where nothing can be
    published; then the old site is as it was.
    """
    place = open_place(root, base_url=options.base_url, output=options.output)
    with locking.lock(place.state) as is_ours, workers.no_collection():
        if not is_ours:
            raise ProblemError(_busy(place))
        return _build(place, _inputs_now(place, inputs), options, now, watch)


def _inputs_now(place: Place, inputs: Inputs | None) -> Inputs:
    """Return the inputs as they were seen, or look again where another build may have changed them since."""
    changed = store.changed(place.state, "last")
    return inputs if inputs and changed and changed < inputs.looked else take_inputs(place)


def _build(place: Place, inputs: Inputs, options: Options, now: datetime, watch: Watch) -> Outcome:
    refusals = out.check_output(*place.folders)
    if refusals:
        raise ProblemError(*refusals)
    memory = Memory(place, options)
    place = with_search(place)

    short = shortcut.build_bodies(place, memory, memory.before_edits(inputs, now))
    if short is not None:
        return short
    articles = reading.read_articles(place, inputs, Entries(memory.store), options.jobs, watch, room=ROOM)
    added = _add_inbox(place, inputs, articles, options, now, watch)
    if added.new:
        inputs = take_inputs(place)
        articles = reading.read_articles(place, inputs, Entries(memory.store), options.jobs, watch, room=ROOM)
    assembled = assemble(place, inputs, articles, options.include, now)

    seam = PageSeam(place.output, memory.store)
    stale = seam.stale(assembled.pages, everything=options.clean)
    memory.forget()
    stage = open_stage(place.output, len(stale))
    keep_plan = partial(shortcut.keep, memory.store, assembled.job)
    done = render_pages(assembled.job, stale, stage, options.jobs, watch, keep_plan)
    articles.texts.clear()  # their place is wanted for what is remembered
    paths = [out.path_of(page.permalink) for page in assembled.pages]
    index = SearchIndex(place, assembled.pages, memory.store, is_new=options.clean)
    published = out.publish(stage, place.output, done.keys(), [*paths, *index.files])
    kept = len(index.files)
    unsearched = _make_index(place, index, paths)

    site, looked = seam.remember(assembled.pages, done)
    outcome = Outcome(
        problems=assembled.problems + added.problems + unsearched,
        published=replace(published, unchanged=max(published.unchanged - kept, 0)),
        added=added.added,
        held=assembled.selection.held,
        articles=len(assembled.digest.articles),
        pages=len(assembled.pages),
        reasons=tuple(stale),
        output=place.relative(place.output),
        until=assembled.selection.until,
    )
    memory.remember(inputs, {**site, **index.stamps}, looked, done, outcome, now)
    return outcome


def _make_index(place: Place, index: SearchIndex, paths: Sequence[str]) -> tuple[Problem, ...]:
    """Bring a new search index into the site where its articles have changed."""
    if not index.is_stale:
        return ()
    stage = open_stage(place.output)
    files, problems = index.make(stage)
    out.publish(stage, place.output, files, [*paths, *files])
    index.remember(files)
    return problems


def add(
    place: Place,
    raws: Sequence[adding.Raw],
    hints: Hints,
    now: datetime,
    watch: Watch,
    *,
    force: bool = False,
    dry_run: bool = False,
    jobs: int = 0,
) -> adding.Result:
    """Turn raw texts into articles of the digest; the site is left alone."""
    with locking.lock(place.state) as is_ours:
        if not is_ours:
            raise ProblemError(_busy(place))
        memory = Memory(place, Options())
        articles = reading.read_articles(place, take_inputs(place), Entries(memory.store), jobs, watch)
        today, added_at = day_and_instant(now, place.config.timezone)
        return adding.add_texts(
            place,
            raws,
            known_ids(articles),
            replace(hints, today=today),
            added_at=added_at,
            force=force,
            dry_run=dry_run,
            jobs=jobs,
            watch=watch,
        )


def assemble(
    place: Place, inputs: Inputs, articles: reading.Articles, include: Include, now: datetime
) -> Assembled:
    """Make the digest and its pages from what has been read; nothing is rendered or written."""
    selection = select(articles.articles, now, place.config.timezone, include)
    extras = reading.read_extras(place, inputs)
    digest = make_digest(
        selection.published,
        place.config,
        notes=extras.notes,
        pages=extras.pages,
        sketches=articles.sketches,
        withdrawn=selection.withdrawn,
    )
    layouts = read_layouts(place.layouts)
    media = reading.media_pages(place, inputs)
    planned = plan_pages(digest, place.config, layouts, picture_sizes(place, digest, media))
    languages = {
        page.context.origin: page.context.lang
        for page in planned.pages
        if isinstance(page.context, ArticlePage) and page.context.lang
    }
    pages = (*planned.pages, *media)
    return Assembled(
        place=place,
        digest=digest,
        job=RenderJob(place, layouts, planned.site, pages, languages, articles.texts),
        pages=pages,
        selection=selection,
        problems=(*place.problems, *articles.problems, *extras.problems, *planned.problems),
    )


def _add_inbox(
    place: Place, inputs: Inputs, articles: reading.Articles, options: Options, now: datetime, watch: Watch
) -> adding.Result:
    """Turn what lies in the inbox into articles, unless told not to."""
    if not options.inbox or not inputs.below(f"{adding.INBOX}/"):
        return adding.Result((), ())
    today, added_at = day_and_instant(now, place.config.timezone)
    result = adding.add_texts(
        place,
        adding.inbox_files(place),
        known_ids(articles),
        Hints(today=today),
        added_at=added_at,
        jobs=options.jobs,
        watch=watch,
    )
    if not options.runner or not result.new:
        return result
    message = f"{len(result.new)} raw texts are published from this runner only"
    hint = "run `broadsheet add content/inbox` at home and commit the articles, so that they keep their dates"
    warning = Problem(
        path=f"{place.config.content}/inbox", message=message, hint=hint, severity=Severity.WARNING
    )
    return adding.Result(result.added, (*result.problems, warning))


def held_back(place: Place, now: datetime, watch: Watch) -> tuple[Held, ...]:
    """Return the articles that a build would not publish now, and why."""
    memory = Memory(place, Options())
    articles = reading.read_articles(place, take_inputs(place), Entries(memory.store), 0, watch)
    return select(articles.articles, now, place.config.timezone, Include()).held


def known_ids(articles: reading.Articles) -> dict[str, str]:
    """Return the ids of all articles of the digest with their files."""
    return {article.id: article.origin for article in articles.articles}


def day_and_instant(now: datetime, timezone: str) -> tuple[str, str]:
    """Return the day in the digest's time zone, and the instant to the second, both in ISO form."""
    from zoneinfo import ZoneInfo

    local = now.astimezone(ZoneInfo(timezone)).replace(microsecond=0)
    return local.date().isoformat(), local.isoformat()


def _busy(place: Place) -> Problem:
    message = "another build is at work on this digest"
    return Problem(path=place.relative(place.state / "lock"), message=message, hint="wait for it, or end it")
