"""Single files: bytes and a path in, a file that is whole or not there out."""

import contextlib
import os
from pathlib import Path

from broadsheet.model import Problem
from broadsheet.problems import ProblemError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that no reader ever sees half of it."""
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise ProblemError(_unwritable(path, error)) from error


def move_whole(source: Path, target: Path) -> None:
    """Move a file to a name that is free, also across file systems; the bytes stay as they are."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(target)
    except OSError:
        write_whole(target, source.read_bytes())
        source.unlink()


def _unwritable(path: Path, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    hint = "make room on the disk or allow writing there, then try again"
    return Problem(path=str(path), message=f"cannot be written: {reason}", hint=hint)
