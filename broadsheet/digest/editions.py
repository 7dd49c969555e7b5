"""The editions of a digest: articles in order and the editor's notes in, editions newest first out.

Articles without any day form one more edition, the last, with an empty ``day`` and the number 0:
they are on no calendar, but nothing is lost.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from broadsheet.digest.days import edition_day
from broadsheet.model import Article, Config, Edition, EditionNotes, Story

NO_NOTES = EditionNotes(day="")


def make_editions(
    articles: Sequence[Article],
    stories: Mapping[str, str],
    config: Config,
    notes: Sequence[EditionNotes] = (),
) -> tuple[Edition, ...]:
    """Group articles (newest first, with ``day`` set) into editions.

    ``stories`` maps an article's id to its story's key; ids that are missing stand alone.
    An editor's notes without an article make an edition of no stories.
    """
    every = config.editions.every
    by_day: dict[str, list[Article]] = {}
    for article in articles:
        by_day.setdefault(edition_day(article.day, every), []).append(article)
    noted = {edition_day(note.day, every): note for note in sorted(notes, key=lambda note: note.origin)}
    days = sorted({*by_day, *noted}, reverse=True)
    first = config.editions.start or next((day for day in reversed(days) if day), "")
    return tuple(
        _make_edition(day, by_day.get(day, ()), stories, noted.get(day, NO_NOTES), _number(day, first, every))
        for day in days
    )


def _make_edition(
    day: str, articles: Sequence[Article], stories: Mapping[str, str], notes: EditionNotes, number: int
) -> Edition:
    return Edition(
        day=day,
        number=number,
        stories=_order(_group(articles, stories), notes.order),
        headline=notes.headline,
        intro=notes.intro,
        origin=notes.origin,
    )


def _group(articles: Sequence[Article], stories: Mapping[str, str]) -> list[Story]:
    together: dict[str, list[Article]] = {}
    for article in articles:
        together.setdefault(stories.get(article.id, f"\0{article.id}"), []).append(article)
    return [
        Story(slug="" if key.startswith("\0") else key, lead=group[0], articles=tuple(group))
        for key, group in together.items()
    ]


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
