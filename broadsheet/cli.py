"""The command line: words in, exit code out; the one place where errors are caught and turned into codes."""

from __future__ import annotations

import os
import sys

from broadsheet.warm import idle

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any, NoReturn

EXIT_GOOD, EXIT_PROBLEMS, EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

OUT_OF_MEMORY = b"""\
broadsheet: error: there is not enough memory
      end other programs, or work with one process: -j 1
"""

COMPLETE = "_BROADSHEET_COMPLETE"
"""Set by the shell that asks for completions (click's convention)."""


def run(arguments: Sequence[str] | None = None, home: Path | str | None = None) -> int:
    """Run one command line and return its exit code. ``home`` is where ``build.py`` stands."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if instruction := os.environ.get(COMPLETE):
            return _complete(instruction)
        answer = _answer(words, str(home or "."))
        if answer is not None:
            return _say(answer)
        root = idle.plain_root(words, str(home or "."))
        return _build_plainly(root, words) if root else _call(words, home)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return EXIT_GOOD
    except OSError as error:
        return _report(_system_problem(error) or error, words)
    except MemoryError:
        os.write(2, OUT_OF_MEMORY)  # without a buffer, for which there may be no room either
        return EXIT_PROBLEMS
    except Exception as error:
        return _report(error, words)


def _answer(words: list[str], home: str) -> str | None:
    """Return what is printed for a build with nothing or little to do: before, or without, loading all the rest."""
    seen = idle.glance(words, home)
    if seen is None or not seen.edited:
        return seen.answer if seen else None
    import gc

    gc.disable()  # loading makes much that stays: to look through it for circles takes 7 percent of such a build
    from broadsheet.building import shortcut

    try:
        return shortcut.answer(seen)
    finally:
        gc.enable()


def _say(text: str) -> int:
    sys.stderr.write(text)
    sys.stderr.flush()
    return EXIT_GOOD


def _build_plainly(root: str, words: Sequence[str]) -> int:
    """Do what ``build`` does for words that need no parser: click takes 10 ms to load, of 400 for 1,000 articles."""
    import gc

    gc.disable()  # as above; the build lets it run where it renders
    try:
        from pathlib import Path

        from broadsheet.commands.shared import build_digest
        from broadsheet.model import Options

        return build_digest(
            Path(root),
            Options(runner=idle.is_runner()),
            strict=not idle.STRICT.isdisjoint(words),
            verbose=not idle.VERBOSE.isdisjoint(words),
            quiet=not idle.SILENT.isdisjoint(words),
        )
    finally:
        gc.enable()


def _complete(instruction: str) -> int:
    from click.shell_completion import shell_complete

    from broadsheet.verbs import group

    return shell_complete(group, {}, "broadsheet", COMPLETE, instruction)


def _call(words: list[str], home: Path | str | None) -> int:
    """Call the command that is named; what click has to say of the words is told here."""
    from pathlib import Path

    import click

    from broadsheet.verbs import group

    start = Path(home) if home else Path.cwd()
    try:
        with group.make_context("broadsheet", _with_default(words), obj=start) as context:
            result = group.invoke(context)
        return result if isinstance(result, int) else EXIT_GOOD
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except click.Abort:
        return EXIT_INTERRUPTED


def main(home: Path | str | None = None) -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    try:
        import signal

        _insist_on_utf8()
        _plain_streams()
        code = run(home=home)
        # All is done: a late Ctrl-C would only end in a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = EXIT_GOOD
        _silence_output()
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
        _silence_output()
    except OSError:  # the device behind stdout or stderr is full: there is nobody to tell
        code = EXIT_PROBLEMS
        _silence_output()
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End this process as it stands: to take its memory to pieces costs a small build a twentieth of its time."""
    import atexit

    atexit._run_exitfuncs()
    os._exit(code)


def _insist_on_utf8() -> None:
    """Start again in UTF-8 mode where the locale would read file names otherwise: same files, same site."""
    if sys.getfilesystemencoding().lower() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONUTF8": "1"})


def _system_problem(error: OSError) -> Exception | None:
    """Say what the system refused (a full disk, a missing right) as a problem, where it says so itself."""
    from broadsheet.disk.survey import printable
    from broadsheet.model import Problem
    from broadsheet.problems import ProblemError

    if not error.strerror:
        return None
    path = error.filename if isinstance(error.filename, str) else "output"
    hint = "see that there is room on the disk and that you may read and write there, then try again"
    return ProblemError(Problem(path=printable(path)[-300:], message=error.strerror.lower(), hint=hint))


def _with_default(words: list[str]) -> list[str]:
    """Put ``build`` in front where no command is named, so that ``build.py -D`` works."""
    own = {"-h", "--help", "--version", "--color", "--no-color"}
    for index, word in enumerate(words):
        if word in ("-h", "--help", "--version"):
            return words
        if word not in own:
            return words if not word.startswith("-") else [*words[:index], "build", *words[index:]]
    return [*words, "build"]


def _report(error: Exception, words: Sequence[str]) -> int:
    """Print the user's problems, or one line about a bug of ours with the report in a file."""
    from pathlib import Path

    import click

    from broadsheet.commands.shared import find_root, show_problems, write_crash_report
    from broadsheet.problems import ProblemError

    if isinstance(error, ProblemError):
        show_problems(error.problems)
        return EXIT_PROBLEMS
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("broadsheet"):
        click.echo(f"broadsheet: {error.name} is not installed; install Broadsheet again with pip", err=True)
        return EXIT_PROBLEMS
    place = write_crash_report(error, words, find_root(Path.cwd()) or Path.cwd())
    click.echo(
        f"broadsheet: this is a bug of ours, sorry: {type(error).__name__}: {error} ({place})", err=True
    )
    return EXIT_BUG


def _plain_streams() -> None:
    """Write UTF-8 whatever the terminal's locale, never fail on a character it lacks, nor on a closed stream."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(
                encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "surrogateescape"
            )


def _silence_output() -> None:
    """Point stdout nowhere after its reader has gone, so that Python's own flush at exit is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
