"""The commands by name: words in; the command of that name, imported when it is called, out."""

import importlib
from pathlib import Path

import click

from broadsheet import __version__
from broadsheet.commands.shared import wants_color

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
