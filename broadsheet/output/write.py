"""Single files: bytes and a path in, a file that is whole or not there out."""

import contextlib
import itertools
import os
from pathlib import Path

from broadsheet.model import Problem
from broadsheet.problems import ProblemError

_SERIAL = itertools.count(1)


def write_whole(path: Path, content: bytes, parts: Path) -> None:
    """Write a file by way of a temporary one, so that no reader ever sees half of it.

    The temporary file lies in ``parts``, the digest's folder for what the next build clears away; where
    that is on another disk, or cannot be written, beside the file.
    """
    name = f".{os.getpid()}.{next(_SERIAL)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_by(parts / name, path, content)
        except OSError:
            _write_by(path.with_name(name), path, content)
    except OSError as error:
        raise ProblemError(_unwritable(path, error)) from error


def move_whole(source: Path, target: Path, parts: Path) -> None:
    """Move a file to a name that is free, also across file systems; the bytes stay as they are."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(target)
    except OSError:
        write_whole(target, source.read_bytes(), parts)
        source.unlink()


def _write_by(part: Path, path: Path, content: bytes) -> None:
    try:
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _unwritable(path: Path, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    hint = "make room on the disk or allow writing there, then try again"
    return Problem(path=str(path), message=f"cannot be written: {reason}", hint=hint)
