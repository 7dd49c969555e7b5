"""The article seam on disk: what is remembered of each article file in and out, of all or of single ones."""

from collections.abc import Mapping

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from broadsheet.disk.shelf import Shelf
from broadsheet.disk.store import Store
from broadsheet.disk.survey import Stamp
from broadsheet.model import Article, Problem

NAME, EDITS = "articles", "articles-edits"
UNSURE = Stamp(0, 0, 0, 0)
"""Of a file that must be looked into, whatever its stamp."""
_LIST = b"\xdd"
"""In msgpack, what stands before the number of items of a list, and the items (``array 32``)."""


class Entry(Struct, frozen=True, array_like=True):
    """What is remembered of one article file."""

    stamp: Stamp
    key: bytes
    """Hash of the file's bytes."""
    article: Article | None
    """Without its body; None where the file could not be read as an article."""
    problems: tuple[Problem, ...]
    sketch: bytes = b""
    """What finds the article's copies and other reports of its event."""
    labels: Stamp | None = None
    """Of the labels file that the article's rules were read from."""


class Remembered(Struct, frozen=True, array_like=True):
    """What is remembered of all article files."""

    looked: int
    timezone: str
    entries: dict[str, Entry]


class Edits(Struct, frozen=True, array_like=True):
    """Entries that were read after the others were written."""

    mark: bytes
    """Of the file of those others."""
    looked: int
    entries: dict[str, Entry]


class Entries:
    """The entries in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf: Shelf | None = None
        self._edits: Edits | None = None

    def load(self) -> Remembered | None:
        """Return all that is remembered."""
        shelf = Shelf.open(self._store, NAME)
        packed = shelf.all() if shelf else None
        if shelf is None or packed is None:
            return None
        try:
            looked, timezone = msgpack.decode(shelf.about, type=tuple[int, str])
            listed = msgpack.decode(_LIST + len(shelf.keys).to_bytes(4, "big") + packed, type=list[Entry])
        except (MsgspecError, UnicodeError):
            return None
        entries = dict(zip(shelf.keys, listed, strict=True))
        edits = self._edited()
        if edits.entries:
            entries, looked = {**settled(entries, looked), **edits.entries}, edits.looked
        return Remembered(looked, timezone, entries)

    def save(self, remembered: Remembered) -> None:
        """Write all entries anew."""
        encode = msgpack.Encoder().encode
        records = {path: encode(entry) for path, entry in remembered.entries.items()}
        Shelf.fill(self._store, NAME, encode((remembered.looked, remembered.timezone)), records)
        self._store.forget(EDITS)
        self._edits = None

    def get(self, path: str) -> Entry | None:
        """Return the entry of one file; the others are not read."""
        edited = self._edited().entries.get(path)
        if edited is not None:
            return edited
        if self._shelf is None:
            self._shelf = Shelf.open(self._store, NAME)
        try:
            packed = self._shelf.get(path) if self._shelf else None
            return None if packed is None else msgpack.decode(packed, type=Entry)
        except (MsgspecError, UnicodeError, LookupError):
            return None

    def edit(self, entries: Mapping[str, Entry], looked: int) -> None:
        """Write some entries beside the others."""
        merged = {**self._edited().entries, **settled(entries, looked)}
        self._edits = Edits(self._store.mark(NAME), looked, merged)
        self._store.save(EDITS, self._edits)

    def mark(self) -> bytes:
        """Return bytes that change when any entry does."""
        return self._store.mark(NAME) + self._store.mark(EDITS)

    @property
    def edited(self) -> int:
        """How many entries lie beside the others."""
        return len(self._edited().entries)

    def _edited(self) -> Edits:
        if self._edits is None:
            found, mark = self._store.load(EDITS, Edits), self._store.mark(NAME)
            self._edits = found if found and found.mark == mark else Edits(mark, 0, {})
        return self._edits


def settled(entries: Mapping[str, Entry], looked: int) -> dict[str, Entry]:
    """Return entries of which those that were read too soon after a change are read again next time."""
    return {
        path: replace(entry, stamp=UNSURE) if _is_racy(entry, looked) else entry
        for path, entry in entries.items()
    }


def _is_racy(entry: Entry, looked: int) -> bool:
    return entry.stamp.is_racy(looked) or (entry.labels is not None and entry.labels.is_racy(looked))
