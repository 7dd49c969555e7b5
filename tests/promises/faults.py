"""Something goes wrong at the n-th call that takes room on a disk or changes a folder: a full disk, or death."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CHANGING = ("write", "mkdir", "replace", "rename", "unlink", "rmdir", "link")
"""Calls of ``os`` that a death may come before; opening a file for writing is the other one."""
GROWING = ("write", "mkdir")
"""Calls of ``os`` that a full disk refuses; opening a file for writing is the other one."""


class Steps:
    """Counts the calls and does something at one of them."""

    def __init__(self, at: int, act: Callable[[], None], *, lasting: bool = False) -> None:
        self.count = 0
        self._at, self._act, self._lasting = at, act, lasting

    def step(self) -> None:
        self.count += 1
        if self.count == self._at or (self._lasting and self.count > self._at):
            self._act()


def no_room() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def die() -> None:
    """End as SIGKILL does: nothing is cleared up."""
    os._exit(9)


@contextmanager
def watched(steps: Steps, names: tuple[str, ...]) -> Iterator[None]:
    """Count these calls of ``os``, and files that are opened for writing, in this process."""
    before: dict[str, Any] = {name: getattr(os, name) for name in (*names, "open")}
    open_file = io.open

    def counted(name: str) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            if name != "open" or words[1] & os.O_CREAT:
                steps.step()
            return before[name](*words, **named)

        return call

    def counted_open(file: Any, mode: str = "r", *words: Any, **named: Any) -> Any:
        if isinstance(file, str | os.PathLike) and mode[0] in "wax":
            steps.step()
        return open_file(file, mode, *words, **named)

    try:
        for name in before:
            setattr(os, name, counted(name))
        io.open = builtins.open = counted_open
        yield
    finally:
        io.open = builtins.open = open_file
        for name, function in before.items():
            setattr(os, name, function)


def dies_at(number: int, work: Callable[[], object]) -> bool:
    """Do some work in a child that dies at the n-th call; say whether it did."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            with watched(Steps(number, die), CHANGING):
                work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"the child ended with {code}"
    return code == 9
