"""Print how good cleaning is on the labelled sets: python -m tests.quality.report ../shared

Each figure stands with its interval (bootstrap over texts), then by language and by kind, then the worst texts.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.quality.batches import BATCHES, WRITTEN_TO_TRAIN, batch_figures, judge, read_batch
from tests.quality.measure import (
    Figures,
    Item,
    PageItem,
    appeals_figures,
    by_kind,
    interval,
    measure_appeals,
    measure_pages,
    page_figures,
)

WORST = 12
FIRST_RUN = {
    "first": "solved 0.310, body 0.996, hard negatives 0.962 when first seen",
    "second": "solved 0.800, body 1.000, hard negatives 1.000 when first seen",
    "third": "solved 0.882, body 1.000, hard negatives 1.000 when first seen",
    "fourth": "opinions and letters above appeals: solved 0.286, body 0.829, hard negatives 0.556 when first seen",
    "fifth": "layouts of real outlets, 15 languages: solved 0.393, body 0.942, hard negatives 0.533 when first seen",
    "sixth": "the same, other outlets: solved 0.448, body 0.969, hard negatives 0.688 when first seen",
    "seventh": "ordinary pages, 10 languages: solved 0.767, body 0.980, hard negatives 0.750 when first seen",
    "eighth": "pages of many kinds, 14 languages: solved 0.654, body 0.933, hard negatives 0.700 when first seen",
    "continental": "voices and layouts, 10 languages: solved 0.288, body 0.962, hard negatives 0.667 when first seen",
    "ninth": "as the eighth, other outlets: solved 0.792, body 0.986, hard negatives 0.800 when first seen",
    "tenth": "as the eighth, other outlets: solved 0.698, body 0.997, hard negatives 0.900 when first seen",
    "eleventh": "the same, other outlets: solved 0.545, body 0.982, hard negatives 0.375 when first seen",
    "twelfth": "as real pages are, other outlets: solved 0.553, body 0.983, hard negatives 0.833 when first seen",
    "thirteenth": "the same, other outlets: solved 0.778, body 0.986, hard negatives 0.800 when first seen",
    "fourteenth": "real pages, witty voices: solved 0.676, body 0.984, hard negatives 0.818 when first seen",
    "fifteenth": "real pages, ordinary voices: solved 0.906, body 0.989, hard negatives 1.000 when first seen",
    "sixteenth": "a third on giving, wry voices: solved 0.594, body 0.948, hard negatives 0.722 when first seen",
    "seventeenth": "odd shapes, 16 languages: solved 0.692, body 0.895, hard negatives 0.750 when first seen",
    "eighteenth": "real pages, wry English: solved 0.536, body 0.992, hard negatives 0.750 when first seen",
    "nineteenth": "all article forms, ordinary copy: solved 0.519, body 0.954, hard negatives 0.867 when first seen",
    "twentieth": "saved news pages, ordinary copy: solved 0.708, body 0.994, hard negatives 1.000 when first seen",
    "twentyfirst": "after the manner of saved pages: solved 0.743, body 0.985, hard negatives 0.833 when first seen",
    "trained": "written to train the weights, which have seen it: solved 0.366, body 0.979 before",
    "asking": "small texts of every kind of asking, to train on: solved 0.291, body 0.993, appeals 0.363 before",
    "english": "many voices, written to train on: solved 0.294, body 0.990, hard negatives 0.889 when first seen",
}
"""What the invented batches gave before anything was mended by them; only this says something of unseen texts."""


def main(arguments: Sequence[str]) -> int:
    """Print the tables of every set that is in the folder; 2 if none is."""
    shared = Path(arguments[0] if arguments else "../shared")
    is_any = False
    if (shared / "appeals" / "dev.jsonl").is_file():
        is_any = True
        report_appeals(measure_appeals(shared / "appeals"))
    for name in (*BATCHES, *WRITTEN_TO_TRAIN):
        report_batch(name)
    for kind in ("text", "html"):
        if (shared / "eval" / "pagetext.jsonl.gz").is_file():
            is_any = True
            report_pages(f"whole pages, {kind}", measure_pages(shared / "eval", kind))
    if not is_any:
        print(f"no labelled set in {shared}", file=sys.stderr)
    return 0 if is_any else 2


def report_appeals(items: Sequence[Item]) -> None:
    _table("pasted articles", items, appeals_figures)
    for lang in sorted({one.lang for one in items}):
        own = [one for one in items if one.lang == lang]
        figures = appeals_figures(own)
        print(
            f"  {lang}: {len(own):3} texts, body {figures['body']:.3f}, boilerplate {figures['boilerplate']:.3f}"
        )
    for label, (done, of) in by_kind(items).items():
        print(f"  {label:<18} {done:4} of {of:4} removed")
    worst = sorted(items, key=lambda one: (-_count(one, "lost"), -_count(one, "left"), one.id))
    print("  worst:")
    for one in worst[:WORST]:
        wrong = ", ".join(f"{key} {value}" for key, value in one.metadata.items() if value != "right")
        print(f"    {one.id:<28} lost {_count(one, 'lost')}, left {_count(one, 'left')}  {wrong}")


def report_batch(name: str) -> None:
    """Print the figures of an invented batch; on its first run, before mending, it stood as its file says."""
    outcomes = [judge(case) for case in read_batch(name)]
    print(f"{name} invented batch: {len(outcomes)}, {FIRST_RUN.get(name, 'not seen before')}")
    for key, value in batch_figures(outcomes).items():
        print(f"  {key:<16} {value:.4f}")


def report_pages(name: str, items: Sequence[PageItem]) -> None:
    _table(name, items, page_figures)
    for lang in sorted({one.lang for one in items}):
        own = [one for one in items if one.lang == lang]
        print(f"  {lang}: {len(own):3} pages, F1 {page_figures(own)['f1']:.3f}")
    print("  worst:")
    for one in sorted(items, key=lambda one: (page_figures([one])["f1"], one.id))[:WORST]:
        figures = page_figures([one])
        print(
            f"    {figures['f1']:.3f} (precision {figures['precision']:.3f}, recall {figures['recall']:.3f}) {one.url}"
        )


def _table(name: str, items: Sequence[Any], figures: Callable[[Sequence[Any]], Figures]) -> None:
    found, ranges = figures(items), interval(items, figures)
    print(f"{name}: {len(items)}")
    for key, value in found.items():
        low, high = ranges[key]
        print(f"  {key:<16} {value:.4f}  [{low:.4f} - {high:.4f}]")


def _count(item: Item, fate: str) -> int:
    return sum(one == fate for _, one in item.blocks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
