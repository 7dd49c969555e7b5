"""Work on many items: a function and items in, results in order out, from this process or from several."""

import contextlib
import gc
import mmap
import os
import pickle
import select
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from io import RawIOBase
from typing import Any, NamedTuple, NoReturn, TypeVar

from broadsheet.model import Problem
from broadsheet.problems import ProblemError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""macOS has fork, but its system libraries may not be used in the child."""
YOUNG = 20_000
"""Objects made between two collections: a page makes a few hundred, and hardly any in a circle."""

T = TypeVar("T")
R = TypeVar("R")


def map_all(
    function: Callable[[T], R], items: Sequence[T], jobs: int, *, both_ends: bool = False
) -> Iterator[R]:
    """Yield ``function(item)`` for all items in order, with ``jobs`` processes where there can be several.

    Workers are forked, so they inherit ``function``, ``items`` and all these hold without a copy; only
    results travel. Each takes the next item when it has done one. With ``both_ends`` the first worker starts at
    the first item and the others at the last: what is alike in neighbors is then worked out in one process,
    and answers from the end are kept until their turn. Where there is no fork, or one job, it is a loop. A
    worker's exception is raised here.

    A process pool of the standard library did this before: interrupted, it printed tracebacks of its
    threads, and killed, it left workers behind that held the digest's lock.
    """
    with _settled():
        if jobs < 2 or len(items) < 2 or not CAN_FORK:
            yield from map(function, items)
        else:
            yield from _map_forked(function, items, min(jobs, len(items)), both_ends)


def usable_cores() -> int:
    """Return how many processors this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a sequence into pieces of at most ``size`` items, in order."""
    return [items[start : start + size] for start in range(0, len(items), size)]


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector out: reading and planning make records, not circles.

    With 10,000 articles in memory each full collection costs 60 ms.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextlib.contextmanager
def _settled() -> Iterator[None]:
    """Let the collector run, but not over what is in memory already.

    What it touched in a forked worker would be copied, and it would find nothing.
    """
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        if not was_on:
            gc.disable()


def _map_forked(function: Callable[[T], R], items: Sequence[T], jobs: int, both_ends: bool) -> Iterator[R]:
    queue = _Queue(len(items))
    workers: dict[int, _Worker] = {}
    try:
        for number in range(jobs):
            is_last = both_ends and number > 0
            worker = _fork(function, items, queue, is_last, list(workers.values()))
            workers[worker.answers] = worker
        yield from _in_order(_answers(list(workers)), len(items))
    finally:
        queue.close()
        for worker in workers.values():
            worker.let_go()
            with contextlib.suppress(OSError):
                os.kill(worker.process, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(worker.process, 0)


class _Queue:
    """The numbers of the items that nobody has taken yet, for processes that share it by fork."""

    def __init__(self, length: int) -> None:
        self._bounds = mmap.mmap(-1, _BOUNDS.size)
        self._bounds[:] = _BOUNDS.pack(0, length)
        self._turn, self._pass_on = os.pipe()
        os.write(self._pass_on, b".")

    def take(self, *, last: bool) -> int | None:
        """Return the first number or the last one; None where none is left.

        One byte goes around in a pipe; who has it may look and change.
        """
        os.read(self._turn, 1)
        first: int
        end: int
        first, end = _BOUNDS.unpack(self._bounds)
        if first < end:
            self._bounds[:] = _BOUNDS.pack(first, end - 1) if last else _BOUNDS.pack(first + 1, end)
        os.write(self._pass_on, b".")
        if first == end:
            return None
        return end - 1 if last else first

    def close(self) -> None:
        os.close(self._turn)
        os.close(self._pass_on)
        self._bounds.close()


_BOUNDS = struct.Struct("qq")
_HEAD = struct.Struct("qq")
"""Before each answer: the item's number, and how many bytes follow."""
_DONE = -1
"""In place of a number: the worker has found nothing more to do."""


class _Worker(NamedTuple):
    """A worker as its parent knows it."""

    process: int
    answers: int
    """The end of a pipe where its answers come out."""
    life: int
    """The end of a pipe through which nothing goes: the worker is ended when it closes."""

    def let_go(self) -> None:
        os.close(self.answers)
        os.close(self.life)


def _fork(
    function: Callable[[T], R], items: Sequence[T], queue: _Queue, is_last: bool, elder: Sequence[_Worker]
) -> _Worker:
    """Start a worker, which takes items from the queue's end if it ``is_last``."""
    reading, writing = os.pipe()
    living, life = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        os.close(reading)
        os.close(life)
        for worker in elder:
            worker.let_go()  # or an elder's pipes would stay open after our parent's death
        _die_with_parent(living)
        _work(function, items, queue, is_last, writing)
    os.close(writing)
    os.close(living)
    return _Worker(process, reading, life)


def _die_with_parent(living: int) -> None:
    """Have the system end this worker, whatever it is doing, when the parent's end of a pipe closes.

    A killed build would otherwise have workers that go on to the end of their piece of work and hold its
    lock; SIGIO, unless somebody listens, ends a process.
    """
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(living, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(living, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):  # the parent lives
        os.read(living, 1)
        os._exit(1)


def _work(
    function: Callable[[T], R], items: Sequence[T], queue: _Queue, is_last: bool, writing: int
) -> NoReturn:
    """Answer in a worker, then end it without any clearing up: that is its parent's.

    It ends without a word on Ctrl-C, and when its parent has gone and nobody reads its answers.
    """
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with os.fdopen(writing, "wb", buffering=0) as answers:
            while (number := queue.take(last=is_last)) is not None:
                _write_all(answers, number, _packed(function, items[number]))
            _write_all(answers, _DONE, b"")
        code = 0
    except OSError:
        pass  # the parent has gone
    finally:
        os._exit(code)


def _write_all(answers: RawIOBase, number: int, packed: bytes) -> None:
    view = memoryview(_HEAD.pack(number, len(packed)) + packed)
    while view:
        view = view[answers.write(view) :]


def _packed(function: Callable[[T], R], item: T) -> bytes:
    try:
        answer: tuple[bool, Any] = (True, function(item))
    except Exception as error:
        answer = (False, error)
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _in_order(answers: Iterator[tuple[int, bytes]], length: int) -> Iterator[Any]:
    """Yield what was answered, item after item; raise what an item raised when it is its turn."""
    early: dict[int, bytes] = {}
    due = 0
    while due < length:
        number, packed = next(answers, (_DONE, b""))
        if number == _DONE:
            raise ProblemError(_ended())
        early[number] = packed
        while due in early:
            succeeded, value = pickle.loads(early.pop(due))
            if not succeeded:
                raise value
            yield value
            due += 1


def _answers(pipes: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield what workers answer as it comes: the number of an item and the packed answer."""
    poll = select.poll()
    for pipe in pipes:
        poll.register(pipe)
    left = len(pipes)
    while left:
        for pipe, _ in poll.poll():
            number, size = _HEAD.unpack(_read(pipe, _HEAD.size))
            if number == _DONE:
                poll.unregister(pipe)
                left -= 1
            else:
                yield number, _read(pipe, size)


def _read(pipe: int, size: int) -> bytes:
    pieces = []
    while size:
        piece = os.read(pipe, size)
        if not piece:
            raise ProblemError(_ended())
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _ended() -> Problem:
    message = "the system ended a process of this build, perhaps for want of memory; nothing was published"
    return Problem(path=".", message=message, hint="build with fewer: -j 1")
