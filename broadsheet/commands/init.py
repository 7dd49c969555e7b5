"""``init``: a new digest in a folder."""

from pathlib import Path

import click

EPILOG = """\b
Examples:
  broadsheet init my-digest
  broadsheet init .            in the folder you stand in"""


@click.command("init", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="", help="The digest's name.")
def command(folder: Path, title: str) -> int:
    """Start an empty digest in FOLDER. Files that are there already are kept as they are."""
    from broadsheet.editing.starting import start_digest

    for path, is_new in start_digest(folder, title):
        click.echo(f"{'wrote' if is_new else 'kept '} {folder / path}", err=True)
    click.echo(f"next: put a pasted page into {folder / 'content' / 'inbox'} and run: broadsheet", err=True)
    return 0
