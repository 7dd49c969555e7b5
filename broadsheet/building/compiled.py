"""The user's own folder of compiled layouts: a name in, a layout's code or a language's words out, as kept."""

import contextlib
import marshal
import os
import sys
import time
from pathlib import Path
from types import CodeType
from typing import Any

from broadsheet.pages.runtime import Thing
from broadsheet.prints import fingerprint
from broadsheet.program import program_print

KEPT_SECONDS = 30 * 24 * 3600
"""For so long the folder of another program stays."""


class CompiledLayouts:
    """Code and words in files of one folder; a disk that is full or gone only means making them once more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str, kind: type[Thing]) -> Thing | None:
        """Return what was kept under this name, if it is of this kind."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            found = marshal.loads(self._path(name).read_bytes())
            return found if isinstance(found, kind) else None
        return None

    def keep(self, name: str, made: CodeType | dict[str, Any]) -> None:
        """Keep code or words for later builds; words that are more than texts, lists and numbers are not kept."""
        path = self._path(name)
        part = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError, ValueError):
            part.write_bytes(marshal.dumps(made))
            part.replace(path)

    def _path(self, name: str) -> Path:
        mark = fingerprint(f"{name}\0{sys.version}".encode())
        return self.folder / f"{mark.hex()}.code"


def open_compiled() -> CompiledLayouts | None:
    """Return the user's own folder for compiled layouts, or None where there can be none.

    Compiling them costs about 0.3 s. They are code, so they never lie in the digest, which may come from a
    stranger; the name changes with the program, and what another one left goes after a month.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    base = Path(os.path.expanduser(home)) / "broadsheet"
    if not base.is_absolute():  # there is no home
        return None
    folder = base / f"layouts-{program_print().hex()[:16]}"
    if not folder.is_dir():
        try:
            folder.mkdir(mode=0o700, parents=True)
        except OSError:
            return None
        import shutil  # which loads what unpacks archives: 3 ms

        for other in base.glob("layouts-*"):
            with contextlib.suppress(OSError):  # another build may be at the same
                if other.stat().st_mtime < time.time() - KEPT_SECONDS:
                    shutil.rmtree(other, ignore_errors=True)
    return CompiledLayouts(folder) if os.access(folder, os.W_OK) else None
