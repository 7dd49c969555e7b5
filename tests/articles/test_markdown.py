"""Bodies rendered: what is shown, what is refused, and the fast path against the parser."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.articles.markdown import ROOT, excerpt, opening, plain_text, render_body, render_by_parser
from broadsheet.articles.plain_blocks import plain_paragraph
from broadsheet.articles.read import body_words
from tests.examples import examples

PIECES = st.sampled_from(
    [
        "The harbor",
        "council",
        " voted",
        " on",
        " budget",
        '"',
        "'",
        "*",
        "**",
        "_",
        "[",
        "]",
        "(",
        ")",
        "!",
        "&",
        ";",
        "&amp;",
        "#",
        "## ",
        "# ",
        "- ",
        "1. ",
        "12 ",
        "> ",
        "|",
        "---",
        "===",
        "\\",
        ".",
        ",",
        ":",
        " ",
        "\n",
        "\n\n",
        "\n\n",
        "\u00a0",
        "\u2028",
        "“",
        "”",
        "«",
        "é",
        "ж",
        "**bold**",
        "*slanted*",
        "[a link](https://ex.org/a_b?c=d)",
        "[x](http://ex.org)",
        "![p](media/a.png)",
        "https://ex.org/x_y",
        "www.ex.org",
        "\x0b",
        "\x1c",
        "…",
        "—",
        "+ ",
        "[text](/about/)",
        "(*x*)",
        "a*b*c",
        "a_b_c",
        "[he]",
        "{",
        "}",
        "%",
        "$",
        "^",
        "=",
        "?",
        "1234567890. ",
        "2) ",
    ]
)
RARE = st.sampled_from(["<", "`", "~", "\t", "\r", "\0", "]: ", "    ", "```\n", "~~~\n", "<b>"])
DOCUMENTS = st.lists(PIECES, max_size=24).map("".join) | st.lists(PIECES | RARE, max_size=24).map("".join)


@given(DOCUMENTS)
@examples(400)
def test_the_fast_path_gives_what_the_parser_gives(document: str) -> None:
    assert render_body(document).html == render_by_parser(document)


@given(DOCUMENTS)
@examples(100)
def test_nothing_in_a_body_becomes_a_script_or_a_foreign_tag(document: str) -> None:
    html = render_body(document, "fr").html.lower()
    assert "<script" not in html
    assert "<b>" not in html
    assert 'href="javascript:' not in html
    plain_text(document)
    opening(document)
    excerpt(document)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Plain words, a dash – and 3 > 2 & more.",
        "12 ships left the harbor!",
        'He said "no" [sic] and *went* home (**twice**).',
        "See [the report](https://example.org/a_b?c=d), he said.",
        "## A heading",
    ],
)
def test_ordinary_paragraphs_take_the_fast_path(paragraph: str) -> None:
    assert plain_paragraph(paragraph) == render_by_parser(paragraph)


def test_html_shows_as_text() -> None:
    assert render_body("<script>alert(1)</script>").html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.org/x",
        "../../etc/passwd",
        "media/../../x",
        "/%2e%2e/x",
        "\\\\\\\\evil.org",
        "java&#115;cript:alert(1)",
        "ftp://x.org",
    ],
)
def test_a_dangerous_address_is_not_linked(address: str) -> None:
    body = render_body(f"A [word]({address}) and ![picture]({address}).")
    assert "<a" not in body.html
    assert "<img" not in body.html


@pytest.mark.parametrize(
    ("address", "settled"),
    [
        ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&d=e"),
        ("mailto:editor@example.org", "mailto:editor@example.org"),
        ("/about/", f"{ROOT}about/"),
        ("topics/health/", f"{ROOT}topics/health/"),
        ("#part", "#part"),
        ("../../media/plan.pdf", f"{ROOT}media/plan.pdf"),
        ("/media/plan.pdf", f"{ROOT}media/plan.pdf"),
    ],
)
def test_addresses_of_the_site_begin_at_its_root(address: str, settled: str) -> None:
    assert f'<a href="{escape(settled)}">' in render_body(f"[word]({address})").html


def test_a_picture_of_the_digest_is_shown() -> None:
    html = render_body('![A pier](media/pier.png "Low tide")').html
    assert html == f'<p><img src="{ROOT}media/pier.png" alt="A pier" title="Low tide" loading="lazy"></p>\n'


def test_a_remote_picture_becomes_a_link_with_its_caption() -> None:
    html = render_body('![A pier](https://example.org/p.png "Low tide")').html
    assert html == '<p><a href="https://example.org/p.png">Low tide</a></p>\n'


def test_a_remote_picture_inside_a_link_leaves_one_link() -> None:
    html = render_body("[![A pier](https://example.org/p.png)](https://example.org/)").html
    assert html == '<p><a href="https://example.org/">A pier</a></p>\n'


def test_headings_leave_level_one_to_the_title() -> None:
    assert render_body("# One\n\n## Two").html == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert render_body("## Two\n\n### Three").html == "<h2>Two</h2>\n<h3>Three</h3>\n"
    assert render_body("###### Six\n\n> # One").html.startswith("<h6>Six</h6>")


def test_a_wide_table_can_be_scrolled() -> None:
    html = render_body("| a | b |\n| - | - |\n| 1 | 2 |").html
    assert html.startswith('<div class="table" role="region" tabindex="0">\n<table>')
    assert html.endswith("</table>\n</div>\n")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“It’s ‘so’ – yes,” he said; 6'2&quot; tall"),
        ("de", "„It’s ‚so‘ – yes,“ he said; 6'2&quot; tall"),
        ("xx", "&quot;It's 'so' - yes,&quot; he said; 6'2&quot; tall"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, expected: str) -> None:
    html = render_body("\"It's 'so' - yes,\" he said; 6'2\" tall", language).html
    assert html == f"<p>{expected}</p>\n"


def test_a_digit_before_a_mark_closes_an_open_quotation_and_is_else_a_measure() -> None:
    assert render_body('He said "in 2024" and bought a 12" pipe.', "en").html == (
        "<p>He said “in 2024” and bought a 12&quot; pipe.</p>\n"
    )


def test_french_spaces_do_not_break() -> None:
    html = render_body('Il dit : "oui" ! Non ?', "fr-FR").html
    assert html == "<p>Il dit\u00a0: «\u202foui\u202f»\u202f! Non\u202f?</p>\n"


def test_code_and_addresses_keep_their_straight_marks() -> None:
    html = render_body("`it's \"x\"` [a'b](https://ex.org/a'b)", "en").html
    assert "it's &quot;x&quot;" in html
    assert "https://ex.org/a'b" in html
    assert "a’b" in html


def test_quotes_around_markup_find_their_direction() -> None:
    assert render_body('He said "*never*" and "**no**".', "en").html == (
        "<p>He said “<em>never</em>” and “<strong>no</strong>”.</p>\n"
    )


def test_the_opening_is_the_first_paragraphs() -> None:
    body = "# Head\n\n![x](media/a.png)\n\nOne.\n\n- item\n\nTwo *b*.\n\nThree."
    assert opening(body) == "<p>One.</p>\n<p>Two <em>b</em>.</p>\n"


def test_plain_text_is_what_a_reader_reads() -> None:
    body = "## Head\n\nA *b* [c](https://x.org) & d.\n\n- one\n- two\n\n![Pier](media/a.png)"
    assert plain_text(body) == "Head\n\nA b c & d.\n\none\n\ntwo\n\nPier"


def test_an_excerpt_ends_with_a_sentence() -> None:
    assert excerpt("First one here. Second one here. Third.", 35) == "First one here. Second one here."


def test_words_are_counted() -> None:
    assert body_words("One two\n\nthree") == 3
    assert body_words("港は閉鎖された。" * 5) > 10
