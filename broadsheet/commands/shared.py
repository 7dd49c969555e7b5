"""What several commands share: finding the digest, building it, showing problems and progress.

Click is loaded where it is needed: a plain build without problems does without.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from broadsheet.building.telling import counted, report
from broadsheet.disk.survey import printable
from broadsheet.model import Problem, Severity
from broadsheet.problems import format_annotation, format_problem, has_errors, sort_problems
from broadsheet.warm.idle import root_at
from broadsheet.warm.sight import CONFIG_NAME

if TYPE_CHECKING:
    from broadsheet.building.place import Inputs
    from broadsheet.model import Options, Outcome

SHOWN_OF_FILE = 20
"""Problems of one file that are printed; a damaged one may have a hundred thousand."""
PROGRESS_AFTER = 1.0
"""Seconds of work before a progress bar appears."""


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds a ``config.yaml``."""
    found = root_at(str(start))
    return Path(found) if found else None


def need_root(home: Path) -> Path:
    """Return the digest we stand in, else the one ``build.py`` stands in."""
    root = find_root(Path.cwd()) or find_root(home)
    if root is None:
        import click

        raise click.UsageError(
            f"There is no digest here: no {CONFIG_NAME} in {Path.cwd()} or above it. "
            "Start one with: broadsheet init my-digest"
        )
    return root


def build_digest(root: Path, options: "Options", *, strict: bool, verbose: bool, quiet: bool) -> int:
    """Build the digest at ``root``, print its problems and what was done; return the exit code.

    Raises ProblemError as ``pipeline.build`` does.
    """
    from broadsheet.building.memory import look_at

    now = datetime.now(UTC)
    seen = look_at(root, options, now)
    outcome = seen.outcome or _build(root, options, now, quiet, seen.inputs)
    show_problems(outcome.problems)
    if not quiet:
        sys.stderr.write("".join(f"{line}\n" for line in report(outcome, verbose)))
    return exit_code(outcome.problems, strict)


def _build(root: Path, options: "Options", now: datetime, quiet: bool, inputs: "Inputs") -> "Outcome":
    from broadsheet.pipeline import build

    progress = Progress(quiet)
    outcome = build(root, options, now, progress, inputs)
    progress.clear()
    return outcome


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, and as annotations where GitHub Actions reads our output."""
    listed = sort_problems(problems)
    if not listed:
        return
    import click

    context = click.get_current_context(silent=True)
    is_colored = context.color if context else wants_color()
    for problem in _fewer(listed):
        text = format_problem(replace(problem, path=printable(problem.path)))
        head, _, rest = text.partition("\n")
        color = "red" if problem.severity is Severity.ERROR else "yellow"
        head = head.replace(
            f"{problem.severity}:", click.style(f"{problem.severity}:", fg=color, bold=True), 1
        )
        click.echo(f"{head}\n{rest}" if rest else head, err=True, color=is_colored)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in _fewer(listed):
            click.echo(format_annotation(problem), err=True)


def wants_color() -> bool | None:
    """Follow NO_COLOR and FORCE_COLOR; None leaves it to whether the output is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return None


def _fewer(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Show the first problems of each file, its errors before its warnings, and count the rest."""
    for path, group in groupby(problems, lambda problem: problem.path):
        of_file = list(group)
        shown = sorted(of_file, key=lambda one: one.severity is not Severity.ERROR)[:SHOWN_OF_FILE]
        yield from sort_problems(shown)
        if rest := len(of_file) - len(shown):
            severity = Severity.ERROR if has_errors(shown) else Severity.WARNING
            yield Problem(
                path=path, message=f"{counted(rest, 'more problem')} in this file", severity=severity
            )


def exit_code(problems: Iterable[Problem], strict: bool = False) -> int:
    """Return 1 for errors, with ``strict`` for warnings too, else 0."""
    listed = list(problems)
    return 1 if has_errors(listed) or (strict and listed) else 0


def checked_language(text: str) -> str:
    """Return a language code from the command line; raises click's error for what is none."""
    from broadsheet.articles.frontmatter import is_language

    if text and not is_language(text):
        import click

        raise click.BadParameter(
            f"{text!r} is not a language code; write en, de or pt-BR.", param_hint="--lang"
        )
    return text


def checked_address(text: str) -> str:
    """Return a web address from the command line; raises click's error for what is none."""
    from broadsheet.articles.frontmatter import is_web_address

    if text and not is_web_address(text):
        import click

        message = f"{text!r} is not a web address; write https://example.org/story."
        raise click.BadParameter(message, param_hint="--url")
    return text


class Progress:
    """A progress bar on stderr: on a terminal only, and only for work that takes longer than a second."""

    def __init__(self, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._stage = ""
        self._since = time.monotonic()
        self._drawn = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` items of a stage are finished."""
        if not self._shown:
            return
        if stage != self._stage:
            self._stage, self._since = stage, time.monotonic()
        if time.monotonic() - self._since > PROGRESS_AFTER:
            self._draw(stage, done, total)
        if done >= total:
            self.clear()

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = 0

    def _draw(self, stage: str, done: int, total: int) -> None:
        width = 28
        full = width * done // max(total, 1)
        line = f"{stage:<10} [{'#' * full}{'-' * (width - full)}] {done}/{total}"
        sys.stderr.write("\r" + line)
        sys.stderr.flush()
        self._drawn = max(self._drawn, len(line))


def write_crash_report(error: Exception, words: Sequence[str], root: Path) -> str:
    """Write the traceback to ``.broadsheet/crash.log`` and return a phrase that says where it is."""
    import traceback

    from broadsheet import __version__
    from broadsheet.disk import store

    report = "".join(traceback.format_exception(error))
    target = root / ".broadsheet" / "crash.log"
    try:
        store.prepare(target.parent)
        text = f"broadsheet {__version__} {' '.join(words)}\n{report}"
        target.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError:
        return "no report could be written"
    return f"report in {target}"
