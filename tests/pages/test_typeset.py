"""Headlines have the quotation marks of their language wherever they stand; feeds have them as typed."""

import pytest

from broadsheet.articles.typography import set_line
from tests.conftest import CONFIG, DigestFolder

SOURCES = "sources: {bote: {name: Bote, lang: de}}\n"
TITLE = "'Der Rat sagt \"nein\" - und zwar laut'"
SET = "Der Rat sagt „nein“ – und zwar laut"


@pytest.fixture
def council(digest: DigestFolder) -> DigestFolder:
    digest.write("config.yaml", CONFIG + SOURCES)
    for number in range(3):
        digest.article(f"other-{number}", title=f"The crew's day {number}", source="Gazette")
    digest.article("rat", title=TITLE, source="bote", body='Ein "Wort".', date="2026-11-19", topics="[Rat]")
    digest.article("german", title=TITLE, lang="de", date="2026-11-17", topics="[Rat]")
    return digest


@pytest.mark.parametrize(
    "page",
    [
        "2026/11/19/rat/index.html",
        "2026/11/17/german/index.html",
        "index.html",
        "topics/rat/index.html",
        "2026/11/index.html",
        "archive/index.html",
        "email/2026-11-19.html",
    ],
)
def test_a_headline_has_its_languages_marks_on_every_page(council: DigestFolder, page: str) -> None:
    council.build()
    assert f">{SET}<" in council.page(page)
    assert SET not in council.page("feed.xml")


def test_an_article_without_a_language_has_its_sources(council: DigestFolder) -> None:
    council.build()
    page = council.page("2026/11/19/rat/index.html")
    assert '<html lang="de"' in page and "Ein „Wort“." in page
    assert '<div class="story" lang="de" dir="ltr">' in council.page("topics/rat/index.html")


def test_the_neighbors_headlines_say_their_language(digest: DigestFolder) -> None:
    for name, lang in (("a", "en"), ("b", "fr"), ("c", "en")):
        digest.article(name, title=f"'Un \"mot\" {name}!'", lang=lang)
    digest.build()
    pages = [text.decode() for name, text in digest.site().items() if name.startswith("2026/11/18/")]
    assert any('<b dir="auto" lang="fr">Un «\u202fmot\u202f» b!</b>' in page for page in pages)
    assert any('<b dir="auto">Un “mot” a!</b>' in page for page in pages)


def test_without_typography_headlines_stay_as_typed(council: DigestFolder) -> None:
    council.write("config.yaml", CONFIG + SOURCES + "typography: false\n")
    council.build()
    assert "<h1>Der Rat sagt &#34;nein&#34; - und zwar laut</h1>" in council.page("2026/11/19/rat/index.html")


@pytest.mark.parametrize("text", ["<b>&amp;</b>", 'x" onload="y', "a\0b'<script>", "\0a lt;"])
@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_a_line_never_becomes_markup(text: str, language: str) -> None:
    html = set_line(text, language)
    assert not set("<>\"'\0") & set(html)
