"""Wire copies: the same text in two papers is one story, shown once; two reports of one event are not copies."""

import random

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.digest.copies import find_copies, share
from broadsheet.digest.digest import make_digest
from broadsheet.digest.sketches import BLANK, WIDTH, sketch, sketch_text
from broadsheet.model import Article, Config, Digest
from tests.digest.samples import article
from tests.examples import examples

VOCABULARY = [
    f"{head}{tail}"
    for head in ("ba", "de", "fi", "go", "lu")
    for tail in ("rim", "nol", "tas", "vek", "mo", "pir")
]


def sentences(seed: int, count: int = 24) -> list[str]:
    chooser = random.Random(seed)
    return [" ".join(chooser.choices(VOCABULARY, k=chooser.randint(6, 14))) for _ in range(count)]


def text(seed: int, count: int = 24) -> str:
    return ". ".join(sentences(seed, count)) + "."


def digest_with(*texts: tuple[Article, str]) -> Digest:
    sketches = {one.origin: sketch_text(body) for one, body in texts}
    return make_digest([one for one, _ in texts], Config(), sketches=sketches)


def test_a_copy_with_a_new_lede_and_a_cut_end_is_recognized() -> None:
    first, second = sketch_text(text(1)), sketch_text("Lindenmoor, today. " + text(1, 18))
    [pair] = find_copies([first, second, sketch_text(text(2))], [10, 10, 10])
    assert (pair.first, pair.second) == (0, 1)
    assert pair.share >= 0.5


def test_quotation_marks_dashes_and_capitals_do_not_hide_a_copy() -> None:
    plain = text(5).replace(" bamo ", ' "bamo" - ')
    assert share(sketch_text(plain), sketch_text(plain.replace('"', "“").replace(" - ", " – ").upper())) == 1


def test_texts_with_a_common_quotation_are_not_copies() -> None:
    both = text(9, 5)
    assert not find_copies([sketch_text(text(3) + both), sketch_text(both + text(4))], [1, 1])


def test_copies_weeks_apart_are_left_alone() -> None:
    same = sketch_text(text(1))
    assert not find_copies([same, same], [10, 30])
    assert find_copies([same, same], [10, 0])


def test_short_texts_are_not_compared() -> None:
    assert sketch_text("Three words only.") == BLANK
    assert share(BLANK, BLANK) == 0


def test_a_sketch_is_the_same_on_every_machine() -> None:
    plain = article("a", title="Storm takes the roof in Varn", body=text(1) + " said Petra Sandvik 1,150")
    assert sketch(plain)[:8].hex() == "1031d866fabb7630"
    assert len(sketch(plain)) > WIDTH


def test_a_copy_is_shown_once_and_named_beside_the_original() -> None:
    first, copy, other = article("first"), article("copy", source="Post"), article("other")
    digest = digest_with((first, text(1)), (copy, text(1)), (other, text(2)))
    [edition] = digest.editions
    [story] = digest.stories
    assert [one.lead.id for one in edition.stories] == [story.lead.id, "other"]
    assert (len(story.articles), story.copies) == (2, 1)
    assert list(digest.copies.values()) == [story.lead.origin]


def test_a_copy_of_yesterdays_text_is_in_no_edition_but_its_page_stays() -> None:
    texts = [
        (article("a", "2026-09-18"), text(1)),
        (article("b", "2026-09-19"), text(1)),
        (article("c", "2026-09-19"), text(2)),
    ]
    digest = digest_with(*texts)
    assert [[story.lead.id for story in edition.stories] for edition in digest.editions] == [["c"], ["a"]]
    assert len(digest.articles) == 3
    alone = digest_with(*texts[:2])
    assert [[story.lead.id for story in edition.stories] for edition in alone.editions] == [["b"], ["a"]]


def test_the_editor_parts_copies() -> None:
    for other in ("none", "elsewhere"):
        parted = digest_with((article("a", story="here"), text(1)), (article("b", story=other), text(1)))
        assert not parted.stories and not parted.copies


def test_a_thousand_copies_are_one_story() -> None:
    digest = digest_with(*((article(f"a{number}"), text(1)) for number in range(1000)))
    assert [len(story.articles) for story in digest.editions[0].stories] == [1000]


CLAUSE = st.sampled_from(["The harbor was closed on Monday", "crews voted to go back to work"]) | st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7F), min_size=16, max_size=30
)


@given(st.lists(st.tuples(CLAUSE, st.sampled_from([*list(",;:!?\n\"'()[]."), " - ", "-", "\t"])), min_size=8))
@examples(200)
def test_a_sketch_is_the_same_from_bytes_and_from_letters(pieces: list[tuple[str, str]]) -> None:
    text = '"' + "".join(clause + mark for clause, mark in pieces)
    assert sketch_text(text) == sketch_text(text.replace('"', "“"))
