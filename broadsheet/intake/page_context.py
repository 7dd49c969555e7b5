"""A page's lines with the first look's scores come in; rows for the second look, which sees a sequence, go out."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from broadsheet.intake.page_features import BIT, FAR, OWN, SHORT, densest_run, shape
from broadsheet.model import Block

CONTEXT = (
    "score_3_before", "score_2_before", "score_before", "score", "score_after", "score_2_after", "score_3_after",
    "mean_3_before", "mean_3_after", "mean_8_before", "mean_8_after", "mean_20_before", "mean_20_after",
    "share_before", "share_after", "kept_before", "kept_after", "kept_total",
    "main_from", "main_to", "main_share", "core_from", "core_to", "core_share", "main_lines",
    "shape_score", "shape_number", "shape_last", "shape_next",
    "last_sure", "last_sure_between", "last_sure_words", "next_sure", "next_sure_between", "next_sure_words",
    "topic_words", "topic_known", "topic_share",
    "title_from", "title_known", "title_share", "marks_since", "since_mark", "marks_between", "period",
    "repeats_near",
)  # fmt: skip
"""What the scores of the other lines say about a line."""
SURE = 0.7
LIVELY = 0.12
"""A first score from which a line makes the lines around it worth a second look."""
REACH = 6
UNDER_TITLE = 30
"""Lines under the headline that always get a second look."""
UNDER_SHARE = 0.15
"""Share of a page's score that must stand under its headline for the headline to be believed."""
NO_TITLE = -200
END_MARKS = sum(
    BIT[kind]
    for kind in (
        "comments",
        "reply",
        "related",
        "popular",
        "newsletter",
        "tags",
        "author",
        "sequence",
        "form",
        "legal",
    )
)
"""Kinds of furniture that stand behind an article."""
_WORD = re.compile(r"\w{5,}").findall
_SPAN = 8
_LOWEST = -6.91
"""Log odds of one in a thousand."""


def live_lines(first: Sequence[float], title: int | None) -> list[int]:
    """Return the lines worth a second look: near a line that may be of the article, or under the headline."""
    total = len(first)
    found: list[int] = []
    done = 0
    for index, value in enumerate(first):
        if value > LIVELY:
            found += range(max(done, index - REACH), min(total, index + REACH + 1))
            done = max(done, min(total, index + REACH + 1))
    if title is not None:
        found = sorted({*found, *range(title, min(total, title + UNDER_TITLE))})
    return found


def second_rows(
    blocks: Sequence[Block],
    own: Sequence[tuple[float, ...]],
    places: Sequence[tuple[float, ...]],
    first: Sequence[float],
    title: int | None = None,
) -> dict[int, tuple[float, ...]]:
    """Return a row for each line worth a second look: own figures of it and its neighbors, place, ``CONTEXT``."""
    padded = [(0,) * len(OWN), *own, (0,) * len(OWN)]
    live = live_lines(first, title)
    context = contexts(blocks, own, first, title, live)
    return {
        i: (*padded[i], *padded[i + 1], *padded[i + 2], *places[i], *row)
        for i, row in zip(live, context, strict=True)
    }


def contexts(
    blocks: Sequence[Block],
    own: Sequence[tuple[float, ...]],
    first: Sequence[float],
    title: int | None,
    live: Sequence[int],
) -> list[tuple[float, ...]]:
    """Return the figures ``CONTEXT`` of the lines in ``live``."""
    weight = [figures[1] + 2 if figures[1] < 120 else 122 for figures in own]
    weighted = [a * b for a, b in zip(first, weight, strict=True)]
    sums = [0.0, *accumulate(weighted)]
    everything = sums[-1] or 1.0
    begin = 0
    if title is not None and everything - sums[title] > UNDER_SHARE * everything:
        begin = title + 1
    main = _run_from([a - 0.5 * b for a, b in zip(weighted, weight, strict=True)], begin)
    core = _run_from([value - 0.35 for value in first], begin)
    shapes = [shape(figures) for figures in own]
    words = [figures[1] for figures in own]
    last_sure = _sure(first, words)
    next_sure = _sure(first[::-1], words[::-1])[::-1]
    parts = (
        _densities(first, weight, sums, live),
        _runs(sums, main, core, live),
        _looks(shapes, first, live),
        [(*last_sure[i], *next_sure[i]) for i in live],
        _topics(blocks, first, main, title, live),
        _marks(own, first, main[0], live),
        _rhythms(blocks, shapes, live),
    )
    return [(*a, *b, *c, *d, *e, *f, *g) for a, b, c, d, e, f, g in zip(*parts, strict=True)]


def _densities(
    first: Sequence[float], weight: Sequence[float], sums: Sequence[float], live: Sequence[int]
) -> list[tuple[float, ...]]:
    """Return the scores near a line, their means by words over three reaches, and the sums before and behind."""
    total = len(first)
    weights = [0.0, *accumulate(weight)]
    everything = sums[-1] or 1.0
    logs = [-7.0] * 3 + [_log_odds(value) for value in first] + [-7.0] * 3
    table = []
    for i in live:
        here, after, weight_here, weight_after = sums[i], sums[i + 1], weights[i], weights[i + 1]
        row = logs[i : i + 7]
        for reach in (3, 8, 20):
            low, up = i - reach, i + reach + 1
            low = low if low > 0 else 0
            up = up if up < total else total
            row.append((here - sums[low]) / (weight_here - weights[low]) if i > low else 0.0)
            row.append((sums[up] - after) / (weights[up] - weight_after) if up > i + 1 else 0.0)
        behind = everything - after
        table.append((*row, here / everything, behind / everything, here, behind, everything))
    return table


def _runs(
    sums: Sequence[float], main: tuple[int, int], core: tuple[int, int], live: Sequence[int]
) -> list[tuple[float, ...]]:
    """Return where a line stands to the densest run by words and to the one by lines."""
    everything = sums[-1] or 1.0
    main_share = (sums[main[1]] - sums[main[0]]) / everything
    core_share = (sums[core[1]] - sums[core[0]]) / everything
    lines = main[1] - main[0]
    return [
        (i - main[0], main[1] - 1 - i, main_share, i - core[0], core[1] - 1 - i, core_share, lines)
        for i in live
    ]


def _looks(shapes: Sequence[int], first: Sequence[float], live: Sequence[int]) -> list[tuple[float, ...]]:
    """Return how the lines that look like a line were scored: all of them, the nearest above, the nearest below."""
    sums: dict[int, float] = {}
    counts: dict[int, int] = {}
    for one, value in zip(shapes, first, strict=True):
        sums[one] = sums.get(one, 0.0) + value
        counts[one] = counts.get(one, 0) + 1
    forms = [-1] * _SPAN + list(shapes) + [-1] * _SPAN
    table: list[tuple[float, ...]] = []
    for i in live:
        one = shapes[i]
        number = counts[one]
        mean = (sums[one] - first[i]) / (number - 1) if number > 1 else -1.0
        above = _nearest(forms, first, i, range(i - 1, i - 7, -1))
        table.append((mean, number, above, _nearest(forms, first, i, range(i + 1, i + 7))))
    return table


def _topics(
    blocks: Sequence[Block],
    first: Sequence[float],
    main: tuple[int, int],
    title: int | None,
    live: Sequence[int],
) -> list[tuple[float, ...]]:
    """Return how many of a line's longer words the article has elsewhere, and how many the headline has."""
    topics = {i: _topic(blocks[i].text) for i in live}
    vocabulary: dict[str, int] = {}
    sure = {i for i in range(*main) if first[i] > 0.6}
    for i in sorted(sure):
        for word in topics[i]:
            vocabulary[word] = vocabulary.get(word, 0) + 1
    twice = {word for word, count in vocabulary.items() if count > 1}
    title_topic = _topic(blocks[title].text) if title is not None else set()
    title_size = len(title_topic) or 1
    table: list[tuple[float, ...]] = []
    for i in live:
        topic = topics[i]
        size = len(topic)
        known = len(topic & (twice if i in sure else vocabulary.keys()))
        shared = len(topic & title_topic) if title_topic else 0
        distance = NO_TITLE if title is None else max(NO_TITLE, min(200, i - title))
        table.append((size, known, known / size if size else -1.0, distance, shared, shared / title_size))
    return table


def _marks(
    own: Sequence[tuple[float, ...]], first: Sequence[float], begin: int, live: Sequence[int]
) -> list[tuple[float, ...]]:
    since, since_mark, between = _marks_since(own, first, begin)
    return [(since[i], since_mark[i], between[i]) for i in live]


def _rhythms(blocks: Sequence[Block], shapes: Sequence[int], live: Sequence[int]) -> list[tuple[float, ...]]:
    """Return how regularly a line's shape comes back, and how many lines near it the page repeats."""
    total = len(blocks)
    copies = Counter(block.text for block in blocks)
    repeats = [0, *accumulate(1 if copies[block.text] > 2 else 0 for block in blocks)]
    forms = [-1] * _SPAN + list(shapes) + [-1] * _SPAN
    return [(_period(forms, i + _SPAN), repeats[min(total, i + 6)] - repeats[max(0, i - 5)]) for i in live]


def _run_from(values: list[float], begin: int) -> tuple[int, int]:
    start, end = densest_run(values[begin:])
    return start + begin, end + begin


def _marks_since(
    own: Sequence[tuple[float, ...]], first: Sequence[float], begin: int
) -> tuple[list[int], list[int], list[int]]:
    """Return the marks met since the article's start, lines since an end mark, marks since the last sure line."""
    all_marks, distances, between_marks = [], [], []
    marks = between = 0
    distance = 0
    for i, figures in enumerate(own):
        if i == begin:
            marks, distance = 0, FAR
        all_marks.append(marks)
        distances.append(distance)
        between_marks.append(between)
        mark = int(figures[-1]) if figures[1] <= SHORT and figures[3] < 6 else 0
        marks |= mark
        distance = 0 if mark & END_MARKS else distance + 1 if distance < FAR else FAR
        between = 0 if first[i] > SURE else between | mark
    return all_marks, distances, between_marks


def _topic(text: str) -> set[str]:
    """Return the longer words at the head of a line; in a script without spaces, pairs of characters."""
    head = text[:300]
    if not head.isascii() and len(head) > 12 * (head.count(" ") + 1):
        return {head[i : i + 2] for i in range(len(head) - 1)}
    return set(_WORD(head.lower()))


def _period(forms: Sequence[int], at: int) -> int:
    """Count the lines two, three or four steps away, and twice that, with this line's shape; the best step counts."""
    form = forms[at]
    two = (forms[at - 2] == form) + (forms[at + 2] == form)
    four = (forms[at - 4] == form) + (forms[at + 4] == form)
    three = (
        (forms[at - 3] == form) + (forms[at + 3] == form) + (forms[at - 6] == form) + (forms[at + 6] == form)
    )
    eight = (forms[at - 8] == form) + (forms[at + 8] == form)
    return max(two + four, three, four + eight)


def _log_odds(value: float) -> float:
    if value < 0.001:
        return _LOWEST
    return round(math.log(value / (1.0 - value)), 2) if value < 0.999 else -_LOWEST


def _sure(first: Sequence[float], words: Sequence[float]) -> list[tuple[float, float, float]]:
    """Return for every line the distance to the last sure line, the words between, and that line's words."""
    found = []
    distance, between, size = float(FAR), 0.0, 0.0
    for value, count in zip(first, words, strict=True):
        found.append((distance, between, size))
        if value > SURE:
            distance, between, size = 1.0, 0.0, count
        else:
            distance, between = distance + 1.0 if distance < FAR else FAR, between + count
            if between > 400.0:
                between = 400.0
    return found


def _nearest(forms: Sequence[int], first: Sequence[float], index: int, others: range) -> float:
    """Return the first score of the nearest of these lines that has the shape of this one, -1 if none has."""
    form = forms[index + _SPAN]
    for other in others:
        if forms[other + _SPAN] == form:
            return first[other]
    return -1.0
