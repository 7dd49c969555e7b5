"""The cache on disk: named records under one fingerprint; damaged, foreign or old means empty."""

from __future__ import annotations

import os
import time

try:
    from _blake2 import blake2b  # as in hashlib, which loads OpenSSL too: 3 ms
except ImportError:  # another Python
    from hashlib import blake2b

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any, TypeVar

    T = TypeVar("T")

MAGIC = b"broadsheet-cache-1\n"
STATE = ".broadsheet"
"""The folder of it in a digest."""
CHECK_SIZE = 16
PART = ".tmp"
"""Ending of files that are not whole yet; the process that writes one is named before it: ``x.1234.7.tmp``."""
OLD_PART = 3600.0
"""Seconds after which a part is nobody's, whatever process has its number now."""

_LENGTH = 8
"""Bytes of the number before a part that says how long it is."""


class Store:
    """Records of one digest in its ``.broadsheet`` folder. Knows nothing of what they mean."""

    def __init__(self, folder: Path | str, fingerprint: bytes, *, in_use: bool = True) -> None:
        """``in_use=False`` makes a store that is always empty and keeps nothing (``--no-cache``)."""
        self._folder = str(folder)
        self._in_use = in_use
        self._head = MAGIC + blake2b(fingerprint, digest_size=CHECK_SIZE).digest()

    def load(self, name: str, record: type[T]) -> T | None:
        """Return the record saved under ``name`` by the same program, or None."""
        packed = self._read(name)
        if packed is None:
            return None
        import msgspec

        try:
            return msgspec.msgpack.decode(packed, type=record, strict=True)
        except (msgspec.MsgspecError, UnicodeError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Write a record whole, or leave the old one. A cache that cannot be written is no error."""
        if self._in_use:
            import msgspec

            self._write(name, msgspec.msgpack.encode(value))

    def load_parts(self, name: str) -> list[bytes] | None:
        """Return what ``save_parts`` saved under ``name``; nothing is loaded or decoded for it."""
        packed = self._read(name)
        return None if packed is None else _parts(packed)

    def save_parts(self, name: str, parts: Sequence[bytes]) -> None:
        """Write pieces of bytes as ``save`` does a record."""
        if self._in_use:
            self._write(name, _framed(parts))

    def load_index(self, name: str) -> tuple[int, list[bytes]] | None:
        """Return where the contents of an indexed file start, and its index; the contents are not looked at."""
        if not self._in_use:
            return None
        try:
            with open(self.path(name), "rb", buffering=0) as file:
                before = file.read(len(self._head) + CHECK_SIZE + _LENGTH)
                head, check, size = _split(memoryview(before), len(self._head))
                if head != self._head or len(size) != _LENGTH:
                    return None
                index = file.read(int.from_bytes(size, "big"))
        except OSError:
            return None
        return (len(before) + len(index), _parts(memoryview(index))) if check == check_of(index) else None

    def save_index(self, name: str, index: Sequence[bytes], contents: Sequence[bytes]) -> None:
        """Write an index and behind it what it says where to find."""
        if self._in_use:
            packed = _framed(index)
            self._write(name, packed, (len(packed).to_bytes(_LENGTH, "big"), packed, *contents))

    def mark(self, name: str) -> bytes:
        """Return bytes that change when another record is saved under a name; none where there is none."""
        try:
            with open(self.path(name), "rb", buffering=0) as file:
                return file.read(len(self._head) + CHECK_SIZE)[len(self._head) :] if self._in_use else b""
        except OSError:
            return b""

    def forget(self, name: str) -> None:
        """Drop a record, so that a build that dies here leaves no wrong one behind."""
        _drop(self.path(name))

    def path(self, name: str) -> str:
        """Return the file of a record."""
        return f"{self._folder}{os.sep}{name}.cache"

    def _read(self, name: str) -> memoryview | None:
        """Return the bytes of a whole file of this program's, or None."""
        if not self._in_use:
            return None
        try:
            with open(self.path(name), "rb", buffering=0) as file:
                content = memoryview(file.read())
        except OSError:
            return None
        head, check, packed = _split(content, len(self._head))
        return packed if head == self._head and check == check_of(packed) else None

    def _write(self, name: str, packed: bytes, pieces: Sequence[bytes] = ()) -> None:
        """Write a file that starts with the check of ``packed``: these bytes, or other pieces."""
        target = self.path(name)
        part = f"{target.removesuffix('.cache')}.{os.getpid()}.0{PART}"
        try:
            prepare(self._folder)
            with open(part, "wb") as file:
                file.writelines((self._head, check_of(packed), *(pieces or (packed,))))
            os.replace(part, target)
        except OSError:
            _drop(part)


def changed(folder: Path | str, name: str) -> int:
    """Return when a record was saved, in nanoseconds since 1970; 0 where there is none."""
    try:
        return os.stat(os.path.join(folder, f"{name}.cache")).st_mtime_ns
    except OSError:
        return 0


def prepare(folder: Path | str) -> None:
    """Make the cache folder with its own ``.gitignore``."""
    ignored = os.path.join(folder, ".gitignore")
    if not os.path.exists(ignored) or not os.stat(ignored).st_size:
        os.makedirs(folder, exist_ok=True)
        with open(ignored, "w", encoding="utf-8") as file:
            file.write("*\n")


def is_littered(folder: Path | str) -> bool:
    """Whether there are parts of files that ``sweep`` would look at."""
    return any(name.endswith(PART) for name in _names_in(folder))


def sweep(folder: Path | str) -> None:
    """Delete the parts of files that processes left here which were killed."""
    for name in _names_in(folder):
        if name.endswith(PART) and not _is_at_work(os.path.join(folder, name)):
            _drop(os.path.join(folder, name))


def _names_in(folder: Path | str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _drop(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:  # there is none, or it may not be
        return


def _is_at_work(part: str) -> bool:
    """Whether the process that began a part may still end it."""
    number = os.path.basename(part).split(".")[-3:][0]
    try:
        age = time.time() - os.stat(part).st_mtime
    except OSError:  # it was ended just now
        return True
    if age > OLD_PART or not number.isdecimal():
        return False
    if os.name == "nt":  # pragma: no cover  (asking would end the process)
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return int(number) != os.getpid()


def drop_unfinished(folder: Path | str) -> None:
    """Take away what killed makers of a search index left."""
    for name in _names_in(folder):
        if name.startswith("search-"):
            import shutil

            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)


def _split(content: memoryview, head_size: int) -> tuple[memoryview, memoryview, memoryview]:
    return content[:head_size], content[head_size : head_size + CHECK_SIZE], content[head_size + CHECK_SIZE :]


def check_of(packed: bytes | memoryview) -> bytes:
    """Return 16 bytes that are others for any other bytes."""
    return blake2b(packed, digest_size=CHECK_SIZE).digest()


def _framed(parts: Sequence[bytes]) -> bytes:
    return b"".join(piece for part in parts for piece in (len(part).to_bytes(_LENGTH, "big"), part))


def _parts(packed: memoryview) -> list[bytes]:
    parts, at = [], 0
    while at < len(packed):
        start = at + _LENGTH
        at = start + int.from_bytes(packed[at:start], "big")
        parts.append(bytes(packed[start:at]))
    return parts
