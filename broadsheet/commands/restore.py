"""``restore``: what cleaning took out is put back into an article."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.building.telling import counted
from broadsheet.commands.shared import Progress, need_root

if TYPE_CHECKING:
    from broadsheet.building.place import Place
    from broadsheet.editing.restoring import Piece

EPILOG = """\b
Examples:
  broadsheet list removed                        every block that was taken out, with its number
  broadsheet restore ferry-crews-vote 2          put the second one back
  broadsheet restore content/articles/2026/2026-11-17-ferry-crews-vote.md    put back all of them"""


@click.command("restore", epilog=EPILOG)
@click.argument("article")
@click.argument("number", required=False, type=click.IntRange(1), metavar="[N]")
@click.pass_obj
def command(home: Path, article: str, number: int | None) -> int:
    """Put back a block that was taken out of ARTICLE (its file, id or slug); without N, all of them."""
    from broadsheet.building.place import open_place
    from broadsheet.editing.restoring import restore_block

    place = open_place(need_root(home))
    origin = _find(place, article)
    if number is not None:
        _say(restore_block(place, origin, number))
    else:
        count = _restore_all(place, origin)
        click.echo(f"{counted(count, 'block')} put back", err=True)
    click.echo(origin)
    return 0


def _find(place: "Place", name: str) -> str:
    from broadsheet.editing.restoring import all_articles, find_article

    file = Path(name)
    if file.is_file() and file.resolve().is_relative_to(place.root.resolve()):
        name = file.resolve().relative_to(place.root.resolve()).as_posix()
    return find_article(name, all_articles(place, Progress()))


def _restore_all(place: "Place", origin: str) -> int:
    from broadsheet.editing.restoring import list_removed, restore_block

    pieces = list_removed(place, origin)
    for piece in pieces:
        _say(restore_block(place, origin, piece.removed))
    return len(pieces)


def _say(piece: "Piece") -> None:
    text = piece.label.block.text
    shown = text if len(text) <= 70 else f"{text[:69].rstrip()}…"
    click.echo(f"put back {piece.removed} ({piece.label.kind}, {piece.label.rule}): {shown}", err=True)
