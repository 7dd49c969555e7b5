"""The quality gate: figures on the labelled sets beside the repository, against pinned floors."""

from pathlib import Path

import pytest
import yaml

from tests.quality.measure import (
    Figures,
    appeals_figures,
    interval,
    measure_appeals,
    measure_pages,
    page_figures,
)

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS: dict[str, Figures] = yaml.safe_load((ROOT / "tests/quality/floors.yaml").read_text(encoding="utf-8"))

needs_appeals = pytest.mark.skipif(
    not (SHARED / "appeals" / "dev.jsonl").is_file(), reason="../shared/appeals is not there"
)
needs_pages = pytest.mark.skipif(
    not (SHARED / "eval" / "html.jsonl.gz").is_file(), reason="../shared/eval is not there"
)


def below(figures: Figures, floors: Figures) -> list[str]:
    return [
        f"{name} is {figures[name]:.4f}, its floor is {floor}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]


@needs_appeals
def test_pasted_articles_are_cleaned_as_well_as_before() -> None:
    assert below(appeals_figures(measure_appeals(SHARED / "appeals")), FLOORS["appeals"]) == []


@needs_pages
@pytest.mark.slow
def test_whole_pages_as_text_are_cleaned_as_well_as_before() -> None:
    assert below(page_figures(measure_pages(SHARED / "eval", "text")), FLOORS["pages_text"]) == []


@needs_pages
@pytest.mark.slow
def test_whole_pages_as_html_are_cleaned_as_well_as_before() -> None:
    pytest.importorskip("trafilatura", reason='the extra "html" is not installed')
    assert below(page_figures(measure_pages(SHARED / "eval", "html")), FLOORS["pages_html"]) == []


def test_an_interval_holds_the_figure_and_is_always_the_same() -> None:
    def share(items: list[int]) -> Figures:
        return {"share": sum(items) / len(items)}

    items = [0, 1, 1, 1] * 20
    low, high = interval(items, share)["share"]  # type: ignore[arg-type]
    assert low < 0.75 < high
    assert interval(items, share) == interval(items, share)  # type: ignore[arg-type]
