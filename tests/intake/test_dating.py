"""Lines around a headline that tell when an article appeared, and lines of news that only look like them."""

import pytest

from broadsheet.intake.dating import dates_of, is_ago, is_date_line
from broadsheet.intake.evidence import gather
from tests.intake.conftest import shipped_rules


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Updated 21 minutes ago"),
        ("en", "an hour ago"),
        ("en", "Updated yesterday at 4.12pm"),
        ("de", "Aktualisiert vor 12 Minuten"),
        ("de", "gestern, 16:12 Uhr"),
        ("fr", "il y a 3 heures"),
        ("fr", "Mis à jour il y a 12 minutes"),
        ("es", "Actualizado hace 2 horas"),
        ("it", "un'ora fa"),
        ("pt", "há 2 horas"),
        ("nl", "3 uur geleden"),
        ("pl", "Aktualizacja: 12 minut temu"),
        ("ru", "2 часа назад"),
        ("uk", "годину тому"),
        ("sv", "för 3 timmar sedan"),
        ("cs", "před 2 hodinami"),
        ("tr", "2 saat önce"),
        ("el", "πριν από 2 ώρες"),
        ("ar", "منذ 3 ساعات"),
        ("hi", "2 घंटे पहले"),
        ("ja", "3時間前"),
        ("ko", "3시간 전"),
    ],
)
def test_a_line_may_tell_how_long_ago_a_text_appeared(lang: str, line: str) -> None:
    rules = shipped_rules()
    language = rules.languages[lang]
    facts = gather(line, rules, language)
    assert is_ago(facts, [language])
    assert is_date_line(facts, [language])
    assert dates_of(line, [language]) == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Two hours ago the boat left the dock"),
        ("en", "Today"),
        ("en", "Updated"),
        ("en", "Three years ago today"),
        ("de", "Heute"),
        ("de", "Vor 20 Jahren sank die Fähre"),
        ("fr", "Il y a 3 heures de route"),
        ("ru", "Сегодня"),
    ],
)
def test_other_lines_tell_it_in_news(lang: str, line: str) -> None:
    rules = shipped_rules()
    language = rules.languages[lang]
    assert not is_date_line(gather(line, rules, language), [language])


def test_a_date_line_may_end_like_a_sentence() -> None:
    rules = shipped_rules()
    spanish = rules.languages["es"]
    line = "Quillares, 20/02/2024 a las 05:30h. Actualizado a las 12:07h."
    assert is_date_line(gather(line, rules, spanish), [spanish])
    told = "2021-08-09 The harbor office told what the ferry would not do in the coming winter."
    english = rules.languages["en"]
    assert not is_date_line(gather(told, rules, english), [english])
