"""Stories: articles on one event belong together; articles in, the story key of each that has company out."""

from collections.abc import Mapping, Sequence

from broadsheet.model import Article, Story
from broadsheet.slugs import slugify

ALONE = "none"
"""Value of the front matter key ``story`` that keeps an article out of every story."""


def story_keys(articles: Sequence[Article], alike: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the story key by article id, only for stories of two articles or more.

    The front matter's ``story`` decides; where it is silent, ``alike`` (article id to the key of a
    story that was recognized in the texts) does.
    """
    keys: dict[str, str] = {}
    for article in articles:
        key = slugify(article.story) if article.story else ""
        if not key and alike:
            key = alike.get(article.id, "")
        if key and key != ALONE:
            keys[article.id] = key
    counts: dict[str, int] = {}
    for key in keys.values():
        counts[key] = counts.get(key, 0) + 1
    return {name: key for name, key in keys.items() if counts[key] > 1}


def make_stories(articles: Sequence[Article], keys: Mapping[str, str]) -> tuple[Story, ...]:
    """Return the stories of more than one article, newest first; the newest pinned article leads."""
    together: dict[str, list[Article]] = {}
    for article in articles:
        key = keys.get(article.id)
        if key:
            together.setdefault(key, []).append(article)
    return tuple(Story(slug=key, lead=group[0], articles=tuple(group)) for key, group in together.items())
