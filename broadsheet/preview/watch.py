"""Watch folders: paths in; files whose content has changed and come to rest out.

What the system tells (by watchdog) is a hint only. A file counts as changed when its bytes, read twice with a
pause between, are the same and nobody has it open for writing; so a save in two steps, by rename or slowly is
seen once, whole. Where the system tells nothing (``poll``) the folders are looked through again and again.
"""

import contextlib
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from broadsheet.disk.survey import LARGEST, Stamp, is_readable, read_start, stamp_of, survey

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

CALM = 0.008
"""Seconds between the two equal looks at a file whose writer has closed it."""
UNTOLD_CALM = 0.12
"""The same where the system does not say when a file is closed."""
DOUBTFUL_CALM = 0.3
"""The same for a file that is gone, empty, or ends in the middle of a line: mostly a save under way."""
OPEN_LIMIT = 3.0
"""Seconds after the last write at which a file that was never closed is taken as it is."""
GATHER = 0.012
"""Seconds that settled changes wait for others which are about to settle."""
GATHER_LIMIT = 0.3
"""Seconds after which they wait no more."""
SWEEP = 20.0
"""Seconds between two looks through all folders, for changes that nobody told of (or a hundred times what
the last one took, if that is more)."""
READ_LIMIT = 64_000_000
"""Bytes of a file that are read; raw texts over 16 MB are refused by name."""
POLL = 0.3
"""The same with ``poll`` (or ten times what the last one took)."""


class Sign(Enum):
    """What the system tells of a file."""

    CHANGED = 1
    OPEN = 2
    """It was written to and has not been closed since."""
    MOVED_AWAY = 3
    """It has another name that counts, so it is not coming back."""


class Look(Struct, frozen=True):
    """A file as it was when it had come to rest."""

    path: str
    stamp: Stamp | None
    """None: it is gone."""
    content: bytes = b""
    """Empty for files that are not read (pictures)."""


def look_at(path: str) -> Look:
    """Look at a file as it is at this moment, at rest or not."""
    try:
        stamp = stamp_of(path)
        return Look(path, stamp, read_start(path, LARGEST))
    except OSError:
        return Look(path, None)


class Root(Struct, frozen=True):
    """A folder that is watched."""

    folder: Path
    wanted: Callable[[str], bool] = is_readable
    """Says of the name of a file or folder below it whether it counts."""
    reads: Callable[[str], bool] = lambda path: True
    """Says of a path below it whether its content is to be read, or its stamp is enough."""
    only: tuple[str, ...] = ()
    """Where it is given, only these files directly in the folder count."""

    def is_left_by(self, path: str) -> bool:
        """Whether a path is a link that leads out of the folder: a build does not read it either."""
        real = os.path.realpath(self.folder) + os.sep
        return not self.only and not os.path.realpath(path).startswith(real)


class _Pending:
    """A file that may be changing."""

    __slots__ = ("due", "is_gone", "is_open", "last_hint", "mark", "since")

    def __init__(self, now: float) -> None:
        self.last_hint = self.since = self.due = now
        self.mark: object = None
        self.is_open = self.is_gone = False


class Settler:
    """Decides when files have come to rest. Knows no clock: it is told the time, in seconds."""

    def __init__(self, look: Callable[[str], Look], *, told_of_close: bool) -> None:
        self._look = look
        self._told = told_of_close
        self._pending: dict[str, _Pending] = {}
        self._unended: set[str] = set()

    def __len__(self) -> int:
        return len(self._pending)

    def hint(self, path: str, now: float, sign: Sign = Sign.CHANGED) -> None:
        """Take note that a file may have changed."""
        pending = self._pending.setdefault(path, _Pending(now))
        pending.last_hint = now
        pending.is_open = sign is Sign.OPEN and self._told
        pending.is_gone = sign is Sign.MOVED_AWAY
        pending.due = min(pending.due, now)

    def next_due(self) -> float | None:
        """Return when the next look is due."""
        return min((pending.due for pending in self._pending.values()), default=None)

    def settle(self, now: float) -> list[Look]:
        """Look at the files that are due and return those at rest."""
        found = []
        for path in [path for path, pending in self._pending.items() if pending.due <= now]:
            look = self._settle_one(path, self._pending[path], now)
            if look is not None:
                del self._pending[path]
                self._remember(look)
                found.append(look)
        return found

    def _settle_one(self, path: str, pending: _Pending, now: float) -> Look | None:
        look = self._look(path)
        mark = (look.stamp is None, look.stamp and look.stamp.size, hashlib.blake2b(look.content).digest())
        if mark != pending.mark:
            pending.mark, pending.since = mark, now
        calm = CALM if pending.is_gone and look.stamp is None else self._calm(look)
        if pending.is_open and now - pending.last_hint < OPEN_LIMIT:
            pending.due = now + max(0.1, calm)
            return None
        if now >= pending.since + calm:
            return look
        pending.due = pending.since + calm
        return None

    def _calm(self, look: Look) -> float:
        is_cut = look.path not in self._unended and _is_unended(look)
        if look.stamp is None or not look.stamp.size or is_cut:
            return DOUBTFUL_CALM
        return CALM if self._told else UNTOLD_CALM

    def _remember(self, look: Look) -> None:
        """Keep in mind which files their owner leaves without a line end, so that the next save is quick."""
        (self._unended.add if _is_unended(look) else self._unended.discard)(look.path)


def _is_unended(look: Look) -> bool:
    return bool(look.content) and look.content[-1:] != b"\n"


class Watcher:
    """Follows folders in a thread of its own and hands over what has changed, in batches."""

    def __init__(
        self,
        roots: Sequence[Root],
        known: Mapping[str, Stamp],
        deliver: Callable[[Sequence[Look]], None],
        *,
        poll: bool = False,
    ) -> None:
        """``known``: the stamps of the files as the receiver has read them, by absolute path."""
        self._roots = tuple(roots)
        self._known = dict(known)
        self._deliver = deliver
        self._poll = poll
        self._changed = threading.Condition()
        self._hints: dict[str, Sign] = {}
        self._must_sweep = True
        self._is_stopped = False
        self._observer: Any = None
        self._scheduled: dict[str, tuple[int, Any]] = {}
        """By folder: its inode, which tells a folder from one put in its place, and watchdog's watch."""
        self._settler = Settler(self._look, told_of_close=not poll and sys.platform == "linux")
        self._is_idle = True
        self.trouble = ""
        """Why the folders are polled though that was not asked for."""

    def start(self) -> None:
        """Begin to listen; hints are taken from now on."""
        if not self._poll:
            self._observe()

    def run(self) -> None:
        """Hand over changes until stopped."""
        ready: dict[str, Look] = {}
        ready_since = next_sweep = 0.0
        while not self._is_stopped:
            now = time.monotonic()
            if self._must_sweep or now >= next_sweep:
                took = self._sweep()
                next_sweep = time.monotonic() + self._pause(took)
            self._take_hints(now := time.monotonic())
            for look in self._settler.settle(now):
                ready_since = ready_since if ready else now
                ready[look.path] = look
            due = self._settler.next_due()
            if ready and (due is None or due > now + GATHER or now > ready_since + GATHER_LIMIT):
                self._hand_over(list(ready.values()))
                ready = {}
                continue
            self._wait(min(due if due is not None else next_sweep, next_sweep), is_idle=not ready)

    def stop(self) -> None:
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        if self._observer is not None:
            self._observer.stop()

    def rest(self, until: float) -> None:
        """Wait until nothing is known to be changing, or until a time of ``time.monotonic``."""
        with self._changed:
            while not self._is_idle and not self._is_stopped and time.monotonic() < until:
                self._changed.wait(max(until - time.monotonic(), 0.001))

    def sweep_soon(self) -> None:
        """Look through all folders as soon as possible."""
        with self._changed:
            self._must_sweep = True
            self._is_idle = False
            self._changed.notify_all()

    def watch_other(self, roots: Sequence[Root], known: Mapping[str, Stamp]) -> None:
        """Follow other folders from now on."""
        self._roots, self._known = tuple(roots), dict(known)
        self.sweep_soon()

    def _hand_over(self, looks: list[Look]) -> None:
        for look in looks:
            if look.stamp is None:
                self._known.pop(look.path, None)
            else:
                self._known[look.path] = look.stamp
        self._deliver(looks)

    def _wait(self, until: float, *, is_idle: bool) -> None:
        with self._changed:
            if self._hints or self._must_sweep or self._is_stopped:
                return
            idle = is_idle and not len(self._settler)
            if idle != self._is_idle:
                self._is_idle = idle
                self._changed.notify_all()
            self._changed.wait(max(until - time.monotonic(), 0.001))

    def _take_hints(self, now: float) -> None:
        with self._changed:
            hints, self._hints = self._hints, {}
            if hints:
                self._is_idle = False
        for path, sign in hints.items():
            self._settler.hint(path, now, sign)

    def _pause(self, took: float) -> float:
        return max(POLL, 10 * took) if self._poll else max(SWEEP, 100 * took)

    def _sweep(self) -> float:
        """Compare all folders with what is known; return the seconds it took."""
        start = time.monotonic()
        self._must_sweep = False
        if self._observer is not None:
            self._schedule()
        found: dict[str, Stamp] = {}
        for root in self._roots:
            found.update(_stamps_below(root))
        changed = [path for path, stamp in found.items() if self._known.get(path) != stamp]
        changed += [path for path in self._known if path not in found]
        with self._changed:
            for path in changed:
                self._hints.setdefault(path, Sign.CHANGED)
        return time.monotonic() - start

    def _look(self, path: str) -> Look:
        root = self._root_of(path)
        try:
            stamp = stamp_of(path)
            if not os.path.isfile(path) or (root is not None and root.is_left_by(path)):
                return Look(path, None)
            if root is None or not root.reads(path):
                return Look(path, stamp)
            with open(path, "rb") as file:
                return Look(path, stamp, file.read(READ_LIMIT))
        except OSError:
            return Look(path, None)

    def _root_of(self, path: str) -> Root | None:
        """Return the root that a path counts for, if any."""
        for root in self._roots:
            folder = f"{root.folder}{os.sep}"
            if path.startswith(folder):
                names = path[len(folder) :].split(os.sep)
                if (not root.only or (len(names) == 1 and names[0] in root.only)) and all(
                    map(root.wanted, names)
                ):
                    return root
        return None

    def _concerns(self, folder: str) -> bool:
        """Say whether what happened to a folder can matter."""
        if self._root_of(folder) is not None:
            return True
        return any(f"{root.folder}{os.sep}".startswith(f"{folder}{os.sep}") for root in self._roots)

    def _observe(self) -> None:
        from watchdog.observers import Observer

        try:
            self._observer = Observer()
            self._observer.daemon = True
            self._schedule()
            self._observer.start()
        except OSError as error:
            self.trouble = (error.strerror or str(error)).lower()
            self._observer, self._poll = None, True
            self._settler = Settler(self._look, told_of_close=False)

    def _schedule(self) -> None:
        from watchdog import events

        kinds: list[type[FileSystemEvent]] = [
            *(
                events.FileModifiedEvent,
                events.FileCreatedEvent,
                events.FileDeletedEvent,
                events.FileMovedEvent,
            ),
            *(events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent, events.FileClosedEvent),
        ]
        handler: Any = _Handler(self._told)
        wanted = {str(root.folder): not root.only for root in self._roots}
        for folder, (inode, watch) in list(self._scheduled.items()):
            if folder not in wanted or _inode(folder) != inode:
                del self._scheduled[folder]
                self._observer.unschedule(watch)
        for folder, is_recursive in wanted.items():
            if folder not in self._scheduled and (inode := _inode(folder)):
                watch = self._observer.schedule(handler, folder, recursive=is_recursive, event_filter=kinds)
                self._scheduled[folder] = inode, watch

    def _told(self, event: "FileSystemEvent") -> None:
        """Turn an event into hints; runs in the observer's thread."""
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        counting = [path for path in paths if self._root_of(path) is not None]
        signs = dict.fromkeys(counting, Sign.OPEN if event.event_type == "modified" else Sign.CHANGED)
        if event.event_type == "moved" and len(counting) == 2:
            signs[counting[0]] = Sign.MOVED_AWAY
        with self._changed:
            if event.is_directory:
                self._must_sweep = self._must_sweep or any(map(self._concerns, paths))
            else:
                self._hints.update(signs)
            if self._hints or self._must_sweep:
                self._is_idle = False
                self._changed.notify_all()


def _inode(folder: str) -> int:
    try:
        return os.stat(folder).st_ino
    except OSError:
        return 0


class _Handler:
    """What watchdog calls with every event."""

    def __init__(self, tell: Callable[["FileSystemEvent"], None]) -> None:
        self.dispatch = tell


def _stamps_below(root: Root) -> Iterable[tuple[str, Stamp]]:
    if root.only:
        for name in root.only:
            with contextlib.suppress(OSError):
                yield f"{root.folder}{os.sep}{name}", stamp_of(root.folder / name)
        return
    for path, stamp in survey(root.folder, root.wanted).items():
        yield f"{root.folder}{os.sep}{path.replace('/', os.sep)}", stamp
