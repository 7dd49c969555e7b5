"""Find the blocks of a raw text: decoded text in; paragraphs and furniture lines with line and offsets out."""

import re
from itertools import pairwise

from broadsheet.model import Block
from broadsheet.text import squeeze

_BULLET = re.compile(r"(?:[-–—•*·▪◦‣●■]|\d{1,2}[.)])\s+\S")
_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")
WRAP_MIN = 40
WRAP_MAX = 100


class _Line:
    """A line that is not blank: its text and where it stands."""

    __slots__ = ("end", "number", "start", "text")

    def __init__(self, text: str, number: int, start: int) -> None:
        stripped = text.strip()
        self.text = stripped
        self.number = number
        self.start = start + text.find(stripped[0])
        self.end = self.start + len(stripped)


def blocks_from_text(text: str) -> list[Block]:
    """Cut a decoded text into blocks, in order, with line numbers counted from 1 and character offsets.

    Lines that follow one another without a blank line are joined only when they look hard-wrapped.
    """
    blocks: list[Block] = []
    gap = 1
    group: list[_Line] = []
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            group.append(_Line(line, number, offset))
        else:
            if group:
                _close(group, gap, blocks)
                group, gap = [], 1
            gap += 1
        offset += len(line) + 1
    if group:
        _close(group, gap, blocks)
    return blocks


def _close(group: list[_Line], gap: int, blocks: list[Block]) -> None:
    if len(group) == 1:
        line = group[0]
        blocks.append(Block(squeeze(line.text), line.number, line.start, line.end, gap=gap))
        return
    for run in _runs(group):
        blocks.append(Block(_join(run), run[0].number, run[0].start, run[-1].end, gap=gap))
        gap = 1


def _runs(group: list[_Line]) -> list[list[_Line]]:
    """Group lines that are one paragraph, broken at a fixed width by a mail program or an editor."""
    width = max(len(line.text) for line in group)
    pairs = list(pairwise(group))
    full = [_is_full(before.text, line.text, width) for before, line in pairs]
    if not WRAP_MIN <= width <= WRAP_MAX or sum(full) * 3 < len(full) * 2:
        return [[line] for line in group]
    runs: list[list[_Line]] = [[group[0]]]
    for (before, line), is_full in zip(pairs, full, strict=True):
        if is_full and _continues(before.text, line.text, len(group)):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_full(before: str, line: str, width: int) -> bool:
    """Say whether the next line's first word would not have fitted any more."""
    return len(before) + 1 + len(line.split(None, 1)[0]) > width * 0.9


def _continues(before: str, line: str, lines: int) -> bool:
    if _BULLET.match(line):
        return False
    if line[0].islower() or line[0] in ",;)":
        return True
    return lines > 2 and len(before) > WRAP_MIN


def _join(run: list[_Line]) -> str:
    """Join lines with a space, or after a hyphen without one: no hyphen is ever lost."""
    text = run[0].text
    for line in run[1:]:
        split = _HYPHENATED.search(text) and line.text[:1].islower()
        text = text + line.text if split else f"{text} {line.text}"
    return squeeze(text)
