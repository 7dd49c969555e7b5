"""Lines that recur within a source are proposed, never applied; what the owner says is remembered."""

import pytest

from broadsheet.building.place import open_place
from broadsheet.checking.checking import check
from broadsheet.editing.adding import read_rules
from broadsheet.editing.learning import accept, find_recurring, refuse
from broadsheet.editing.restoring import all_articles
from broadsheet.intake.compose import escape
from broadsheet.intake.learn import Candidate
from broadsheet.intake.rules import check_rules
from broadsheet.model import Severity
from tests.conftest import NOW, DigestFolder, quiet
from tests.preview.preview import Desk

LINE = "Our weather desk is open day and night on 555 0199: *call* us."
LONG = f"{LINE} We are glad of every word from our readers, and answer each of them."


@pytest.fixture
def recurring(digest: DigestFolder) -> DigestFolder:
    for number, word in enumerate(("harbor", "mountain", "river", "bridge")):
        body = f"News of the {word}, told once.\n\n{LINE.replace('0199', str(number)).replace('*', '')}"
        digest.article(f"story-{number}", source="Gazette", body=body)
        digest.article(f"other-{number}", source=f"Outlet {number}", body="The same words everywhere.")
    return digest


def proposed(digest: DigestFolder) -> tuple[Candidate, ...]:
    place = open_place(digest.root)
    return find_recurring(place, all_articles(place, quiet), read_rules(place)[0])


def test_a_line_of_one_source_is_proposed_with_its_files(recurring: DigestFolder) -> None:
    (found,) = proposed(recurring)
    assert found.source == "Gazette" and "weather desk" in found.text
    assert (found.count, found.of, len(found.examples)) == (4, 4, 3)
    assert not (recurring.root / "content/boilerplate").exists(), "looking writes nothing"


def test_an_accepted_line_is_a_good_rule_and_a_refused_one_is_remembered(recurring: DigestFolder) -> None:
    place = open_place(recurring.root)
    (found,) = proposed(recurring)
    refuse(place, found)
    assert not proposed(recurring)
    (recurring.root / "content/boilerplate/refused.txt").unlink()
    name = accept(place, found)
    rules, problems = read_rules(place)
    assert not problems and name in [rule.id for rule in rules.rules]
    assert not [problem for problem in check_rules(rules) if "learned" in problem.path]
    assert not proposed(recurring)


def test_check_is_silent_on_a_line_that_was_refused(recurring: DigestFolder) -> None:
    place = open_place(recurring.root)
    (found,) = proposed(recurring)
    assert "weather desk" in " ".join(problem.message for problem in check(place, NOW, quiet).problems)
    refuse(place, found)
    assert "weather desk" not in " ".join(problem.message for problem in check(place, NOW, quiet).problems)


def test_refused_lines_that_cannot_be_read_are_a_warning(recurring: DigestFolder) -> None:
    recurring.write("content/boilerplate/refused.txt", b"\xff\xfe\xff")
    found = check(open_place(recurring.root), NOW, quiet).problems
    (told,) = [problem for problem in found if problem.path == "content/boilerplate/refused.txt"]
    assert told.severity is Severity.WARNING


def test_an_accepted_appeal_is_named_one(digest: DigestFolder) -> None:
    for name in ("one", "two", "three"):
        body = f"News of {name}.\n\nIf you like what we do, help us keep the lamp lit"
        digest.article(name, source="Gazette", body=body)
    (found,) = proposed(digest)
    assert accept(open_place(digest.root), found).startswith("appeal.en.if-you-like-what-we-do")


@pytest.mark.parametrize("line", [LONG, "Call us: 555 0199", "# 5 * things: [read]"])
def test_an_accepted_line_of_any_form_is_a_rule_that_matches_it(digest: DigestFolder, line: str) -> None:
    for name in ("one", "two", "three"):
        digest.article(name, source="Gazette", body=f"News of {name}.\n\n{escape(line)}")
    place = open_place(digest.root)
    (found,) = proposed(digest)
    accept(place, found)
    accept(place, found)
    rules, problems = read_rules(place)
    assert not problems and not [problem for problem in check_rules(rules) if "learned" in problem.path]


def test_the_preview_proposes_and_writes_what_is_accepted(recurring: DigestFolder) -> None:
    desk = Desk(recurring)
    page = desk.page("/_preview/lines")
    assert "weather desk" in page and "4 articles of Gazette" in page
    key = page.partition('name="candidate" value="')[2].partition('"')[0]
    assert desk.act(action="accept", candidate=key).status == 303
    assert "weather desk" in (recurring.root / "content/boilerplate/learned.yaml").read_text()
    assert "weather desk" not in desk.page("/_preview/lines")
    assert desk.act(action="accept", candidate=key).status == 409
