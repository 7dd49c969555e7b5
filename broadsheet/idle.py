"""A build with nothing to do: the words of a command line in; what it says, before anything is loaded, out.

The same is found out by ``memory.look_at``, for all options and in all cases; where this is in doubt, that is asked.
"""

from __future__ import annotations

import os

from broadsheet.lastbuild import LastBuild
from broadsheet.listing import read_plain
from broadsheet.program import layouts_folder, program_print
from broadsheet.sight import CONFIG_NAME, Sight
from broadsheet.store import STATE, Store, is_littered

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence

SPOKEN = {"-v": False, "--verbose": False, "-s": False, "--strict": False, "-q": True, "--quiet": True}
"""Options that change nothing about a build with nothing to do, and whether it is silent with them."""


def answer(words: Sequence[str], home: str) -> str | None:
    """Return what a command line has printed for it: it asks for a build, and there is nothing to do.

    None where it asks for something else, where there is something to do, and in any doubt.
    The digest is the one we stand in, else the one at ``home``.
    """
    options = words[1:] if words and words[0] == "build" else words
    if not all(word in SPOKEN for word in options):
        return None
    try:
        root = _root_at(os.getcwd()) or _root_at(home)
        text = _answer_at(root) if root else ""
    except (OSError, ValueError, LookupError):
        return None
    if not text:
        return None
    return "" if any(SPOKEN[word] for word in options) else f"{text}\n"


def _answer_at(root: str) -> str:
    """Return the answer of the last build of a digest if it holds, else nothing."""
    state = os.path.join(root, STATE)
    last = None if is_littered(state) else LastBuild.load(Store(state, program_print()))
    if last is None or not _is_meant(last, root):
        return ""
    facts = last.facts
    layouts = (os.path.join(root, facts["layouts"]), layouts_folder())
    sight = Sight(root, os.path.join(root, facts["content"]), layouts)
    if last.edited(sight) != [] or last.standing(os.path.join(root, facts["output"])) is None:
        return ""
    return facts["answer"]


def _is_meant(last: LastBuild, root: str) -> bool:
    """Whether that was a plain build with this config, on such a machine, and its time is not over."""
    runner = os.environ.get("CI", "").lower() in ("1", "true")
    if last.facts["plain"] != ("runner" if runner else "plain"):
        return False
    text = read_plain(os.path.join(root, CONFIG_NAME))
    return (
        text is not None and text.removeprefix(b"\xef\xbb\xbf") == last.config and not _has_come(last.until)
    )


def _has_come(until: str) -> bool:
    """Whether an ISO instant is over; none is no text."""
    if not until:
        return False
    from datetime import UTC, datetime

    return datetime.fromisoformat(until) <= datetime.now(UTC)


def _root_at(start: str) -> str:
    """Return the nearest folder at or above ``start`` that holds a ``config.yaml``, else nothing."""
    folder, above = os.path.realpath(start), ""
    while not os.path.lexists(os.path.join(folder, CONFIG_NAME)):
        folder, above = os.path.dirname(folder), folder
        if folder == above:
            return ""
    return folder
