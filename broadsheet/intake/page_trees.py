"""Boosted trees from the weights file come in; a function from a row of numbers to a score, and reasons, go out."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

Row: TypeAlias = Sequence[float]

BIT_STEP = 1000
HOPELESS = -4.0
"""Log odds given to a line that is let go before its last tree."""


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
    exits: tuple[tuple[int, float], ...] = ()
    """After so many trees a line with a score below this bound is let go."""


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
    bounds = dict(stage.exits)
    for number, tree in enumerate(stage.trees, 1):
        lines.append(f"    total += {_expression(tree)}")
        if number in bounds:
            lines.append(f"    if total < {bounds[number]!r}: return {HOPELESS}")
    lines.append("    return total")
    space: dict[str, Callable[[Row], float]] = {}
    exec(compile("\n".join(lines), "<page trees>", "exec"), {}, space)
    return space["score"]


def probability(score: float) -> float:
    """Turn log odds into a probability, rounded so that later stages see the same number on every machine."""
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 4)


def contributions(stage: Stage, row: Row) -> dict[str, float]:
    """Return by how much each column moved the score of this row (Saabas: the change of mean along the path)."""
    moved: dict[str, float] = {}
    for tree in stage.trees:
        for name, change in _path(stage, tree, row):
            moved[name] = moved.get(name, 0.0) + change
    return moved


def _expression(tree: Node | float) -> str:
    if not isinstance(tree, Node):
        return repr(tree)
    low, high = _expression(tree.low), _expression(tree.high)
    if tree.column >= BIT_STEP:
        step, place = divmod(tree.column, BIT_STEP)
        return f"({high} if f{place} & {1 << (step - 1)} else {low})"
    return f"({low} if f{tree.column} <= {tree.threshold!r} else {high})"


def _path(stage: Stage, tree: Node | float, row: Row) -> Iterator[tuple[str, float]]:
    while isinstance(tree, Node):
        step, place = divmod(tree.column, BIT_STEP)
        above = int(row[place]) >> (step - 1) & 1 if step else row[place] > tree.threshold
        after = tree.high if above else tree.low
        change = (after.mean if isinstance(after, Node) else after) - tree.mean
        yield (f"{stage.names[place]}:{step - 1}" if step else stage.names[place]), change
        tree = after
