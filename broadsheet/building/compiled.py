"""The user's own folder of compiled layouts: a layout's name in, its code out, as an earlier build kept it."""

import contextlib
import hashlib
import marshal
import os
import shutil
import sys
import time
from pathlib import Path
from types import CodeType

from broadsheet.program import program_print

KEPT_SECONDS = 30 * 24 * 3600
"""For so long the folder of another program stays."""


class CompiledLayouts:
    """Code in files of one folder; a disk that is full or gone only means compiling once more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str) -> CodeType | None:
        """Return the code that was kept under this name."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            found = marshal.loads(self._path(name).read_bytes())
            return found if isinstance(found, CodeType) else None
        return None

    def keep(self, name: str, code: CodeType) -> None:
        """Keep code for later builds."""
        path = self._path(name)
        part = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            part.write_bytes(marshal.dumps(code))
            part.replace(path)

    def _path(self, name: str) -> Path:
        mark = hashlib.blake2b(f"{name}\0{sys.version}".encode(), digest_size=16)
        return self.folder / f"{mark.hexdigest()}.code"


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
        for other in base.glob("layouts-*"):
            with contextlib.suppress(OSError):  # another build may be at the same
                if other.stat().st_mtime < time.time() - KEPT_SECONDS:
                    shutil.rmtree(other, ignore_errors=True)
    return CompiledLayouts(folder) if os.access(folder, os.W_OK) else None
