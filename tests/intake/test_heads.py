"""Headline, byline and date as outlets of many languages print them: right, or none rather than wrong."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints
from tests.intake.conftest import shipped_rules

FOLDER = Path(__file__).parent / "heads"


@cache
def bodies() -> dict[str, list[str]]:
    """Read three paragraphs of news in each language; ``no`` is Norwegian here."""
    loaded: dict[str, list[str]] = yaml.load((FOLDER / "bodies.yaml").read_text("utf-8"), yaml.BaseLoader)
    return loaded


HEADS = yaml.load((FOLDER / "heads.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("head", HEADS, ids=[f"{one['lang']}-{n}" for n, one in enumerate(HEADS)])
def test_head_is_read_as_printed(head: dict[str, Any]) -> None:
    body = bodies()[head["lang"]]
    text = "\n\n".join([*head["head"], *body, *head.get("tail", ())])
    article = clean(text, rules=shipped_rules(), config=Config(), hints=Hints(today="2026-11-22")).article
    assert article.title == (head.get("title") or head["head"][0])
    assert list(article.byline) == head["byline"]
    assert article.date[:10] == head["date"]
    assert not [paragraph for paragraph in body if paragraph not in article.body]
