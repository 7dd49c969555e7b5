"""Work on many items: a function and items in, results in order out, in this process or in several."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # 15 ms that a build in one process need not pay
    from concurrent.futures import Executor

T = TypeVar("T")
R = TypeVar("R")


def map_all(
    function: Callable[[T], R], items: Iterable[T], executor: "Executor | None" = None
) -> Iterator[R]:
    """Yield ``function(item)`` for all items in order.

    ``executor`` is any ``concurrent.futures.Executor`` (a process pool, or Dask's
    ``Client.get_executor()``); None means a loop here.
    """
    if executor is None:
        return map(function, items)
    return executor.map(function, items)


@contextlib.contextmanager
def processes(jobs: int) -> "Iterator[Executor | None]":
    """Give an executor of ``jobs`` forked processes, or None where one process is as good.

    What the caller has in memory is seen by the workers without a copy; hence fork only, and late.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    gc.collect()
    gc.freeze()  # the workers' collectors must not touch, and so copy, what they share with us
    executor = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"))
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    finally:
        executor.shutdown()
        gc.unfreeze()


def usable_cores() -> int:
    """Return how many processors this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a sequence into pieces of at most ``size`` items, in order."""
    return [items[start : start + size] for start in range(0, len(items), size)]


_shared: list[Callable[[Any], Any]] = []
"""What forked workers inherit: the function of ``map_shared``. Filled only while it runs."""


def map_shared(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield ``function(item)`` in order; forked workers inherit ``function`` and all it holds, unpickled."""
    if jobs < 2 or len(items) < 2:
        yield from map(function, items)
        return
    _shared.append(function)
    try:
        with processes(jobs) as executor:
            if executor is None:
                yield from map(function, items)
            else:
                yield from executor.map(_call_shared, items)
    finally:
        _shared.pop()


def _call_shared(item: Any) -> Any:
    return _shared[-1](item)
