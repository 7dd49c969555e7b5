"""The interface in many languages: every file whole, dates and plurals as the language has them."""

import string
from datetime import date
from pathlib import Path

import pytest
import yaml

from broadsheet.building.compiled import CompiledLayouts
from broadsheet.pages.language import Language, interface_words
from broadsheet.pages.plurals import plural_form
from broadsheet.problems import ProblemError
from broadsheet.resources import layouts_folder
from tests.digest.samples import article
from tests.pages.site import SHIPPED, site_of

FILES = SHIPPED.by_name()
CODES = sorted(path.stem for path in (layouts_folder() / "strings").glob("*.yaml"))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_word_with_the_same_fields(code: str) -> None:
    english = yaml.safe_load(FILES["strings/en.yaml"])
    own = yaml.safe_load(FILES[f"strings/{code}.yaml"])
    for group in ("words", "kinds", "dates"):
        assert set(own[group]) - {"first"} == set(english[group])
    for key, word in english["words"].items():
        assert fields(own["words"][key]) == fields(word), key
    assert {name: len(names) for name, names in own["names"].items() if name != "months_alone"} == {
        name: len(names) for name, names in english["names"].items()
    }


@pytest.mark.parametrize("code", CODES)
def test_every_form_that_a_number_asks_for_is_there(code: str) -> None:
    counts = yaml.safe_load(FILES[f"strings/{code}.yaml"])["counts"]
    needed = {plural_form(code, number) for number in range(1, 130)}
    for noun, forms in counts.items():
        assert needed <= set(forms), noun


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("en", 1, "1 story"),
        ("en", 12345, "12,345 stories"),
        ("de", 12345, "12.345 Meldungen"),
        ("fr", 0, "0 article"),
        ("ru", 21, "21 публикация"),
        ("ru", 12, "12 публикаций"),
        ("ru", 3, "3 публикации"),
        ("ar", 2, "خبران"),
        ("ar", 11, "11 خبرًا"),
        ("xx", 2, "2 stories"),
    ],
)
def test_counts(code: str, number: int, text: str) -> None:
    assert Language(code, FILES).count(number, "stories") == text


@pytest.mark.parametrize(
    ("code", "form", "text"),
    [
        ("en", "long", "Thursday, 1 October 2026"),
        ("de", "long", "Donnerstag, 1. Oktober 2026"),
        ("fr", "long", "jeudi 1er octobre 2026"),
        ("ru", "medium", "1 октября 2026 г."),
        ("ru", "month", "Октябрь 2026 г."),
        ("ar", "medium", "1 أكتوبر 2026"),
    ],
)
def test_dates(code: str, form: str, text: str) -> None:
    assert Language(code, FILES).date("2026-10-01", form) == text


def test_a_moment_keeps_the_offset_of_the_original() -> None:
    english = Language("en", FILES)
    assert english.moment("2026-10-01T08:05:00+05:30", "short") == "1 Oct 2026, 08:05 UTC+5:30"
    assert english.moment("2026-10-01T08:05:00Z", "short") == "1 Oct 2026, 08:05 UTC"
    assert english.moment("2026-10-01", "short") == "1 Oct 2026"


def test_a_region_takes_its_languages_words() -> None:
    assert Language("de-AT", FILES).words.topics == "Themen"


@pytest.mark.parametrize("code", CODES)
def test_a_site_in_every_language_renders(code: str) -> None:
    articles = [article("one", removed=(("appeal", 5),), source="G", topics=("T",), updated="2026-09-19")]
    site = site_of(articles, language=code)
    assert f'<html lang="{code}"' in site["/"]


def words_file(text: str) -> dict[str, bytes]:
    return {**SHIPPED.by_name(), "strings/en.yaml": text.encode()}


@pytest.mark.parametrize("text", ["words: {archive: Shelf}", "\ufeffwords: {archive: Shelf}\nmine: {a: 1}"])
def test_one_word_of_ones_own_leaves_the_others_as_they_are(text: str) -> None:
    language = Language("en", words_file(text))
    assert language.words.archive == "Shelf"
    assert language.words.topics == "Topics" and language.count(2, "stories") == "2 stories"


def test_an_empty_file_of_words_changes_nothing() -> None:
    assert Language("en", words_file("# later\n")).words.archive == "Archive"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words: Shelf", '"words" must be a list'),
        ("words: {archive: no}", '"words: archive" must be a text'),
        ("thousands: 3", '"thousands" must be a text'),
        ("names: {months: [January]}", '"names: months" must be a list of 12 texts'),
        ("names: {weekdays: Monday}", '"names: weekdays" must be a list of 7 texts'),
        ("counts: {words: {one: word}}", '"counts: words" lacks the form "other"'),
        ("counts: {words: words}", '"counts: words" must have a text for each'),
        ('dates: {long: "{dayy}"}', '"dates: long" has a gap that is none of'),
        ('dates: {long: "{day.x}"}', '"dates: long" has a gap that is none of'),
        ("- a", "is not a list of words"),
    ],
)
def test_words_that_do_not_fit_are_told_by_name(text: str, told: str) -> None:
    with pytest.raises(ProblemError) as caught:
        Language("en", words_file(text))
    [problem] = caught.value.problems
    assert problem.path == "layouts/strings/en.yaml" and told in problem.message


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2026-05-03", "3 May 2026"),
        ("2026-05-03T07:08:09+00:00", "3 May 2026, 07:08 UTC"),
        ("2026-05-03T07:08:09+05:45", "3 May 2026, 07:08 UTC+5:45"),
        ("2026-05-03T23:08:09-11:00", "3 May 2026, 23:08 UTC−11"),
        ("2026-05-03T23:08:09-00:30", "3 May 2026, 23:08 UTC−0:30"),
        ("2026-05-03T23:08:09", "3 May 2026, 23:08"),
    ],
)
def test_a_moment_has_its_own_offset(iso: str, expected: str) -> None:
    assert Language("en", {}).moment(iso).replace("\u00a0", " ") == expected


def test_words_are_kept_for_the_same_files_only(tmp_path: Path) -> None:
    kept = CompiledLayouts(tmp_path)
    own = words_file("words:\n  archive: Older\n")
    first = interface_words("en", FILES, kept)
    assert interface_words("en", FILES, kept) == first == interface_words("en", FILES)
    assert interface_words("en", own, kept)["words"]["archive"] == "Older"
    assert interface_words("de", FILES, kept)["words"]["topics"] == "Themen"


def test_words_that_cannot_be_kept_are_read_again(tmp_path: Path) -> None:
    own = words_file("mine: {moment: 2026-11-18}\n")
    for _ in range(2):
        assert interface_words("en", own, CompiledLayouts(tmp_path))["mine"]["moment"] == date(2026, 11, 18)
    assert list(tmp_path.iterdir()) == []
