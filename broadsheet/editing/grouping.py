"""Why articles are together: a place and the clock in; each story with its articles and the reasons out."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.articles.read import read_body
from broadsheet.building.entries import Entries
from broadsheet.building.memory import Memory
from broadsheet.building.place import Place, take_inputs
from broadsheet.building.reading import read_articles
from broadsheet.digest.digest import in_order
from broadsheet.digest.published import select
from broadsheet.digest.recognition import Pair, name_of, recognize
from broadsheet.digest.sketches import shared_marks
from broadsheet.model import Article, Include, Options


class Member(Struct, frozen=True, kw_only=True):
    """An article of a story."""

    story: str
    origin: str
    why: str
    """In words; what a person put together is not explained."""


def list_stories(place: Place, now: datetime, watch: Callable[[str, int, int], None]) -> list[Member]:
    """Return the articles of every story of more than one, newest story first, each with its reason."""
    memory = Memory(place, Options())
    found = read_articles(place, take_inputs(place), Entries(memory.store), 0, watch)
    selection = select(found.articles, now, place.config.timezone, Include())
    articles = in_order(selection.published, place.config)
    known = recognize(articles, found.sketches, place.config)
    by_name = {name_of(article): article for article in articles}
    places = {name: number for number, name in enumerate(by_name)}
    surest: dict[str, Pair] = {}
    for pair in sorted(known.pairs, key=lambda pair: (pair.share, pair.shared, pair.first, pair.second)):
        surest[pair.first] = surest[pair.second] = pair
    stories: dict[str, list[str]] = {}
    for name in sorted(known.keys, key=lambda name: places[name]):
        stories.setdefault(known.keys[name], []).append(name)
    return [
        Member(story=key, origin=by_name[name].origin, why=_why(place, by_name, surest, name))
        for key, names in stories.items()
        for name in names
    ]


def _why(place: Place, articles: dict[str, Article], surest: dict[str, Pair], name: str) -> str:
    """Say what puts an article beside the others: the editor, its text, or what it names."""
    if articles[name].story:
        return "story: in its front matter"
    pair = surest.get(name)
    if pair is None:
        return ""
    other = pair.second if pair.first == name else pair.first
    if pair.share:
        return f"the same text as {other} ({pair.share:.0%})"
    return f"{_shared(place, articles, pair)}: also in {other}"


def _shared(place: Place, articles: dict[str, Article], pair: Pair) -> str:
    first, second = (_whole(place, articles[name]) for name in (pair.first, pair.second))
    return ", ".join(shared_marks(first, second)) or "names and numbers"


def _whole(place: Place, article: Article) -> Article:
    try:
        text = (place.root / article.origin).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return article
    return replace(article, body=read_body(text, article.origin))
