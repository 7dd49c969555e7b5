"""Article files of our own and of other generators, read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.articles.read import body_words, parse_article, parse_edition_notes, parse_page, read_body
from broadsheet.model import AlsoIn, Article, EditionNotes, Image, Problem, Severity, StaticPage
from broadsheet.problems import ProblemError
from tests.examples import examples

ORIGIN = "content/articles/2024/2024-05-03-harbor.md"


def read(header: str, body: str = "Words.", timezone: str = "UTC") -> tuple[Article, tuple[Problem, ...]]:
    return parse_article(f'---\ntitle: "A"\nadded: 2024-05-04\n{header}\n---\n\n{body}\n', ORIGIN, timezone)


def good(header: str, timezone: str = "UTC") -> Article:
    article, problems = read(header, timezone=timezone)
    assert problems == ()
    return article


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-05-03", "2024-05-03"),
        ("'2024-5-3'", "2024-05-03"),
        ("2024-05-03 14:30", "2024-05-03T14:30:00+02:00"),
        ("2024-05-03T14:30:15", "2024-05-03T14:30:15+02:00"),
        ("2024-05-03T14:30Z", "2024-05-03T14:30:00+00:00"),
        ("2024-05-03 14:30:00.123 +0300", "2024-05-03T14:30:00+03:00"),
        ("2024-05-03T14:30-05", "2024-05-03T14:30:00-05:00"),
        ("2024-12-03 14:30", "2024-12-03T14:30:00+01:00"),
        ("1850-12-03 14:30", "1850-12-03T14:30:00+00:53:28"),
        ("1850-12-03T14:30:00+00:53:28", "1850-12-03T14:30:00+00:53:28"),
        ("null", ""),
        ("", ""),
    ],
)
def test_dates_as_people_write_them(written: str, date: str) -> None:
    assert good(f"date: {written}", "Europe/Berlin").date == date


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2024-02-30", ": February 2024 has 29 days"),
        ("2024-13-01", ": months run from 01 to 12"),
        ("2024-05-03 25:00", ": a time runs from 00:00 to 23:59"),
        ("Frday 3 May", ""),
        ("03.05.2024", ""),
        ("0000-01-01", ": years start at 0001"),
    ],
)
def test_a_day_that_is_none_is_named_and_the_article_goes_on(written: str, reason: str) -> None:
    article, (problem,) = read(f"date: {written}")
    assert article.date == ""
    assert article.body == "Words."
    assert problem.message == f'date "{written}" is not a date{reason}'
    assert (problem.line, problem.column) == (4, 7)
    assert problem.hint == "write it as 2024-05-03 or 2024-05-03T14:30+03:00"


def test_names_of_other_generators_are_understood() -> None:
    article = good(
        "lastmod: 2024-05-05\npublishDate: 2024-05-06\nexpiryDate: 2024-05-07\ncategories: [City, Ports]\n"
        "tags: pier, crane\nredirect_from: [/old/, /older.html]\nauthors: Jane Doe, Sam Roe"
    )
    assert article.updated == "2024-05-05"
    assert article.publish == "2024-05-06"
    assert article.expires == "2024-05-07"
    assert article.topics == ("City", "Ports", "pier", "crane")
    assert article.aliases == ("/old/", "/older.html")
    assert article.byline == ("Jane Doe", "Sam Roe")


@pytest.mark.parametrize(
    "line", ["published: false", "status: draft", "status: hidden", "draft: yes", "draft: true"]
)
def test_drafts_of_all_kinds_are_held_back(line: str) -> None:
    assert good(line).draft is True


@pytest.mark.parametrize("line", ["published: true", "status: published", "draft: no", "draft:"])
def test_what_is_no_draft_is_published(line: str) -> None:
    assert good(line).draft is False


@pytest.mark.parametrize("line", ["draft: perhaps", "publish: soon", "status: waiting"])
def test_an_unreadable_reason_to_wait_holds_the_article_back(line: str) -> None:
    article, problems = read(line)
    assert article.draft is True
    assert len(problems) == 1


def test_an_own_name_wins_over_a_foreign_one() -> None:
    assert good("lastmod: 2024-05-05\nupdated: 2024-05-06").updated == "2024-05-06"


def test_records_and_lists_are_read() -> None:
    article = good(
        "image:\n  - {src: pier.png, alt: A pier}\nalso: {source: The Gull, link: https://gull.example/a}\n"
        "removed: {appeal: 12, newsletter: 3}\ncaption: One\nbyline: Jane Doe, Editor\n"
        "extra: {mood: calm}\nsize: 3"
    )
    assert article.images == (Image(src="pier.png", alt="A pier"),)
    assert article.also == (AlsoIn(source="The Gull", link="https://gull.example/a"),)
    assert article.removed == (("appeal", 12), ("newsletter", 3))
    assert article.captions == ("One",)
    assert article.byline == ("Jane Doe, Editor",)
    assert article.extra == (("mood", "calm"), ("size", 3))


@pytest.mark.parametrize(
    "line",
    [
        "link: javascript:alert(1)",
        "link: example.org",
        "slug: ../../etc",
        "slug: a/b",
        "layout: ../x.html",
        "original: /etc/passwd",
        "original: ../x",
        "aliases: [../x]",
        "aliases: [//evil.org]",
        "aliases: https://evil.org/",
        "image: ../../x.png",
        "image: javascript:x",
        "lang: english language",
        "pin: perhaps",
        "topics: {a: b}",
        "removed: [a]",
        "removed: {appeal: many}",
        "also: [{source: x, link: y}]",
        "summary: [a]",
    ],
)
def test_a_value_that_cannot_be_is_one_error_and_is_left_out(line: str) -> None:
    article, problems = read(line)
    assert [problem.severity for problem in problems] == [Severity.ERROR]
    key = {"image": "images"}.get(line.partition(":")[0], line.partition(":")[0])
    assert not getattr(article, key) or key in ("also",)


def test_a_misspelled_display_shows_no_more_than_was_meant() -> None:
    assert read("display: exerpt")[0].display == "excerpt"
    assert read("display: nothing")[0].display == "link"


def test_a_slip_of_the_fingers_is_pointed_out_and_kept() -> None:
    article, (problem,) = read("sumary: x")
    assert problem.severity is Severity.WARNING
    assert "summary" in problem.hint
    assert article.extra == (("sumary", "x"),)


def test_a_headline_cut_short_by_a_number_sign_is_pointed_out() -> None:
    article, (problem,) = parse_article("---\ntitle: We are #1\n---\nWords.", ORIGIN)
    assert article.title == "We are"
    assert (problem.line, problem.column, problem.severity) == (2, 8, Severity.WARNING)
    assert problem.hint == 'write title: "We are #1" if it belongs to the text'


def test_one_letter_case_is_as_good_as_another() -> None:
    assert good("Summary: x").summary == "x"


@pytest.mark.parametrize(
    ("name", "identity", "date"),
    [
        ("2024-05-03-harbor.md", "2024-05-03-harbor", "2024-05-03"),
        ("2024-05-03_harbor.md", "2024-05-03_harbor", "2024-05-03"),
        ("2024-05-03-harbor/index.md", "2024-05-03-harbor", "2024-05-03"),
        ("2024-02-30-harbor.md", "2024-02-30-harbor", ""),
        ("harbor.markdown", "harbor", ""),
    ],
)
def test_the_name_of_the_file_gives_what_is_missing(name: str, identity: str, date: str) -> None:
    article, problems = parse_article("---\ntitle: A\n---\nWords.", f"content/articles/{name}")
    assert (article.id, article.date, problems) == (identity, date, ())


def test_the_name_of_the_file_gives_no_date_beside_a_day_of_arrival() -> None:
    assert good("").date == ""


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\n\nWords.\n",
        "\ufeff---\r\ntitle: A\r\n---\r\n\r\nWords.\r\n",
        "\n--- \ntitle: A\n...\nWords.",
        "# A\n\nWords.",
        "Title: A\n\nWords.",
        "---\rtitle: A\r---\rWords.",
    ],
)
def test_headers_of_all_forms(text: str) -> None:
    article, problems = parse_article(text, "a.md")
    assert (article.title, article.body, article.words, problems) == ("A", "Words.", 1, ())


def test_a_header_of_pelican() -> None:
    header = "Title: Harbor: a vote\nDate: 2024-05-03 10:20\nAuthor: Jane Doe\nStatus: draft\nCategory: City"
    article, problems = parse_article(f"{header}\n\nWords.", "a.md")
    assert problems == ()
    assert article.title == "Harbor: a vote"
    assert article.date == "2024-05-03T10:20:00+00:00"
    assert (article.byline, article.topics, article.draft) == (("Jane Doe",), ("City",), True)


def test_a_header_without_an_end_ends_at_the_first_empty_line() -> None:
    article, (problem,) = parse_article("---\ntitle: A\n\nWords.", "a.md")
    assert (article.title, article.body, problem.line, problem.severity) == (
        "A",
        "Words.",
        1,
        Severity.WARNING,
    )


def test_a_rule_at_the_top_is_no_header() -> None:
    article, (problem,) = parse_article(
        "---\n\nWords here.\n\n---\n\nMore.", "content/articles/some-harbor.md"
    )
    assert article.title == "Some harbor"
    assert article.body.startswith("---")
    assert "no title" in problem.message


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "---\na: [b\n---\nWords.", "---\ntitle: A\n  b: c\n---\nWords."],
)
def test_a_file_that_cannot_be_read_is_one_problem_error(text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        parse_article(text, "a.md")
    assert all(problem.path == "a.md" and problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\n---\nTwo words.", "---\ntitle: [A]\n---\n\nTwo words.\n", "# A\n\nTwo words."]
)
def test_the_body_alone_is_the_body_of_the_article(text: str) -> None:
    assert read_body(text, "a.md") == parse_article(text, "a.md")[0].body == "Two words."


def test_a_page_is_read() -> None:
    page, problems = parse_page(
        "---\ntitle: About us\nmenu: false\nlang: en\n---\nWords.", "content/pages/about.md"
    )
    assert problems == ()
    assert page == StaticPage(
        slug="about",
        title="About us",
        body="Words.",
        lang="en",
        origin="content/pages/about.md",
        in_menu=False,
    )


def test_edition_notes_are_read() -> None:
    origin = "content/editions/2024-05-03.md"
    notes, problems = parse_edition_notes("---\nheadline: A day\norder: [a, b]\n---\nIntroduction.", origin)
    assert problems == ()
    assert notes == EditionNotes(
        day="2024-05-03", headline="A day", intro="Introduction.", order=("a", "b"), origin=origin
    )


def test_edition_notes_of_no_day_are_refused() -> None:
    with pytest.raises(ProblemError, match="not a day"):
        parse_edition_notes("Words.", "content/editions/friday.md")


@example(["a", "\x1c", "b"])
@given(
    st.lists(
        st.sampled_from(["word", "a", " ", "  ", "\n", "\n\n", "- ", "\t", "\x1c", "\v", "é", "\u00a0"]),
        max_size=12,
    )
)
def test_words_are_counted_the_same_both_ways(pieces: list[str]) -> None:
    body = "".join(pieces)
    assert body_words(body) == len(body.split())


@pytest.mark.parametrize(
    "body",
    [
        "नदी पर बना पुल सोमवार से ग्यारह हफ़्ते बंद रहेगा।",
        "நதிப் பாலம் திங்கள் முதல் மூடப்படும்",
        "നദിക്കു കുറുകെയുള്ള പാലം തിങ്കളാഴ്ച അടയ്ക്കും",
        "한국어 문장은 띄어쓰기를 한다",
        "ხიდი ორშაბათიდან დაიკეტება",
        "ድልድዩ ከሰኞ ጀምሮ ይዘጋል",
    ],
)
def test_vowel_signs_do_not_part_words(body: str) -> None:
    assert body_words(body) == len(body.split())


@example("\x1c\x85\u2028\u3000\ud800")
@given(
    st.text(
        st.characters(max_codepoint=0xDFF)
        | st.sampled_from("ab \n\t\x1c\x85\xa0\u2003\u2028\u200d\u3000\ud800👩")
    )
)
@examples(300)
def test_a_body_in_a_script_with_spaces_has_a_word_between_any_two(body: str) -> None:
    assert body_words(body) == len(body.split())
