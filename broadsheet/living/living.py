"""A digest in memory while its files change: looks at files in; the last good state of each, and what is wrong, out."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.articles.read import parse_article, parse_edition_notes, parse_page
from broadsheet.building import reading
from broadsheet.building.entries import Entries, Entry, Remembered
from broadsheet.building.memory import Memory
from broadsheet.building.place import Inputs, Place, open_place, take_inputs
from broadsheet.building.reading import EDITIONS, MEDIA, PAGES
from broadsheet.digest.sketches import sketch
from broadsheet.disk.survey import LARGEST, Stamp, read_start, stamp_of
from broadsheet.living.patching import is_patchable
from broadsheet.model import Article, EditionNotes, Options, Page, Problem, StaticPage
from broadsheet.pages.layouts import LayoutFile, Layouts, read_layouts
from broadsheet.preview.watch import Look
from broadsheet.prints import fingerprint
from broadsheet.problems import ProblemError, has_errors
from broadsheet.warm.sight import ARTICLES, CONFIG_NAME, ORIGINALS

INBOX, BOILERPLATE = "inbox/", "boilerplate/"
NEVER = 1 << 62
"""A time at which no file can have changed since (nanoseconds): what is in memory is what counts."""

T = TypeVar("T", EditionNotes, StaticPage)


class Edit(Struct, frozen=True):
    """An article before and after a change of its file."""

    old: Article
    new: Article


class Change(Struct, frozen=True, kw_only=True):
    """What some looks came to."""

    edits: tuple[Edit, ...] = ()
    """Changes that leave the order of the digest as it is."""
    is_structural: bool = False
    """Whether the digest must be put together anew."""
    inbox: tuple[Look, ...] = ()
    """Raw texts that must be cleaned."""
    rules: bool = False
    """Whether the owner's rules have changed."""
    reopen: bool = False
    """Whether the config has changed."""
    edited: str = ""
    """The article's or page's file that changed last."""

    @property
    def is_news(self) -> bool:
        return bool(self.edits or self.is_structural or self.edited)


class Parts(Struct, frozen=True, kw_only=True):
    """All that a digest is put together from, at one moment."""

    place: Place
    articles: tuple[Article, ...]
    sketches: dict[str, bytes]
    notes: tuple[EditionNotes, ...]
    pages: tuple[StaticPage, ...]
    layouts: Layouts
    media: tuple[Page, ...]
    twins: tuple[Problem, ...]
    """Articles that share an id."""


class Living:
    """The files of one digest. ``take`` is called by one thread; anything else by any."""

    def __init__(self, root: Path, base_url: str | None) -> None:
        """``base_url``: address in the place of the config's, where the config has one."""
        self._root = root
        self._base_url = base_url
        self._lock = threading.Lock()
        self.place: Place
        self.is_open = False
        self.entries: dict[str, Entry] = {}
        self.faults: dict[str, tuple[Problem, ...]] = {}
        """What is wrong in each file, by its path relative to the root."""
        self.good: dict[str, bytes] = {}
        """Hash of the last good text of articles whose file is bad now, by origin."""
        self._notes: dict[str, EditionNotes] = {}
        self._pages: dict[str, StaticPage] = {}
        self._media: dict[str, Stamp] = {}
        self._layouts: list[dict[str, bytes]] = []
        self._config_text = b""

    def open(self, jobs: int = 0) -> dict[str, Stamp]:
        """Read the whole digest; return the stamps of all that was read, by absolute path.

        Raises ProblemError where the config is wrong; then everything stays as it was.
        """
        text = bytes_of(self._root / CONFIG_NAME)
        place = self._open_place()
        inputs = take_inputs(place)
        memory = _Held(Entries(Memory(place, Options()).store))
        reading.read_articles(place, inputs, memory, jobs, _quiet)
        with self._lock:
            self.place, self._config_text, self.is_open = place, text, True
            self.entries = memory.entries(inputs)
            self.good, self._notes, self._pages = {}, {}, {}
            self.faults = {
                f"{place.config.content}/{path}": entry.problems
                for path, entry in self.entries.items()
                if entry.problems
            }
            self._media = inputs.below(MEDIA)
            self._layouts = [dict(read_layouts([folder]).by_name()) for folder in place.layouts]
            if place.problems:
                self.faults[CONFIG_NAME] = place.problems
        for path, stamp in (*inputs.below(PAGES).items(), *inputs.below(EDITIONS).items()):
            self._take_content(path, Look(path, stamp, bytes_of(place.content / path)))
        return _absolute(place, inputs)

    def take(self, looks: Sequence[Look]) -> Change:
        """Take in files that have come to rest."""
        edits: list[Edit] = []
        inbox: list[Look] = []
        facts: dict[str, Any] = {}
        with self._lock:
            for look in looks:
                self._take(look, edits, inbox, facts)
        return Change(edits=tuple(edits), inbox=tuple(inbox), **facts)

    def note_faults(self, origin: str, problems: Sequence[Problem]) -> None:
        """Say what is wrong in a file; nothing, where ``problems`` is empty."""
        with self._lock:
            self._note_faults(origin, problems)

    def parts(self) -> Parts:
        """Return all there is."""
        with self._lock:
            place, entries = self.place, dict(self.entries)
            notes, pages = tuple(self._notes.values()), tuple(self._pages.values())
            media = _inputs(dict(self._media))
            layouts = _merged(self._layouts)
        labels = {
            reading.labels_name(entry.article): entry.labels for entry in entries.values() if entry.labels
        }
        stamps = _inputs({path: entry.stamp for path, entry in entries.items()}, labels)
        memory = _Held(None, Remembered(NEVER, place.config.timezone, entries))
        found = reading.read_articles(place, stamps, memory, 1, _quiet)
        own = {problem for entry in entries.values() for problem in entry.problems}
        return Parts(
            place=place,
            articles=found.articles,
            sketches=found.sketches,
            notes=notes,
            pages=pages,
            layouts=layouts,
            media=reading.media_pages(place, media),
            twins=tuple(problem for problem in found.problems if problem not in own),
        )

    def article(self, origin: str) -> Article | None:
        """Return an article as its file last said it well, without its body."""
        entry = self.entries.get(origin.removeprefix(f"{self.place.config.content}/"))
        return entry.article if entry else None

    def text_key(self, origin: str) -> bytes:
        """Return the hash of the text that an article was read from."""
        entry = self.entries.get(origin.removeprefix(f"{self.place.config.content}/"))
        return self.good.get(origin) or (entry.key if entry else b"")

    def _open_place(self) -> Place:
        place = open_place(self._root)
        if self._base_url is not None and place.config.base_url:
            place = open_place(self._root, base_url=self._base_url)
        return place

    def _take(self, look: Look, edits: list[Edit], inbox: list[Look], facts: dict[str, Any]) -> None:
        path = Path(look.path)
        if path == self._root / CONFIG_NAME:
            if look.content != self._config_text or CONFIG_NAME in self.faults:
                facts["reopen"] = True
            return
        for number, folder in enumerate(self.place.layouts):
            if path.is_relative_to(folder):
                facts["is_structural"] = self._take_layout(
                    number, path.relative_to(folder).as_posix(), look
                ) or facts.get("is_structural", False)
        if not path.is_relative_to(self.place.content):
            return
        name = path.relative_to(self.place.content).as_posix()
        if name.startswith(INBOX):
            inbox.append(look)
        elif name.startswith(BOILERPLATE):
            facts["rules"] = True
        elif name.startswith(ARTICLES) and reading.is_article(name):
            self._take_article(name, look, edits, facts)
        elif self._take_content(name, look):
            facts["is_structural"] = True
            facts["edited"] = f"{self.place.config.content}/{name}"

    def _take_layout(self, number: int, name: str, look: Look) -> bool:
        files = self._layouts[number]
        if look.stamp is None:
            return files.pop(name, None) is not None
        is_news = files.get(name) != look.content
        files[name] = look.content
        return is_news

    def _take_article(self, name: str, look: Look, edits: list[Edit], facts: dict[str, Any]) -> None:
        origin = f"{self.place.config.content}/{name}"
        old = self.entries.get(name)
        if look.stamp is None:
            if old is not None:
                del self.entries[name]
                self._note_faults(origin, ())
                self.good.pop(origin, None)
                facts["is_structural"] = True
            return
        key = fingerprint(look.content)
        if old is not None and old.key == key:
            self.entries[name] = replace(old, stamp=look.stamp)
            return
        facts["edited"] = origin
        entry = self._parse(look, key, origin)
        article, problems = entry.article, entry.problems
        before = old.article if old else None
        if before is not None and old is not None and (article is None or has_errors(problems)):
            self.good.setdefault(origin, old.key)
            self.entries[name] = Entry(look.stamp, key, before, problems, old.sketch)
        else:
            self.good.pop(origin, None)
            self._enter(name, entry)
            if article != before:
                if article and before and is_patchable(before, article):
                    edits.append(Edit(before, article))
                else:
                    facts["is_structural"] = True
        self._note_faults(origin, problems)

    def _enter(self, name: str, entry: Entry) -> None:
        is_new = name not in self.entries
        self.entries[name] = entry
        if is_new:
            self.entries = dict(sorted(self.entries.items(), key=lambda item: item[0].split("/")))

    def _parse(self, look: Look, key: bytes, origin: str) -> Entry:
        assert look.stamp is not None
        try:
            text = reading.decode_text(look.content, origin)
            article, problems = parse_article(text, origin, self.place.config.timezone)
        except ProblemError as error:
            return Entry(look.stamp, key, None, error.problems)
        entry = Entry(look.stamp, key, replace(article, body=""), tuple(problems), sketch(article))
        return reading.with_rules(entry, f"{self.place.content}/", self._labels_of(article))

    def _labels_of(self, article: Article) -> dict[str, Stamp]:
        """Return the stamp of the labels file beside an article's original, if there is one."""
        name = reading.labels_name(article)
        try:
            return {name: stamp_of(self.place.content / ORIGINALS / name)} if name else {}
        except (OSError, ValueError):
            return {}

    def _take_content(self, name: str, look: Look) -> bool:
        """Take in an owner's page, an editor's notes or a picture; say whether anything is new."""
        if name.startswith(MEDIA):
            old = self._media.pop(name, None)
            if look.stamp is not None:
                self._media[name] = look.stamp
                self._media = dict(sorted(self._media.items(), key=lambda item: item[0].split("/")))
            return old != look.stamp
        if not name.endswith(reading.SUFFIXES):
            return False
        if name.startswith(PAGES):
            return self._take_record(name, look, self._pages, parse_page)
        if name.startswith(EDITIONS):
            return self._take_record(name, look, self._notes, parse_edition_notes)
        return False

    def _take_record(self, name: str, look: Look, shelf: dict[str, T], parse: Any) -> bool:
        origin = f"{self.place.config.content}/{name}"
        old = shelf.get(name)
        if look.stamp is None:
            self._note_faults(origin, ())
            return shelf.pop(name, None) is not None
        try:
            record, problems = parse(reading.decode_text(look.content, origin), origin)
        except ProblemError as error:
            self._note_faults(origin, error.problems)
            return False
        self._note_faults(origin, problems)
        shelf[name] = record
        return bool(record != old)

    def _note_faults(self, origin: str, problems: Sequence[Problem]) -> None:
        faults = {path: found for path, found in self.faults.items() if path != origin}
        if problems:
            faults[origin] = tuple(problems)
        self.faults = faults


class _Held(Entries):
    """The articles' seam kept in memory, in front of one on disk or of none."""

    def __init__(self, disk: Entries | None, articles: Remembered | None = None) -> None:
        self._disk = disk
        self._articles = articles

    def load(self) -> Remembered | None:
        if self._articles is None and self._disk is not None:
            self._articles = self._disk.load()
        return self._articles

    def save(self, remembered: Remembered) -> None:
        self._articles = remembered
        if self._disk is not None:
            self._disk.save(remembered)

    def entries(self, inputs: Inputs) -> dict[str, Entry]:
        found = self._articles.entries if self._articles else {}
        return {path: found[path] for path in inputs.below(ARTICLES) if path in found}


def _merged(layouts: Sequence[Mapping[str, bytes]]) -> Layouts:
    """Lay the digest's own layouts over the shipped ones."""
    files: dict[str, bytes] = {}
    for folder in reversed(layouts):
        files.update(folder)
    return Layouts(tuple(LayoutFile(name, files[name]) for name in sorted(files)))


def _inputs(content: dict[str, Stamp], labels: dict[str, Stamp] | None = None) -> Inputs:
    return Inputs(content, {}, Stamp(0, 0, 0, 0), NEVER, labels=labels or {})


def _absolute(place: Place, inputs: Inputs) -> dict[str, Stamp]:
    content = f"{place.content}{os.sep}"
    stamps = {content + path.replace("/", os.sep): stamp for path, stamp in inputs.content.items()}
    for name, stamp in inputs.layouts.items():
        number, _, path = name.partition("/")
        stamps[str(place.layouts[int(number)] / path)] = stamp
    waiting = str(place.content / INBOX)
    stamps = {path: stamp for path, stamp in stamps.items() if not path.startswith(waiting)}
    return {**stamps, str(place.root / CONFIG_NAME): inputs.config}


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, none where it cannot be read."""
    try:
        return read_start(path, LARGEST)
    except OSError:
        return b""


def _quiet(stage: str, done: int, total: int) -> None:
    """Watch nothing."""
