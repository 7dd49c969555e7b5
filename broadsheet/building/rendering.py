"""The page seam: the plan of a site in, its staged files out; only pages that changed are rendered."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from broadsheet import workers
from broadsheet.articles.markdown import render_body
from broadsheet.articles.read import read_body
from broadsheet.articles.typography import set_line
from broadsheet.building.compiled import open_compiled
from broadsheet.building.place import Place
from broadsheet.building.reading import decode_text
from broadsheet.disk.listing import hash_file, hash_of
from broadsheet.disk.store import Store
from broadsheet.disk.survey import Stamp, stamps_at
from broadsheet.model import Body, Config, Page, Problem, Stale
from broadsheet.output.publish import path_of
from broadsheet.output.stage import Writer, drop_quickly, drop_stage
from broadsheet.pages.contexts import ArticlePage, Site
from broadsheet.pages.layouts import Layouts
from broadsheet.pages.render import render
from broadsheet.pages.templates import Templates
from broadsheet.problems import ProblemError

PARALLEL_FROM = 400
"""Pages from which a second process pays: a page costs about 250 microseconds with its body and its write,
starting the workers about 30 milliseconds."""
CHUNK = 40
"""Pages that a worker renders at a time."""
HELD, HELD_BODIES = 16_000_000, 64
"""Characters of rendered bodies that a process keeps, and how many: a feed has 50 and is written in three forms."""
START = 16
"""Blocks of a body that are enough for its first paragraphs on a front page."""
EDITS = "pages-edits"


class Made(Struct, frozen=True, array_like=True):
    """What is remembered of a page of the site."""

    key: bytes
    output: bytes
    """Hash of the file's bytes."""
    stamp: Stamp


class Remembered(Struct, frozen=True, array_like=True):
    """The seam on disk; the bytes themselves are the site."""

    looked: int
    pages: dict[str, Made]


class Edits(Struct, frozen=True, array_like=True):
    """Pages that were rendered after the others were written."""

    mark: bytes
    """Of the file of those others."""
    pages: dict[str, Made]


class PageSeam:
    """Knows which files of a site are exactly what their pages would render to."""

    def __init__(self, output: Path, memory: Store) -> None:
        self._output = output
        self._memory = memory
        self._old = Remembered(0, {})

    def stale(self, pages: Sequence[Page], *, everything: bool = False) -> list[Stale]:
        """Return the pages that must be rendered, and why."""
        loaded = None if everything else self._memory.load("pages", Remembered)
        self._old = replace(loaded, pages={**loaded.pages, **self._edits()}) if loaded else Remembered(0, {})
        present = stamps_at(self._output, self._old.pages)
        found = []
        for index, page in enumerate(pages):
            path = path_of(page.permalink)
            why = self._why(page, path, present.get(path))
            if why:
                found.append(Stale(index, page.permalink, why))
        return found

    def remember(self, pages: Sequence[Page], done: Mapping[str, bytes]) -> tuple[dict[str, Stamp], int]:
        """Save what the site now holds; return its stamps and when they were taken.

        ``done`` maps the paths that were rendered to the hashes of their bytes.
        """
        looked = time.time_ns()
        present = stamps_at(self._output, [path_of(page.permalink) for page in pages])
        made = {}
        for page in pages:
            path = path_of(page.permalink)
            output = done.get(path) or self._old.pages[path].output
            if path in present:
                made[path] = Made(page.key, output, present[path])
        self._memory.save("pages", Remembered(looked, made))
        self._memory.forget(EDITS)
        return present, looked

    def amend(self, pages: Sequence[Page], done: Mapping[str, bytes]) -> None:
        """Do as ``remember`` does where these pages alone were rendered: they are remembered beside the others."""
        present = stamps_at(self._output, done)
        made = {
            path: Made(page.key, done[path], present[path])
            for page in pages
            for path in [path_of(page.permalink)]
        }
        self._memory.save(EDITS, Edits(self._memory.mark("pages"), {**self._edits(), **made}))

    def _edits(self) -> dict[str, Made]:
        found = self._memory.load(EDITS, Edits)
        return found.pages if found and found.mark == self._memory.mark("pages") else {}

    def _why(self, page: Page, path: str, stamp: Stamp | None) -> str:
        old = self._old.pages.get(path)
        if old is None:
            return "new" if self._old.pages else "first build"
        if old.key != page.key:
            return "its content or layout changed"
        if stamp is None:
            return "its file is gone"
        if stamp != old.stamp or stamp.is_racy(self._old.looked):
            return (
                ""
                if hash_file(self._output / path) == old.output
                else "its file was changed by somebody else"
            )
        return ""


class RenderJob(Struct, frozen=True):
    """What rendering needs to know of a digest: the place, and the layouts with what they share."""

    place: Place
    layouts: Layouts
    site: Site
    pages: tuple[Page, ...]
    languages: dict[str, str]
    """Article files and their languages."""
    texts: Mapping[str, str] = {}
    """Bodies by article files, as far as they are in memory."""
    words: Mapping[str, Any] | None = None
    """Those of the interface, if they are in memory."""


class Bodies:
    """Renders article bodies from their Markdown files, in the typography of their language."""

    def __init__(self, place: Place, languages: Mapping[str, str], texts: Mapping[str, str]) -> None:
        """``languages`` maps article files to the languages of those that have one of their own."""
        self._root = place.root
        self._texts = texts
        self._config = place.config
        self._languages = languages
        self._recent: dict[str, Body] = {}
        self._held = 0

    def __call__(self, origin: str, *, start: bool = False) -> Body:
        """Return the body of an article file, or at least how it starts.

        Raises ProblemError if the file has gone since it was read.
        """
        known = self._recent.get(origin)
        if known is not None:
            return known
        body = self._read(origin)
        if start and "]:" not in body:  # no link's address stands at the end of the text
            *first, rest = body.split("\n\n", START)
            if len(first) == START and rest:
                return self._rendered("\n\n".join(first), origin)
        rendered = self._rendered(body, origin)
        self._hold(origin, rendered)
        return rendered

    def markdown(self, text: str) -> Body:
        """Render the digest's own words: a note, an introduction, a page."""
        return render_body(text, typography(self._config, ""))

    def _hold(self, origin: str, body: Body) -> None:
        """Keep a body for the other pages that show it, as the feeds do; the oldest goes first."""
        self._recent[origin] = body
        self._held += len(body.html)
        while len(self._recent) > 1 and (self._held > HELD or len(self._recent) > HELD_BODIES):
            oldest = next(iter(self._recent))
            self._held -= len(self._recent.pop(oldest).html)

    def _read(self, origin: str) -> str:
        text = self._texts.get(origin)
        if text is not None:
            return text
        try:
            with open(f"{self._root}/{origin}", "rb", buffering=0) as file:
                return read_body(decode_text(file.read(), origin), origin)
        except (OSError, ProblemError) as error:
            raise ProblemError(_moved(origin)) from error

    def _rendered(self, markdown: str, origin: str) -> Body:
        return render_body(markdown, typography(self._config, self._languages.get(origin, "")))


def typography(config: Config, lang: str) -> str | bool:
    """Return the language whose quotation marks are set in a text, or False; ``lang`` is empty for the digest's."""
    return (lang or config.language) if config.typography else False


class PageRenderer:
    """Renders pages of one state of a digest."""

    def __init__(self, job: RenderJob) -> None:
        self._root = job.place.root
        self._bodies = Bodies(job.place, job.languages, job.texts)
        self._templates = Templates(job.layouts, job.site, open_compiled(), set_line, job.words)

    def prepare(self, pages: Iterable[Page]) -> None:
        """Make the layouts of pages ready, before there are several processes."""
        names = dict.fromkeys(page.layout for page in pages if page.layout.endswith((".html", ".txt")))
        self._templates.prepare(names)

    def __call__(self, page: Page) -> bytes:
        """Return the file of a page; raises ProblemError for a mistake in a layout."""
        if page.layout == "copy":
            return Path(self._root, page.context.origin).read_bytes()
        return render(page, self._templates, self._bodies, self._bodies.markdown)


class _Stager:
    """Renders spans of stale pages into the stage; runs in workers."""

    def __init__(self, job: RenderJob, stage: Path, errand: Callable[[], None]) -> None:
        self._pages = job.pages
        self._errand = errand
        self._render = PageRenderer(job)
        self._writer = Writer(stage)

    def prepare(self, stale: Sequence[Stale]) -> None:
        """Do once what each worker would have to do."""
        self._render.prepare(self._pages[page.index] for page in stale)

    def __call__(self, span: Sequence[Stale]) -> list[tuple[str, bytes]]:
        done = []
        if not span:
            self._errand()
        for stale in span:
            content = self._render(self._pages[stale.index])
            path = path_of(stale.permalink)
            self._put(path, content)
            done.append((path, hash_of(content)))
        return done

    def _put(self, path: str, content: bytes) -> None:
        try:
            self._writer.put(path, content)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"cannot be written ({reason}); the old site is as it was"
            hint = "make room on the disk, or shorten the name, and build again"
            raise ProblemError(Problem(path=path, message=message, hint=hint)) from error


def render_pages(
    job: RenderJob,
    stale: Sequence[Stale],
    stage: Path,
    jobs: int,
    watch: Callable[[str, int, int], None],
    errand: Callable[[], None] = lambda: None,
) -> dict[str, bytes]:
    """Render the stale pages into the stage; return path -> hash of the bytes.

    ``errand`` is other work that needs none of these files: a process that is free does it meanwhile.
    """
    if not stale:
        errand()
        return {}
    stager = _Stager(job, stage, errand)
    if len(stale) < PARALLEL_FROM:
        jobs = 1
    done: dict[str, bytes] = {}
    jobs = jobs or workers.usable_cores()
    stager.prepare(stale)
    try:
        # an empty span stands for the errand: last of all, as the other processes begin with the last
        spans = [*_spans(job.pages, stale), ()]
        for finished in workers.map_all(stager, spans, jobs, both_ends=True):
            done.update(finished)
            watch("rendering", len(done), len(stale))
    except KeyboardInterrupt:
        drop_quickly(stage)
        raise
    except BaseException:
        drop_stage(stage)  # what cannot be used need not fill the disk
        raise
    return done


def _spans(pages: Sequence[Page], stale: Sequence[Stale]) -> list[Sequence[Stale]]:
    """Cut the work into spans; pages that list articles share their cards, so they come first, one by another."""
    own: list[Stale] = []
    lists: list[Stale] = []
    for page in stale:
        (own if isinstance(pages[page.index].context, ArticlePage) else lists).append(page)
    return [*workers.chunks(lists, CHUNK), *workers.chunks(own, CHUNK)]


def _moved(origin: str) -> Problem:
    return Problem(path=origin, message="changed while the site was being built", hint="build once more")
