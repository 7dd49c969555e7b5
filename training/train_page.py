"""Train the whole-page model: pages with the expected article come in, broadsheet/intake/page.json goes out.

    pip install . -r training/requirements.txt
    python training/train_page.py FOLDER              # FOLDER holds train.jsonl.gz
    python training/train_page.py FOLDER --check      # retrain; exit 1 if the weights differ in one digit

One thread, fixed seeds and rounded weights: the same folder gives the same file to the digit.
"""

import argparse
import gc
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import lightgbm
import msgspec
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from page_copies import flattened, poorer_words, unspaced  # noqa: E402
from page_truth import Example, read_examples, site_of, title_index  # noqa: E402

from broadsheet.intake import page  # noqa: E402
from broadsheet.intake.metadata import title_hint  # noqa: E402
from broadsheet.intake.page_context import second_rows  # noqa: E402
from broadsheet.intake.page_features import KINDS, first_rows, measure_all, places, promising_lines  # noqa: E402
from broadsheet.intake.page_headline import headline_rows  # noqa: E402
from broadsheet.intake.page_trees import BIT_STEP, HOPELESS, Row, Stage, compile_stage, probability  # noqa: E402
from broadsheet.model import Hints  # noqa: E402

FOLDS = 4
COMMON = {
    "objective": "binary", "min_data_in_leaf": 60, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "max_bin": 63, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip
FIRST = {**COMMON, "learning_rate": 0.12, "num_leaves": 16, "feature_fraction": 0.4}
FIRST_ROUNDS = 80
SECOND = {
    **COMMON, "learning_rate": 0.05, "num_leaves": 31, "feature_fraction": 0.12, "min_data_in_leaf": 40,
    "max_depth": 12,
}  # fmt: skip
SECOND_ROUNDS = 400
TITLE = {**COMMON, "learning_rate": 0.12, "num_leaves": 12, "feature_fraction": 0.4, "min_data_in_leaf": 30}
TITLE_ROUNDS = 60
EXITS = {FIRST_ROUNDS: (16, 36), SECOND_ROUNDS: (30, 45, 70, 100, 140, 200, 280), TITLE_ROUNDS: ()}
"""After so many trees a line that is as good as decided is scored no further; of headlines the best is wanted."""
HOPELESS_CHANCE, SURE_CHANCE = 0.08, 0.92
EXIT_ERROR = {FIRST_ROUNDS: 0.001, SECOND_ROUNDS: 0.006, TITLE_ROUNDS: 0.0}
"""A line is decided if at most this share of the lines scored as low (as high) ends above (below) these chances."""
NEVER = 1e3
LEARNABLE = 0.7
"""Pages of which even an unseen first look finds less (F1) teach nothing: their truth is another's, or half."""
CAUTION = 1.7
MARK_COLUMNS = frozenset({
    "marks@-1", "marks@0", "marks@1", "opening@0", "marks_above", "marks_below", "heading_above", "marks_since",
    "marks_between",
})  # fmt: skip
"""Columns that are sets of bits, each bit read by itself; the other sets of bits are not read."""
UNREAD = frozenset({"marks@-2", "marks@2", "opening@-2", "opening@-1", "opening@1", "opening@2"})


@dataclass(frozen=True)
class Looked:
    """A page with everything the first look needs, and its weight in training."""

    example: Example
    fold: int
    share: float
    title: int | None
    own: list[tuple[float, ...]]
    places: list[tuple[float, ...]]

    def headlines(self, first: list[float], dice: random.Random) -> dict[int, tuple[float, ...]]:
        """Return the candidates; every third page without the words of its address."""
        hint = "" if dice.random() < 0.35 else title_hint(Hints(url=self.example.url))
        return headline_rows(self.example.blocks, self.own, self.places, first, hint)

    def second(self, first: list[float]) -> dict[int, tuple[float, ...]]:
        return second_rows(self.example.blocks, self.own, self.places, first, self.title)


def main() -> int:
    arguments = _arguments()
    gc.disable()  # half a million rows, none of them in a circle
    stages = train(looks(read_examples(arguments.folder / "train.jsonl.gz")))
    written = json.dumps({"caution": CAUTION, **stages}, separators=(",", ":")) + "\n"
    target = HERE.parent / "broadsheet" / "intake" / "page.json"
    if arguments.check:
        same = target.read_text("utf-8") == written
        print("the same" if same else "page.json differs")
        return 0 if same else 1
    target.write_text(written, "utf-8")
    print(f"{target.name}: {len(written)} bytes")
    return 0


def looks(examples: list[Example]) -> list[Looked]:
    """Return every page as it is, once more with poorer word lists, and a third of them without spaces."""
    dice = random.Random(11)
    found = []
    for example, fold in zip(examples, page_folds(examples), strict=True):
        found.append(look(example, fold, 1.0, dice, 1.0, 1.0))
    for example, fold in zip(examples, page_folds(examples), strict=True):
        changed = flattened(example.blocks) if dice.random() < 0.2 else list(example.blocks)
        found.append(look(replace(example, blocks=tuple(changed)), fold, 0.4, dice, 0.4, 0.5))
    for example, fold in zip(examples, page_folds(examples), strict=True):
        if dice.random() < 0.35:
            changed = unspaced(example.blocks, dice)
            found.append(look(replace(example, blocks=tuple(changed)), fold, 0.35, dice, 0.0, 0.0))
    return found


def look(
    example: Example, fold: int, share: float, dice: random.Random, known: float, stops: float
) -> Looked:
    own = (
        measure_all(example.blocks)
        if known == 1.0
        else measure_all(example.blocks, *poorer_words(dice, known, stops))
    )
    title = title_index(example)
    chance = dice.random()
    if chance < 0.25:
        title = None
    elif chance < 0.35 and title is not None:
        title = max(0, min(len(example.blocks) - 1, title + dice.randint(-6, 6)))
    return Looked(example, fold, share, title, own, places(example.blocks, own))


def train(looked: list[Looked]) -> dict[str, dict]:
    """Return all stages; the later ones are trained on scores of pages that the first had not seen."""
    first, unseen = train_first(looked)
    labels = np.concatenate([one.example.truth for one in looked])
    weight = np.concatenate([line_weights(one) for one in looked])
    dice = random.Random(3)
    rows: list[Row] = []
    candidate_rows: list[Row] = []
    numbers: list[int] = []
    headlines: list[bool] = []
    begin = 0
    for one in looked:
        chance = unseen[begin : begin + len(one.own)]
        if is_learnable(one, chance):
            found = one.second(chance)
            rows += found.values()
            numbers += [begin + index for index in found]
        begin += len(one.own)
        candidates = one.headlines(chance, dice)
        candidate_rows += candidates.values()
        true_title = title_index(one.example)
        headlines += [index == true_title for index in candidates]
    table, columns = expand(rows, page.SECOND_NAMES)
    second = fit(table, labels[numbers], weight[numbers], SECOND, SECOND_ROUNDS, columns, page.SECOND_NAMES)
    table, columns = expand(candidate_rows, page.HEADLINE_NAMES)
    truth = np.array(headlines)
    headline = fit(table, truth, np.ones(len(truth)), TITLE, TITLE_ROUNDS, columns, page.HEADLINE_NAMES)
    return {"first": first, "second": second, "headline": headline}


def is_learnable(one: Looked, unseen: list[float]) -> bool:
    """Say whether the unseen first look finds most of the page's article, by words."""
    words, truth = [figures[1] for figures in one.own], one.example.truth
    kept = page.choose(unseen, words, 1.0)
    hits = sum(size for size, keep, true in zip(words, kept, truth, strict=True) if keep and true)
    size = sum(size for size, keep in zip(words, kept, strict=True) if keep)
    want = sum(size for size, true in zip(words, truth, strict=True) if true)
    return 2 * hits > LEARNABLE * (size + want)


def train_first(looked: list[Looked]) -> tuple[dict, list[float]]:
    """Return the first stage, and for every line its chance by a stage that was trained without its site."""
    rows: list[Row] = []
    numbers: list[int] = []
    begin = 0
    for one in looked:
        lines = promising_lines(one.own, one.places)
        rows += first_rows(one.own, one.places, lines)
        numbers += [begin + line for line in lines]
        begin += len(one.own)
    labels = np.concatenate([one.example.truth for one in looked])[numbers]
    weight = np.concatenate([line_weights(one) for one in looked])[numbers]
    folds = np.concatenate([np.full(len(one.own), one.fold) for one in looked])[numbers]
    table, columns = expand(rows, page.FIRST_NAMES)
    unseen = [probability(HOPELESS)] * begin
    for fold in range(FOLDS):
        seen = folds != fold
        stage = fit(table[seen], labels[seen], weight[seen], FIRST, FIRST_ROUNDS, columns, page.FIRST_NAMES)
        score = compile_stage(msgspec.convert(stage, Stage))
        for number in np.flatnonzero(~seen):
            unseen[numbers[number]] = probability(score(rows[number]))
    return fit(table, labels, weight, FIRST, FIRST_ROUNDS, columns, page.FIRST_NAMES), unseen


def fit(table, labels, weight, settings, rounds, columns, names) -> dict:
    """Boost, and return the trees in the form of ``page_trees``."""
    model = lightgbm.train(settings, lightgbm.Dataset(table, labels, weight=weight), rounds)
    trees = [as_tree(tree["tree_structure"], columns) for tree in model.dump_model()["tree_info"]]
    return {"names": list(names), "trees": trees, "exits": find_exits(model, table, rounds)}


def find_exits(model: lightgbm.Booster, table: np.ndarray, rounds: int) -> list[tuple[int, float, float]]:
    """Return after how many trees, under and over which score, a line will hardly ever change sides again."""
    final = model.predict(table)
    exits = []
    for count in EXITS[rounds]:
        partial = model.predict(table, raw_score=True, num_iteration=count)
        low = decided(partial, final > HOPELESS_CHANCE, EXIT_ERROR[rounds])
        high = decided(-partial, final < SURE_CHANCE, EXIT_ERROR[rounds])
        exits.append((count, round(low, 3), round(-high, 3)))
    return exits


def decided(scores: np.ndarray, wrong: np.ndarray, most: float) -> float:
    """Return the bound under which at most this share of the lines goes wrong."""
    order = np.argsort(scores, kind="stable")
    share = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    right = np.flatnonzero(share <= most)
    return float(scores[order[right[-1]]]) if len(right) else -NEVER


def as_tree(node: dict, columns: list[int]) -> list | float:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    low, high = as_tree(node["left_child"], columns), as_tree(node["right_child"], columns)
    return [
        columns[node["split_feature"]],
        round(node["threshold"], 4),
        low,
        high,
        round(node["internal_value"], 3),
    ]


def expand(rows: list[Row], names: Sequence[str]) -> tuple[np.ndarray, list[int]]:
    """Return the rows with each mark bit as a column of its own, and the code of each column."""
    table = np.array(rows, dtype=np.float32)
    columns: list[int] = []
    parts = []
    for number, name in enumerate(names):
        if name in MARK_COLUMNS:
            marks = table[:, number].astype(np.int64)
            for bit in range(len(KINDS)):
                columns.append(number + BIT_STEP * (bit + 1))
                parts.append((marks >> bit & 1).astype(np.float32))
        elif name not in UNREAD:
            columns.append(number)
            parts.append(table[:, number])
    return np.column_stack(parts), columns


def line_weights(one: Looked) -> np.ndarray:
    """Weigh a line by its words against the article's, as the measure does, flattened a little."""
    words, truth = np.array(one.example.words), np.array(one.example.truth)
    return one.share * np.clip(((words + 2.0) / (words[truth].sum() + 50)) ** 0.75, 0.0, 0.5) * 50


def page_folds(examples: list[Example]) -> list[int]:
    """Deal the pages into folds, all pages of a site into the same one."""
    dealer = random.Random(7)
    fold_of = {site: dealer.randrange(FOLDS) for site in sorted({site_of(one) for one in examples})}
    return [fold_of[site_of(one)] for one in examples]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
