"""Golden texts: ``<name>.txt`` with what must stay and go (``.truth.yaml``) and the article's file (``.md``)."""

from pathlib import Path

import pytest
import yaml

from broadsheet.articles.read import dump_article
from broadsheet.intake.clean import clean_bytes
from broadsheet.model import Cleaned, Config, Hints, Kind
from broadsheet.text import words_of
from tests.intake.conftest import shipped_rules

FOLDER = Path(__file__).resolve().parent.parent / "cleaning"
NAMES = sorted(path.name.removesuffix(".truth.yaml") for path in FOLDER.glob("*.truth.yaml"))
WITHOUT_RULES: set[str] = set()


def cleaned(name: str) -> Cleaned:
    raw = (FOLDER / f"{name}.txt").read_bytes()
    return clean_bytes(raw, rules=shipped_rules(), config=Config(), hints=Hints(name=f"{name}.txt"))


def plain(text: str) -> str:
    return " ".join(words_of(text))


@pytest.mark.parametrize("name", NAMES)
def test_what_must_stay_stays_and_what_must_go_goes(name: str) -> None:
    truth = yaml.safe_load((FOLDER / f"{name}.truth.yaml").read_text(encoding="utf-8"))
    result = cleaned(name)
    kept = [label.block.text for label in result.labels if label.kind.in_body or label.kind is Kind.DECK]
    text = " ".join(plain(block) for block in kept)
    assert result.article.title == truth["title"]
    lost = [line for block in truth["body"] for line in block.splitlines() if plain(line) not in text]
    assert lost == []
    if name not in WITHOUT_RULES:
        lines = {plain(block) for block in kept} - {""}
        left = [line for block in truth["removed"] for line in block.splitlines() if plain(line) in lines]
        assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_the_article_file_is_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    written = dump_article(cleaned(name).article)
    golden = FOLDER / f"{name}.md"
    if request.config.getoption("--update"):
        golden.write_text(written, encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_the_article_file_again_changes_nothing(name: str) -> None:
    once = cleaned(name).article
    source = dump_article(once).encode()
    again = clean_bytes(source, rules=shipped_rules(), config=Config(), hints=Hints()).article
    assert (again.id, again.title, again.body, again.deck) == (once.id, once.title, once.body, once.deck)
