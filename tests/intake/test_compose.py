"""The Markdown of a text reads exactly as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from broadsheet.intake.compose import compose, escape
from broadsheet.model import Block, Kind, Label


def rendered_text(markdown: str) -> str:
    """Return the words of a text as a reader sees them: text and breaks of its inline tokens."""
    tokens = MarkdownIt("commonmark").enable("strikethrough").parse(markdown)
    parts = [child for token in tokens for child in (token.children or [])]
    assert all(part.type in {"text", "softbreak"} for part in parts), markdown
    return "".join(part.content or " " for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "1. May is a holiday",
        "2024. That was the year",
        "- a dash opens this",
        "# hashtag or heading",
        "+ plus",
        "> and then",
        "*stars* and _lines_ and `ticks`",
        "snake_case stays",
        "[a] (b) <i>c</i> &amp; &lt; AT&T",
        "back\\slash \\* star",
        "~~gone~~ and ~~~",
        "six~~~or~~~seven~~~~",
        "---",
        "===",
        "| a | b |",
        "http://example.org/a_b*c",
    ],
)
def test_what_markdown_would_eat_is_kept(text: str) -> None:
    assert rendered_text(escape(text)) == text


@given(st.text(alphabet="ab1 .)*_[]<>&;#`~-+=|\\!:(x", min_size=1, max_size=30))
def test_any_text_reads_as_typed(text: str) -> None:
    text = " ".join(text.split())
    if text:
        assert rendered_text(escape(text)) == text


def test_subheads_and_lists_become_markdown() -> None:
    kinds = [
        (Kind.BODY, "One."),
        (Kind.HEADING, "Two #"),
        (Kind.LIST, "• a"),
        (Kind.LIST, "• b"),
        (Kind.AD, "Ad"),
    ]
    labels = [Label(Block(text, line), kind, "test") for line, (kind, text) in enumerate(kinds, 1)]
    assert compose(labels) == "One.\n\n## Two \\#\n\n- a\n- b\n"


def test_nothing_kept_is_an_empty_body() -> None:
    assert compose([]) == ""
