"""The whole digest: published articles, the config and the editor's notes in; a Digest, all in order, out."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from broadsheet.digest.days import day_reader, instant_key, moment_of
from broadsheet.digest.editions import make_editions
from broadsheet.digest.recognition import Recognition, name_of, recognize
from broadsheet.digest.sources import make_sources
from broadsheet.digest.stories import make_stories
from broadsheet.digest.topics import make_topics
from broadsheet.model import Article, Config, Digest, EditionNotes, StaticPage


def make_digest(
    articles: Sequence[Article],
    config: Config,
    *,
    notes: Sequence[EditionNotes] = (),
    pages: Sequence[StaticPage] = (),
    sketches: Mapping[str, bytes] | None = None,
    withdrawn: Sequence[Article] = (),
) -> Digest:
    """Order and group the published articles; the order they come in does not matter.

    ``sketches`` are by the articles' files (see ``sketches``): without them only the front matter's
    ``story`` puts articles together.
    """
    ordered = in_order(articles, config)
    known = recognize(ordered, sketches or {}, config)
    fresh = _without_copies(ordered, known)
    return Digest(
        articles=ordered,
        editions=make_editions(ordered, known, config, notes),
        topics=make_topics(fresh, config),
        sources=make_sources(ordered, config),
        stories=make_stories(ordered, known),
        pages=tuple(sorted(pages, key=lambda page: (page.slug, page.origin))),
        copies=known.copies,
        withdrawn=in_order(withdrawn, config),
    )


def _without_copies(articles: tuple[Article, ...], known: Recognition) -> tuple[Article, ...]:
    if not known.copies:
        return articles
    return tuple(article for article in articles if name_of(article) not in known.copies)


def in_order(articles: Sequence[Article], config: Config) -> tuple[Article, ...]:
    """Set each article's day; sort by day, pinned first within it, then time, newest first, then id."""
    day_of = day_reader(config)
    by = config.editions.by
    placed = []
    for article in sorted(articles, key=lambda article: (article.id, article.origin)):
        moment = moment_of(article, by)
        day = day_of(moment)
        dated = article if article.day == day else replace(article, day=day)
        placed.append(((day, article.pin, instant_key(moment)), dated))
    placed.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(article for _, article in placed)
