"""Wire copies: the same text in two papers is one story, two reports of one event are not."""

import random

import pytest

from broadsheet.digest.copies import find_copies, share, sketch, story_keys_of
from tests.digest.samples import article, digest_of

pytest.importorskip("rensa", reason="needs the package rensa")

VOCABULARY = [
    f"{head}{tail}"
    for head in ("ba", "de", "fi", "go", "lu")
    for tail in ("rim", "nol", "tas", "vek", "mo", "pir")
]


def text(seed: int, words: int = 300) -> list[str]:
    chooser = random.Random(seed)
    return [chooser.choice(VOCABULARY) for _ in range(words)]


def sketches_of(**texts: list[str]) -> dict[str, bytes]:
    return {name: sketch(" ".join(words)) for name, words in texts.items()}


def test_a_copy_with_a_new_lede_and_a_cut_end_is_recognized() -> None:
    original = text(1)
    sketches = sketches_of(a=original, b=["Lindenmoor", "today", *original[5:250]], c=text(2))
    articles = [article(name) for name in "abc"]
    [pair] = find_copies(articles, sketches)
    assert {pair.first, pair.second} == {"a", "b"}
    assert pair.share > 0.6
    assert story_keys_of([pair], articles) == {"a": "a", "b": "a"}


def test_texts_with_a_common_quotation_are_not_copies() -> None:
    quotation = text(9, 40)
    sketches = sketches_of(a=text(3, 200) + quotation, b=quotation + text(4, 200))
    assert not find_copies([article("a"), article("b")], sketches)


def test_copies_weeks_apart_and_articles_the_editor_has_placed_stay_apart() -> None:
    sketches = sketches_of(a=text(1), b=text(1), c=text(1))
    articles = [article("a", day="2026-09-01"), article("b", day="2026-09-18"), article("c", story="none")]
    assert not find_copies(articles, sketches)


def test_short_texts_have_no_sketch() -> None:
    assert sketch("Three words only.") == b""
    assert share(b"", sketch(" ".join(text(1)))) == 0


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(" ".join(text(1)))[:8].hex() == sketch(" ".join(text(1)))[:8].hex()
    assert share(sketch(" ".join(text(1))), sketch(" ".join(text(1)))) == 1


def test_recognized_copies_become_one_story_of_the_digest() -> None:
    sketches = sketches_of(a=text(1), b=text(1), c=text(2))
    articles = [article("a"), article("b", "2026-09-19"), article("c")]
    alike = story_keys_of(find_copies(articles, sketches), articles)
    from broadsheet.digest.digest import make_digest
    from broadsheet.model import Config

    assert [len(story.articles) for story in make_digest(articles, Config(), alike=alike).stories] == [2]
    assert not digest_of(*articles).stories
