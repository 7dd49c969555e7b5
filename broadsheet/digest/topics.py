"""The topics of a digest: articles in, one group a topic out."""

from collections.abc import Iterator, Sequence

from broadsheet.digest.groups import make_groups
from broadsheet.model import Article, Config, Group


def make_topics(articles: Sequence[Article], config: Config) -> tuple[Group, ...]:
    """Group articles by topic; a topic of the config is spelled as it is there."""
    return make_groups(_pairs(articles, {topic.name.casefold(): topic.name for topic in config.topics}))


def _pairs(articles: Sequence[Article], spelled: dict[str, str]) -> Iterator[tuple[str, str, Article]]:
    names: dict[str, str] = {}
    for article in articles:
        for topic in article.topics:
            name = names.get(topic)
            if name is None:
                name = spelled.get(topic.casefold(), topic)
                name = names[topic] = name if name.strip() else ""
            if name:
                yield name, name, article
