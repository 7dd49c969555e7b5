"""``withdraw``: an article is taken off the site and does not come back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from broadsheet.commands.shared import Progress, need_root

EPILOG = """\b
Examples:
  broadsheet withdraw ferry-crews-vote
  broadsheet withdraw ferry-crews-vote --reason "at the paper's request"
  broadsheet withdraw content/articles/2026/2026-11-17-ferry-crews-vote.md

At the next build the article is gone from every page, feed and index, and its address says that it was
withdrawn. Its file stays, with one line more in the header: so its text is known if it comes again, and taking
the line away puts it back. To keep nothing of the text, empty the file under the header and delete its original."""


@click.command("withdraw", epilog=EPILOG)
@click.argument("article")
@click.option("--reason", default="", help="Shown to readers in the article's place.")
@click.pass_obj
def command(home: Path, article: str, reason: str) -> int:
    """Take ARTICLE (its file, id or slug) off the site for good."""
    from broadsheet.building.place import open_place
    from broadsheet.editing.restoring import all_articles, find_article
    from broadsheet.editing.withdrawing import withdraw_article
    from broadsheet.pipeline import day_and_instant

    place = open_place(need_root(home))
    file = Path(article)
    if file.is_file() and file.resolve().is_relative_to(place.root.resolve()):
        article = file.resolve().relative_to(place.root.resolve()).as_posix()
    origin = find_article(article, all_articles(place, Progress()))
    withdraw_article(place, origin, day_and_instant(datetime.now(UTC), place.config.timezone)[0], reason)
    click.echo("withdrawn: build to take it off the site", err=True)
    click.echo(origin)
    return 0
