"""Train the small model of what stands beside appeals: labelled texts come in, broadsheet/intake/pleas.json goes out.

    pip install . pytest -r training/requirements.txt
    python training/train_pleas.py FOLDER             # FOLDER holds appeals/dev.jsonl and eval/train.jsonl.gz
    python training/train_pleas.py FOLDER --check     # retrain; exit 1 if a weight differs
    python training/train_pleas.py FOLDER --judge     # each batch judged by weights that never saw it

Logistic regression over the figures of ``plea_figures.figures``. Every text is seen five times, four times with a third
or more than half of all rule phrases taken away: a stranger's text has phrases that no rule knows. Labelled
articles are seen without the phrases that only their own outlet has. Lines of whole pages count a little, as news.
"""

import argparse
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from broadsheet.intake import endings, plea_figures, pleas  # noqa: E402
from broadsheet.intake import label as labelling  # noqa: E402
from broadsheet.intake.blocks import blocks_from_text  # noqa: E402
from broadsheet.intake.draft import Draft  # noqa: E402
from broadsheet.intake.language import detect_language  # noqa: E402
from broadsheet.intake.ruleset import Rules  # noqa: E402
from tests.intake.conftest import shipped_rules  # noqa: E402
from tests.quality import batches, left_out  # noqa: E402
from tests.quality.cropped import OWN, crops  # noqa: E402
from tests.quality.measure import load_scorer  # noqa: E402

T = TypeVar("T")
TARGET = HERE.parent / "broadsheet" / "intake" / "pleas.json"
NEWS = frozenset({"body", "title", "caption", "byline", "date"})
REAL_WEIGHT = 2
"""What a block of a saved page counts, beside one of an invented text."""
PAGE_WEIGHT, LONGEST_PAGE = 0.3, 150
"""What a line of a whole page counts, and the lines of the longest page used."""
DROPPED = ((1, 0.35), (2, 0.6), (3, 0.35), (4, 0.6))
"""Seed and share of the phrases taken away in the second look at a text and in those after it."""
LOOKS = 1 + len(DROPPED)
PENALTY = 1 / 0.3
DIGITS = 4
TRAINED = (*batches.BATCHES[: batches.BATCHES.index("eighth") + 1], "trained")
"""Batches after the eighth are kept from the weights, so that they tell what those do on texts they have not seen."""


@dataclass(frozen=True)
class Row:
    """One block: whether it is no news, what was seen of it, and what is decided of it before the model."""

    group: str
    weight: float
    is_other: bool
    figures: plea_figures.Figures
    is_open: bool
    is_asking: bool
    text: str


def rows_of(text: str, rules: Rules) -> list[tuple[str, plea_figures.Figures, bool]]:
    """Label a text up to the model's step; return for each block its text, figures and whether it is still open."""
    seen: list[tuple[str, plea_figures.Figures, bool]] = []

    def look(draft: Draft) -> None:
        rows = zip(draft.blocks, plea_figures.figures(draft), draft.final, strict=True)
        seen.extend((block.text, figures, final is None) for block, figures, final in rows)

    steps = labelling.STEPS
    at = [name for name, _ in steps].index("pleas")
    labelling.STEPS = (*steps[:at], ("look", look), *steps[at + 1 :])
    boxes, endings.keep_boxes = endings.keep_boxes, _pass_by
    try:
        blocks = blocks_from_text(text)
        lang = detect_language([block.text for block in blocks], rules)[:2]
        labelling.label(blocks, rules, lang=lang, explained=False)
    finally:
        labelling.STEPS = steps
        endings.keep_boxes = boxes
    return seen


def _pass_by(_: Draft) -> None:
    """Leave boxes open: nobody asks the model of them, but it learns from them what news looks like."""


def poorer(seed: int, share: float) -> Rules:
    """Return the shipped rules without a share of their phrases; a new phrase changes nothing for the others."""
    rules = shipped_rules()
    gone = {
        (rule.id, phrase)
        for rule in rules.rules
        for phrase in rule.phrases
        if zlib.crc32(f"{seed} {rule.id} {phrase}".encode()) < share * (1 << 32)
    }
    return left_out.without(rules, gone)


def collect(folder: Path) -> list[Row]:
    """Return the blocks of all texts."""
    poor = [poorer(*one) for one in DROPPED]
    rows = [*_articles(folder / "appeals", poor), *_batches([shipped_rules(), *poor])]
    for crop in crops(folder / "eval" / "train.jsonl.gz"):
        if len(crop.lines) <= LONGEST_PAGE:
            share = dict(zip(crop.lines, crop.shares, strict=True))
            for text, figures, is_open in rows_of("\n\n".join(crop.lines), shipped_rules()):
                if share.get(text, 0) >= OWN and text.count(" ") >= 3:
                    rows.append(Row("page", PAGE_WEIGHT, False, figures, is_open, False, text))
    return rows


def _articles(folder: Path, poor: Sequence[Rules]) -> Iterator[Row]:
    scorer = load_scorer(folder)
    items = scorer.load([folder / "dev.jsonl"])
    outlets: defaultdict[str, left_out.Used] = defaultdict(set)
    for item in items:
        outlets[item["source"]] |= left_out.used_phrases(item)
    for item in items:
        others = set().union(*(used for name, used in outlets.items() if name != item["source"]))
        own = left_out.without(shipped_rules(), outlets[item["source"]] - others)
        told = {" ".join(block["text"].split()): block["label"] for block in item["blocks"]}
        for rules in (own, *poor):
            for text, figures, is_open in rows_of(scorer.text_of(item), rules):
                kind = told.get(text, "unsure")
                if kind != "unsure":
                    is_asking = kind in {"appeal", "newsletter", "paywall"}
                    yield Row(
                        "articles", REAL_WEIGHT / LOOKS, kind not in NEWS, figures, is_open, is_asking, text
                    )


def _batches(versions: Sequence[Rules]) -> Iterator[Row]:
    for name in TRAINED:
        for case in batches.read_batch(name):
            told = {" ".join(text.split()): letter for letter, text in case.parts}
            for rules in versions:
                for text, figures, is_open in rows_of(case.text, rules):
                    letter = told.get(text, "")
                    if letter:
                        is_other = letter not in batches.KEPT | batches.UNSCORED
                        yield Row(name, 1 / LOOKS, is_other, figures, is_open, letter in "ANP", text)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Return the weights of least loss (L-BFGS; the bias is not held small)."""
    names = sorted({name for row in rows for name in row.figures} | {pleas.BIAS})
    column = {name: at for at, name in enumerate(names)}
    cells = [
        (at, column[name], float(value)) for at, row in enumerate(rows) for name, value in row.figures.items()
    ]
    cells += [(at, column[pleas.BIAS], 1.0) for at in range(len(rows))]
    where, which, values = (np.array(one) for one in zip(*cells, strict=True))
    table = csr_matrix((values, (where, which)), shape=(len(rows), len(names)))
    target = np.array([1.0 if row.is_other else -1.0 for row in rows])
    weight = np.array([row.weight for row in rows])
    held = np.ones(len(names))
    held[column[pleas.BIAS]] = 0

    def loss(given: np.ndarray) -> tuple[float, np.ndarray]:
        margin = target * (table @ given)
        slope = -weight * target / (1 + np.exp(np.clip(margin, -40, 40)))
        value = (weight * np.logaddexp(0, -margin)).sum() + PENALTY * (held * given**2).sum() / 2
        return float(value), table.T @ slope + PENALTY * held * given

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 3000, "ftol": 1e-12}
    )
    return {name: round(float(value), DIGITS) for name, value in zip(names, found.x, strict=True)}


def judge(rows: Sequence[Row]) -> None:
    """Print for each batch what weights trained on all others take of the blocks that rules leave open."""
    for name in ("articles", *TRAINED):
        weights = fit([row for row in rows if row.group != name])
        own = [row for row in rows if row.group == name and row.is_open]
        taken = [row for row in own if pleas.score_of(row.figures, weights) >= pleas.bound(row.figures)]
        print(
            f"{name:<10} asking {sum(row.is_asking for row in taken)} of {sum(row.is_asking for row in own)}, "
            f"others {sum(row.is_other and not row.is_asking for row in taken)} of "
            f"{sum(row.is_other and not row.is_asking for row in own)}, "
            f"news {sum(not row.is_other for row in taken)} of {sum(not row.is_other for row in own)}"
        )
        for row in taken:
            if not row.is_other:
                print(f"    lost: {row.text[:120]}")


def run(
    description: str,
    target: Path,
    digits: int,
    collect: Callable[[Path], Sequence[T]],
    fit: Callable[[Sequence[T]], dict[str, float]],
    judge: Callable[[Sequence[T]], None],
) -> int:
    """Do what the command line asks for: write the weights, or check or judge them; return the exit code."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    rows = collect(options.folder)
    if options.judge:
        judge(rows)
        return 0
    weights = fit(rows)
    if options.check:
        known = msgspec.json.decode(target.read_bytes(), type=dict[str, float])
        worst = max(abs(weights.get(name, 0) - known.get(name, 0)) for name in {*weights, *known})
        print(f"largest difference of a weight: {worst:.{digits}f}")
        return int(worst > 10**-digits)
    target.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
    print(f"{len(rows)} examples, {len(weights)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(run(__doc__ or "", TARGET, DIGITS, collect, fit, judge))
