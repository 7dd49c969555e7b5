"""A build with nothing or little to do: a command line in; what changed, and the answer if nothing did, out.

Nothing is loaded for it. ``memory.look_at`` finds the same out for all options and in all cases; where this is in
doubt, that is asked.
"""

from __future__ import annotations

import os
import time

from broadsheet.disk.listing import read_plain
from broadsheet.disk.store import STATE, Store, changed, is_littered
from broadsheet.program import layouts_folder, program_print
from broadsheet.warm.lastbuild import RECORD, LastBuild
from broadsheet.warm.sight import CONFIG_NAME, Sight

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.disk.listing import Listing

SILENT = frozenset(["-q", "--quiet"])
VERBOSE = frozenset(["-v", "--verbose"])
STRICT = frozenset(["-s", "--strict"])
SPOKEN = SILENT | VERBOSE | STRICT
"""Options that change nothing about what a build without problems does."""


class Glance:
    """What is seen at a glance, where nothing or nothing but articles' files changed since the last build."""

    def __init__(self, options: Sequence[str], root: str) -> None:
        self.options = options
        self.root = root
        self.state = os.path.join(root, STATE)
        self.saved = changed(self.state, RECORD)
        """When the last build was remembered."""
        self.last: LastBuild
        self.sight: Sight
        self.edited: list[str]
        """See ``LastBuild.edited``."""
        self.site: Listing

    @property
    def answer(self) -> str | None:
        """What a build prints that has nothing to do; None where there is something."""
        return None if self.edited else self.said(self.last.facts["answer"])

    def said(self, text: str) -> str:
        """Return what is printed of some lines."""
        return f"{text}\n" if SILENT.isdisjoint(self.options) else ""


def glance(words: Sequence[str], home: str) -> Glance | None:
    """Look at the digest we stand in, else the one at ``home``, where the words ask for a plain build.

    None where they ask for something else, where more than articles' files changed, and in any doubt.
    """
    root = plain_root(words, home)
    try:
        return _look(Glance(words, root)) if root else None
    except (OSError, ValueError, LookupError):
        return None


def plain_root(words: Sequence[str], home: str) -> str:
    """Return the root of the digest where the words ask for a build and need no parser, else nothing."""
    if not SPOKEN.issuperset(words[1:] if words and words[0] == "build" else words):
        return ""
    try:
        return root_at(os.getcwd()) or root_at(home)
    except OSError:
        return ""


def _look(seen: Glance) -> Glance | None:
    """Complete a glance; None where the last build does not tell what this one would do."""
    root = seen.root
    last = None if is_littered(seen.state) else LastBuild.load(Store(seen.state, program_print()))
    if last is None or not last.facts["answer"] or not _is_meant(last, root):
        return None
    layouts = (os.path.join(root, last.facts["layouts"]), layouts_folder())
    sight = Sight(root, os.path.join(root, last.facts["content"]), layouts)
    edited = last.edited(sight)
    site = None if edited is None else last.standing(os.path.join(root, last.facts["output"]))
    if edited is None or site is None:
        return None
    seen.last, seen.sight, seen.edited, seen.site = last, sight, edited, site
    return seen


def _is_meant(last: LastBuild, root: str) -> bool:
    """Whether that was a plain build with this config, on such a machine, and its time has come and is not over."""
    if last.facts["plain"] != ("runner" if is_runner() else "plain") or not last.holds_at(time.time()):
        return False
    text = read_plain(os.path.join(root, CONFIG_NAME))
    return text is not None and text.removeprefix(b"\xef\xbb\xbf") == last.config


def is_runner() -> bool:
    """Whether this is a machine of a CI service, whose files are thrown away afterwards."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def root_at(start: str) -> str:
    """Return the nearest folder at or above ``start`` that holds a ``config.yaml``, else nothing.

    Whatever it is: its reader says what is wrong with it.
    """
    folder, above = os.path.realpath(start), ""
    while not os.path.lexists(os.path.join(folder, CONFIG_NAME)):
        folder, above = os.path.dirname(folder), folder
        if folder == above:
            return ""
    return folder
