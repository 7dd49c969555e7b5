"""Trees as data: the compiled function and the walk for the reasons read them alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.intake.page_trees import (
    BIT_STEP,
    HOPELESS,
    SURE,
    Node,
    Stage,
    compile_stage,
    contributions,
    probability,
)

STAGE = Stage(
    ("words", "marks"),
    (
        Node(0, 8.5, -1.0, Node(0, 20.5, 0.5, 1.5, 0.9), 0.1),
        Node(1 + BIT_STEP * 3, 0.0, 0.25, -2.0, 0.0),
    ),
)


@given(st.integers(0, 50), st.integers(0, 15))
def test_compiled_trees_sum_what_the_leaves_say(words: int, marks: int) -> None:
    first = -1.0 if words <= 8.5 else 0.5 if words <= 20.5 else 1.5
    second = -2.0 if marks & 4 else 0.25
    assert compile_stage(STAGE)((words, marks)) == pytest.approx(first + second)


@given(st.integers(0, 50), st.integers(0, 15))
def test_contributions_add_up_to_the_score_less_the_means(words: int, marks: int) -> None:
    moved = contributions(STAGE, (words, marks))
    assert sum(moved.values()) + 0.1 + 0.0 == pytest.approx(compile_stage(STAGE)((words, marks)))


def test_contributions_name_the_bit() -> None:
    assert contributions(STAGE, (10, 4))["marks:2"] == -2.0


def test_hopeless_line_is_let_go_early() -> None:
    stage = Stage(STAGE.names, STAGE.trees, ((1, -0.5, 9.0),))
    assert compile_stage(stage)((3, 0)) == HOPELESS
    assert compile_stage(stage)((30, 0)) == 1.75


def test_sure_line_is_kept_early() -> None:
    stage = Stage(STAGE.names, STAGE.trees, ((1, -9.0, 1.0),))
    assert compile_stage(stage)((30, 0)) == SURE
    assert compile_stage(stage)((3, 0)) == -0.75


def test_probability_stays_within_bounds() -> None:
    assert probability(0.0) == 0.5
    assert probability(-1e9) == 0.0
    assert probability(1e9) == 1.0
