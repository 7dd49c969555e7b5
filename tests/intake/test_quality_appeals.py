"""The quality gate for pasted articles: figures on the labelled set beside the repository, against pinned floors."""

import importlib.util
import json
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from broadsheet.intake.clean import clean
from broadsheet.model import Cleaned, Config, Hints
from tests.intake.conftest import shipped_rules

ROOT = Path(__file__).resolve().parents[2]
SET = ROOT.parent / "shared" / "appeals"
FLOORS = ROOT / "tests" / "quality" / "floors.yaml"

pytestmark = pytest.mark.skipif(not (SET / "dev.jsonl").is_file(), reason="../shared/appeals is not there")


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    scorer = _scorer()
    gold = scorer.load([SET / "dev.jsonl"])
    results = {item["id"]: _clean(scorer.text_of(item)) for item in gold}
    predictions = {name: _line(result) for name, result in results.items()}
    total, groups = scorer.evaluate(gold, predictions, verbose=False, stream=StringIO())
    removed, appeals = total.removal(["appeal"])
    gone, boilerplate = total.removal(scorer.ORDER)
    hard = groups["1 hard negatives"]
    titles = [item for item in gold if results[item["id"]].article.title in _titles(item)]
    return {
        "solved": total.appeal_clean / total.appeal_items,
        "body": total.recall(),
        "hard_negatives": hard.safe / hard.items,
        "appeals": removed / appeals,
        "boilerplate": gone / boilerplate,
        "titles": len(titles) / sum(1 for item in gold if _titles(item)),
    }


@pytest.mark.parametrize("name", ["solved", "body", "hard_negatives", "appeals", "boilerplate", "titles"])
def test_no_figure_falls_below_its_floor(figures: dict[str, float], name: str) -> None:
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))["appeals"]
    assert figures[name] >= floors[name]


def _clean(text: str) -> Cleaned:
    return clean(text, rules=shipped_rules(), config=Config(), hints=Hints())


def _line(result: Cleaned) -> dict[str, Any]:
    article = result.article
    removed = [{"text": label.block.text, "kind": str(label.kind)} for label in result.removed]
    fields = {"title": article.title, "body": article.body, "deck": article.deck, "summary": article.summary}
    return fields | {"removed": json.loads(json.dumps(removed))}


def _titles(item: dict[str, Any]) -> set[str]:
    return {block["text"] for block in item["blocks"] if block["label"] == "title"}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("appeals_score", SET / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
