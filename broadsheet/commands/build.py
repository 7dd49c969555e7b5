"""``build``: the inbox becomes articles, the articles become the site."""

from pathlib import Path

import click

from broadsheet.commands.shared import build_digest, need_root

EPILOG = """\b
Examples:
  broadsheet                            build the digest you stand in
  broadsheet build -D -F                with drafts and articles of the future
  broadsheet build -b https://example.org/news/
  broadsheet build -v                   say why each page was rendered"""


@click.command("build", epilog=EPILOG)
@click.option("-D", "--drafts", is_flag=True, help="Publish drafts too.")
@click.option("-F", "--future", is_flag=True, help="Publish articles of the future too.")
@click.option("-E", "--expired", is_flag=True, help="Publish expired articles too.")
@click.option("-b", "--base-url", metavar="URL", help="Address of the site's root, instead of the config's.")
@click.option("-d", "--output", metavar="DIR", help="Folder of the site, instead of the config's.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes (default: one a processor).")
@click.option("-s", "--strict", is_flag=True, help="Warnings make the exit code 1, as errors do.")
@click.option("--clean", is_flag=True, help="Forget what is remembered and render every page.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep a memory of earlier builds.")
@click.option("--no-inbox", is_flag=True, help="Leave the inbox alone.")
@click.option("-v", "--verbose", is_flag=True, help="Say why each page was rendered.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
@click.pass_obj
def command(
    home: Path,
    drafts: bool,
    future: bool,
    expired: bool,
    base_url: str | None,
    output: str | None,
    jobs: int,
    strict: bool,
    clean: bool,
    no_cache: bool,
    no_inbox: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Build the site: inbox to articles, articles to pages. Only what changed is done again."""
    from broadsheet.model import Include, Options
    from broadsheet.warm.idle import is_runner

    options = Options(
        include=Include(drafts, future, expired),
        base_url=base_url,
        output=output,
        jobs=jobs,
        inbox=not no_inbox,
        cache=not no_cache,
        clean=clean,
        runner=is_runner(),
    )
    return build_digest(need_root(home), options, strict=strict, verbose=verbose, quiet=quiet)
