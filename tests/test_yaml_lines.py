"""YAML read as text with lines: what is repaired, what is refused, and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Severity
from broadsheet.problems import format_problem
from broadsheet.text import tidy
from broadsheet.yaml_lines import Mapping, Scalar, Sequence, Tree, quote, read_yaml, typed
from tests.examples import examples


def values(tree: Tree) -> dict[str, str]:
    assert isinstance(tree.root, Mapping)
    return {key.text: value.text for key, value in tree.root.entries if isinstance(value, Scalar)}


def test_every_scalar_is_text_with_its_place() -> None:
    tree = read_yaml("lang: no\n\nversion:  1.20\n", "x.yaml", first_line=5)
    assert tree.problems == ()
    assert isinstance(tree.root, Mapping)
    places = [
        (value.text, value.line, value.column) for _, value in tree.root.entries if isinstance(value, Scalar)
    ]
    assert places == [("no", 5, 7), ("1.20", 7, 11)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: Harbor: a vote", "Harbor: a vote"),
        ("title: Harbor:", "Harbor:"),
        ('title: "Yes" to the harbor', '"Yes" to the harbor'),
        ("title: [Update] Harbor closed", "[Update] Harbor closed"),
        ("title: *Never* again", "*Never* again"),
        ("title: @harbor says no", "@harbor says no"),
        ("title: 'It's a harbor'", "'It's a harbor'"),
        ('title: "C:\\pier"', "C:\\pier"),
        ("title: %30 more", "%30 more"),
        ("title: - no", "- no"),
    ],
)
def test_a_value_that_only_lacks_quotation_marks_is_repaired(line: str, value: str) -> None:
    tree = read_yaml(f"id: k7\n{line}\ndate: 2024-05-03\n", "x.md", first_line=2)
    assert values(tree) == {"id": "k7", "title": value, "date": "2024-05-03"}
    (warning,) = tree.problems
    assert (warning.line, warning.column, warning.severity) == (3, 8, Severity.WARNING)
    assert warning.hint == f"read as: title: {quote(value)}"


def test_the_warning_shows_the_line_and_its_cure() -> None:
    (warning,) = read_yaml("title: Harbor: a vote", "content/articles/a.md", first_line=2).problems
    assert format_problem(warning) == (
        'content/articles/a.md:2:8: warning: the value of "title" needs quotation marks\n'
        "    2 | title: Harbor: a vote\n"
        '      |        ^ read as: title: "Harbor: a vote"'
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, '"a" stands here a second time'),
        ("a: &x 1\n", 1, '"&x" is a YAML anchor'),
        ("a: *x\n", 1, '"*x" is a YAML alias'),
        ("a: !!python/none 1\n", 1, '"tag:yaml.org,2002:python/none" is a YAML tag'),
        ("? [a, b]\n: 1\n", 1, "a key must be a word"),
        ("a: 1\n---\nb: 2\n", 2, "a second document starts here"),
    ],
)
def test_what_headers_do_not_need_is_refused(text: str, line: int, message: str) -> None:
    tree = read_yaml(text, "x.yaml")
    assert [(problem.line, problem.message) for problem in tree.problems] == [(line, message)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\n\tb: 2\n", 2, "a tab stands where YAML wants spaces"),
        ("a: [1, 2\nb: 3\n", 2, "a list or map in brackets is not closed"),
        ("a: 1\njust words\nb: 2\n", 2, "this line is not `key: value`"),
        ("a: 1\n  b: 2\n", 2, "this colon cannot stand here"),
        ("a:\n  - 1\n b: 2\n", 3, "this line does not fit the lines above it"),
        ("[" * 90, 1, "lists and maps are nested deeper than 40 levels"),
    ],
)
def test_broken_yaml_is_named_with_its_line(text: str, line: int, message: str) -> None:
    tree = read_yaml(text, "x.yaml")
    assert tree.root is None
    assert [(problem.line, problem.message) for problem in tree.problems] == [(line, message)]
    assert tree.problems[0].hint


def test_invisible_characters_are_left_out_with_a_warning() -> None:
    tree = read_yaml("a: 1\nb: x\x07y\x00\n", "x.yaml")
    assert values(tree) == {"a": "1", "b": "xy"}
    (warning,) = tree.problems
    assert (warning.line, warning.column) == (2, 5)
    assert "U+0007" in warning.message


def test_an_empty_text_is_no_problem() -> None:
    assert read_yaml("", "x.yaml").problems == ()
    assert read_yaml("# only a comment\n", "x.yaml").root is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("no", "no"),
        ("12", 12),
        ("-0.5", -0.5),
        ("007", "007"),
        ("1_000", "1_000"),
        ("'12'", "12"),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{a: {b: 1}}", {"a": {"b": 1}}),
        ("2024-05-03", "2024-05-03"),
        ("9" * 40, "9" * 40),
        ("~", ""),
    ],
)
def test_free_values_are_typed_without_surprises(text: str, value: object) -> None:
    tree = read_yaml(f"- {text}", "x.yaml")
    assert isinstance(tree.root, Sequence)
    assert typed(tree.root.items[0]) == value


MARKS = st.sampled_from(
    ["a", ": ", "\n", "  ", "- ", '"', "'", "[", "]", "{", "}", "&", "*", "!", "|", ">", "%", "#"]
)


@given(st.lists(MARKS | st.characters(), max_size=30).map("".join))
@examples(200)
def test_no_text_gives_a_traceback(text: str) -> None:
    tree = read_yaml(text, "x.yaml")
    for problem in tree.problems:
        format_problem(problem).encode()


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@examples(200)
def test_a_quoted_text_is_read_back_tidy(text: str) -> None:
    tree = read_yaml(f"key: {quote(text)}", "x.yaml")
    assert tree.problems == ()
    assert values(tree) == {"key": tidy(text)}
