"""The article seam: the stamps of a digest's files in, its articles out; only what changed is read."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import accumulate
from typing import TypeVar

from msgspec import Struct, msgpack
from msgspec.structs import replace

from broadsheet import workers
from broadsheet.articles.read import parse_article, parse_edition_notes, parse_page
from broadsheet.building.entries import Entries, Entry, Remembered
from broadsheet.building.place import Inputs, Place
from broadsheet.digest.sketches import sketch
from broadsheet.disk.survey import Stamp, printable, read_file, read_sized
from broadsheet.intake.labels_file import removal_rules
from broadsheet.model import Article, EditionNotes, Page, Problem, Severity, StaticPage
from broadsheet.prints import fingerprint
from broadsheet.problems import ProblemError, nearest, reason_of
from broadsheet.text import normalize
from broadsheet.warm.sight import ARTICLES, ORIGINALS

PAGES, EDITIONS, MEDIA = "pages/", "editions/", "media/"
FOLDERS = ("articles", "pages", "editions", "media", "inbox", "boilerplate")
SUFFIXES = (".md", ".markdown")
PARALLEL_FROM = 500
"""Changed files from which reading in several processes pays: one file costs about 120 microseconds, to start a
worker and to collect its results about 15 milliseconds."""
CHUNK = 100
LARGEST = 16 * 1024 * 1024
"""Bytes of an article's file, a page's or an edition's: as many as a raw text may have."""

T = TypeVar("T")


class Articles(Struct, frozen=True):
    """All articles of the digest, published or not, without their bodies, in the order of their paths."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    sketches: dict[str, bytes] = {}
    """By the articles' files."""
    texts: dict[str, str] = {}
    """Bodies of files that were read anew, by file, as far as there was room: they need not be read again."""


class Extras(Struct, frozen=True):
    """What the owner wrote beside the articles."""

    notes: tuple[EditionNotes, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]


class MediaFile(Struct, frozen=True):
    """Context of a page that is a copy of a file."""

    origin: str
    stamp: Stamp


def read_articles(
    place: Place,
    inputs: Inputs,
    memory: Entries,
    jobs: int,
    watch: Callable[[str, int, int], None],
    *,
    room: int = 0,
) -> Articles:
    """Return the articles of the digest, parsing only files that changed since they were remembered.

    ``room``: bytes of files whose bodies are handed on besides.
    """
    stamps = {path: stamp for path, stamp in inputs.below(ARTICLES).items() if is_article(path)}
    old = memory.load()
    if old is None or old.timezone != place.config.timezone:
        old = Remembered(0, place.config.timezone, {})
    entries = {path: old.entries[path] for path in stamps if path in old.entries}
    is_same_set = len(entries) == len(stamps) == len(old.entries)
    wanted = [
        path
        for path, stamp in stamps.items()
        if not _is_current(entries.get(path), stamp, old.looked, inputs.labels)
    ]
    texts: dict[str, str] = {}
    if wanted:
        known = {path: entries[path] for path in wanted if path in entries}
        read = _Reader(place, inputs, known, _fitting(wanted, stamps, room))
        entries.update(_read_all(read, wanted, jobs, watch, texts))
    if wanted or not is_same_set:
        memory.save(Remembered(inputs.looked, place.config.timezone, entries))
    found = _collect((entries[path] for path in stamps), _refusals(place, inputs))
    problems = (*found.problems, *_strange_sources(found.articles, place))
    return replace(found, problems=problems, texts=texts)


def read_edited(
    place: Place, inputs: Inputs, known: Mapping[str, Entry]
) -> tuple[dict[str, Entry], dict[str, str]]:
    """Read single article files anew; return what they say, and their bodies by origin.

    ``known`` is what is remembered of these files; ``inputs`` needs to have stamps of no others.
    """
    texts: dict[str, str] = {}
    paths = list(known)
    read = _Reader(place, inputs, known, set(paths))
    return _read_all(read, paths, 1, lambda stage, done, total: None, texts), texts


def read_extras(place: Place, inputs: Inputs) -> Extras:
    """Read the editor's notes on editions and the digest's own pages."""
    problems: list[Problem] = []
    notes = _read_each(place, inputs, EDITIONS, parse_edition_notes, problems)
    pages = _read_each(place, inputs, PAGES, parse_page, problems)
    problems += _media_problems(place, inputs)
    return Extras(tuple(notes), tuple(pages), tuple(problems))


def media_pages(place: Place, inputs: Inputs) -> tuple[Page, ...]:
    """Return a page for every file of ``content/media/``: it is copied as it is."""
    pages = []
    for path, stamp in inputs.below(MEDIA).items():
        key = fingerprint(msgpack.encode((path, stamp)))
        context = MediaFile(f"{place.config.content}/{path}", stamp)
        pages.append(Page(permalink=f"/{path}", layout="copy", context=context, key=key, reason="picture"))
    return tuple(pages)


def _media_problems(place: Place, inputs: Inputs) -> list[Problem]:
    """Name pictures that cannot lie in one folder on every system: the site would lose one of them."""
    seen: dict[str, str] = {}
    problems = []
    for path in inputs.below(MEDIA):
        origin = f"{place.config.content}/{path}"
        first = seen.setdefault(normalize(path).casefold(), path)
        if first != path:
            message = f"is one file with {place.config.content}/{first} on Windows and macOS"
            problems.append(Problem(path=origin, message=message, hint="give one of them another name"))
        if any(sign in path for sign in '<>:"|?*\\'):
            message = "has a sign in its name that Windows does not allow"
            hint = 'rename it without < > : " | ? * and \\'
            problems.append(Problem(path=origin, message=message, hint=hint, severity=Severity.WARNING))
    return problems


def is_article(path: str) -> bool:
    return path.endswith(SUFFIXES) and not path.rpartition("/")[2].startswith("_")


def _is_current(entry: Entry | None, stamp: Stamp, looked: int, labels: Mapping[str, Stamp]) -> bool:
    if entry is None or entry.stamp != stamp or stamp.is_racy(looked):
        return False
    if not labels and entry.labels is None:
        return True
    found = labels.get(labels_name(entry.article))
    return found == entry.labels and (found is None or not found.is_racy(looked))


def labels_name(article: Article | None) -> str:
    """Return the name of the labels file beside an article's original, where its page has a use for it."""
    return f"{article.id}.json" if article and article.removed and article.original else ""


def with_rules(entry: Entry, folder: str, labels: Mapping[str, Stamp]) -> Entry:
    """Return the entry with the rules that took something out of its article.

    ``folder`` is that of the content, with a slash; ``labels`` are the stamps of the labels files.
    """
    name = labels_name(entry.article)
    stamp = labels.get(name)
    if entry.article is None or (stamp is None and not entry.article.rules):
        return replace(entry, labels=stamp) if entry.labels else entry
    rules = removal_rules(_bytes_of(f"{folder}{ORIGINALS}/{name}")) if stamp else ()
    return replace(entry, labels=stamp, article=replace(entry.article, rules=rules))


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""


def _fitting(wanted: Sequence[str], stamps: Mapping[str, Stamp], room: int) -> Set[str]:
    """Return as many of the files, from the first, as there is room for."""
    sizes = accumulate(stamps[path].size for path in wanted)
    return {path for path, size in zip(wanted, sizes, strict=True) if size <= room}


def _read_all(
    read: "_Reader",
    wanted: Sequence[str],
    jobs: int,
    watch: Callable[[str, int, int], None],
    texts: dict[str, str],
) -> dict[str, Entry]:
    """Read files into entries; the bodies that the reader has room for are added to ``texts``."""
    if len(wanted) < PARALLEL_FROM:
        jobs = 1
    found: dict[str, Entry] = {}
    # pickle is five times slower
    packing = workers.Packing(msgpack.encode, msgpack.Decoder(tuple[list[Entry], dict[str, str]]).decode)
    spans = workers.chunks(wanted, CHUNK)
    done = workers.map_all(read, spans, jobs or workers.usable_cores(), both_ends=True, packing=packing)
    for span, (entries, bodies) in zip(spans, done, strict=True):
        found.update(zip(span, entries, strict=True))
        texts.update(bodies)
        watch("reading", len(found), len(wanted))
    return found


class _Reader:
    """Reads a chunk of article files, here or in a worker."""

    def __init__(self, place: Place, inputs: Inputs, known: Mapping[str, Entry], kept: Set[str]) -> None:
        """``kept`` are the files whose bodies are answered besides."""
        self._folder = f"{place.content}/"
        self._prefix = f"{place.config.content}/"
        self._timezone = place.config.timezone
        self._stamps = inputs.content
        self._labels = inputs.labels
        self._known = known
        self._kept = kept
        self._texts: dict[str, str] = {}

    def __call__(self, paths: Sequence[str]) -> tuple[list[Entry], dict[str, str]]:
        folder, labels = self._folder, self._labels
        self._texts = {}
        return [with_rules(self._entry(path), folder, labels) for path in paths], self._texts

    def _entry(self, path: str) -> Entry:
        stamp = self._stamps[path]
        origin = f"{self._prefix}{path}"
        if stamp.size > LARGEST:
            return Entry(stamp, b"", None, (_too_large(origin),))
        try:
            content = read_sized(f"{self._folder}{path}", stamp.size)
        except OSError as error:
            return Entry(stamp, b"", None, (_unreadable(origin, error),))
        key = fingerprint(content)
        known = self._known.get(path)
        if known is not None and known.key == key:
            return replace(known, stamp=stamp)
        try:
            article, problems = parse_article(decode_text(content, origin), origin, self._timezone)
        except ProblemError as error:
            return Entry(stamp, key, None, error.problems)
        if path in self._kept:
            self._texts[origin] = article.body
        return Entry(stamp, key, replace(article, body=""), tuple(problems), sketch(article))


def _refusals(place: Place, inputs: Inputs) -> list[Problem]:
    """Name what lies in the content folder and is not read."""
    hint = "put a plain file with a plain name there, or take it away"
    wrong = {name: "is a file where a folder belongs" for name in FOLDERS if name in inputs.content}
    return [
        Problem(path=printable(f"{place.config.content}/{path}"), message=f"{why}; it is not read", hint=hint)
        for path, why in {**wrong, **inputs.refused}.items()
    ]


def _collect(entries: Iterable[Entry], problems: list[Problem]) -> Articles:
    articles: list[Article] = []
    sketches: dict[str, bytes] = {}
    for entry in entries:
        if entry.article is not None:
            articles.append(entry.article)
            sketches[entry.article.origin] = entry.sketch
        problems.extend(entry.problems)
    problems.extend(_twins(articles))
    return Articles(tuple(articles), tuple(problems), sketches)


def _strange_sources(articles: Sequence[Article], place: Place) -> list[Problem]:
    """Warn of a source that is nearly one of the config's: most likely the same, mistyped."""
    known = {source.key for source in place.config.sources}
    known |= {source.name for source in place.config.sources}
    first = {article.source: article.origin for article in reversed(articles) if article.source not in known}
    problems = []
    for source, origin in first.items():
        near = nearest(source, known, cutoff=0.85) if source else ""
        if near:
            message = f'source "{source}" is none of the config\'s'
            hint = f'did you mean "{near}"? If not, add it to sources in config.yaml'
            problems.append(Problem(path=origin, message=message, hint=hint, severity=Severity.WARNING))
    return problems


def _twins(articles: Sequence[Article]) -> list[Problem]:
    """Report articles that share an id: feeds and the memory of imports need it to be one article's own."""
    seen: dict[str, str] = {}
    problems = []
    for article in articles:
        first = seen.setdefault(article.id, article.origin)
        if first != article.origin:
            message = f'has the same id "{article.id}" as {first}'
            problems.append(Problem(path=article.origin, message=message, hint="give one of them another id"))
    return problems


def _read_each(
    place: Place,
    inputs: Inputs,
    folder: str,
    parse: Callable[[str, str], tuple[T, tuple[Problem, ...]]],
    problems: list[Problem],
) -> list[T]:
    found = []
    for path in inputs.below(folder):
        origin = f"{place.config.content}/{path}"
        if not path.endswith(SUFFIXES):
            continue
        try:
            content = read_file(place.content / path, LARGEST)
            record, more = parse(decode_text(content, origin), origin)
        except OSError as error:
            problems.append(_unreadable(origin, error))
        except ProblemError as error:
            problems.extend(error.problems)
        else:
            found.append(record)
            problems.extend(more)
    return found


def decode_text(content: bytes, origin: str) -> str:
    if len(content) > LARGEST:
        raise ProblemError(_too_large(origin))
    content = content.removeprefix(BOM_UTF8)  # for which "utf-8-sig" takes five times as long
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8; raw texts of any encoding go into the inbox"
        raise ProblemError(Problem(path=origin, line=line, message="is not UTF-8 text", hint=hint)) from error


def _too_large(origin: str) -> Problem:
    message = f"is larger than the limit of {LARGEST >> 20} MB"
    return Problem(path=origin, message=message, hint="split it into single articles")


def _unreadable(origin: str, error: OSError) -> Problem:
    return Problem(path=origin, message=f"cannot be read: {reason_of(error)}")
