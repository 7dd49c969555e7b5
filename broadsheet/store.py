"""The cache on disk: named records under one fingerprint; damaged, foreign or old means empty."""

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

MAGIC = b"broadsheet-cache-1\n"
CHECK_SIZE = 16
PART = ".tmp"
"""Ending of files that are not whole yet; the process that writes one is named before it: ``x.1234.7.tmp``."""
LOCK_PATIENCE = 2.0
"""Seconds to wait for the lock: a build that was killed has workers for some hundredths of a second more."""
LOCK_STEP = 0.02
OLD_PART = 3600.0
"""Seconds after which a part is nobody's, whatever process has its number now."""

T = TypeVar("T")


class Store:
    """Records of one digest in its ``.broadsheet`` folder. Knows nothing of what they mean."""

    def __init__(self, folder: Path, fingerprint: bytes, *, in_use: bool = True) -> None:
        """``in_use=False`` makes a store that is always empty and keeps nothing (``--no-cache``)."""
        self.folder = folder
        self._in_use = in_use
        self._head = MAGIC + hashlib.blake2b(fingerprint, digest_size=CHECK_SIZE).digest()

    def load(self, name: str, record: type[T]) -> T | None:
        """Return the record saved under ``name`` by the same program, or None."""
        if not self._in_use:
            return None
        try:
            content = (self.folder / f"{name}.cache").read_bytes()
        except OSError:
            return None
        head, check, packed = _split(content, len(self._head))
        if head != self._head or check != _check(packed):
            return None
        try:
            return msgspec.msgpack.decode(packed, type=record, strict=True)
        except (msgspec.MsgspecError, UnicodeError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Write a record whole, or leave the old one. A cache that cannot be written is no error."""
        if not self._in_use:
            return
        packed = msgspec.msgpack.encode(value)
        target = self.folder / f"{name}.cache"
        part = target.with_suffix(f".{os.getpid()}.0{PART}")
        try:
            prepare(self.folder)
            part.write_bytes(self._head + _check(packed) + packed)
            os.replace(part, target)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()

    def forget(self, name: str) -> None:
        """Drop a record, so that a build that dies here leaves no wrong one behind."""
        with contextlib.suppress(OSError):
            (self.folder / f"{name}.cache").unlink()


def changed(folder: Path, name: str) -> int:
    """Return when a record was saved, in nanoseconds since 1970; 0 where there is none."""
    try:
        return (folder / f"{name}.cache").stat().st_mtime_ns
    except OSError:
        return 0


def prepare(folder: Path) -> None:
    """Make the cache folder with its own ``.gitignore``."""
    ignored = folder / ".gitignore"
    if not ignored.exists() or not ignored.stat().st_size:
        folder.mkdir(parents=True, exist_ok=True)
        ignored.write_text("*\n", encoding="utf-8")


def sweep(folder: Path) -> None:
    """Delete the parts of files that processes left here which were killed."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.endswith(PART) and not _is_at_work(folder / name):
                (folder / name).unlink()


def _is_at_work(part: Path) -> bool:
    """Whether the process that began a part may still end it."""
    number = part.name.split(".")[-3:][0]
    if time.time() - part.stat().st_mtime > OLD_PART or not number.isdecimal():
        return False
    if os.name == "nt":  # pragma: no cover  (asking would end the process)
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return int(number) != os.getpid()


@contextlib.contextmanager
def lock(folder: Path, patience: float = LOCK_PATIENCE) -> Iterator[bool]:
    """Hold the digest for one writer. Yields False where another process has it for ``patience`` seconds.

    What killed writers left behind is cleared away.
    """
    try:
        prepare(folder)
        handle = (folder / "lock").open("ab")
    except OSError:
        yield True  # a digest on a read-only disk has no second writer either
        return
    with handle:
        taken = _wait_for_lock(handle.fileno(), patience)
        if taken:
            sweep(folder)
            for unfinished in folder.glob("search-*"):
                shutil.rmtree(unfinished, ignore_errors=True)
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


def _split(content: bytes, head_size: int) -> tuple[bytes, bytes, bytes]:
    return content[:head_size], content[head_size : head_size + CHECK_SIZE], content[head_size + CHECK_SIZE :]


def _check(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=CHECK_SIZE).digest()


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
