"""The layout files: folders in; the text of each file, the first folder winning, and fingerprints out."""

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.disk.listing import is_utf8
from broadsheet.disk.survey import LARGEST, printable, read_file
from broadsheet.model import Problem
from broadsheet.problems import ProblemError, reason_of

_CONTROL = re.compile("[\x00-\x1f\x7f]")


class LayoutFile(Struct, frozen=True):
    name: str
    """Relative to ``layouts/``, forward slashes: ``article.html``, ``assets/style.css``."""
    content: bytes


class Layouts(Struct, frozen=True):
    """All layout files as they were at one moment."""

    files: tuple[LayoutFile, ...] = ()

    def by_name(self) -> dict[str, bytes]:
        return {file.name: file.content for file in self.files}

    def fingerprints(self) -> dict[str, bytes]:
        """Return, by layout, the state of all."""
        return dict.fromkeys((file.name for file in self.files if _is_template(file.name)), self.state())

    def state(self) -> bytes:
        """Return a hash of all layouts and words.

        A layout reaches others by ``extends``, by ``piece`` and by variables, so a change of any may
        show on every page; assets are pages of their own and not meant.
        """
        state = hashlib.blake2b(digest_size=16)
        for file in self.files:
            if not file.name.startswith("assets/"):
                state.update(_framed(file.name, file.content))
        return state.digest()


def read_layouts(folders: Sequence[Path]) -> Layouts:
    """Read every layout file; a file of an earlier folder hides the file of that name in a later one.

    Folders that do not exist are passed over; hidden files and editors' backup copies are not read.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _files(folder):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return Layouts(tuple(LayoutFile(name, _read(found[name], name)) for name in sorted(found)))


def _read(path: Path, name: str) -> bytes:
    if not is_utf8(name) or _CONTROL.search(name):
        raise _refused(name, "has a name that is not UTF-8, or a control character in it")
    try:
        return read_file(path, LARGEST)
    except OSError as error:
        raise _refused(name, f"cannot be read: {reason_of(error)}") from error


def _refused(name: str, message: str) -> ProblemError:
    hint = "mend it, or take it away"
    return ProblemError(Problem(path=printable(f"layouts/{name}"), message=message, hint=hint))


def _files(folder: Path) -> list[Path]:
    paths = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        wanted = (
            name for name in names if not name.startswith((".", "#")) and not name.endswith(("~", ".tmp"))
        )
        paths += [Path(place, name) for name in sorted(wanted)]
    return paths


def _is_template(name: str) -> bool:
    return not name.startswith(("assets/", "strings/")) and name.endswith((".html", ".txt", ".xml"))


def _framed(name: str, content: bytes) -> bytes:
    return f"{name}\0{len(content)}\0".encode() + content
