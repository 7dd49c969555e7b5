"""One writer at a time: the cache folder of a digest in; whether it is ours now out."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from broadsheet.disk import store

LOCK_PATIENCE = 2.0
"""Seconds to wait for the lock: a build that was killed has workers for some hundredths of a second more."""
LOCK_STEP = 0.02


@contextlib.contextmanager
def lock(folder: Path, patience: float = LOCK_PATIENCE) -> Iterator[bool]:
    """Hold the digest for one writer. Yields False where another process has it for ``patience`` seconds.

    What killed writers left behind is cleared away.
    """
    try:
        store.prepare(folder)
        handle = (folder / "lock").open("ab")
    except OSError:
        yield True  # a digest on a read-only disk has no second writer either
        return
    with handle:
        taken = _wait_for_lock(handle.fileno(), patience)
        if taken:
            store.sweep(folder)
            store.drop_unfinished(folder)
        try:
            yield taken
        finally:
            if taken:
                _unlock(handle.fileno())


def _wait_for_lock(handle: int, patience: float) -> bool:
    give_up = time.monotonic() + patience
    while not _try_lock(handle):
        if time.monotonic() > give_up:
            return False
        time.sleep(LOCK_STEP)
    return True


if os.name == "nt":  # pragma: no cover

    def _try_lock(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        import msvcrt

        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:

    def _try_lock(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_UN)
