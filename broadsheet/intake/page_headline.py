"""A page's lines with the first look's scores come in; figures that tell the headline from other lines go out."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from broadsheet.intake.page_features import BIT, OWN, densest_run
from broadsheet.intake.page_trees import Columns
from broadsheet.model import Block

HEADLINE = (
    "words", "chars", "end", "begin", "capitals", "digits", "lower", "stop_share", "symbols", "marked", "marks",
    "copies", "again_below", "to_article", "between", "spoken", "spoken_share", "spoken_rank", "share_rank",
    "spoken_first", "index", "score", "words_above", "end_above", "marks_above", "words_below", "marks_below",
    "words_2_below", "gap_before", "mean_3_below", "mean_8_below", "hint_share", "hint_line_share", "hint_rank",
    "longer", "to_longest", "dates_between", "names_between", "candidates_above",
)  # fmt: skip
"""What a line shows as a candidate for the headline."""
MOST_WORDS = 40
ABOVE, INTO = 60, 4
"""Lines above the article's likely start, and from it on, among which the headline is looked for."""
SPEAKING, FIRST = 30, 4
"""Sure lines of the article whose words are remembered; its first ones, counted apart."""
SURE = 0.6
PATH_END = 20
"""Characters from which a line that ends another one is taken for the last link of a path."""
_WORD = re.compile(r"\w+").findall
_NAMES = BIT["byline"] | BIT["author"]
_DATES = BIT["month"] | BIT["time"]
_NONE = (0,) * len(OWN)


def candidates(own: Sequence[tuple[int, ...]], first: Sequence[float]) -> tuple[list[int], int, int]:
    """Return the lines that may be the headline, and where the article likely begins and ends."""
    begin, end = densest_run([value - 0.35 for value in first])
    around = range(max(0, begin - ABOVE), min(len(own), begin + INTO))
    return [i for i in around if own[i][0] >= 4 and own[i][1] <= MOST_WORDS], begin, end


def headline_columns(
    blocks: Sequence[Block],
    own: Sequence[tuple[int, ...]],
    first: Sequence[float],
    hint: str,
    topic_of: Callable[[int], set[str]],
) -> tuple[list[int], Columns]:
    """Return the candidates and the figures ``HEADLINE`` of each.

    ``hint`` holds words the headline may have, such as those of the page's address; ``topic_of`` the longer words
    of a line.
    """
    lines, begin, end = candidates(own, first)
    if not lines:
        return [], {}
    texts = [block.text for block in blocks]
    likely = range(begin, end)
    sure = [i for i in likely if first[i] > SURE][:SPEAKING] or list(likely)[:SPEAKING]
    spoken = Counter(word for i in sure for word in topic_of(i))
    opening = {word for i in sure[:FIRST] for word in topic_of(i)}
    is_sure = set(sure)
    wanted = set(_WORD(hint.lower()))
    counts = Counter(texts)
    last_place = {text: i for i, text in enumerate(texts)}
    is_short = [figures[1] >= 4 and figures[2] < 6 for figures in own]
    shorts = [0, *accumulate(is_short[i] for i in range(len(own)))]
    dates = [0, *accumulate(1 if figures[-1] & _DATES else 0 for figures in own)]
    names = [0, *accumulate(1 if figures[-1] & _NAMES else 0 for figures in own)]
    sums = [0.0, *accumulate(first)]
    total = len(own)
    longest = max((own[i][1] for i in lines if own[i][2] < 6), default=0)
    lengths = sorted(own[i][1] for i in lines if own[i][2] < 6)
    rows = []
    for i in lines:
        figures, text = own[i], texts[i]
        above, below = own[i - 1] if i else _NONE, own[i + 1] if i + 1 < total else _NONE
        topic = topic_of(i)
        once = 1 if i in is_sure else 0
        heard = sum(1 for word in topic if spoken[word] > once)
        words = set(_WORD(text.lower())) if wanted else set()
        shared = len(words & wanted)
        to = max(begin, i + 1)
        rows.append((
            figures[1], figures[0], figures[2], figures[3], figures[5], figures[6], figures[4], figures[8],
            figures[10], figures[9], figures[-1],
            min(counts[text], 5), 1 if last_place[text] > i else 0, begin - i, shorts[to] - shorts[i + 1],
            heard, round(heard / len(topic), 2) if topic else 0, 0, 0,
            heard if once else len(topic & opening), i, round(first[i], 2),
            above[1], above[2], above[-1], below[1], below[-1], own[i + 2][1] if i + 2 < total else 0,
            min(blocks[i].gap, 3), round((sums[min(total, i + 4)] - sums[i + 1]) / 3, 2),
            round((sums[min(total, i + 9)] - sums[i + 1]) / 8, 2),
            round(shared / len(wanted), 2) if wanted else -1, round(shared / len(words), 2) if words else -1, -1,
            len(lengths) - bisect_right(lengths, figures[1]), figures[1] - longest,
            dates[to] - dates[i + 1], names[to] - names[i + 1], shorts[i] - shorts[lines[0]],
        ))  # fmt: skip
    columns: dict[str, Sequence[float]] = dict(zip(HEADLINE, zip(*rows, strict=True), strict=True))
    columns["spoken_rank"] = _ranks(columns["spoken"])
    columns["share_rank"] = _ranks(columns["spoken_share"])
    if wanted:
        columns["hint_rank"] = _ranks(columns["hint_share"])
    return lines, columns


def below_path(blocks: Sequence[Block], lines: Sequence[int], found: int) -> int:
    """Return the headline itself where the line found is a path of links that ends with it."""
    path = blocks[found].text.casefold()
    for line in lines:
        text = blocks[line].text.casefold()
        if PATH_END < len(text) < len(path) and path.endswith(text):
            return line
    return found


def _ranks(values: Sequence[float]) -> list[int]:
    """Return the place of each value among all, the largest first; equals in their order."""
    order = sorted(range(len(values)), key=lambda at: -values[at])
    ranks = [0] * len(values)
    for rank, at in enumerate(order):
        ranks[at] = rank
    return ranks
