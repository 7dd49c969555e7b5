"""The blocks of a whole copied page come in; which of them are the article's body goes out."""

from collections.abc import Mapping, Sequence
from operator import mul

from msgspec import Struct

from broadsheet.intake.page_context import CONTEXT, second_rows
from broadsheet.intake.page_features import (
    KINDS,
    NEIGHBORS,
    OWN,
    PLACE,
    SHORT,
    first_rows,
    measure_all,
    places,
    promising_lines,
)
from broadsheet.intake.page_headline import HEADLINE, headline_rows
from broadsheet.intake.page_trees import HOPELESS, Row, contributions, probability, scorer, weights
from broadsheet.model import Block

FIRST_NAMES = (*(f"{name}@{shift}" for shift in NEIGHBORS for name in OWN), *PLACE)
HEADLINE_NAMES = (*(f"{name}@{shift}" for shift in (-1, 0, 1) for name in OWN), *PLACE, *HEADLINE)
SECOND_NAMES = (*(f"{name}@{shift}" for shift in (-1, 0, 1) for name in OWN), *PLACE, *CONTEXT)


DEAD = 0.05
"""The highest chance of a line that was not worth a second look."""
FURNITURE = 32
"""Short lines that are surely not of the article, from which a text counts as a whole page."""
ABOVE = 0.3
"""By what the chance of lines above a sure headline is multiplied."""
HEADLINE_LIKELY, HEADLINE_SURE = 0.5, 2.0
"""Log odds from which a line is taken for the headline, and from which it is relied on."""
LEAST = 0.05
"""Expected F1 under which a page has no article."""


class PageJudgement(Struct, frozen=True):
    """Which blocks of a page are the body of its article."""

    probability: tuple[float, ...]
    """Per block: how likely it is part of the body."""
    kept: tuple[bool, ...]
    start: int
    """Index of the first kept block."""
    end: int
    """Index behind the last kept block; equal to ``start`` if nothing is kept."""
    headline: int = -1
    """Index of the headline's block, as given or as found; -1 if none stands out."""
    confidence: float = 0.0
    """Expected F1 of the kept blocks over words, 0 to 1; low where no article stands out."""
    is_page: bool = False
    """Whether the text looks like a whole copied page: much more furniture than a pasted article drags along."""
    rows: Mapping[int, Row] = {}
    """The figures that the second look was made on, for ``reasons``."""

    def reasons(self, index: int, limit: int = 3) -> tuple[str, ...]:
        """Return what moved the judgement of a block most, in words, strongest first."""
        if index not in self.rows:
            return ("far from anything like an article",)
        moved = contributions(weights().second, self.rows[index])
        strongest = sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))[:limit]
        return tuple(f"{_in_words(name)} ({change:+.2f})" for name, change in strongest)


def inside(blocks: Sequence[Block], title_index: int | None = None, hint: str = "") -> PageJudgement:
    """Judge every block of a page: is it part of the article's body?

    The first look scores each line by its own figures, its neighbors' and its place; the second sees the
    first look's scores around it and so the article as one sequence. Time and memory grow with the text.
    ``title_index`` is the headline's block if it is known; ``hint`` holds words it may have, such as the
    address's.
    """
    if not blocks:
        return PageJudgement((), (), 0, 0)
    own = measure_all(blocks)
    place = places(blocks, own)
    first = first_look(own, place)
    headline, sure_headline = (title_index, True) if title_index is not None else (None, False)
    if headline is None:
        headline, sure_headline = find_headline(headline_rows(blocks, own, place, first, hint))
    rows = second_rows(blocks, own, place, first, headline)
    score = scorer("second")
    chance = [min(value, DEAD) for value in first]
    for index, row in rows.items():
        chance[index] = probability(score(row))
    if headline is not None and sure_headline:
        chance[: headline + 1] = [value * ABOVE for value in chance[: headline + 1]]
    words = [figures[1] for figures in own]
    kept = choose(chance, words, weights().caution)
    inner = [index for index, keep in enumerate(kept) if keep]
    start, end = (inner[0], inner[-1] + 1) if inner else (0, 0)
    furniture = sum(1 for value, size in zip(chance, words, strict=True) if value < 0.2 and size <= SHORT)
    return PageJudgement(
        tuple(chance),
        kept,
        start,
        end,
        headline=-1 if headline is None else headline,
        confidence=expected_f1(chance, words, kept),
        is_page=furniture >= FURNITURE,
        rows=rows,
    )


def first_look(own: Sequence[tuple[float, ...]], place: Sequence[tuple[float, ...]]) -> list[float]:
    """Return the first chance of every line."""
    chance = [probability(HOPELESS)] * len(own)
    score = scorer("first")
    lines = promising_lines(own, place)
    for index, row in zip(lines, first_rows(own, place, lines), strict=True):
        chance[index] = probability(score(row))
    return chance


def find_headline(rows: Mapping[int, Row]) -> tuple[int | None, bool]:
    """Return the likeliest headline, if one is likely at all, and whether it is sure."""
    if not weights().headline.trees:
        return None, False
    score = scorer("headline")
    scores = {index: score(row) for index, row in rows.items()}
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    if best is None or scores[best] < HEADLINE_LIKELY:
        return None, False
    return best, scores[best] > HEADLINE_SURE


def expected_f1(chance: Sequence[float], words: Sequence[float], kept: Sequence[bool]) -> float:
    """Return the F1 over words that is to be expected of keeping these lines."""
    weight = [size + 1 for size in words]
    total = sum(map(mul, chance, weight))
    hits = sum(value * size for value, size, keep in zip(chance, weight, kept, strict=True) if keep)
    size = sum(size for size, keep in zip(weight, kept, strict=True) if keep)
    return 2 * hits / (size + total) if size + total else 0.0


def choose(chance: Sequence[float], words: Sequence[float], caution: float) -> tuple[bool, ...]:
    """Keep the lines that give the highest expected F1 over words, given each line's chance.

    The best set is always "all lines above a bound" (Jansche 2007); the bound falls on a page where nothing is
    sure, so a short article among much furniture is still found. ``caution`` above 1 lowers doubtful chances.
    """
    likely = [value**caution for value in chance]
    total = sum(value * (size + 1) for value, size in zip(likely, words, strict=True))
    order = sorted(range(len(likely)), key=lambda index: (-likely[index], index))
    best = hits = size = bound = 0.0
    for index in order:
        hits += likely[index] * (words[index] + 1)
        size += words[index] + 1
        if 2 * hits / (size + total) > best:
            best, bound = 2 * hits / (size + total), likely[index]
    return tuple(value >= bound and best > LEAST for value in likely)


def _in_words(name: str) -> str:
    name, _, kind = name.partition(":")
    name, _, shift = name.partition("@")
    words = f"{KINDS[int(kind)]} words" if kind else name.replace("_", " ")
    if shift in ("", "0"):
        return words
    lines = "line" if shift in ("-1", "1") else f"{abs(int(shift))} lines"
    return f"{words} {lines} {'above' if shift.startswith('-') else 'below'}"
