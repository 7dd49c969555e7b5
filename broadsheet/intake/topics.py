"""Give an article its topics: the owner's keyword map and the article's words in; topic names out."""

from collections.abc import Sequence

from broadsheet.model import TopicSettings
from broadsheet.text import words_of

BODY_TIMES = 2
"""How often a keyword must stand in the body when it is not in the headline, standfirst or first paragraph."""


def find_topics(head: str, body: str, topics: Sequence[TopicSettings]) -> tuple[str, ...]:
    """Return the topics one of whose keywords is in the head, or at least twice in the body.

    A keyword is one or more words; ``*`` at its end stands for any ending.
    """
    if not topics:
        return ()
    head_words, body_words = f" {' '.join(words_of(head))} ", f" {' '.join(words_of(body))} "
    found = []
    for topic in topics:
        for keyword in topic.keywords:
            wanted = f" {' '.join(words_of(keyword))}" + ("" if keyword.endswith("*") else " ")
            if wanted.strip() and (wanted in head_words or body_words.count(wanted) >= BODY_TIMES):
                found.append(topic.name)
                break
    return tuple(found)
