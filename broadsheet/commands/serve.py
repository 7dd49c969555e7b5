"""``serve``: the digest in a browser, as it will be, while it is being written."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.building.telling import counted
from broadsheet.commands.shared import need_root, show_problems, write_crash_report

if TYPE_CHECKING:
    import socket

    from broadsheet.living.previewing import LivingDigest
    from broadsheet.model import Problem

EPILOG = """\b
Examples:
  broadsheet serve -o                     and open a browser
  broadsheet serve -D -F                  with drafts and articles of the future
  broadsheet serve --base-path /news/     as a project page stands on GitHub
  broadsheet serve --follow               the browser goes to what is being edited"""

SWITCH_INTERVAL = 0.001
"""Seconds after which a thread lets the others go on, a fifth of Python's own: an edit must not wait for the
thread that puts the digest together."""


@click.command("serve", epilog=EPILOG)
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), help="Port (default: the first free one from 8000)."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("-o", "--open", "opens", is_flag=True, help="Open a browser.")
@click.option("-D", "--drafts", is_flag=True, help="Show drafts too.")
@click.option("-F", "--future", is_flag=True, help="Show articles of the future too.")
@click.option("-E", "--expired", is_flag=True, help="Show expired articles too.")
@click.option(
    "--base-path", default="/", metavar="/PATH/", help="Path the site stands under, such as /repo/."
)
@click.option("--follow", is_flag=True, help="Open pages go to the article that is being edited.")
@click.option("--poll", is_flag=True, help="Look through the folders, where the system tells of no changes.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the address.")
@click.pass_obj
def command(
    home: Path,
    port: int | None,
    host: str,
    opens: bool,
    drafts: bool,
    future: bool,
    expired: bool,
    base_path: str,
    follow: bool,
    poll: bool,
    quiet: bool,
) -> int:
    """Show the digest live on this machine: every saved change is in the browser at once; site/ is left alone."""
    from broadsheet.living.previewing import LivingDigest
    from broadsheet.model import Include
    from broadsheet.preview import serving

    root = need_root(home)
    base = _base(base_path)
    with _listener(host, port) as listener:
        address = serving.address_of(listener, base)
        live = LivingDigest(
            root, Include(drafts, future, expired), address, lambda: datetime.now(UTC), poll=poll
        )
        sys.setswitchinterval(SWITCH_INTERVAL)

        def report(error: Exception) -> None:
            _report(error, root)

        live.open(report)
        click.echo(address)
        if not quiet:
            _say_hello(live, address, host)
            live.on_wake(_Teller(live))
        if opens:
            _open_browser(address)
        serving.run(live, listener, base=base, follow=follow, report=report, on_wake=live.on_wake)
    return 0


def _base(path: str) -> str:
    parts = [part for part in path.split("/") if part]
    if any(part in (".", "..") for part in parts) or "://" in path:
        raise click.BadParameter(f"{path!r} is not a path such as /repo/.", param_hint="--base-path")
    return "/" + "".join(f"{part}/" for part in parts)


def _listener(host: str, port: int | None) -> "socket.socket":
    from broadsheet.preview import serving

    try:
        return serving.bind(host, port)
    except serving.PortTaken:
        raise click.ClickException(f"port {port} on {host} is taken; name another one or none") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.ClickException(f"cannot listen on {host}: {reason}") from None


def _say_hello(live: "LivingDigest", address: str, host: str) -> None:
    from broadsheet.preview.guard import is_loopback

    show_problems(live.status.problems)
    click.echo(f"preview at {address} (Ctrl-C ends it); site/ is left alone", err=True)
    if live.trouble:
        click.echo(f"the system tells of no changes ({live.trouble}): looking through the folders", err=True)
    if not is_loopback(host):
        click.echo("anyone on your network can read it; the review is switched off", err=True)


class _Teller:
    """Prints problems when they come, and says when they have gone."""

    def __init__(self, live: "LivingDigest") -> None:
        self._live = live
        self._told: frozenset[Problem] = frozenset(live.status.problems)

    def __call__(self) -> None:
        now = frozenset(self._live.status.problems)
        if now == self._told:
            return
        show_problems(now - self._told)
        if len(now) < len(self._told):
            click.echo(f"mended: {counted(len(now), 'problem')} left", err=True)
        self._told = now


def _open_browser(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        click.echo("no browser could be opened; go there yourself", err=True)


def _report(error: Exception, root: Path) -> None:
    """Say in one line that there is a bug of ours, with the report in a file; the preview goes on."""
    place = write_crash_report(error, ["serve"], root)
    click.echo(
        f"broadsheet: this is a bug of ours, sorry: {type(error).__name__}: {error} ({place})", err=True
    )
