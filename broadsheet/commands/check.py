"""``check``: mistakes in config, content, rules, layouts and links, found before a reader finds them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from broadsheet.building.telling import counted
from broadsheet.commands.shared import Progress, exit_code, need_root, show_problems

EPILOG = """\b
Examples:
  broadsheet check
  broadsheet check --strict    warnings count as errors
  broadsheet check --rebuild   the site is what a clean build would make
  broadsheet check --external  ask the web for every address that is linked"""


@click.command("check", epilog=EPILOG)
@click.option("-s", "--strict", is_flag=True, help="Warnings make the exit code 1, as errors do.")
@click.option("--rebuild", is_flag=True, help="Prove that an incremental build equals a clean one.")
@click.option("--external", is_flag=True, help="Ask the web for every address that articles and pages link.")
@click.option("-b", "--base-url", metavar="URL", help="Address of the site's root, instead of the config's.")
@click.pass_obj
def command(home: Path, strict: bool, rebuild: bool, external: bool, base_url: str | None) -> int:
    """Look through the digest: config, articles, rules, layouts, links, and leftovers in the texts."""
    from msgspec.structs import replace

    from broadsheet.building.place import open_place
    from broadsheet.checking.checking import check, check_rebuild

    place = open_place(need_root(home), base_url=base_url)
    progress = Progress()
    findings = check(place, datetime.now(UTC), progress, is_external=external)
    if rebuild:
        different = check_rebuild(place, datetime.now(UTC), progress)
        findings = replace(findings, problems=findings.problems + different)
    progress.clear()
    show_problems(findings.problems)
    looked = [
        counted(findings.articles, "article"),
        counted(findings.pages, "page"),
        counted(findings.rules, "rule"),
    ]
    click.echo(f"looked at {', '.join(looked)}: {counted(len(findings.problems), 'problem')}", err=True)
    return exit_code(findings.problems, strict)
