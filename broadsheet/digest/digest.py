"""The whole digest: published articles, the config and the editor's notes in; a Digest, all in order, out."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from broadsheet.digest.days import day_reader, instant_key, moment_of
from broadsheet.digest.editions import make_editions
from broadsheet.digest.sources import make_sources
from broadsheet.digest.stories import make_stories, story_keys
from broadsheet.digest.topics import make_topics
from broadsheet.model import Article, Config, Digest, EditionNotes, StaticPage


def make_digest(
    articles: Sequence[Article],
    config: Config,
    *,
    notes: Sequence[EditionNotes] = (),
    pages: Sequence[StaticPage] = (),
    alike: Mapping[str, str] | None = None,
) -> Digest:
    """Order and group the published articles; the order they come in does not matter.

    ``alike`` maps article ids to the keys of stories recognized in the texts (see ``stories``).
    """
    ordered = _in_order(articles, config)
    keys = story_keys(ordered, alike)
    return Digest(
        articles=ordered,
        editions=make_editions(ordered, keys, config, notes),
        topics=make_topics(ordered, config),
        sources=make_sources(ordered, config),
        stories=make_stories(ordered, keys),
        pages=tuple(sorted(pages, key=lambda page: (page.slug, page.origin))),
    )


def _in_order(articles: Sequence[Article], config: Config) -> tuple[Article, ...]:
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
