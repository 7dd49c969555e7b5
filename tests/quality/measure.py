"""Measure cleaning on the labelled sets beside the repository: a folder in; judged items and their figures out."""

import gzip
import importlib.util
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.dates import find_dates
from broadsheet.intake.clean import clean, clean_html
from broadsheet.model import Cleaned, Config, Hints
from broadsheet.text import words_of
from tests.intake.conftest import shipped_rules

ROUNDS = 400
"""Rounds of the bootstrap, which give an interval's ends to about a tenth of its width."""
Figures = dict[str, float]


@dataclass(frozen=True)
class Item:
    """A labelled text after cleaning: what became of each block, and whether its metadata is right."""

    id: str
    lang: str
    is_hard: bool
    blocks: tuple[tuple[str, str], ...]
    """Label of the block and its fate: ``kept``, ``lost``, ``removed`` or ``left``."""
    metadata: dict[str, str] = field(default_factory=dict)
    """``title``, ``date``, ``byline`` to ``right``, ``none`` or ``wrong``; only what the text gives."""


@dataclass(frozen=True)
class PageItem:
    """A whole page after cleaning."""

    id: str
    url: str
    lang: str
    pair: tuple[float | None, float | None]
    """Precision and recall over runs of four words; None where there is nothing to count."""
    title: str
    """``right``, ``wrong``, or empty where the headline is not known."""


def measure_appeals(folder: Path) -> list[Item]:
    """Clean and judge the labelled pasted articles of ``folder``."""
    scorer = load_scorer(folder)
    return [_appeals_item(scorer, item) for item in scorer.load([folder / "dev.jsonl"])]


def appeals_figures(items: Sequence[Item]) -> Figures:
    """Return the shares that have floors."""
    with_appeals = [one for one in items if any(label == "appeal" for label, _ in one.blocks)]
    hard = [one for one in items if one.is_hard]
    figures = {
        "solved": _share(
            all(fate != "lost" for _, fate in one.blocks) and not _left(one) for one in with_appeals
        ),
        "body": _share(fate == "kept" for one in items for label, fate in one.blocks if label == "body"),
        "hard_negatives": _share(all(fate != "lost" for _, fate in one.blocks) for one in hard),
        "appeals": _share(
            fate == "removed" for one in items for label, fate in one.blocks if label == "appeal"
        ),
        "boilerplate": _share(
            fate == "removed" for one in items for label, fate in one.blocks if label != "body"
        ),
    }
    for key, name in (("title", "titles"), ("date", "dates"), ("byline", "bylines")):
        told = [one.metadata[key] for one in items if key in one.metadata]
        figures[name] = _share(one == "right" for one in told if one != "none" or key == "title")
        figures[f"{name}_found"] = _share(one == "right" for one in told)
    return figures


def by_kind(items: Sequence[Item]) -> dict[str, tuple[int, int]]:
    """Return, for each label that is no body, how many of its blocks were removed, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for label, fate in (pair for one in items for pair in one.blocks):
        if label != "body":
            done, of = counts.get(label, (0, 0))
            counts[label] = (done + (fate == "removed"), of + 1)
    return dict(sorted(counts.items()))


def measure_pages(folder: Path, kind: str) -> list[PageItem]:
    """Clean and score the whole pages of ``folder``: ``kind`` is ``text`` or ``html``."""
    scorer = load_scorer(folder)
    truth = {one["id"]: one for one in read_lines(folder / "pagetext.jsonl.gz")}
    given = truth.values() if kind == "text" else read_lines(folder / "html.jsonl.gz")
    items = []
    for one in given:
        run = clean if kind == "text" else clean_html
        result = run(one[kind], rules=shipped_rules(), config=Config(), hints=Hints(url=one["url"]))
        page = truth[one["id"]]
        body = scorer.strip_markdown(result.article.body, page["text"])
        pair = scorer.ratios(*scorer.compare(page["body"], body))
        told = ""
        if page["title"]:
            told = "right" if scorer.same_title(page["title"], result.article.title) else "wrong"
        items.append(PageItem(one["id"], one["url"], result.article.lang or "?", pair, told))
    return items


def page_figures(items: Sequence[PageItem]) -> Figures:
    """Return precision and recall averaged over pages and the F1 of these averages."""
    precision = _mean(one.pair[0] for one in items)
    recall = _mean(one.pair[1] for one in items)
    both = precision + recall
    titles = _share(one.title == "right" for one in items if one.title)
    f1 = 2 * precision * recall / both if both else 0.0
    return {"f1": f1, "precision": precision, "recall": recall, "titles": titles}


def interval(
    items: Sequence[Any], figures: Callable[[Sequence[Any]], Figures]
) -> dict[str, tuple[float, float]]:
    """Return the middle 95 % of each figure over resampled items (bootstrap, fixed seed)."""
    chance = random.Random(20261122)
    rounds = [figures(chance.choices(items, k=len(items))) for _ in range(ROUNDS)]
    low, high = ROUNDS // 40, ROUNDS - ROUNDS // 40 - 1
    ranked = {name: sorted(one[name] for one in rounds) for name in rounds[0]}
    return {name: (values[low], values[high]) for name, values in ranked.items()}


def load_scorer(folder: Path) -> ModuleType:
    """Load the scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location(f"{folder.name}_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _appeals_item(scorer: ModuleType, item: dict[str, Any]) -> Item:
    result = clean(scorer.text_of(item), rules=shipped_rules(), config=Config(), hints=Hints())
    article = result.article
    fields = {"title": article.title, "body": article.body, "deck": article.deck, "summary": article.summary}
    judged = scorer.judge(item, fields)
    fates = tuple((block["label"], fate) for _, block, fate in judged if fate is not None)
    return Item(item["id"], item["lang"], bool(item.get("hard_negative")), fates, _metadata(result, item))


def _metadata(result: Cleaned, item: dict[str, Any]) -> dict[str, str]:
    """Hold the article's fields against the blocks that a person has labelled so."""
    texts = {
        name: [one["text"] for one in item["blocks"] if one["label"] == name]
        for name in ("title", "date", "byline")
    }
    told: dict[str, str] = {}
    article = result.article
    if texts["title"]:
        told["title"] = "right" if article.title in texts["title"] else "wrong"
    days = _days(texts["date"] + texts["byline"])
    if days or article.date:
        told["date"] = "none" if not article.date else "right" if article.date[:10] in days else "wrong"
    words = words_of(" ".join(texts["byline"]))
    if words or article.byline:
        names = [words_of(name) for name in article.byline]
        is_right = all(set(name) <= set(words) for name in names)
        told["byline"] = "none" if not names else "right" if is_right else "wrong"
    return told


def _days(texts: Iterable[str]) -> set[str]:
    """Return the days that date lines hold in any of the languages with rules."""
    languages = shipped_rules().languages.values()
    found = [one for text in texts for language in languages for one in find_dates(text, language.months)]
    return {one.iso[:10] for one in found}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a packed file of one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _left(item: Item) -> bool:
    return any(label == "appeal" and fate == "left" for label, fate in item.blocks)


def _share(facts: Iterable[bool]) -> float:
    listed = list(facts)
    return sum(listed) / len(listed) if listed else 1.0


def _mean(values: Iterable[float | None]) -> float:
    counted = [one for one in values if one is not None]
    return sum(counted) / len(counted) if counted else 0.0
