"""``list``: what is held back or waiting, and why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.commands.shared import Progress, need_root, show_problems

if TYPE_CHECKING:
    from broadsheet.building.place import Place

WHAT = ("drafts", "future", "expired", "withdrawn", "inbox", "removed", "stories", "layouts")

EPILOG = """\b
Examples:
  broadsheet list             everything that is not on the site, and why
  broadsheet list drafts
  broadsheet list inbox
  broadsheet list removed     what cleaning took out: file, number, kind, rule, text
  broadsheet list stories     which articles are together, and why
  broadsheet list layouts     every layout and its file, to be copied into layouts/ and changed"""


@click.command("list", epilog=EPILOG)
@click.argument("what", type=click.Choice(WHAT), required=False)
@click.pass_obj
def command(home: Path, what: str | None) -> int:
    """List articles that are held back and texts that wait: a line each, its file and the reason.

    ``removed`` lists the blocks that cleaning took out, with the numbers that ``restore`` takes. ``stories``
    lists the articles that tell of one event or are one text; `story: none` in an article's front matter
    parts it from the others, and one word there in several articles joins them. ``layouts`` lists the files
    that make the pages: your own, and the shipped ones that you may copy.
    """
    from broadsheet.building.place import open_place

    place = open_place(need_root(home))
    lines = {"removed": _removed, "stories": _stories, "layouts": _layouts}.get(what or "")
    for line in lines(place) if lines else _lines(place, what):
        click.echo(line)
    return 0


def _lines(place: "Place", what: str | None) -> Iterator[str]:
    from broadsheet.editing.adding import inbox_files
    from broadsheet.pipeline import held_back

    if what != "inbox":
        wanted = {"drafts": "draft", "future": "future", "expired": "expired", "withdrawn": "withdrawn"}.get(
            what or ""
        )
        for held in held_back(place, datetime.now(UTC), Progress()):
            if wanted in (None, str(held.reason)):
                yield "\t".join(part for part in (held.origin, str(held.reason), held.when) if part)
    if what in (None, "inbox"):
        yield from (f"{raw.shown}\tinbox" for raw in inbox_files(place))


def _stories(place: "Place") -> Iterator[str]:
    from broadsheet.editing.grouping import list_stories

    for member in list_stories(place, datetime.now(UTC), Progress()):
        yield "\t".join((member.story, member.origin, member.why))


def _layouts(place: "Place") -> Iterator[str]:
    """List every layout: its name, whose it is, and its file."""
    from broadsheet.disk.listing import is_content
    from broadsheet.disk.survey import survey

    own, shipped = place.layouts
    names = dict.fromkeys(survey(shipped, is_content), "shipped")
    names.update((name, "own") for name in survey(own, is_content))
    for name in sorted(names):
        folder = own if names[name] == "own" else shipped
        yield "\t".join((name, names[name], str(folder / name)))


def _removed(place: "Place") -> Iterator[str]:
    from broadsheet.editing.restoring import all_articles, list_removed
    from broadsheet.problems import ProblemError
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
