"""Where the next state of a site is collected: an output folder in, an empty folder for it and its pages out."""

import contextlib
import os
from pathlib import Path
from time import monotonic

from broadsheet.disk.placing import set_apart
from broadsheet.model import Problem
from broadsheet.problems import ProblemError

MANIFEST = ".broadsheet-manifest"
"""Lists every file of the site that we made: only these are ever replaced or deleted."""
STAGE = ".broadsheet-next"
"""The stage's name where it must lie inside the site: on a disk of its own, or in a folder not ours."""
GRACE = 0.3
"""Seconds that an interrupted build may take to clear up."""
MANY = 500
"""Files from which a stage is set apart; a few lie well beside the others."""


def stage_of(output: Path) -> Path:
    """Return the folder in which stages are made, one at a time: beside ``output``, else inside.

    Files can be moved whole only on one disk, so a site that is a mount point holds its own stage.
    """
    resolved = real_path(output)
    if os.path.ismount(resolved) or (resolved.is_dir() and not os.access(resolved.parent, os.W_OK)):
        return resolved / STAGE
    return resolved.with_name(f".{resolved.name}.next")


def open_stage(output: Path, files: int = 0) -> Path:
    """Make an empty stage for so many files, throwing away what a killed build may have left.

    Our own is known by the manifest that the folder around it has from its beginning.
    """
    around = stage_of(output)
    try:
        if around.is_symlink() or (around.exists() and not _is_ours(around)):
            message = "stands where the site is prepared, and Broadsheet did not make it"
            raise ProblemError(Problem(path=str(around), message=message, hint="move it away"))
        if around.exists():
            _drop(around)
        around.mkdir(parents=True)
        (around / MANIFEST).touch()
        if files >= MANY:
            set_apart(f"{around}")
        stage = around / os.urandom(4).hex()
        stage.mkdir()
    except OSError as error:
        raise ProblemError(refusal(output, f"cannot be written: {(error.strerror or '').lower()}")) from error
    return stage


def drop_stage(stage: Path) -> None:
    """Delete a stage with the folder around it, as far as it has not become the site."""
    _drop(stage.parent)


def drop_quickly(stage: Path) -> None:
    """Delete a stage as far as that takes no time to speak of; what is left goes with the next ``open_stage``.

    Ctrl-C ends at once: 6,000 pages on a busy disk were seen to take 10 s to delete.
    """
    with contextlib.suppress(OSError):
        if _drop_until(f"{stage.parent}", monotonic() + GRACE, kept=MANIFEST):
            drop_stage(stage)


def _drop(around: Path) -> None:
    """Delete what is ours, last of all the manifest that it is known by: who dies here leaves what is ours."""
    try:
        names = os.listdir(around)
    except OSError:
        return
    if names == [MANIFEST]:
        with contextlib.suppress(OSError):
            os.unlink(around / MANIFEST)
            os.rmdir(around)
        return
    import shutil  # which loads what unpacks archives: 3 ms

    with contextlib.suppress(OSError):
        for name in names:
            full = around / name
            if full.is_dir() and not full.is_symlink():
                shutil.rmtree(full, ignore_errors=True)
            elif name != MANIFEST:
                full.unlink()
    shutil.rmtree(around, ignore_errors=True)


def _drop_until(folder: str, end: float, kept: str = "") -> bool:
    """Delete what a folder holds but the file to be kept, until it is ``end``; say whether that was time enough."""
    for entry in list(os.scandir(folder)):
        if monotonic() >= end:
            return False
        if entry.is_dir(follow_symlinks=False):
            if not _drop_until(entry.path, end):
                return False
            os.rmdir(entry.path)
        elif entry.name != kept:
            os.unlink(entry.path)
    return True


def _is_ours(around: Path) -> bool:
    return around.is_dir() and ((around / MANIFEST).exists() or not any(around.iterdir()))


class Writer:
    """Puts pages into a stage; remembers which folders it has made already."""

    def __init__(self, stage: Path) -> None:
        self._stage = f"{stage}{os.sep}"
        self._made: set[str] = set()

    def put(self, path: str, content: bytes) -> None:
        """Write one staged file; raises OSError when the disk is full."""
        full = self._stage + path
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            self._make(folder)
        handle = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
        finally:
            os.close(handle)

    def _make(self, folder: str) -> None:
        """Make a folder, asking for its parents only where it cannot be made at once."""
        try:
            os.mkdir(self._stage + folder)
        except FileExistsError:
            pass  # another worker's
        except FileNotFoundError:
            os.makedirs(self._stage + folder, exist_ok=True)
        self._made.add(folder)


def real_path(path: Path) -> Path:
    """Follow all links; unlike ``Path.resolve`` without an exception for those that go in circles."""
    return Path(os.path.realpath(path))


def refusal(output: Path, reason: str) -> Problem:
    """Return the problem of an output folder that cannot be used, for this reason."""
    return Problem(
        path=str(output),
        message=f"the output folder {reason}; nothing was written",
        hint="name an empty or new folder: `output: site` in config.yaml, or -d site",
    )
