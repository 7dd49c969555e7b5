"""Texts made to hang, to crash or to confuse: each is named or read, in bounded time, and the rest is built."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from broadsheet.articles.markdown import render_body
from broadsheet.articles.read import parse_article
from broadsheet.config import read_config
from broadsheet.editing.cleaning import clean_raw
from broadsheet.model import Config, Hints
from broadsheet.problems import ProblemError
from broadsheet.verbs import group
from tests.conftest import DigestFolder
from tests.intake.conftest import shipped_rules
from tests.promises.test_bad_files import run
from tests.promises.work import cpu
from tests.test_build import RAW

DEEP = {
    "lists": f"title: {'[' * 30_000}\n",
    "maps": f"title: x\nk: {'{a: ' * 30_000}\n",
    "dashes": f"k:\n {'- ' * 30_000}\n",
    "questions": f"k: x\n{'? ' * 20_000}\n",
    "indents": "".join(f"{' ' * level}k{level}:\n" for level in range(600)),
    "bomb": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a, *a, *a, *a]\n" for n in range(9)),
}
PLACES = ["inbox/k.txt", "articles/k.md", "pages/k.md", "editions/2026-11-18.md", "boilerplate/k.yaml"]


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", list(DEEP))
def test_yaml_nested_without_end_ends_no_process(digest: DigestFolder, place: str, kind: str) -> None:
    digest.article("good")
    digest.write("content/inbox/page.txt", RAW)
    is_rule = place.endswith(".yaml")
    digest.write(f"content/{place}", DEEP[kind] if is_rule else f"---\n{DEEP[kind]}---\n\nText of news.\n")
    done = run(digest.root, "build", "-q")
    assert done.returncode in (0, 1), done.stderr[-500:]
    assert "2026/11/18/good/index.html" in digest.site()
    assert not list((digest.root / "content/inbox").glob("page.txt"))
    assert run(digest.root, "check").returncode in (0, 1)


@pytest.mark.parametrize("kind", list(DEEP))
def test_a_config_nested_without_end_is_a_problem(kind: str) -> None:
    assert read_config(DEEP[kind])[1]


@pytest.mark.parametrize("kind", list(DEEP))
def test_a_json_line_with_yaml_nested_without_end_is_answered(kind: str) -> None:
    lines = [{"id": 1, "text": f"---\n{DEEP[kind]}---\n\nText.\n"}, {"id": 2, "text": RAW}]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    result = CliRunner().invoke(group, ["clean", "--jsonl"], input=text, obj=Path.cwd())
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]


N = 600
KILLERS: dict[str, Callable[[int], str]] = {
    "emphasis": lambda n: "*a " * n,
    "both": lambda n: "*a_ " * n,
    "strong": lambda n: "a**b" * n + "c* " * n,
    "mixed": lambda n: "*a **a " * n,
    "stars": lambda n: "*" * n + "a" + "*" * n,
    "lines": lambda n: "_" * n,
    "brackets": lambda n: "[" * n + "a" + "]" * n,
    "open": lambda n: "[" * n,
    "pictures": lambda n: "![" * n,
    "links": lambda n: "[a](" * n,
    "angles": lambda n: "[a](<b" * n,
    "titles": lambda n: "[a](b " * n,
    "closing": lambda n: "[ (](" * n,
    "references": lambda n: "".join(f"[r{i}]: /{i}\n" for i in range(n)) + "[r1] " * n,
    "reference": lambda n: '[a]: b "' + "c\n" * n,
    "parens": lambda n: "[a]: b (c\n" * n,
    "refangle": lambda n: "[a]: <b\n" * n,
    "ticks": lambda n: "".join("e" + "`" * i for i in range(1, int(n**0.5) * 3)),
    "tick": lambda n: "`a" * n,
    "tags": lambda n: "<a " * n,
    "comments": lambda n: "<!--" * n,
    "cdata": lambda n: "<![CDATA[" * n,
    "decl": lambda n: "<!A " * n,
    "php": lambda n: "<?" * n,
    "attributes": lambda n: '<a b="' * n,
    "auto": lambda n: "<http://a" * n,
    "mail": lambda n: "<a@" + "b." * n,
    "entities": lambda n: "&#" * n,
    "slashes": lambda n: "\\" * n,
    "tildes": lambda n: "~~a " * n,
    "wide": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n",
    "table": lambda n: "a|b\n-|-\n" + "a|b\n" * n,
    "empty": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|\n" * 30,
    "setext": lambda n: "a\n" * n + "=\n",
    "fences": lambda n: "```\n" * n,
    "quoted": lambda n: "> ```\n" * n,
    "lazy": lambda n: "> a\n" * n,
    "nested": lambda n: ">" * n + "x",
    "spaced": lambda n: "> " * n + "x",
    "items": lambda n: "- " * n + "x",
    "numbers": lambda n: "1. " * n + "x",
    "deep": lambda n: "".join("  " * (i % 90) + "- a\n" for i in range(n)),
    "paragraph": lambda n: "A line of words.\n" * n,
    "word": lambda n: "x" * n * 40,
    "blank": lambda n: "\n" * n * 20,
    "inner": lambda n: "a" + " " * n * 20 + "b",
    "tabs": lambda n: "\t" * n + "x",
    "digits": lambda n: "1" * n * 20,
    "dots": lambda n: "." * n * 20,
    "quotes": lambda n: "\"'" * n,
    "dashes": lambda n: "- -- " * n,
    "dates": lambda n: "12/12/" * n,
    "names": lambda n: "By " + "Ann Bee and " * n,
    "marks": lambda n: "a" + "\u0301" * n * 10,
    "joiners": lambda n: "👩\u200d" * n,
    "mojibake": lambda n: "Ã©" * n,
    "caps": lambda n: "AB " * n,
    "addresses": lambda n: "http://a." * n,
    "breaks": lambda n: "a\\\n" * n,
    "appeals": lambda n: (
        "A headline above the news\n\n"
        + "The ferries resumed service on Tuesday after three weeks of repairs to the pier, the office said.\n\n"
        * 3
        + "Donate now\n\nthe harbor people and their cousins who came by boat on that day with nets, bread, tea\n\n"
        * n
    ),
    "hard": lambda n: "a  \n" * n,
}
"""Published and home-made ways to make a Markdown parser, or a regular expression of ours, take its square."""


def _seconds(work: Callable[[str], object], text: str) -> float:
    return cpu(lambda: work(text))


def _clean(text: str) -> None:
    raw = f"Ferry strike ends after nine days\n\nThe crews voted on Monday.\n\n{text}\n".encode()
    clean_raw(raw, rules=shipped_rules(), config=Config(), hints=Hints(today="2026-11-20"), html=False)


@pytest.mark.slow
@pytest.mark.parametrize("work", [render_body, _clean], ids=["markdown", "clean"])
@pytest.mark.parametrize("kind", list(KILLERS))
def test_eight_times_the_text_takes_no_square_of_time(kind: str, work: Callable[[str], object]) -> None:
    """Linear is 8, square is 64; under a fifth of a second no ratio means anything."""
    work(KILLERS[kind](50))
    small = max(min(_seconds(work, KILLERS[kind](N)) for _ in range(3)), 0.01)
    large = min(_seconds(work, KILLERS[kind](8 * N)) for _ in range(2))
    assert large < 0.3 or large < 28 * small, (small, large)


@pytest.mark.parametrize("kind", list(KILLERS))
def test_a_killer_is_an_article_like_any_other(kind: str) -> None:
    text = f"---\ntitle: K\ndate: 2026-11-18\n---\n\n{KILLERS[kind](60)}\n"
    article, problems = parse_article(text, "content/articles/k.md")
    assert article.title == "K" and problems == ()
    render_body(article.body, "en")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfea",
        b"\xef\xbb\xbf",
        b"---",
        b"---\n---\n",
        b"\x00" * 5_000,
        bytes(range(256)) * 40,
        b"",
        b"\n",
        b"\xff",
        b"+BB8EMA-\n\ntext\n",
        "Ferry strike ends.".encode("cp500"),
        "Ferry".encode("utf-32"),
        b"Ferry\x00strike\n\nText.\n",
        b"\x1b[31mred\x1b[0m title\n\nText \x1b]0;x\x07 here of news.\n",
        ("é" * 1000).encode()[:-1],
        b"\x1f\x8b\x08\0\0",
    ],
)
def test_any_bytes_are_read_or_refused_by_name(raw: bytes) -> None:
    try:
        cleaned = clean_raw(raw, rules=shipped_rules(), config=Config(), hints=Hints(name="x.txt"))
    except ProblemError as error:
        assert error.problems[0].path == "x.txt" and error.problems[0].hint
    else:
        assert cleaned.article.title.isprintable()
