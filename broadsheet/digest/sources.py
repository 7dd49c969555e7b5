"""The sources of a digest: articles in, one group an outlet out."""

from collections.abc import Iterator, Sequence

from broadsheet.digest.groups import make_groups
from broadsheet.model import Article, Config, Group


def make_sources(articles: Sequence[Article], config: Config) -> tuple[Group, ...]:
    """Group articles by source; a source of the config is known by its key and by its name."""
    known = {source.name.casefold(): (source.key, source.name) for source in config.sources if source.name}
    known |= {source.key.casefold(): (source.key, source.name or source.key) for source in config.sources}
    return make_groups(_pairs(articles, known))


def _pairs(
    articles: Sequence[Article], known: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str, Article]]:
    for article in articles:
        if article.source.strip():
            key, name = known.get(article.source.casefold(), (article.source, article.source))
            yield key, name, article
