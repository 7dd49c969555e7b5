"""Find where readers' comments quote one another: facts of all blocks in; the first block of their thread out."""

import re
from collections.abc import Sequence

from broadsheet.intake.evidence import Facts

LEAST = 3
"""Blocks that stand above a thread at least."""
_QUOTED = re.compile(
    r"(?:Quoting|Quote from|Originally posted by|Zitat von|Citation de|Citando a|Cita de|Citazione di|Citação de|"
    r"Citaat van|Citat från|Cytat|Цитата|Цитата від): ?\S.*"
    r"|Originally (?:posted|written) by \S.{0,40}|Posté à l'origine par \S.{0,40}|Originalmente publicado por \S.{0,40}"
)
"""What a board writes above the words that a comment answers: ``Quoting: Jo Lind``."""
OPENINGS = frozenset("QOZCЦP")
"""What such a line begins with."""


def thread_start(facts: Sequence[Facts]) -> int:
    """Return the first block of a thread of comments that quote one another, or -1.

    Two such marks are needed, or one that repeats the block above it, which is then the thread's first comment.
    """
    marks = [at for at, one in enumerate(facts) if at >= LEAST and _is_mark(one.text)]
    if not marks:
        return -1
    first = marks[0]
    is_repeated = facts[first - 1].text in facts[first].text
    return first - is_repeated if is_repeated or len(marks) > 1 else -1


def _is_mark(text: str) -> bool:
    return text[0] in OPENINGS and _QUOTED.match(text) is not None
