"""Boosted trees from the weights file come in; a function from a row of numbers to a score, and reasons, go out."""

import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

Row: TypeAlias = Sequence[float]

BIT_STEP = 1000
HOPELESS, SURE = -4.0, 4.0
"""Log odds given to a line that is as good as decided before its last tree."""
EXPLAINING = 60
"""Trees that the reasons are read from."""


class Node(Struct, frozen=True, array_like=True):
    """A question to a row; ``low`` follows where the value is at most the threshold.

    A column ``c + BIT_STEP * (b + 1)`` asks whether bit ``b`` of the marks in column ``c`` is set (then ``high``).
    """

    column: int
    threshold: float
    low: "Node | float"
    high: "Node | float"
    mean: float
    """The mean score of the training lines that came here."""


class Stage(Struct, frozen=True):
    """One set of trees with the names of the columns it reads."""

    names: tuple[str, ...]
    trees: tuple[Node | float, ...]
    exits: tuple[tuple[int, float, float], ...] = ()
    """After so many trees a line with a score below the first bound or above the second is decided."""


class Weights(Struct, frozen=True):
    """All that ``training/train_page.py`` learns."""

    first: Stage
    second: Stage
    caution: float
    headline: Stage = Stage((), ())


@cache
def weights() -> Weights:
    """Return the trained weights (``page.json`` beside this module)."""
    return msgspec.json.decode((Path(__file__).parent / "page.json").read_bytes(), type=Weights)


@cache
def scorer(name: str) -> Callable[[Row], float]:
    """Return the function that scores a row in the stage of this name, as log odds."""
    return compile_stage(getattr(weights(), name))


def compile_stage(stage: Stage) -> Callable[[Row], float]:
    """Turn the trees into one Python function; nested conditions run five times faster than a walk over nodes."""
    columns = ", ".join(f"f{number}" for number in range(len(stage.names)))
    lines = [f"def score(row):\n    ({columns},) = row\n    total = 0.0"]
    bounds = {count: (low, high) for count, low, high in stage.exits}
    for number, tree in enumerate(stage.trees, 1):
        lines.append(f"    total += {_expression(tree)}")
        if number in bounds:
            low, high = bounds[number]
            lines.append(f"    if total < {low!r}: return {HOPELESS}\n    if total > {high!r}: return {SURE}")
    lines.append("    return total")
    space: dict[str, Callable[[Row], float]] = {}
    exec(compile("\n".join(lines), "<page trees>", "exec"), {}, space)
    return space["score"]


def probability(score: float) -> float:
    """Turn log odds into a probability, rounded so that later stages see the same number on every machine."""
    if -30.0 < score < 30.0:
        return round(1.0 / (1.0 + math.exp(-score)), 4)
    return 0.0 if score < 0 else 1.0


def contributions(stage: Stage, row: Row) -> dict[str, float]:
    """Return by how much each column moved the score of this row (Saabas: the change of mean along the path).

    Only the first ``EXPLAINING`` trees are asked: later ones correct little, and nobody waits for them.
    """
    moved: dict[int, float] = {}
    for tree in stage.trees[:EXPLAINING]:
        node = tree
        while isinstance(node, Node):
            column = node.column
            if column >= BIT_STEP:
                above = int(row[column % BIT_STEP]) >> (column // BIT_STEP - 1) & 1
            else:
                above = row[column] > node.threshold
            after = node.high if above else node.low
            change = (after.mean if isinstance(after, Node) else after) - node.mean
            moved[column] = moved.get(column, 0.0) + change
            node = after
    return {_column_name(stage, column): change for column, change in moved.items()}


def _column_name(stage: Stage, column: int) -> str:
    step, place = divmod(column, BIT_STEP)
    return f"{stage.names[place]}:{step - 1}" if step else stage.names[place]


def _expression(tree: Node | float) -> str:
    if not isinstance(tree, Node):
        return repr(tree)
    low, high = _expression(tree.low), _expression(tree.high)
    if tree.column >= BIT_STEP:
        step, place = divmod(tree.column, BIT_STEP)
        return f"({high} if f{place} & {1 << (step - 1)} else {low})"
    return f"({low} if f{tree.column} <= {tree.threshold!r} else {high})"
