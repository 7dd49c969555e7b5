"""Reports of one event: the sketches of articles in; which of them name the same rare names and numbers out.

A mark is rare where few days around know it: the town every story of a lake is about says nothing, the
ship that ran aground yesterday says nearly all.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from broadsheet.digest.sketches import is_name, marks_of, weight_of

DAYS = 2
"""Days that may lie between two reports of one event."""
AROUND = 30
"""Days before and after in which a mark must be rare."""
RARE_DAYS = 3
"""Days around on which a rare mark may be met."""
RARE_ARTICLES = 8
"""Articles within ``DAYS`` that may have a rare mark."""
MANY = 100
"""Articles of the whole digest from which a mark is never rare."""
NEEDED = 5
"""What the rare marks that two reports share must weigh, one of them a name (see ``weight_of``)."""
NEEDED_NOUNS = 9
"""The same where the language writes every noun as a name, as German does."""
SHARE = 0.25
"""Part of the weight of all the marks of the one that has fewer which both must have."""


class Report(Struct, frozen=True, kw_only=True):
    """An article as far as its event is concerned."""

    sketch: bytes
    day: int
    """Counted; 0 where it is not known."""
    source: str = ""
    has_nouns: bool = False
    """Whether its language writes every noun with a capital letter."""


class Kinship(Struct, frozen=True):
    """Two reports of one event, by their places in what was asked about."""

    first: int
    second: int
    shared: int
    """Weight of the rare marks that both have."""


def find_kin(reports: Sequence[Report], common: Collection[int] = ()) -> list[Kinship]:
    """Return the pairs of reports of one event, sorted; reports come newest first.

    ``common`` are marks that say nothing in this digest, such as the towns its papers are named after.
    """
    marks = [marks_of(report.sketch) if report.day else array("I") for report in reports]
    shared: Counter[tuple[int, int]] = Counter()
    named: set[tuple[int, int]] = set()
    days = [report.day for report in reports]
    for mark, places in _met_twice(marks).items():
        if mark in common:
            continue
        for pair in _pairs(places, days):
            shared[pair] += weight_of(mark)
            if is_name(mark):
                named.add(pair)
    found = []
    for (first, second), count in sorted(shared.items()):
        one, other = reports[first], reports[second]
        if (first, second) not in named or (one.source and one.source == other.source):
            continue
        needed = NEEDED_NOUNS if one.has_nouns and other.has_nouns else NEEDED
        fewest = min(sum(map(weight_of, marks[place])) for place in (first, second))
        if count >= needed and count >= SHARE * fewest:
            found.append(Kinship(first, second, count))
    return found


def _met_twice(marks: Sequence["array[int]"]) -> dict[int, list[int]]:
    """Return the places of each mark that more than one article has."""
    every = array("I")
    for own in marks:
        every.extend(own)
    places: dict[int, list[int]] = {mark: [] for mark, count in Counter(every).items() if count > 1}
    often = places.keys()
    for place, own in enumerate(marks):
        for mark in often & own:
            places[mark].append(place)
    return places


def _pairs(places: Sequence[int], days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that have one mark while it is rare; ``places`` are newest first."""
    rare: dict[int, bool] = {}
    for number, place in enumerate(places[:-1], 1):
        day = days[place]
        if day - days[places[number]] > DAYS:
            continue
        if day not in rare:
            rare[day] = _is_rare(day, places, days)
        if rare[day]:
            near = [other for other in places[number : number + RARE_ARTICLES] if day - days[other] <= DAYS]
            if len(near) < RARE_ARTICLES:
                yield from ((place, other) for other in near)


def _is_rare(day: int, places: Sequence[int], days: Sequence[int]) -> bool:
    """Say whether few days around have the mark; a mark of very many articles is not even looked at."""
    if len(places) > MANY:
        return False
    return len({days[place] for place in places if abs(days[place] - day) <= AROUND}) <= RARE_DAYS
