"""What stands in a folder: a path in; the files below it and what the file system says of each, in columns, out.

This is looked at in every build, also where nothing else is loaded: it imports nothing but what Python has
loaded already, and makes no object a file that is not needed.
"""

from __future__ import annotations

import os
import zlib
from array import array
from stat import S_ISDIR, S_ISLNK, S_ISREG

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NUMBERS = 4
"""Of a file: size, modified and changed (nanoseconds since 1970), inode."""

RACY_WINDOW = 2_000_000_000
"""Nanoseconds. A file changed later than this before it was looked at may change again under the same
stamp (FAT counts time in steps of two seconds), so its content is compared instead."""

FINE_RACY_WINDOW = 50_000_000
"""The same for file systems that count nanoseconds: Linux moves their clock in ticks of up to 10 ms."""

NUMBER_BYTES = 8
_MOST = 2**63 - 1

_BY_HANDLE = os.scandir in os.supports_fd
"""Whether a folder can be opened once for all its files: a fifth less work a file."""
_AT_HANDLE = os.stat in os.supports_dir_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


class Listing:
    """Files in the order they were found in, and ``NUMBERS`` numbers of each."""

    __slots__ = ("folder", "numbers", "paths")

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.paths: list[str] = []
        """Relative, with forward slashes."""
        self.numbers: list[int] = []

    def add(self, path: str, seen: os.stat_result) -> None:
        """Add a file and what the system says of it."""
        self.paths.append(path)
        self.numbers += (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)

    def racy(self, looked: int) -> list[int]:
        """Return the places of files that could have changed after ``looked`` without another stamp."""
        modified, changed = self.numbers[1::NUMBERS], self.numbers[2::NUMBERS]
        settled = looked - RACY_WINDOW
        moments = enumerate(zip(modified, changed, strict=True))
        young = [(place, max(both)) for place, both in moments if both[0] > settled or both[1] > settled]
        return [place for place, latest in young if is_racy(latest, looked)]


def packed(numbers: Sequence[int]) -> bytes:
    """Return numbers as bytes, eight each; inodes may need one bit more than that, which is dropped."""
    try:
        return array("q", numbers).tobytes()
    except OverflowError:
        return array("q", [number & _MOST for number in numbers]).tobytes()


def is_racy(latest: int, looked: int) -> bool:
    """Whether a file changed at ``latest`` could have changed after ``looked`` without another stamp."""
    return latest > looked - (FINE_RACY_WINDOW if latest % 1_000_000 else RACY_WINDOW)


def files_below(
    folder: str,
    wanted: Callable[[str], bool] = lambda name: True,
    refused: dict[str, str] | None = None,
    besides: str = "",
) -> Listing:
    """List all files below ``folder`` by relative path, names in order.

    Names for which ``wanted`` is false are passed over, folders with all that is in them, and so is the
    folder ``besides`` directly below ``folder``. Links to
    folders are not followed; a link to a file is taken only where it stays below ``folder``.
    A missing folder is empty. With ``refused`` what is not taken is put there with the reason, and
    names that are not UTF-8 are refused too: no record and no page can name them.
    """
    found = Listing(folder)
    _Walk(wanted, found, refused, os.path.realpath(folder) + os.sep, besides).into(folder, "")
    return found


def files_in(folder: str, suffix: str) -> Listing:
    """List the plain files directly in a folder whose names end so, sorted by name."""
    found = Listing(folder)
    try:
        seen = _entries(folder, lambda name: name.endswith(suffix))
    except OSError:  # there is no such folder
        return found
    for name in sorted(seen):
        if S_ISREG(seen[name].st_mode):
            found.add(name, seen[name])
    return found


def files_at(folder: str, paths: Iterable[str]) -> Listing:
    """List files whose paths are known; those that are not there are left out.

    A third of what ``files_below`` costs where every file has a folder of its own, as a site's pages have.
    """
    found = Listing(folder)
    try:
        handle = os.open(folder, getattr(os, "O_PATH", _FOLDER)) if _AT_HANDLE else None
    except OSError:
        return found
    prefix = "" if handle is not None else f"{folder}{os.sep}"
    try:
        for path in paths:
            try:
                seen = os.stat(prefix + path, dir_fd=handle, follow_symlinks=False)
            except OSError:
                continue
            if S_ISREG(seen.st_mode):  # a link may lead to what changes under the same stamp
                found.add(path, seen)
    finally:
        if handle is not None:
            os.close(handle)
    return found


def hash_of(content: bytes) -> bytes:
    """Return what tells a file that somebody else changed from our own: its length and its CRC-32.

    It guards against accidents, not against forgers, and takes a third of the time of BLAKE2b.
    """
    return len(content).to_bytes(8, "big") + zlib.crc32(content).to_bytes(4, "big")


def hash_file(path: str | os.PathLike[str]) -> bytes:
    """Return ``hash_of`` a plain file's bytes, nothing where it cannot be read."""
    content = read_plain(path)
    return b"" if content is None else hash_of(content)


def read_plain(path: str | os.PathLike[str]) -> bytes | None:
    """Return a plain file's bytes; None for anything else, and where it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb", buffering=0) as file:
            return file.read() if S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None


def is_content(name: str) -> bool:
    """Whether a name is the owner's, not an editor's temporary or hidden file."""
    return not (
        name.startswith((".", "#", "~$"))
        or name.endswith(("~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", ".part", ".crdownload"))
        or name in ("4913", "Thumbs.db", "desktop.ini", "__pycache__")
    )


def is_utf8(name: str) -> bool:
    """Whether a name from the file system is text: bytes that are not come as surrogates."""
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def has_control(name: str) -> bool:
    """Whether a name has a control character of ASCII in it."""
    return not name.isprintable() and any(sign < " " or sign == "\x7f" for sign in name)


class _Walk:
    """One walk through a folder."""

    def __init__(
        self,
        wanted: Callable[[str], bool],
        found: Listing,
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
            seen = _entries(folder, self._wanted)
        except FileNotFoundError:
            return
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(prefix.rstrip("/"), f"cannot be listed: {reason[:1].lower()}{reason[1:]}")
            return
        add, strict = self._found.add, self._refused is not None
        for name in sorted(seen):
            path = prefix + name
            if path == self._besides:
                continue
            if strict and not is_utf8(name):
                self._refuse(path, "has a name that is not UTF-8")
            elif strict and has_control(name):
                self._refuse(path, "has a control character in its name")
            elif S_ISREG(seen[name].st_mode):
                add(path, seen[name])
            elif S_ISDIR(seen[name].st_mode):
                self.into(f"{folder}{os.sep}{name}", f"{path}/")
            else:
                self._add_other(f"{folder}{os.sep}{name}", path, S_ISLNK(seen[name].st_mode))

    def _add_other(self, full: str, path: str, is_link: bool) -> None:
        """Add what a link leads to, if it may be read."""
        if not is_link:
            self._refuse(path, "is a pipe, a socket or a device, not a file")
            return
        if not os.path.realpath(full).startswith(self._root):
            self._refuse(path, "is a link that leads out of the folder")
            return
        try:
            seen = os.stat(full)
        except FileNotFoundError:
            self._refuse(path, "is a link to a folder, or to nothing")
        except OSError:
            self._refuse(path, "is a link that goes round in circles")
        else:
            if S_ISREG(seen.st_mode):
                self._found.add(path, seen)
            else:
                self._refuse(path, "is a link to a folder, or to nothing")

    def _refuse(self, path: str, reason: str) -> None:
        if self._refused is not None:
            self._refused[path] = reason


def _entries(folder: str, wanted: Callable[[str], bool]) -> dict[str, os.stat_result]:
    """Return what the system says of everything directly in a folder; raises OSError where it has none."""
    seen = {}
    handle = os.open(folder, _FOLDER) if _BY_HANDLE else None
    try:
        with os.scandir(folder if handle is None else handle) as entries:
            for entry in entries:
                name = entry.name
                if wanted(name):
                    try:
                        seen[name] = entry.stat(follow_symlinks=False)
                    except OSError:  # gone
                        continue
    finally:
        if handle is not None:
            os.close(handle)
    return seen
