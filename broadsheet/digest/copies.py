"""Wire copies: the sketches of articles in; which of them are the same text in another paper, and how sure, out."""

from array import array
from collections.abc import Iterator, Sequence

from msgspec import Struct

from broadsheet.digest.sketches import BLANK, SIZE, WIDTH

BANDS = 16
"""Sketches that agree in both numbers of one of 16 bands are compared: at a likeness of 0.5 that is 99 %."""
ALIKE = 0.5
"""Share of common clauses from which two texts are copies: two reports of one event stay below 0.2."""
DAYS = 4
"""Days that may lie between two copies."""
NEIGHBORS = 8
"""Copies of one text that an article is compared with: it is one chain, and a thousand copies stay cheap."""


class Likeness(Struct, frozen=True):
    """Two articles that are one text, by their places in what was asked about."""

    first: int
    second: int
    share: float
    """Estimated share of clauses that both have, 0 to 1."""


def share(first: bytes, second: bytes) -> float:
    """Estimate the share of clauses that two sketched texts have in common."""
    if first[:WIDTH] == BLANK or second[:WIDTH] == BLANK:
        return 0.0
    pairs = zip(array("H", first[:WIDTH]), array("H", second[:WIDTH]), strict=True)
    return sum(one == other for one, other in pairs) / SIZE


def find_copies(sketches: Sequence[bytes], days: Sequence[int]) -> list[Likeness]:
    """Return the pairs of articles that are one text, sorted.

    ``days`` are the articles' days, counted, or 0 where none is known.
    """
    found = []
    for first, second in sorted(set(_candidates(sketches))):
        if days[first] and days[second] and abs(days[first] - days[second]) > DAYS:
            continue
        likeness = share(sketches[first], sketches[second])
        if likeness >= ALIKE:
            found.append(Likeness(first, second, likeness))
    return found


def _candidates(sketches: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield pairs whose sketches agree in a band; most digests have none, and that is seen at once."""
    known = [place for place, sketch in enumerate(sketches) if sketch and sketch[:WIDTH] != BLANK]
    bands = array("I")
    bands.frombytes(b"".join([sketches[place][:WIDTH] for place in known]))
    for number in range(BANDS):
        column = bands[number::BANDS]
        last = dict(zip(column, known, strict=True))
        if len(last) == len(column):
            continue
        shared = {band for place, band in zip(known, column, strict=True) if last[band] != place}
        buckets: dict[int, list[int]] = {}
        for place, band in zip(known, column, strict=True):
            if band in shared:
                buckets.setdefault(band, []).append(place)
        for places in buckets.values():
            for first, place in enumerate(places):
                yield from ((place, other) for other in places[first + 1 : first + 1 + NEIGHBORS])
