"""Stories: articles in order and what was recognized of them in; the stories of more than one article out."""

from collections.abc import Sequence

from broadsheet.digest.recognition import Recognition, name_of
from broadsheet.model import Article, Story


def make_story(key: str, articles: Sequence[Article], known: Recognition) -> Story:
    """Return the story of some articles: the newest leads, and no copy does while there is an original."""
    copies = tuple(article for article in articles if name_of(article) in known.copies)
    if len(copies) == len(articles):
        copies = copies[1:]
    names = {name_of(article) for article in copies}
    own = [article for article in articles if name_of(article) not in names]
    return Story(slug=key, lead=own[0], articles=(*own, *copies), copies=len(copies))


def make_stories(articles: Sequence[Article], known: Recognition) -> tuple[Story, ...]:
    """Return the stories of more than one article, newest first."""
    together: dict[str, list[Article]] = {}
    for article in articles if known.keys else ():
        key = known.keys.get(name_of(article))
        if key:
            together.setdefault(key, []).append(article)
    return tuple(make_story(key, group, known) for key, group in together.items())
