"""One tidier for raw text and for every value after YAML: no field smuggles in what no reader sees."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.articles.read import parse_article
from broadsheet.model import Problem
from broadsheet.problems import format_annotation, format_problem
from broadsheet.text import tidy
from broadsheet.verbs import group
from tests.conftest import DigestFolder
from tests.examples import examples
from tests.promises.sheet import assert_well_formed, fill_every_field

HIDDEN = [
    *(chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))),
    *"\u00ad\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069",
    *"\ufeff\ufff9\ufffa\ufffb\ufffc\ufffe\uffff",
]
KEPT = "\u200c\u200d\u200e\u200f\u061c\ufe0f\u0301\ufffd\U000e0041\u00a0\u3000\U0001f600\ue000"


@pytest.mark.parametrize("character", HIDDEN)
def test_a_hidden_character_is_taken_out_and_the_words_stay(character: str) -> None:
    assert tidy(f"Ferry{character}strike") in ("Ferrystrike", "Ferry\nstrike")


@pytest.mark.parametrize("character", KEPT)
def test_what_a_script_is_spelled_with_stays(character: str) -> None:
    assert tidy(f"a{character}b") == f"a{character}b"


@given(st.text())
@examples(300)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert not any(hidden in tidy(text) for hidden in HIDDEN)


@pytest.mark.parametrize(
    "escape",
    [r"\0", r"\e", r"\b", r"\v", r"\f", r"\r", r"\x7f", r"\x9f", r"\N", r"\L", r"\P", r"\u202e", r"\u2066",
     r"\u200b", r"\u00ad", r"\uFEFF", r"\uFFFE", r"\uFFFF"],
)  # fmt: skip
def test_no_escape_in_any_value_puts_a_hidden_character_into_the_site(
    digest: DigestFolder, escape: str
) -> None:
    fill_every_field(digest, f'"Ferry{escape}strike"')
    digest.build()
    assert "2026/11/18/second/index.html" in digest.site()
    assert_well_formed(digest)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x08", "\u202e", "\u2028", "\ufeff", "\ufffe"])
def test_a_hidden_character_typed_into_a_file_is_not_published(digest: DigestFolder, character: str) -> None:
    text = f"Ferry{character}strike"
    digest.article("typed", title=text, byline=f"[{text}]", body=f"{text} ends.\n\n> {text}\n\n`{text}`")
    digest.article("plain", title="Plain", body=f"{text} ends.")
    digest.write("content/pages/about.md", f"# {text}\n\n{text}\n")
    digest.write("content/editions/2026-11-18.md", f"---\ntitle: {text}\n---\n\n{text}\n")
    digest.build()
    assert_well_formed(digest)
    assert "ends." in digest.page("2026/11/18/plain/index.html")


def test_a_name_of_a_file_that_turns_the_text_round_gives_a_plain_title(digest: DigestFolder) -> None:
    digest.write("content/articles/2026-11-18-ferry\u202eexe.md", "A plain paragraph of news.\n")
    digest.build()
    assert_well_formed(digest)


@pytest.mark.parametrize("half", ["\\ud800", "\\udfff", "\\ud800\\ud800"])
def test_half_a_character_in_a_json_line_is_no_traceback(half: str) -> None:
    line = (
        f'{{"id": "a", "text": "Ferry strike ends\\n\\nThe crews{half} voted on Monday to return to work."}}'
    )
    result = CliRunner().invoke(group, ["clean", "--jsonl"], input=f"{line}\n".encode(), obj=None)
    answer = json.loads(result.stdout)
    assert "error" in answer or "voted on Monday" in answer["body"]


@given(st.text(max_size=30), st.text(max_size=30))
@examples(200)
def test_a_message_is_one_line_that_no_terminal_obeys(message: str, line: str) -> None:
    text = format_problem(Problem(path="x.md", line=3, column=2, message=message, source_line=line))
    assert len(text.split("\n")) == (2 if line.rstrip("\r\n") or line else 1)
    assert tidy(text) == text
    assert "\n" not in format_annotation(Problem(path="x.md", message=message, hint=line))


def test_a_message_does_not_repeat_a_value_of_megabytes() -> None:
    article = f"---\ntitle: T\ndate: {'9' * 2_000_000}\n---\n\nText.\n"
    (problem,) = parse_article(article, "content/articles/x.md")[1]
    assert len(format_problem(problem)) < 1_500


@example("\x00a\x85\u2028\ufeff\ud800\u200d")
@given(st.text(st.characters() | st.sampled_from("".join(HIDDEN) + KEPT + "\ud800\udfff\u200d\r\n ab")))
@examples(300)
def test_tidying_takes_out_what_is_hidden_and_nothing_else(text: str) -> None:
    ends = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    hidden = {*HIDDEN, *"\u202a\u202b\u202c\u202d\u202e"} - {"\t", "\n", "\x85"}
    assert tidy(text) == "".join(one for one in ends if one not in hidden and not "\ud800" <= one <= "\udfff")
