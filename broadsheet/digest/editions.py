"""The editions of a digest: articles in order and the editor's notes in, editions newest first out.

Articles without any day form one more edition, the last, with an empty ``day`` and the number 0:
they are on no calendar, but nothing is lost.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from broadsheet.digest.days import edition_day
from broadsheet.digest.recognition import Recognition, name_of
from broadsheet.digest.stories import make_story
from broadsheet.model import Article, Config, Edition, EditionNotes, Story

NO_NOTES = EditionNotes(day="")


def make_editions(
    articles: Sequence[Article],
    known: Recognition,
    config: Config,
    notes: Sequence[EditionNotes] = (),
) -> tuple[Edition, ...]:
    """Group articles (newest first, with ``day`` set) into editions.

    A copy of a text that an earlier edition has is in no later one, unless that had nothing else.
    An editor's notes without an article make an edition of no stories.
    """
    every = config.editions.every
    by_day: dict[str, list[Article]] = {}
    for article in articles:
        by_day.setdefault(edition_day(article.day, every), []).append(article)
    days_of = (
        {name: day for day, group in by_day.items() for name in map(name_of, group)} if known.copies else {}
    )
    noted = {edition_day(note.day, every): note for note in sorted(notes, key=lambda note: note.origin)}
    days = sorted({*by_day, *noted}, reverse=True)
    first = config.editions.start or next((day for day in reversed(days) if day), "")
    return tuple(
        _make_edition(
            day,
            _fresh(by_day.get(day, ()), days_of, known),
            known,
            noted.get(day, NO_NOTES),
            _number(day, first, every),
        )
        for day in days
    )


def _make_edition(
    day: str, articles: Sequence[Article], known: Recognition, notes: EditionNotes, number: int
) -> Edition:
    return Edition(
        day=day,
        number=number,
        stories=_order(_group(articles, known), notes.order),
        headline=notes.headline,
        intro=notes.intro,
        origin=notes.origin,
    )


def _fresh(articles: Sequence[Article], days_of: Mapping[str, str], known: Recognition) -> Sequence[Article]:
    """Leave out copies of texts that another edition has."""
    if not known.copies:
        return articles
    fresh = []
    for article in articles:
        name = name_of(article)
        if days_of.get(known.copies.get(name, name), "") == days_of[name]:
            fresh.append(article)
    return fresh or articles


def _group(articles: Sequence[Article], known: Recognition) -> list[Story]:
    if not known.keys:
        return [Story(slug="", lead=article, articles=(article,)) for article in articles]
    together: dict[str, list[Article]] = {}
    for article in articles:
        name = name_of(article)
        together.setdefault(known.keys.get(name, f"\0{name}"), []).append(article)
    return [make_story("" if key[0] == "\0" else key, group, known) for key, group in together.items()]


def _order(stories: list[Story], wanted: Sequence[str]) -> tuple[Story, ...]:
    """Put the editor's order first, then pinned, then what most sources report; else as they come."""
    if not wanted and not any(len(story.articles) > 1 for story in stories):
        return tuple(stories)  # articles come with the pinned ones first
    rank = {name: position for position, name in enumerate(wanted)}

    def place(story: Story) -> tuple[int, bool, int]:
        named = (rank.get(name, len(rank)) for one in story.articles for name in names_of(one))
        return min(named), not any(one.pin for one in story.articles), -len(story.articles)

    return tuple(sorted(stories, key=place))


def names_of(article: Article) -> tuple[str, ...]:
    """Return what an editor may call an article by: its id, its slug, its file's name."""
    stem = article.origin.rpartition("/")[2].rpartition(".")[0]
    return (article.id, article.slug, stem, stem[11:] if stem[4:5] == "-" else stem)


def _number(day: str, first: str, every: str) -> int:
    """Count days or weeks from the first edition, which has number 1; 0 before it and without a day."""
    if not day or not first:
        return 0
    start = date.fromisoformat(edition_day(first, every))
    days = (date.fromisoformat(day) - start).days
    return max(days // (7 if every == "week" else 1) + 1, 0)
