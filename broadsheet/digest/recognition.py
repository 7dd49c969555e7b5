"""Articles that belong together: ordered articles and their sketches in; stories, copies and the reasons out.

Copies of one text join first, then reports of one event, the surest first; an article joins a group only where
at least half of the group vouches for it, so that a chain of chances never becomes a story. The editor's
``story:`` stands above all: a key joins, ``none`` parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from msgspec import Struct

from broadsheet.digest.copies import Likeness, find_copies
from broadsheet.digest.events import Kinship, Report, find_kin
from broadsheet.digest.sketches import names_in
from broadsheet.model import Article, Config
from broadsheet.slugs import slugify, undated_stem

ALONE = "none"
"""Value of the front matter key ``story`` that keeps an article out of every story."""
SPAN = 4
"""Days that a recognized story may last."""
MOST_VOICES = 2_500
"""Pairs of articles that are heard before two groups join; larger groups are the editor's own."""
NOUNS = ("de", "lb")
"""Languages that write every noun with a capital letter."""


class Pair(Struct, frozen=True):
    """Why two articles are together."""

    first: str
    """Name of an article (see ``name_of``); the newer one."""
    second: str
    share: float = 0.0
    """Of a copy: the estimated share of clauses that both have."""
    shared: int = 0
    """Of two reports: what the rare names and numbers that both have weigh."""


class Recognition(Struct, frozen=True):
    """What was found out about the articles of a digest, by their names."""

    keys: dict[str, str] = {}
    """The story of each article that has company."""
    copies: dict[str, str] = {}
    """Each copy and the article whose text it repeats: the one that appeared first."""
    pairs: tuple[Pair, ...] = ()


def name_of(article: Article) -> str:
    """Return what tells an article from all others: its file, or its id where it has none."""
    return article.origin or article.id


def recognize(articles: Sequence[Article], sketches: Mapping[str, bytes], config: Config) -> Recognition:
    """Return who belongs together; articles are in the order of the digest, their days set.

    ``sketches`` are by name; without one an article is only where its front matter puts it. Names that are
    in the digest's own title or in that of a paper do not count: a lake's paper is full of them.
    """
    own = " ".join((config.title, config.description, *(source.name for source in config.sources)))
    free = [article for article in articles if slugify(article.story) != ALONE]
    known = [sketches.get(name_of(article), b"") for article in free]
    days = [_count(article.day) for article in free]
    copies = find_copies(known, days)
    kin = find_kin(
        [_report(*one, config.language) for one in zip(free, known, days, strict=True)], names_in(own)
    )
    shelves = _Shelves(free, days)
    for likeness in copies:
        shelves.join(likeness.first, likeness.second)
    copies = [one for one in copies if shelves.of(one.first) is shelves.of(one.second)]
    originals = _originals(free, copies)
    shelves.join_kin(kin, originals)
    pairs = [Pair(name_of(free[one.first]), name_of(free[one.second]), share=one.share) for one in copies]
    pairs += [Pair(name_of(free[one.first]), name_of(free[one.second]), shared=one.shared)
              for one in kin if shelves.of(one.first) is shelves.of(one.second)]  # fmt: skip
    return Recognition(
        {name_of(free[place]): key for place, key in shelves.keys().items()},
        {name_of(free[place]): name_of(free[first]) for place, first in originals.items() if first != place},
        tuple(pairs),
    )


class _Shelf:
    """Articles that are together, by their places."""

    __slots__ = ("key", "places")

    def __init__(self, places: Iterable[int], key: str = "") -> None:
        self.places = list(places)
        self.key = key
        """The editor's word for the story, if there is one."""


class _Shelves:
    """Puts articles into stories; the smaller group goes to the larger, so ten thousand copies stay cheap."""

    def __init__(self, articles: Sequence[Article], days: Sequence[int]) -> None:
        self._articles, self._days = articles, days
        self._shelves: dict[int, _Shelf] = {}
        placed: dict[str, list[int]] = {}
        for place, article in enumerate(articles):
            if article.story and (key := slugify(article.story)):
                placed.setdefault(key, []).append(place)
        if placed:  # an article may be told to join another by that one's name
            for place, article in enumerate(articles):
                if not slugify(article.story) and _own_key(article) in placed:
                    placed[_own_key(article)].append(place)
        for key, places in placed.items():
            self._shelves.update(dict.fromkeys(places, _Shelf(places, key)))

    def of(self, place: int) -> _Shelf:
        shelf = self._shelves.get(place)
        if shelf is None:
            shelf = self._shelves[place] = _Shelf((place,))
        return shelf

    def join(self, first: int, second: int) -> None:
        """Put two articles and all that is with them together, unless the editor has put them apart."""
        small, large = sorted((self.of(first), self.of(second)), key=lambda shelf: len(shelf.places))
        if small is large or (small.key and large.key):
            return
        large.key = large.key or small.key
        large.places += small.places
        self._shelves.update(dict.fromkeys(small.places, large))

    def join_kin(self, kin: Sequence[Kinship], originals: Mapping[int, int]) -> None:
        """Put reports of one event together, the surest first; copies of one text speak with one voice."""
        links: dict[tuple[int, int], int] = {}
        for one in kin:
            ends = sorted((originals.get(one.first, one.first), originals.get(one.second, one.second)))
            links[ends[0], ends[1]] = max(one.shared, links.get((ends[0], ends[1]), 0))
        for first, second in sorted(links, key=lambda pair: (-links[pair], pair)):
            ours, theirs = self.of(first).places, self.of(second).places
            if ours is theirs or len(ours) * len(theirs) > MOST_VOICES:
                continue
            voices = [{originals.get(place, place) for place in places} for places in (ours, theirs)]
            vouching = sum((min(pair), max(pair)) in links for pair in product(*voices))
            if 2 * vouching >= len(voices[0]) * len(voices[1]) and self._lasts(voices[0] | voices[1]) <= SPAN:
                self.join(first, second)

    def keys(self) -> dict[int, str]:
        """Return the key of each article's story: the editor's, else the name of the first that appeared."""
        found = {}
        for shelf in dict.fromkeys(self._shelves.values()):
            if len(shelf.places) > 1:
                key = shelf.key or _own_key(self._articles[_first(self._articles, shelf.places)])
                found.update(dict.fromkeys(shelf.places, key))
        return found

    def _lasts(self, places: Iterable[int]) -> int:
        days = [self._days[place] for place in places]
        return max(days) - min(days)


def _report(article: Article, sketch: bytes, day: int, language: str) -> Report:
    has_nouns = (article.lang or language).startswith(NOUNS)
    return Report(sketch=sketch, day=day, source=article.source.casefold(), has_nouns=has_nouns)


def _first(articles: Sequence[Article], places: Sequence[int]) -> int:
    """Return the place of the one that appeared first, pinned ones before all others."""
    return min(places, key=lambda place: (not articles[place].pin, articles[place].day, -place))


def _own_key(article: Article) -> str:
    return slugify(article.slug or undated_stem(article.origin)[1], article.id)


def _originals(articles: Sequence[Article], copies: Sequence[Likeness]) -> dict[int, int]:
    """Return for each article that is one text with another the one that appeared first."""
    texts: dict[int, list[int]] = {}
    for one in copies:
        ours, theirs = (texts.setdefault(place, [place]) for place in (one.first, one.second))
        if ours is not theirs:
            small, large = sorted((ours, theirs), key=len)
            large += small
            texts.update(dict.fromkeys(small, large))
    firsts: dict[int, int] = {}
    for places in texts.values():
        if id(places) not in firsts:
            firsts[id(places)] = _first(articles, places)
    return {place: firsts[id(texts[place])] for place in sorted(texts)}


def _count(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0
