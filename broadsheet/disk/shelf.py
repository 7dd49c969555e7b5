"""Many records in one file: keys and records in; each found again by its key without reading the others, out."""

from __future__ import annotations

import zlib

from broadsheet.disk.listing import packed

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.disk.store import Store

BREAK = "\0"
PARTS = 4


class Shelf:
    """Records that were put side by side into a file of a store. Damaged, foreign or old ones are not found."""

    def __init__(self, path: str, start: int, parts: list[bytes]) -> None:
        self.about = parts[0]
        """What was said of all records."""
        self._path = path
        self._start = start
        self._keys = parts[1].decode("utf-8", "surrogateescape").split(BREAK) if parts[1] else []
        self._sizes = memoryview(parts[2]).cast("q").tolist()
        self._marks = memoryview(parts[3]).cast("q").tolist()

    @classmethod
    def open(cls, store: Store, name: str) -> Shelf | None:
        """Return the shelf that this program filled under a name, if any."""
        found = store.load_index(name)
        if found is None or len(found[1]) != PARTS:
            return None
        start, parts = found
        return cls(store.path(name), start, parts)

    @staticmethod
    def fill(store: Store, name: str, about: bytes, records: Mapping[str, bytes]) -> None:
        """Write all records of a shelf."""
        contents = list(records.values())
        keys = BREAK.join(records).encode("utf-8", "surrogateescape")
        sizes, marks = packed([len(one) for one in contents]), packed([zlib.crc32(one) for one in contents])
        store.save_index(name, (about, keys, sizes, marks), contents)

    @property
    def keys(self) -> list[str]:
        """The keys in the order in which the records were put there."""
        return self._keys

    def get(self, key: str) -> bytes | None:
        """Return one record; None where there is none. Raises LookupError for one that is damaged."""
        try:
            place = self._keys.index(key)
        except ValueError:
            return None
        found = self._read(sum(self._sizes[:place]), self._sizes[place])
        if zlib.crc32(found) != self._marks[place]:
            raise LookupError(key)
        return found

    def all(self) -> bytes | None:
        """Return all records one after the other; None where one is damaged."""
        whole = self._read(0, sum(self._sizes))
        view, at = memoryview(whole), 0
        for size, mark in zip(self._sizes, self._marks, strict=True):
            if zlib.crc32(view[at : at + size]) != mark:
                return None
            at += size
        return whole

    def _read(self, at: int, size: int) -> bytes:
        try:
            with open(self._path, "rb", buffering=0) as file:
                file.seek(self._start + at)
                return file.read(size)
        except OSError:
            return b""
