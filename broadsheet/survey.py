"""What stands in a folder: a path in, the stamp of every file below it out, without reading one."""

import errno
import hashlib
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct, msgpack

RACY_WINDOW = 2_000_000_000
"""Nanoseconds. A file changed later than this before it was looked at may change again under the same
stamp (FAT counts time in steps of two seconds), so its content is compared instead."""

FINE_RACY_WINDOW = 50_000_000
"""The same for file systems that count nanoseconds: Linux moves their clock in ticks of up to 10 ms."""


_CONTROL = re.compile("[\x00-\x1f\x7f]")


class Stamp(Struct, frozen=True, array_like=True):
    """What the file system says of a file; any change of its content changes it, outside the racy window."""

    size: int
    modified: int
    """Nanoseconds, settable by the owner (``touch -d``)."""
    changed: int
    """Nanoseconds, set by the system at every change."""
    inode: int

    def is_racy(self, looked: int) -> bool:
        """Whether the file could have changed after ``looked`` (nanoseconds) without a new stamp."""
        latest = max(self.modified, self.changed)
        window = FINE_RACY_WINDOW if latest % 1_000_000 else RACY_WINDOW
        return latest > looked - window


def stamp_of(path: Path | str) -> Stamp:
    """Return the stamp of one file (raises OSError where there is none)."""
    found = os.stat(path)
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def survey(
    folder: Path,
    wanted: Callable[[str], bool] = lambda name: True,
    refused: dict[str, str] | None = None,
    besides: str = "",
) -> dict[str, Stamp]:
    """Return the stamps of all files below ``folder`` by relative path with forward slashes, sorted.

    Names for which ``wanted`` is false are passed over, folders with all that is in them, and so is the
    folder ``besides`` directly below ``folder``. Links to
    folders are not followed; a link to a file is taken only where it stays below ``folder``.
    A missing folder is empty. With ``refused`` what is not taken is put there with the reason, and
    names that are not UTF-8 are refused too: no record and no page can name them.
    """
    found: dict[str, Stamp] = {}
    _Walk(wanted, found, refused, os.path.realpath(folder) + os.sep, besides).into(str(folder), "")
    return found


def stamps_in(folder: Path, suffix: str) -> dict[str, Stamp]:
    """Return the stamps of the plain files directly in a folder whose names end so, sorted by name."""
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(suffix) and entry.is_file(follow_symlinks=False):
                    seen = entry.stat(follow_symlinks=False)
                    found[entry.name] = Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    except OSError:  # there is no such folder, or a file has just gone
        pass
    return dict(sorted(found.items()))


def stamps_at(folder: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of files whose paths are known; those that are not there are left out.

    A third of what ``survey`` costs where every file has a folder of its own, as a site's pages have.
    """
    found: dict[str, Stamp] = {}
    prefix = f"{folder}{os.sep}"
    for path in paths:
        try:
            seen = os.lstat(prefix + path)
        except OSError:
            continue
        if S_ISREG(seen.st_mode):  # a link may lead to what changes under the same stamp
            found[path] = Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    return found


LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are ever held in memory; most files have far lower limits of their own."""


def read_start(path: Path | str, most: int, *, pipes: bool = False) -> bytes:
    """Read at most ``most`` bytes of a plain file, or with ``pipes`` of one that a program fills.

    Raises OSError for anything else, at once: a pipe that nobody fills would be waited for without end.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        seen = os.fstat(handle)
        if stat.S_ISREG(seen.st_mode):
            return file.read() if seen.st_size < most else file.read(most)
        if not pipes or stat.S_ISDIR(seen.st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file", str(path))
        os.set_blocking(handle, True)
        return file.read(most)


def read_file(path: Path | str, limit: int) -> bytes:
    """Read a plain file; raises OSError as ``read_start`` does, and for one of more than ``limit`` bytes."""
    content = read_start(path, limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, f"it is larger than the limit of {limit >> 20} MB", str(path))
    return content


def printable(path: str) -> str:
    """Return a path as it may stand in a message: one line, and bytes that are no UTF-8 as ``\\xff``."""
    if path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_content(name: str) -> bool:
    """Whether a name is the owner's, not an editor's temporary or hidden file."""
    return not (
        name.startswith((".", "#", "~$"))
        or name.endswith(("~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", ".part", ".crdownload"))
        or name in ("4913", "Thumbs.db", "desktop.ini", "__pycache__")
    )


def is_readable(name: str) -> bool:
    """Whether a name is the owner's and one that records and pages can hold."""
    return is_content(name) and is_utf8(name) and not _CONTROL.search(name)


def is_any_racy(stamps: Mapping[str, Stamp], looked: int) -> bool:
    """Whether any of the files may have changed under its stamp since ``looked``."""
    young = looked - RACY_WINDOW
    return any(
        stamp.is_racy(looked) for stamp in stamps.values() if stamp.changed > young or stamp.modified > young
    )


def hash_of(content: bytes) -> bytes:
    """Return what tells a file that somebody else changed from our own: its length and its CRC-32.

    It guards against accidents, not against forgers, and takes a third of the time of BLAKE2b.
    """
    return len(content).to_bytes(8, "big") + zlib.crc32(content).to_bytes(4, "big")


def hash_file(path: Path) -> bytes:
    """Return ``hash_of`` a file's bytes, nothing where it cannot be read."""
    try:
        return hash_of(path.read_bytes()) if path.is_file() else b""
    except OSError:
        return b""


def print_of(stamps: Mapping[str, Stamp]) -> bytes:
    """Return 16 bytes that change when any path or stamp does."""
    try:
        packed = msgpack.encode(stamps)
    except UnicodeEncodeError:  # a name that is not UTF-8
        named = [(path.encode("utf-8", "surrogateescape"), stamp) for path, stamp in stamps.items()]
        packed = msgpack.encode(named)
    return hashlib.blake2b(packed, digest_size=16).digest()


class _Walk:
    """One walk through a folder."""

    def __init__(
        self,
        wanted: Callable[[str], bool],
        found: dict[str, Stamp],
        refused: dict[str, str] | None,
        root: str,
        besides: str,
    ) -> None:
        self._besides = besides
        self._wanted = wanted
        self._found = found
        self._refused = refused
        self._root = root

    def into(self, folder: str, prefix: str) -> None:
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(prefix.rstrip("/"), f"cannot be listed: {reason[:1].lower()}{reason[1:]}")
            return
        for entry in listed:
            name = entry.name
            if not self._wanted(name) or prefix + name == self._besides:
                continue
            if self._refused is not None and not is_utf8(name):
                self._refused[prefix + name] = "has a name that is not UTF-8"
            elif self._refused is not None and _CONTROL.search(name):
                self._refused[prefix + name] = "has a control character in its name"
            elif entry.is_dir(follow_symlinks=False):
                self.into(entry.path, f"{prefix}{name}/")
            elif not entry.is_symlink() or os.path.realpath(entry.path).startswith(self._root):
                self._add(entry, prefix + name)
            else:
                self._refuse(prefix + name, "is a link that leads out of the folder")

    def _add(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            if entry.is_file():
                seen = entry.stat()
                self._found[path] = Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
            elif entry.is_symlink():
                self._refuse(path, "is a link to a folder, or to nothing")
            else:
                self._refuse(path, "is a pipe, a socket or a device, not a file")
        except OSError:  # gone, or a link that goes round in circles
            if entry.is_symlink():
                self._refuse(path, "is a link that goes round in circles")

    def _refuse(self, path: str, reason: str) -> None:
        if self._refused is not None:
            self._refused[path] = reason


def is_utf8(name: str) -> bool:
    """Whether a name from the file system is text: bytes that are not come as surrogates."""
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
