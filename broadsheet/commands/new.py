"""``new``: an article of one's own is started."""

from datetime import UTC, datetime
from pathlib import Path

import click

from broadsheet.commands.shared import checked_language, need_root

EPILOG = """\b
Examples:
  broadsheet new "Ferry fares rise in spring"
  broadsheet new "Ferry fares rise" --topic Economy --source "Harbor Gazette"
"""


@click.command("new", epilog=EPILOG)
@click.argument("title")
@click.option("--source", default="", help="Outlet: a key of the config's sources, or a name.")
@click.option("--topic", "topics", multiple=True, help="Topic; may be given more than once.")
@click.option("--lang", default="", help="Language code, such as de.")
@click.option("--publish", is_flag=True, help="Not a draft: publish it at the next build.")
@click.pass_obj
def command(home: Path, title: str, source: str, topics: tuple[str, ...], lang: str, publish: bool) -> int:
    """Start an article with front matter, as a draft. Prints its file."""
    from broadsheet.building.place import open_place
    from broadsheet.editing.adding import write_new
    from broadsheet.model import Article
    from broadsheet.pipeline import day_and_instant

    if not title.strip():
        raise click.BadParameter("the title is empty.", param_hint="TITLE")
    place = open_place(need_root(home))
    day, added = day_and_instant(datetime.now(UTC), place.config.timezone)
    article = Article(
        id="",
        title=" ".join(title.split()),
        date=day,
        added=added,
        source=source,
        topics=topics,
        lang=checked_language(lang),
        draft=not publish,
        body="Write here.\n",
    )
    click.echo(write_new(place, article))
    return 0
