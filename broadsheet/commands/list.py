"""``list``: what is held back or waiting, and why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.commands.shared import Progress, need_root

if TYPE_CHECKING:
    from broadsheet.place import Place

WHAT = ("drafts", "future", "expired", "inbox")

EPILOG = """\b
Examples:
  broadsheet list             everything that is not on the site, and why
  broadsheet list drafts
  broadsheet list inbox"""


@click.command("list", epilog=EPILOG)
@click.argument("what", type=click.Choice(WHAT), required=False)
@click.pass_obj
def command(home: Path, what: str | None) -> int:
    """List articles that are held back and texts that wait: a line each, its file and the reason."""
    from broadsheet.place import open_place

    place = open_place(need_root(home))
    for line in _lines(place, what):
        click.echo(line)
    return 0


def _lines(place: "Place", what: str | None) -> Iterator[str]:
    from broadsheet.adding import inbox_files
    from broadsheet.pipeline import held_back

    if what != "inbox":
        wanted = {"drafts": "draft", "future": "future", "expired": "expired"}.get(what or "")
        for held in held_back(place, datetime.now(UTC), Progress()):
            if wanted in (None, str(held.reason)):
                yield "\t".join(part for part in (held.origin, str(held.reason), held.when) if part)
    if what in (None, "inbox"):
        yield from (f"{raw.shown}\tinbox" for raw in inbox_files(place))
