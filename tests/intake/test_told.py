"""News and subheads that speak of donations, newsletters, accounts and comments: none is taken for furniture."""

from pathlib import Path

import pytest

from tests.intake.conftest import Clean

FOLDER = Path(__file__).parent / "told"
ARTICLES = {
    "en": (
        "Harbor drops night ferry after third breakdown",
        "The night ferry between Low Harbor and the outer islands will stop on Monday, the port said on Sunday.",
        "Engineers found a crack in the gearbox during an inspection that lasted until four in the morning.",
        "Islanders reacted with anger. A petition for a replacement collected 900 names by noon on Sunday.",
        "The authority expects the gearbox to be replaced by the end of May, when the part has been cast and tested.",
        "Until then, workers on late shifts will sleep in the old customs house, where thirty beds have been set up.",
    ),
    "de": (
        "Hafen stellt Nachtfähre nach dritter Panne ein",
        "Die Nachtfähre zu den äußeren Inseln fährt ab Montag nicht mehr, teilte die Hafenbehörde am Sonntag mit.",
        "Bei einer Untersuchung, die bis vier Uhr morgens dauerte, fanden Ingenieure einen Riss im Getriebe.",
        "Die Inselbewohner reagierten verärgert. Eine Petition für einen Ersatz fand bis mittags 900 Namen.",
        "Die Behörde rechnet damit, dass das Getriebe bis Ende Mai ersetzt ist, wenn das Teil geprüft ist.",
        "Bis dahin schlafen die Beschäftigten der Spätschicht im alten Zollhaus, in dem dreißig Betten stehen.",
    ),
}


def lines(lang: str) -> list[str]:
    return (FOLDER / f"{lang}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("lang", "line"), [(lang, line) for lang in ARTICLES for line in lines(lang)], ids=lambda one: one[:40]
)
def test_a_line_of_news_between_paragraphs_stays(lang: str, line: str, cleaned: Clean) -> None:
    article = ARTICLES[lang]
    result = cleaned("\n\n".join([*article[:4], line, *article[4:]]))
    kept = [label.block.text for label in result.labels if label.kind.in_body]
    assert [text for text in (*article[1:], line) if text not in kept] == []
