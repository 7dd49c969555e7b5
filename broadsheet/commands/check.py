"""``check``: mistakes in config, content, rules, layouts and links, found before a reader finds them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from broadsheet.commands.shared import Progress, counted, exit_code, need_root, show_problems

EPILOG = """\b
Examples:
  broadsheet check
  broadsheet check --strict    warnings count as errors"""


@click.command("check", epilog=EPILOG)
@click.option("-s", "--strict", is_flag=True, help="Warnings make the exit code 1, as errors do.")
@click.option("-b", "--base-url", metavar="URL", help="Address of the site's root, instead of the config's.")
@click.pass_obj
def command(home: Path, strict: bool, base_url: str | None) -> int:
    """Look through the digest: config, articles, rules, layouts, links, and leftovers in the texts."""
    from broadsheet.checking import check
    from broadsheet.place import open_place

    place = open_place(need_root(home), base_url=base_url)
    progress = Progress()
    findings = check(place, datetime.now(UTC), progress)
    progress.clear()
    show_problems(findings.problems)
    looked = [
        counted(findings.articles, "article"),
        counted(findings.pages, "page"),
        counted(findings.rules, "rule"),
    ]
    click.echo(f"looked at {', '.join(looked)}: {counted(len(findings.problems), 'problem')}", err=True)
    return exit_code(findings.problems, strict)
