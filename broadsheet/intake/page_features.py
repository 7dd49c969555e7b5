"""The lines of a whole copied page come in; rows of numbers that say how each line looks and where it stands go out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from broadsheet.model import Block

HEAD = 300
"""Characters of a line that are read word by word; prose shows its nature in two sentences."""
SHORT = 6
"""Words up to which a line with a marking word counts as a heading of furniture ("Comments", "Read also")."""
PLAIN = 60
"""Characters up to which a line of nothing but letters takes the short way through the figures."""
PROSE = 9
"""Words from which a line that ends a sentence counts as prose."""

KINDS = (
    "comments", "reply", "related", "popular", "more", "share", "newsletter", "account", "navigation", "legal",
    "credit", "byline", "advert", "tags", "month", "time", "author", "support", "shop", "media", "form", "sequence",
    "voice",
)  # fmt: skip
BIT = {kind: 1 << number for number, kind in enumerate(KINDS)}

OWN = (
    "chars", "words", "word_length", "end", "begin", "commas", "sentences", "digits", "lower", "capitals",
    "stops", "stop_share", "marked", "quotes", "symbols", "year", "clock", "opening", "marks",
)  # fmt: skip
"""What a line shows by itself; ``marks`` is a set of bits, one a kind of furniture word."""
PLACE = (
    "index", "lines", "place", "left", "gap_before", "gap_after", "copies", "seen_before",
    "prose_2_before", "prose_2_after", "prose_6_before", "prose_6_after", "prose_16_before", "prose_16_after",
    "prose_share_before", "prose_total", "prose_mean", "last_prose", "next_prose", "last_prose_words",
    "next_prose_words", "run_from", "run_to", "run_share", "shape_copies", "shape_above", "shape_below",
    "marks_above", "marks_below", "since_comments", "comments_left", "since_related", "since_legal",
    "dates_before", "dates_after", "short_before", "short_after", "heading_above",
)  # fmt: skip
"""Where a line stands on its page."""
NEIGHBORS = (-2, -1, 0, 1, 2)
"""The lines whose own figures make up a row, relative to the line that is judged."""

FAR = 60
_BEFORE_16, _AFTER_16 = PLACE.index("prose_16_before"), PLACE.index("prose_16_after")
_WORD = re.compile(r"\w+").findall
_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
).findall
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
).search
_CLOSERS = frozenset("\"'”’»)]}“›」』）】*")
_END = (
    dict.fromkeys("。．.।۔॥።", 8)
    | dict.fromkeys("！!", 7)
    | dict.fromkeys("？?؟;", 6)
    | {"…": 5, ":": 4, "：": 4}
)
_END |= dict.fromkeys(",،，、", 3) | dict.fromkeys("-–—", 2)
_BEGIN = dict.fromkeys("\"“„«‚‘'「『”", 6) | dict.fromkeys("-–—•*·●▪■►▶‣◦✓", 1)
_CLASS = (
    dict.fromkeys(",،，、", 0)
    | dict.fromkeys('"“”„«»「」『』', 1)
    | dict.fromkeys("|›→/\\#@©®•·+>$€£¥₽%=", 2)
)
_PUNCTUATION = re.compile(f"[{re.escape(''.join(_CLASS))}]").findall
_SENTENCES = re.compile("[.!?…۔।]\\s|[。！？]").findall
_CLOCK = re.compile(r"\d:\d\d").search
_YEAR = re.compile(r"(?:19|20)\d\d").search
_FAR_OWN: tuple[float, ...] = (0,) * len(OWN)


@cache
def furniture_words() -> dict[str, int]:
    """Return the marking words with the bits of their kinds (from ``page_words.txt``)."""
    words: dict[str, int] = {}
    bit = 0
    for line in (Path(__file__).parent / "page_words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            bit = BIT[line.strip("[]")]
        elif not line.startswith("#"):
            for word in line.split():
                words[word] = words.get(word, 0) | bit
    return words


@cache
def stop_words() -> frozenset[str]:
    """Return the commonest function words of all languages (from ``page_stopwords.txt``)."""
    text = (Path(__file__).parent / "page_stopwords.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _unspaced_words() -> tuple[tuple[str, int], ...]:
    return tuple((word, bit) for word, bit in furniture_words().items() if _UNSPACED(word) and len(word) > 1)


def measure(text: str, known: Mapping[str, int], stops: frozenset[str]) -> tuple[float, ...]:
    """Return the figures ``OWN`` of one stripped, non-empty line."""
    size = len(text)
    head = text if size <= HEAD else text[:HEAD]
    commas = quotes = symbols = sentences = numbers = 0
    plain = size < PLAIN and head.replace(" ", "").isalpha()
    if plain:
        tokens = head.split()
        count = len(tokens)
    else:
        tokens = _WORD(head)
        count = len(tokens) or 1
        numbers = sum(map(str.isdigit, tokens))
        for kind in map(_CLASS.get, _PUNCTUATION(head)):
            if kind == 0:
                commas += 1
            elif kind == 1:
                quotes += 1
            elif kind == 2:
                symbols += 1
        if count > 3:
            sentences = len(_SENTENCES(head))
    folded = " ".join(tokens).lower().split(" ")
    words = text.count(" ") + 1 if size > 3 else 1
    found = [known[token] for token in folded if token in known]
    marks = 0
    for bits in found:
        marks |= bits
    marked = len(found)
    if not head.isascii():
        dense = len(_DENSE(head))
        if dense > 4:
            words += int(dense * size / len(head) * 0.55)
            if size < 24:
                for word, bits in _unspaced_words():
                    if word in text:
                        marks |= bits
                        marked += 2
    stopped = sum(map(stops.__contains__, folded))
    last = text[-1]
    closed = last in _CLOSERS
    end = _END.get(text[-2] if closed and size > 1 else last, 1 if closed else 0)
    return (
        size if size < 2000 else 2000,
        words if words < 400 else 400,
        size / words,
        end,
        _begin(text[0]),
        commas,
        sentences,
        numbers / count,
        sum(map(str.islower, tokens)) / count,
        sum(map(str.isupper, tokens)) / count,
        stopped,
        stopped / count,
        marked / count,
        quotes,
        symbols,
        1 if numbers and _YEAR(head) else 0,
        1 if numbers and _CLOCK(head) else 0,
        found[0] if found and folded[0] in known else 0,
        marks,
    )


def _begin(first: str) -> int:
    if first.isupper():
        return 3
    if first.islower():
        return 5
    if first.isdigit():
        return 2
    return _BEGIN.get(first, 4 if first.isalpha() else 0)


def measure_all(
    blocks: Sequence[Block], known: Mapping[str, int] | None = None, stops: frozenset[str] | None = None
) -> list[tuple[float, ...]]:
    """Return the figures ``OWN`` of every line; lines that repeat are measured once.

    Training gives poorer word lists, so that the model works in languages that the lists do not cover.
    """
    known = furniture_words() if known is None else known
    stops = stop_words() if stops is None else stops
    texts = dict.fromkeys(block.text for block in blocks)
    measured = {text: measure(text, known, stops) for text in texts}
    return [measured[block.text] for block in blocks]


def promising_lines(own: Sequence[tuple[float, ...]], places: Sequence[tuple[float, ...]]) -> list[int]:
    """Return the lines worth a first look: all but short ones with no prose within sixteen lines.

    On the pages for training these are a quarter of all lines and hold 0.7 % of the articles' lines.
    """
    return [
        index
        for index, (figures, place) in enumerate(zip(own, places, strict=True))
        if figures[1] >= PROSE or place[_BEFORE_16] or place[_AFTER_16]
    ]


def first_rows(
    own: Sequence[tuple[float, ...]], places: Sequence[tuple[float, ...]], lines: Sequence[int]
) -> list[tuple[float, ...]]:
    """Return a row for each of the lines: the figures of those around it (``NEIGHBORS``), then its place."""
    padded = [_FAR_OWN, _FAR_OWN, *own, _FAR_OWN, _FAR_OWN]
    return [
        (*padded[i], *padded[i + 1], *padded[i + 2], *padded[i + 3], *padded[i + 4], *places[i])
        for i in lines
    ]


def places(blocks: Sequence[Block], own: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Return the figures ``PLACE`` of every line."""
    total = len(own)
    texts = [block.text for block in blocks]
    words = [figures[1] for figures in own]
    marks = [int(figures[18]) for figures in own]
    prose = [
        figures[1] if figures[1] >= PROSE and (figures[3] >= 6 or figures[10] >= 5) else 0.0
        for figures in own
    ]
    sums = [0.0, *accumulate(prose)]
    all_prose = sums[-1] or 1.0
    mean = round(all_prose / (sum(1 for value in prose if value) or 1), 1)
    begin, end = densest_run([value - 9.0 for value in prose])
    run_share = round((sums[end] - sums[begin]) / all_prose, 2)
    number_of = Counter(texts)
    opening = {text: index for index, text in reversed(list(enumerate(texts)))}
    shapes = [shape(figures) for figures in own]
    shape_copies = Counter(shapes)
    gaps = [block.gap if block.gap < 3 else 3 for block in blocks]
    heads = [mark if size <= SHORT else 0 for mark, size in zip(marks, words, strict=True)]
    is_date = [1 if figures[1] <= 12 and (figures[16] or int(figures[18]) & _DATE) else 0 for figures in own]
    is_short = [1 if size <= SHORT else 0 for size in words]
    comment_sums = [0, *accumulate(1 if mark & _TALK else 0 for mark in heads)]
    above, below = _either(marks)
    columns = (
        [index if index < 200 else 200 for index in range(total)],
        [min(total, 600)] * total,
        [index / total for index in range(total)],
        [index if index < 200 else 200 for index in range(total, 0, -1)],
        gaps,
        [*gaps[1:], 3],
        [min(number_of[text], 5) for text in texts],
        [1 if opening[text] < index else 0 for index, text in enumerate(texts)],
        *_windows(sums, (2, 6, 16)),
        [value / all_prose for value in sums[:-1]],
        [min(all_prose, 5000)] * total,
        [mean] * total,
        *_nearest_prose(prose),
        [max(-FAR, min(FAR, index - begin)) for index in range(total)],
        [max(-FAR, min(FAR, end - 1 - index)) for index in range(total)],
        [run_share] * total,
        [min(shape_copies[form], 30) for form in shapes],
        _same(shapes),
        _same(shapes[::-1])[::-1],
        above,
        below,
        _since(heads, _TALK),
        [comment_sums[-1] - value for value in comment_sums[:-1]],
        _since(heads, _OTHERS),
        _since(heads, _LEGAL),
        *_windows([0, *accumulate(is_date)], (8,)),
        *_windows([0, *accumulate(is_short)], (6,)),
        _headings(own, words, marks),
    )
    return list(zip(*columns, strict=True))


def densest_run(values: Sequence[float]) -> tuple[int, int]:
    """Return first and one past last index of the run with the largest sum (Kadane); (0, 0) if none is above zero."""
    best = total = 0.0
    begin = start = end = 0
    for index, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, begin, end = total, start, index + 1
    return begin, end


_DATE = BIT["month"] | BIT["time"]
_TALK = BIT["comments"] | BIT["reply"]
_OTHERS = BIT["related"] | BIT["popular"]
_LEGAL = BIT["legal"] | BIT["newsletter"]


def shape(figures: tuple[float, ...]) -> int:
    """Fold length, first and last character into one number: lines of a list look alike."""
    words = int(figures[1])
    size = words if words < 3 else 3 if words < 6 else 4 if words < 10 else 5 if words < 20 else 6
    return size * 100 + int(figures[3]) * 10 + int(figures[4])


def _windows(sums: Sequence[float], reaches: Sequence[int]) -> Iterator[list[float]]:
    """Return for each reach the sum over so many lines before every line, and over so many behind it."""
    total = len(sums) - 1
    for reach in reaches:
        before = [sums[0]] * reach + list(sums[:-1])
        behind = list(sums[1:]) + [sums[-1]] * reach
        yield [after - here for here, after in zip(before, sums[:total], strict=False)]
        yield [after - here for here, after in zip(sums[1:], behind[reach:], strict=True)]


def _same(shapes: Sequence[int]) -> list[int]:
    """Count, up to six, the lines directly above every line that have its shape."""
    counts = []
    count, last = 0, -1
    for form in shapes:
        count = count + 1 if form == last else 0
        last = form
        counts.append(count if count < 6 else 6)
    return counts


def _either(marks: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the marks of the three lines above every line, and of the three below it."""
    padded = [0, 0, 0, *marks, 0, 0, 0]
    triples = [a | b | c for a, b, c in zip(padded, padded[1:], padded[2:], strict=False)]
    return triples[: len(marks)], triples[4 : 4 + len(marks)]


def _since(heads: Sequence[int], kinds: int) -> list[int]:
    """Return how many lines above stands the last short line with such marks."""
    found = []
    distance = FAR
    for mark in heads:
        found.append(distance)
        distance = 0 if mark & kinds else distance + 1 if distance < FAR else FAR
    return found


def _headings(own: Sequence[tuple[float, ...]], words: Sequence[float], marks: Sequence[int]) -> list[int]:
    """Return the marks of the last short line above that ends no sentence."""
    found = []
    heading = 0
    for figures, size, mark in zip(own, words, marks, strict=True):
        found.append(heading)
        if size <= SHORT and figures[3] < 5:
            heading = mark
    return found


def _nearest_prose(prose: Sequence[float]) -> tuple[list[float], ...]:
    """Return distance to the prose line above, to the one below, words of the one above, of the one below."""
    above, above_words = _last(prose)
    below, below_words = _last(prose[::-1])
    return above, below[::-1], above_words, below_words[::-1]


def _last(prose: Sequence[float]) -> tuple[list[float], list[float]]:
    distances: list[float] = []
    sizes: list[float] = []
    distance, size = FAR, 0.0
    for value in prose:
        distances.append(distance)
        sizes.append(size)
        if value:
            distance, size = 1, value
        elif distance < FAR:
            distance += 1
    return distances, sizes
