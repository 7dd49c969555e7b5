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
from functools import partial
from io import RawIOBase
from typing import Any, NamedTuple, NoReturn, TypeVar

from broadsheet.model import Problem
from broadsheet.problems import ProblemError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""macOS has fork, but its system libraries may not be used in the child."""
YOUNG = 20_000
"""Objects made between two collections: a page makes a few hundred, and hardly any in a circle."""

ROOMY = 1 << 20
"""Bytes that a worker may answer ahead where the system lets a pipe hold so many: it need not wait to be heard."""

T = TypeVar("T")
R = TypeVar("R")
Outcome = tuple[bool, Any]
"""Whether an item succeeded; its answer, or its exception."""


class Packing(NamedTuple):
    """How an answer travels from a worker to its parent."""

    pack: Callable[[Any], bytes] = partial(pickle.dumps, protocol=pickle.HIGHEST_PROTOCOL)
    unpack: Callable[[bytes], Any] = pickle.loads


PICKLED = Packing()


def map_all(
    function: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    *,
    both_ends: bool = False,
    packing: Packing = PICKLED,
) -> Iterator[R]:
    """Yield ``function(item)`` for all items in order, with ``jobs`` processes where there can be several.

    This process works too, so what it has made need not travel; the others are forked, so they inherit
    ``function``, ``items`` and all these hold without a copy, and only results travel, packed by ``packing``.
    Each takes the next item when it has done one. With ``both_ends`` this process starts at the first item and
    the others at the last: what is alike in neighbors is then worked out in one process, and answers from the
    end are kept until their turn. Where there is no fork, or one job, it is a loop. A worker's exception is
    raised here.

    A process pool of the standard library did this before: interrupted, it printed tracebacks of its
    threads, and killed, it left workers behind that held the digest's lock.
    """
    with _settled():
        if jobs < 2 or len(items) < 2 or not CAN_FORK:
            yield from map(function, items)
        else:
            yield from _map_forked(function, items, min(jobs, len(items)), both_ends, packing)


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


def _map_forked(
    function: Callable[[T], R], items: Sequence[T], jobs: int, both_ends: bool, packing: Packing
) -> Iterator[R]:
    queue = _Queue(len(items))
    workers: list[_Worker] = []
    try:
        for _ in range(jobs - 1):
            work = partial(_work, function, items, queue, both_ends, packing.pack)
            workers.append(_fork(work, workers))
        answers = _Answers([worker.answers for worker in workers], packing.unpack)
        yield from _in_order(_outcomes(function, items, queue, answers), len(items))
    finally:
        queue.close()
        for worker in workers:
            worker.let_go()
            with contextlib.suppress(OSError):
                os.kill(worker.process, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(worker.process, 0)


def _outcomes(
    function: Callable[[T], R], items: Sequence[T], queue: "_Queue", answers: "_Answers"
) -> Iterator[tuple[int, Outcome]]:
    """Yield the number of an item and what became of it, whoever has worked on it, as soon as it is known."""
    while True:
        while not queue.has_turn():
            yield from answers.come()  # the turn may have died with a worker: its pipe tells
        if (number := queue.take(last=False)) is None:
            break
        yield number, _tried(function, items[number])
        yield from answers.come()
    while answers.pipes:
        yield from answers.come(wait=True)


def _tried(function: Callable[[T], R], item: T) -> Outcome:
    try:
        return True, function(item)
    except Exception as error:
        return False, error


class _Queue:
    """The numbers of the items that nobody has taken yet, for processes that share it by fork."""

    def __init__(self, length: int) -> None:
        self._bounds = mmap.mmap(-1, _BOUNDS.size)
        self._bounds[:] = _BOUNDS.pack(0, length)
        self._turn, self._pass_on = os.pipe()
        os.set_blocking(self._turn, False)
        self._poll = select.poll()
        self._poll.register(self._turn, select.POLLIN)
        os.write(self._pass_on, b".")

    def has_turn(self) -> bool:
        """Say whether it is this process's turn to take a number; wait a little where it is not.

        One byte goes around in a pipe; who has it may look and change.
        """
        try:
            return bool(os.read(self._turn, 1))
        except BlockingIOError:
            self._poll.poll(_PATIENCE)
            return False

    def take(self, *, last: bool) -> int | None:
        """Return the first number or the last one and pass the turn on; None where no number is left."""
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
_PATIENCE = 100
"""Milliseconds to wait for the turn before asking whether a worker has died with it."""
_HEAD = struct.Struct("qq?")
"""Before each answer: the item's number, how many bytes follow, and whether it succeeded."""
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


def _fork(work: Callable[[int], NoReturn], elder: Sequence[_Worker]) -> _Worker:
    """Start a worker, which answers into the pipe that ``work`` is given."""
    reading, writing = os.pipe()
    living, life = os.pipe()
    _widen(writing)
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        os.close(reading)
        os.close(life)
        for worker in elder:
            worker.let_go()  # or an elder's pipes would stay open after our parent's death
        _die_with_parent(living)
        work(writing)
    os.close(writing)
    os.close(living)
    return _Worker(process, reading, life)


def _widen(pipe: int) -> None:
    """Let a pipe hold ``ROOMY`` bytes, if the system does."""
    import fcntl

    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOMY)


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
    function: Callable[[T], R],
    items: Sequence[T],
    queue: _Queue,
    is_last: bool,
    pack: Callable[[R], bytes],
    writing: int,
) -> NoReturn:
    """Answer in a worker, then end it without any clearing up: that is its parent's.

    It takes items from the queue's end if it ``is_last``. It ends without a word on Ctrl-C, and when its
    parent has gone and nobody reads its answers.
    """
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with os.fdopen(writing, "wb", buffering=0) as answers:
            while (number := _next(queue, is_last)) is not None:
                succeeded, answer = _tried(function, items[number])
                packed = pack(answer) if succeeded else pickle.dumps(answer)
                _write_all(answers, _HEAD.pack(number, len(packed), succeeded) + packed)
            _write_all(answers, _HEAD.pack(_DONE, 0, True))
        code = 0
    except OSError:
        pass  # the parent has gone
    finally:
        os._exit(code)


def _next(queue: _Queue, is_last: bool) -> int | None:
    while not queue.has_turn():
        pass
    return queue.take(last=is_last)


def _write_all(answers: RawIOBase, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[answers.write(view) :]


def _in_order(outcomes: Iterator[tuple[int, Outcome]], length: int) -> Iterator[Any]:
    """Yield what was answered, item after item; raise what an item raised when it is its turn."""
    early: dict[int, Outcome] = {}
    due = 0
    while due < length:
        number, outcome = next(outcomes, (_DONE, None))
        if outcome is None:
            raise ProblemError(_ended())
        early[number] = outcome
        while due in early:
            succeeded, value = early.pop(due)
            if not succeeded:
                raise value
            yield value
            due += 1


class _Answers:
    """What workers answer, as it comes."""

    def __init__(self, pipes: Sequence[int], unpack: Callable[[bytes], Any]) -> None:
        self.pipes = set(pipes)
        """Those that still answer."""
        self._unpack = unpack
        self._poll = select.poll()
        for pipe in pipes:
            self._poll.register(pipe)

    def come(self, *, wait: bool = False) -> Iterator[tuple[int, Outcome]]:
        """Yield what has come: the number of an item and what became of it."""
        for pipe, _ in self._poll.poll(None if wait else 0) if self.pipes else ():
            number, size, succeeded = _HEAD.unpack(_read(pipe, _HEAD.size))
            if number == _DONE:
                self._poll.unregister(pipe)
                self.pipes.remove(pipe)
            else:
                packed = _read(pipe, size)
                yield number, (succeeded, self._unpack(packed) if succeeded else pickle.loads(packed))


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
