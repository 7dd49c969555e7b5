"""config.yaml read: every key, its defaults, and all mistakes at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.config import config_reference, read_config
from broadsheet.config.flat import read_flat
from broadsheet.config.keys import KEYS
from broadsheet.model import (
    CleanSettings,
    Config,
    EditionSettings,
    FeedSettings,
    RobotSettings,
    SourceSettings,
    TopicSettings,
)
from broadsheet.problems import format_problem
from broadsheet.yaml_lines import read_yaml
from tests.examples import examples

FULL = """\
title: Harbor Digest
description: "News: all of it"
base_url: https://example.org/digest
language: pt-BR
timezone: Europe/Lisbon
author: Jane Doe
copyright: CC BY 4.0
content: texts
layouts: ./looks/
output: /srv/site
permalink: /{source}/{slug}
links: file
pagination: 20
editions: {every: week, by: added, start: 2024-01-01}
feeds:
  limit: 10
  content: summary
topics:
  Health: [hospital, "vaccine"]
  Ports: pier, crane
sources:
  kestrel:
    name: The Kestrel
    url: https://kestrel.example/
    lang: en
    license: CC BY
    display: excerpt
    contact: desk@kestrel.example
    support_url: https://kestrel.example/support
  gull: The Gull
display: link
robots: {index: false, ai: true}
clean: {strictness: careful, off: [appeal.en.small-favor]}
typography: false
search: true
extra: {color: teal, columns: 3}
"""


def test_an_empty_file_gives_the_defaults() -> None:
    assert read_config("") == (Config(), ())
    assert read_config("\ufeff# nothing yet\n") == (Config(), ())


def test_every_key_is_read() -> None:
    config, problems = read_config(FULL)
    assert problems == ()
    assert config == Config(
        title="Harbor Digest",
        description="News: all of it",
        base_url="https://example.org/digest/",
        language="pt-BR",
        timezone="Europe/Lisbon",
        author="Jane Doe",
        copyright="CC BY 4.0",
        content="texts",
        layouts="looks",
        output="/srv/site",
        permalink="/{source}/{slug}/",
        links="file",
        pagination=20,
        editions=EditionSettings(every="week", by="added", start="2024-01-01"),
        feeds=FeedSettings(limit=10, content="summary"),
        topics=(
            TopicSettings(name="Health", keywords=("hospital", "vaccine")),
            TopicSettings(name="Ports", keywords=("pier", "crane")),
        ),
        sources=(
            SourceSettings(
                key="kestrel",
                name="The Kestrel",
                url="https://kestrel.example/",
                lang="en",
                license="CC BY",
                display="excerpt",
                contact="desk@kestrel.example",
                support_url="https://kestrel.example/support",
            ),
            SourceSettings(key="gull", name="The Gull"),
        ),
        display="link",
        robots=RobotSettings(index=False, ai=True),
        clean=CleanSettings(strictness="careful", off=("appeal.en.small-favor",)),
        typography=False,
        search=True,
        extra=(("color", "teal"), ("columns", 3)),
    )


def test_all_mistakes_come_together_and_leave_the_defaults() -> None:
    config, problems = read_config("titel: x\nlinks: flie\npagination: 0\neditions: {evry: day, by: dat}\n")
    assert config == Config()
    assert [(problem.line, problem.column) for problem in problems] == [
        (1, 1),
        (2, 8),
        (3, 13),
        (4, 12),
        (4, 27),
    ]
    assert [problem.hint.split(";")[0] for problem in problems] == [
        "did you mean title?",
        "did you mean file?",
        "write it in digits, such as 50",
        "did you mean every?",
        "did you mean date?",
    ]


def test_a_problem_shows_line_caret_and_cure() -> None:
    _, (problem,) = read_config("title: A\ntimezone: Lisbon\n")
    assert format_problem(problem) == (
        'config.yaml:2:11: error: timezone "Lisbon" is not a time zone\n'
        "    2 | timezone: Lisbon\n"
        "      |           ^ did you mean Europe/Lisbon?"
    )


@pytest.mark.parametrize(
    "line",
    [
        "base_url: example.org",
        "base_url: ftp://example.org/",
        "base_url: https://example.org/?a=b",
        "base_url: javascript:x",
        "language: english please",
        "language: pt_BR",
        "timezone: ../../etc/passwd",
        "timezone: Europe",
        "content: ../elsewhere",
        "content: /etc",
        "content: .",
        "layouts: C:\\layouts",
        "output: ../site",
        "output: content",
        "output: layouts/site",
        "permalink: /{year}/",
        "permalink: '{slug}'",
        "permalink: /../{slug}/",
        "permalink: /{slgu}/",
        "permalink: //{slug}/",
        "pagination: many",
        "pagination: -1",
        "editions: {start: 2024-02-30}",
        "feeds: 50",
        "feeds: {limit: 1.5}",
        "topics: Health",
        "sources: {kestrel: {url: kestrel}}",
        "sources: [kestrel]",
        "sources: {kestrel: {display: all}}",
        "typography: perhaps",
        "title: [a, b]",
        "clean: {off: {a: b}}",
        "extra: 1",
        "title: A\ntitle: B",
    ],
)
def test_each_mistake_is_one_problem(line: str) -> None:
    _, problems = read_config(line)
    assert len(problems) == 1
    assert problems[0].line
    assert problems[0].hint


def test_a_list_of_settings_is_refused() -> None:
    config, problems = read_config("- title: x\n")
    assert config == Config()
    assert len(problems) == 1


def test_output_may_stand_anywhere() -> None:
    assert read_config("output: /srv/www")[0].output == "/srv/www"
    assert read_config("output: build/site/")[0].output == "build/site"


def test_the_reference_names_every_key_and_default() -> None:
    reference = config_reference()
    for key in KEYS:
        assert f"| `{key.name}` |" in reference
    assert "| `pagination` | `50` |" in reference
    assert set(Config.__struct_fields__) == {key.name.partition(".")[0] for key in KEYS}


LINES = st.tuples(
    st.sampled_from([key.name.partition(".")[0] for key in KEYS]),
    st.sampled_from(
        ["", "x", "1", "{a: b}", "[a]", "{every: x}", "{limit: [1]}", "/{slug", "{k: {url: 1}}", "~", "''"]
    ),
).map(": ".join)


@given(st.lists(LINES, max_size=6).map("\n".join) | st.text(max_size=40))
@examples(150)
def test_no_text_stops_it(text: str) -> None:
    config, problems = read_config(text)
    assert isinstance(config, Config)
    assert all(problem.message for problem in problems)


FLAT_LINES = st.one_of(
    st.just(""),
    st.from_regex(r"# ?[ -~]{0,12}", fullmatch=True),
    st.from_regex(r"[a-z_]{1,5}: {1,2}[A-Za-z0-9/][A-Za-z0-9 /._-]{0,9}", fullmatch=True),
    st.from_regex(r'[a-z_]{1,5}: {1,2}"[ -~]{0,9}"', fullmatch=True),
    st.from_regex(r"[ -~]{0,9}", fullmatch=True),
)


@given(st.lists(FLAT_LINES, max_size=5).map("\n".join))
def test_plain_lines_are_what_yaml_makes_of_them(text: str) -> None:
    flat = read_flat(text, "config.yaml")
    assert flat is None or flat == read_yaml(text, "config.yaml")


@pytest.mark.parametrize(
    "text",
    ['title: "The Gull"\npagination: 20\n', "# ours\n\nlanguage: de\nbase_url: https\n", "a: b c/d\n"],
)
def test_a_config_of_plain_lines_is_read_without_yaml(text: str) -> None:
    assert read_flat(text, "config.yaml") == read_yaml(text, "config.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only this",
        "a: 1\na: 2",
        "a: x: y",
        "a: x # y",
        "a:\n  b: c",
        'a: "\\n"',
        "a: ä",
        "a: b ",
        "- a",
        "a: \t b",
    ],
)
def test_all_else_is_left_to_yaml(text: str) -> None:
    assert read_flat(text, "config.yaml") is None
