"""Work on many items: a function and items in, results in order out, from this process or from several."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from broadsheet.model import Problem
from broadsheet.problems import ProblemError

if TYPE_CHECKING:  # 15 ms that a build in one process need not pay
    from concurrent.futures import Executor

YOUNG = 20_000
"""Objects made between two collections: a page makes a few hundred, and hardly any in a circle."""

T = TypeVar("T")
R = TypeVar("R")


def map_all(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield ``function(item)`` for all items in order, with ``jobs`` processes where there can be several.

    Workers are forked, so they inherit ``function``, ``items`` and all these hold without a copy; only
    numbers and results travel. Where there is no fork, or one job, it is a loop.
    """
    with _settled():
        if jobs < 2 or len(items) < 2:
            yield from map(function, items)
            return
        _shared.append((function, items))
        try:
            with _processes(jobs) as executor:
                if executor is None:
                    yield from map(function, items)
                else:
                    yield from executor.map(_call_shared, range(len(items)))
        finally:
            _shared.pop()


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


_shared: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What forked workers inherit: function and items of ``map_all``. Filled only while it runs."""


def _call_shared(number: int) -> Any:
    function, items = _shared[-1]
    return function(items[number])


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


@contextlib.contextmanager
def _processes(jobs: int) -> "Iterator[Executor | None]":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    if "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_follow_parent)
    try:
        yield executor
    except BrokenProcessPool as error:
        message = (
            "the system ended a process of this build, perhaps for want of memory; nothing was published"
        )
        raise ProblemError(Problem(path=".", message=message, hint="build with fewer: -j 1")) from error
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    finally:
        executor.shutdown()


def _follow_parent() -> None:
    """Make a worker die with its parent, at once and without a word.

    A worker whose parent was killed would wait for work for ever, and hold the digest's lock with it.
    """
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_after_parent, daemon=True).start()


def _leave_after_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
