"""Wire copies: the texts of articles in; which of them are the same report in another paper, and how sure, out.

A text is reduced to a sketch (MinHash over runs of three words, Broder 1997) when it is read; sketches
are compared when the digest is made. Needs rensa; without it every sketch is empty and nothing is alike.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from broadsheet.digest.stories import ALONE
from broadsheet.model import Article
from broadsheet.slugs import slugify, undated_stem
from broadsheet.text import words_of

SIZE = 64
"""Numbers in a sketch: the likeness is known to about 0.06 (one over the square root of twice 128)."""
BANDS = 16
"""Sketches that agree in all four numbers of one of 16 bands are compared; at a likeness of 0.6 that is 90 %."""
RUN = 3
"""Words in a run."""
WORDS = 250
"""Words of a text that are looked at: copies differ in their ends, where papers cut."""
FEWEST = 30
"""Words below which a text says too little to compare."""
ALIKE = 0.6
"""Share of common runs from which two texts are copies: unlike reports of one event stay below 0.2."""
DAYS = 4
"""Days that may lie between two copies."""


class Likeness(Struct, frozen=True):
    """Why two articles are taken for copies of one text."""

    first: str
    """Id of the article that appeared first."""
    second: str
    share: float
    """Estimated share of three-word runs that both have, 0 to 1."""


def sketch(text: str) -> bytes:
    """Return the sketch of a text: 256 bytes, or none for a short text or without rensa."""
    words = words_of(text[: WORDS * 12])[:WORDS]
    if len(words) < FEWEST:
        return b""
    try:
        from rensa import RMinHash
    except ImportError:
        return b""
    hashes = RMinHash(num_perm=SIZE, seed=1)
    hashes.update([" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)])
    return array("I", hashes.digest()).tobytes()


def share(first: bytes, second: bytes) -> float:
    """Estimate the share of runs that two sketched texts have in common."""
    if not first or not second:
        return 0.0
    pairs = zip(array("I", first), array("I", second), strict=True)
    return sum(one == other for one, other in pairs) / SIZE


def find_copies(articles: Sequence[Article], sketches: Mapping[str, bytes]) -> tuple[Likeness, ...]:
    """Return the pairs of articles that are copies of one text, in the order of their ids.

    ``sketches`` are by article id. Articles with a ``story`` of their own are left to the editor.
    """
    known = {one.id: one for one in articles if sketches.get(one.id) and not one.story}
    found = []
    for first, second in sorted(_candidates(known, sketches)):
        one, other = sorted((known[first], known[second]), key=lambda article: (article.day, article.id))
        likeness = share(sketches[first], sketches[second])
        if likeness >= ALIKE and _days_between(one.day, other.day) <= DAYS:
            found.append(Likeness(one.id, other.id, likeness))
    return tuple(found)


def story_keys_of(copies: Iterable[Likeness], articles: Sequence[Article]) -> dict[str, str]:
    """Return the story key of each article that has a copy: the name of the first that appeared.

    A copy joins the story of the article it is most like, and never a copy of a copy.
    """
    names = {one.id: slugify(one.slug or undated_stem(one.origin)[1], one.id) for one in articles}
    seeds: dict[str, str] = {}
    for pair in sorted(copies, key=lambda pair: (-pair.share, pair.first, pair.second)):
        if pair.second in seeds or seeds.get(pair.first, pair.first) != pair.first:
            continue
        seeds[pair.first] = pair.first
        seeds[pair.second] = pair.first
    return {name: names[seed] for name, seed in seeds.items() if names[seed] != ALONE}


def _candidates(known: Mapping[str, Article], sketches: Mapping[str, bytes]) -> set[tuple[str, str]]:
    width = SIZE * 4 // BANDS
    buckets: dict[tuple[int, bytes], list[str]] = {}
    for name in sorted(known):
        for band in range(BANDS):
            buckets.setdefault((band, sketches[name][band * width : (band + 1) * width]), []).append(name)
    return {pair for names in buckets.values() if len(names) > 1 for pair in combinations(names, 2)}


def _days_between(first: str, second: str) -> int:
    from datetime import date

    if not first or not second:
        return 0
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
