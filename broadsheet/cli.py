"""The command line: words in, exit code out; the one place where errors are caught and turned into codes."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from broadsheet import __version__

COMMANDS = {
    "build": "Turn the inbox into articles and the articles into the site (the default).",
    "serve": "Show the digest in a browser, live, while it is being written.",
    "add": "Turn raw texts or saved pages into articles.",
    "clean": "Filter: raw text in, clean Markdown out; nothing is written.",
    "check": "Look for mistakes in config, content, rules, layouts and links.",
    "restore": "Put back what cleaning took out of an article.",
    "withdraw": "Take an article off the site for good.",
    "new": "Start an article of your own.",
    "init": "Start a new digest in a folder.",
    "list": "Show what is held back, waiting or removed, and why.",
}
"""Name and short help of every command; the module of that name is imported only when it is called."""

EXIT_GOOD, EXIT_PROBLEMS, EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

COMPLETE = "_BROADSHEET_COMPLETE"
"""Set by the shell that asks for completions (click's convention)."""

EPILOG = """\b
Examples:
  broadsheet                      build the digest you stand in
  broadsheet add page.txt         turn a pasted page into an article
  broadsheet clean < page.txt     see what would be kept
  broadsheet init my-digest       start a digest

Every command explains itself: broadsheet COMMAND --help"""


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps, and imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"broadsheet.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            from broadsheet.problems import nearest

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--color/--no-color", "color", default=None, help="Color in messages (also NO_COLOR, FORCE_COLOR)."
)
@click.version_option(__version__, prog_name="broadsheet")
@click.pass_context
def group(ctx: click.Context, color: bool | None) -> None:
    """Raw news text in, a clean static news digest out."""
    ctx.color = color if color is not None else wants_color()
    ctx.obj = ctx.obj or Path.cwd()


def wants_color() -> bool | None:
    """Follow NO_COLOR and FORCE_COLOR; None leaves it to whether the output is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return None


def run(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run one command line and return its exit code. ``home`` is where ``build.py`` stands."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, "broadsheet", COMPLETE, instruction)
    start = home or Path.cwd()
    try:
        with group.make_context("broadsheet", _with_default(words), obj=start) as context:
            result = group.invoke(context)
        return result if isinstance(result, int) else EXIT_GOOD
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return EXIT_GOOD
    except OSError as error:
        return _report(_system_problem(error) or error, words)
    except Exception as error:
        return _report(error, words)


def main(home: Path | None = None) -> None:
    """Run the command line of this process and leave with its exit code."""
    try:
        import signal

        _insist_on_utf8()
        _plain_streams()
        code = run(home=home)
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # all is done: a late Ctrl-C would only end in a traceback
        sys.stdout.flush()
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
    sys.exit(code)


def _insist_on_utf8() -> None:
    """Start again in UTF-8 mode where the locale would read file names otherwise: same files, same site."""
    if sys.getfilesystemencoding().lower() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONUTF8": "1"})


def _system_problem(error: OSError) -> Exception | None:
    """Say what the system refused (a full disk, a missing right) as a problem, where it says so itself."""
    from broadsheet.model import Problem
    from broadsheet.problems import ProblemError
    from broadsheet.survey import printable

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
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
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
