"""What stands in a folder: a path in, the stamp of every file below it out; how files are read safely."""

import errno
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from broadsheet.disk import listing
from broadsheet.disk.listing import Listing, has_control, is_content, is_utf8


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
        return listing.is_racy(max(self.modified, self.changed), looked)


def stamp_of(path: Path | str) -> Stamp:
    """Return the stamp of one file (raises OSError where there is none)."""
    found = os.stat(path)
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def stamps(found: Listing) -> dict[str, Stamp]:
    """Return the files of a listing with their stamps."""
    columns = (found.numbers[number :: listing.NUMBERS] for number in range(listing.NUMBERS))
    return dict(zip(found.paths, map(Stamp, *columns), strict=True))


def survey(
    folder: Path,
    wanted: Callable[[str], bool] = lambda name: True,
    refused: dict[str, str] | None = None,
    besides: str = "",
) -> dict[str, Stamp]:
    """Return the stamps of all files below ``folder``, as ``listing.files_below`` finds them."""
    return stamps(listing.files_below(str(folder), wanted, refused, besides))


def stamps_at(folder: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of files whose paths are known; those that are not there are left out."""
    return stamps(listing.files_at(str(folder), paths))


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


def read_sized(path: str, size: int) -> bytes:
    """Read a plain file that had this size a moment ago, in three calls of the system instead of six."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(handle, size + 1)
        while len(content) != size and (more := os.read(handle, size + 1)):
            content += more
    finally:
        os.close(handle)
    return content


def printable(path: str) -> str:
    """Return a path as it may stand in a message: one line, and bytes that are no UTF-8 as ``\\xff``."""
    if path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_readable(name: str) -> bool:
    """Whether a name is the owner's and one that records and pages can hold."""
    return is_content(name) and is_utf8(name) and not has_control(name)
