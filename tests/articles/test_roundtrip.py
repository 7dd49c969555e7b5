"""Articles written and read again, and the quick header reader against YAML."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadsheet.articles import frontmatter, read
from broadsheet.articles.read import body_key, body_words, dump_article, parse_article
from broadsheet.model import AlsoIn, Article, Image
from broadsheet.problems import ProblemError
from broadsheet.text import tidy
from tests.examples import examples

ORIGIN = "content/articles/2024/2024-05-03-harbor.md"

SPICE = st.sampled_from(
    [
        ": ",
        " #",
        '"',
        "'",
        "\\",
        "[",
        "]",
        "{",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "- ",
        "null",
        "~",
        "yes",
        "\u00a0",
        "\u2028",
        "\u0085",
        "\x7f",
        "\ufeff",
        "é",
        "ж",
        "ع",
        "😀",
        "\t",
        "\n",
        "---",
        "...",
        ",",
        '", "',
    ]
)
TEXT = st.lists(SPICE | st.text("ab1 :#\"'-", max_size=4), max_size=5).map(
    lambda bits: tidy("".join(bits)).strip()
)
LINE = TEXT.map(lambda text: " ".join(text.splitlines()).strip()).filter(
    lambda text: text not in ("null", "~")
)
NAME = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
DATE = st.sampled_from(["", "2024-05-03", "2024-02-29T23:59:59+05:30", "1999-12-31T00:00:00+00:00"])
TEXTS = st.lists(TEXT.filter(bool), max_size=3, unique=True).map(tuple)
LINK = st.sampled_from(
    ["", "https://example.org/", "http://example.org/a?b=c&d=1#e", "https://ex.org/a:b/~c,d"]
)
FREE = st.recursive(
    st.booleans() | st.integers(-(10**17), 10**17) | st.sampled_from([1.5, -0.25, 1e300]) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME | TEXT, inner, max_size=2),
    max_leaves=4,
)
ARTICLES = st.builds(
    Article,
    id=NAME,
    title=LINE.filter(bool),
    body=st.lists(TEXT, max_size=3).map(lambda parts: "\n\n".join(parts).strip("\n")),
    date=DATE,
    added=st.sampled_from(["2024-05-04", "2024-05-04T10:00:00+00:00"]),
    slug=st.just("") | NAME,
    byline=TEXTS,
    source=TEXT,
    link=LINK,
    lang=st.sampled_from(["", "en", "no", "pt-BR", "zh-Hant"]),
    topics=TEXTS,
    deck=TEXT,
    summary=TEXT,
    captions=TEXTS,
    images=st.lists(st.builds(Image, src=NAME, alt=TEXT, caption=TEXT), max_size=2).map(tuple),
    note=TEXT,
    display=st.sampled_from(["", "full", "excerpt", "link"]),
    draft=st.booleans(),
    publish=DATE,
    expires=DATE,
    aliases=st.sampled_from([(), ("/old/",), ("/a/", "/b/c.html")]),
    pin=st.booleans(),
    also=st.lists(st.builds(AlsoIn, source=TEXT.filter(bool), link=LINK), max_size=2).map(tuple),
    removed=st.dictionaries(NAME, st.integers(0, 9999), max_size=2).map(lambda counts: tuple(counts.items())),
    story=TEXT,
    extra=st.dictionaries(NAME | TEXT, FREE, max_size=2).map(lambda extra: tuple(extra.items())),
    origin=st.just(ORIGIN),
)
QUICK_LINES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "title",
                "date",
                "lang",
                "byline",
                "topics",
                "aliases",
                "updated",
                "removed",
                "draft",
                "caption",
                "link",
                "slug",
                "deck",
            ]
        ),
        st.sampled_from([": ", ":", ":  ", " : "]) | st.just(": "),
        st.sampled_from(
            [
                '"x y"',
                "2024-05-03",
                "2024-05-03T10:00:00Z",
                "[a, b c]",
                "[null, a]",
                '"Jane Doe"',
                "[a, a]",
                "[]",
                "true",
                "en",
                '["a", "b"]',
                "{appeal: 3}",
                "https://a.org/",
                "'a'",
            ]
        )
        | st.tuples(st.sampled_from(['"%s"', "%s", '["%s"]']), LINE).map(lambda pair: pair[0] % pair[1]),
    ).map("".join),
    max_size=4,
)


def _as_read(article: Article) -> Article:
    """Fill in what reading the file sets."""
    return replace(article, words=body_words(article.body), body_key=body_key(article.body))


@given(ARTICLES)
@examples(70)
def test_an_article_read_back_is_the_article_written(article: Article) -> None:
    article = _as_read(article)
    assert parse_article(dump_article(article), ORIGIN) == (article, ())


@given(ARTICLES, QUICK_LINES)
@examples(70)
def test_the_quick_reader_reads_what_yaml_reads(article: Article, more: list[str]) -> None:
    lines = frontmatter.write_header(article).splitlines()
    header = "\n".join([line for line in lines if not line.startswith(" ")][:6] + more)
    _compare(header)


@given(QUICK_LINES)
@examples(70)
def test_the_quick_reader_reads_hand_made_lines_as_yaml_does(more: list[str]) -> None:
    _compare("\n".join(["id: k7", 'title: "x"', "added: 2024-05-04", *more]))


def _compare(header: str) -> None:
    fields: dict[str, Any] | None = frontmatter.read_own_header(header)
    if fields is None:
        return
    fields.setdefault("id", "2024-05-03-harbor")
    slow, problems = read._parse_any(f"---\n{header}\n---\n", ORIGIN, "UTC")
    assert problems == ()
    assert slow == read._article(fields, "", ORIGIN)


def test_our_own_header_takes_the_quick_way() -> None:
    article = Article(
        id="k7x2",
        title='The "harbor": a vote',
        added="2024-05-04T10:00:00+00:00",
        byline=("Jane Doe", "Sam Roe"),
        source="kestrel-post",
        link="https://example.org/a",
        lang="en",
        topics=("City",),
        captions=("A pier",),
        removed=(("appeal", 120),),
        draft=True,
    )
    header = frontmatter.write_header(article).removesuffix("\n")
    assert frontmatter.read_own_header(header) is not None


@given(
    st.text(max_size=60)
    | st.lists(SPICE | st.sampled_from(["title: x\n", "date", ":", "\n"]), max_size=14).map("".join)
)
@examples(150)
def test_no_text_gives_anything_but_an_article_or_problems(text: str) -> None:
    for file in (text, f"---\n{text}\n---\nbody", f"---\ntitle: {text}\n---\nbody"):
        try:
            article, problems = parse_article(file, ORIGIN)
        except ProblemError as error:
            problems = error.problems
            assert problems
        else:
            assert article.title
            assert article.id
        assert all(problem.message for problem in problems)
