"""Reports of one event: on texts labeled by hand, none is put beside a stranger and few stay alone."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadsheet.digest.digest import make_digest
from broadsheet.digest.recognition import Recognition, recognize
from broadsheet.digest.sketches import marks, shared_marks, sketch
from broadsheet.model import Article, Config
from tests.digest.samples import article

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("events.yaml").read_text(encoding="utf-8")
)


def reports(half: str) -> dict[Article, str]:
    """Return the labeled articles, newest first, each with its event."""
    found = {}
    for number, row in enumerate(ROWS):
        if row["half"] == half:
            day = str(row["day"])
            one = article(f"a{number:02}", day, title=row["title"], body=row["text"], lang=row["lang"],
                          source=row["source"], day=day)  # fmt: skip
            found[one] = row.get("event", one.id)
    return dict(sorted(found.items(), key=lambda item: item[0].day, reverse=True))


def recognized(articles: list[Article], **config: Any) -> Recognition:
    return recognize(articles, {one.origin: sketch(one) for one in articles}, Config(**config))


@pytest.mark.parametrize(("half", "recall"), [("tuning", 1.0), ("test", 0.9), ("later", 0.9)])
def test_reports_of_one_event_are_together_and_no_others(half: str, recall: float) -> None:
    events = reports(half)
    keys = recognized(list(events)).keys
    right, found = 0, 0
    for one, other in combinations(events, 2):
        together = keys.get(one.origin, one.id) == keys.get(other.origin, other.id)
        assert not together or events[one] == events[other], f"{one.title} | {other.title}"
        found += together
        right += events[one] == events[other]
    assert found / right >= recall


def test_the_order_of_the_files_makes_no_difference() -> None:
    articles = list(reports("tuning"))
    sketches = {one.origin: sketch(one) for one in articles}
    one, other = (make_digest(way, Config(), sketches=sketches) for way in (articles, articles[::-1]))
    assert one == other
    assert len(one.stories) == 5


def test_an_article_joins_the_editors_story_of_the_one_it_is_like() -> None:
    first, second = [one for one, event in reports("test").items() if event == "bridge"][:2]
    from msgspec.structs import replace

    keys = recognized([first, replace(second, story="Cracks")]).keys
    assert set(keys.values()) == {"cracks"} and len(keys) == 2
    assert not recognized([first, replace(second, story="none")]).keys


def test_names_in_the_title_of_the_digest_or_of_a_paper_say_nothing() -> None:
    grounding = [one for one, event in reports("tuning").items() if event == "grounding"]
    assert recognized(grounding).keys
    assert not recognized(grounding, title="Brandstad Marit Olsen Skerry Pellworth News").keys


def test_two_articles_of_one_paper_stay_apart() -> None:
    verdict = [one for one, event in reports("tuning").items() if event == "verdict"]
    from msgspec.structs import replace

    assert not recognized([replace(one, source="courier") for one in verdict]).keys


def test_marks_are_names_inside_sentences_and_telling_numbers() -> None:
    one = article(
        "x",
        title="Vote In Ellery",
        body="The 1,150 people of Hvalsey met in May 2026. Nobody from Tikhobor came, said Mr Moe.",
    )
    assert sorted(marks(one)) == ["1150", "hvalse", "tikhob"]
    russian = article("y", title="", body="Поезд пришёл в Тихобор к 1150 жителям.")
    assert shared_marks(one, russian) == ("1,150", "Tikhobor")


def test_greek_names_are_known_by_their_latin_spelling() -> None:
    greek = article("g", body="Στο λιμάνι η Καλλιόπη Μαρκάτου και ο Χαρίτων Θαλασσινός έδεσαν το πλοίο.")
    english = article("e", body="At the quay Kalliopi Markatou and Chariton Thalassinos moored the ship.")
    assert shared_marks(english, greek) == ("Chariton", "Kalliopi", "Markatou", "Thalassinos")
