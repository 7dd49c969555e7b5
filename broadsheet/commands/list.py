"""``list``: what is held back or waiting, and why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.commands.shared import Progress, need_root, show_problems

if TYPE_CHECKING:
    from broadsheet.place import Place

WHAT = ("drafts", "future", "expired", "inbox", "removed")

EPILOG = """\b
Examples:
  broadsheet list             everything that is not on the site, and why
  broadsheet list drafts
  broadsheet list inbox
  broadsheet list removed     what cleaning took out: file, number, kind, rule, text"""


@click.command("list", epilog=EPILOG)
@click.argument("what", type=click.Choice(WHAT), required=False)
@click.pass_obj
def command(home: Path, what: str | None) -> int:
    """List articles that are held back and texts that wait: a line each, its file and the reason.

    ``removed`` lists the blocks that cleaning took out, with the numbers that ``restore`` takes.
    """
    from broadsheet.place import open_place

    place = open_place(need_root(home))
    for line in _removed(place) if what == "removed" else _lines(place, what):
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


def _removed(place: "Place") -> Iterator[str]:
    from broadsheet.problems import ProblemError
    from broadsheet.restoring import all_articles, list_removed
    from broadsheet.text import squeeze

    for article in all_articles(place, Progress()):
        if not article.original:
            continue
        try:
            pieces = list_removed(place, article.origin)
        except ProblemError as error:
            show_problems(error.problems)
            continue
        for piece in pieces:
            label = piece.label
            yield "\t".join(
                (article.origin, str(piece.removed), str(label.kind), label.rule, squeeze(label.block.text))
            )
