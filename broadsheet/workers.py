"""Work on many items: a function and items in, results in order out, from this process or from several."""

import contextlib
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeVar

from broadsheet.model import Problem
from broadsheet.problems import ProblemError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""macOS has fork, but its system libraries may not be used in the child."""
YOUNG = 20_000
"""Objects made between two collections: a page makes a few hundred, and hardly any in a circle."""

T = TypeVar("T")
R = TypeVar("R")


def map_all(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield ``function(item)`` for all items in order, with ``jobs`` processes where there can be several.

    Workers are forked, so they inherit ``function``, ``items`` and all these hold without a copy; only
    results travel. Where there is no fork, or one job, it is a loop. A worker's exception is raised here.

    A process pool of the standard library did this before: interrupted, it printed tracebacks of its
    threads, and killed, it left workers behind that held the digest's lock.
    """
    with _settled():
        if jobs < 2 or len(items) < 2 or not CAN_FORK:
            yield from map(function, items)
        else:
            yield from _map_forked(function, items, min(jobs, len(items)))


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


def _map_forked(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Give every ``jobs``-th item to the same worker and read their answers in turn.

    Items are pieces of like work, so the turns stay even; a worker whose pipe is full waits for its turn.
    """
    workers: list[_Worker] = []
    try:
        for first in range(jobs):
            workers.append(_fork(function, items, range(first, len(items), jobs), workers))
        for number in range(len(items)):
            yield _answer(workers[number % jobs].answers)
    finally:
        for worker in workers:
            worker.let_go()
            with contextlib.suppress(OSError):
                os.kill(worker.process, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(worker.process, 0)


class _Worker(NamedTuple):
    """A worker as its parent knows it."""

    process: int
    answers: BinaryIO
    life: int
    """The end of a pipe through which nothing goes: the worker is ended when it closes."""

    def let_go(self) -> None:
        self.answers.close()
        os.close(self.life)


def _fork(
    function: Callable[[T], R],
    items: Sequence[T],
    numbers: range,
    elder: Sequence[_Worker],
) -> _Worker:
    """Start a worker for the items of these numbers."""
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
        _work(function, items, numbers, writing)
    os.close(writing)
    os.close(living)
    return _Worker(process, os.fdopen(reading, "rb"), life)


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


def _work(function: Callable[[T], R], items: Sequence[T], numbers: range, writing: int) -> NoReturn:
    """Answer in a worker, then end it without any clearing up: that is its parent's.

    It ends without a word on Ctrl-C, and when its parent has gone and nobody reads its answers.
    """
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as answers:
            for number in numbers:
                answers.write(_packed(function, items[number]))
                answers.flush()
        code = 0
    except OSError:
        pass  # the parent has gone
    finally:
        os._exit(code)


def _packed(function: Callable[[T], R], item: T) -> bytes:
    try:
        answer: tuple[bool, Any] = (True, function(item))
    except Exception as error:
        answer = (False, error)
    packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    return len(packed).to_bytes(8, "big") + packed


def _answer(answers: BinaryIO) -> Any:
    size = answers.read(8)
    packed = answers.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(packed) < int.from_bytes(size, "big"):
        message = (
            "the system ended a process of this build, perhaps for want of memory; nothing was published"
        )
        raise ProblemError(Problem(path=".", message=message, hint="build with fewer: -j 1"))
    succeeded, value = pickle.loads(packed)
    if not succeeded:
        raise value
    return value
