"""What stands on the pages: addresses, rights, languages, safety; and what a mistake in a layout says."""

import html.parser
import json
import re

import pytest

from broadsheet.model import AlsoIn, Image, SourceSettings
from broadsheet.pages.render import render
from broadsheet.pages.templates import Templates
from broadsheet.problems import ProblemError
from tests.digest.samples import article
from tests.pages.site import body_of, layouts_with, plan_of, site_of

ONE = "/2026/09/18/one/"
EVIL = "</script><script>alert(1)</script>\"'&"


def links_of(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page)


def test_links_are_relative_and_the_404_pages_start_at_the_base() -> None:
    site = site_of([article("one")])
    assert "../../../../assets/style.css" in links_of(site[ONE])
    assert "./assets/style.css" in links_of(site["/"])
    assert "/sheet/assets/style.css" in links_of(site["/404.html"])
    assert "../../../../media/map.pdf" in links_of(site[ONE])
    assert "\x01" not in "".join(site.values())


def test_links_can_name_index_html_for_reading_from_disk() -> None:
    site = site_of([article("one")], links="file")
    own = [link for link in links_of(site["/"]) if not re.match("http|#|./assets|./media", link)]
    assert own
    assert all(link.endswith((".html", ".xml", ".json", ".opml", ".txt")) for link in own)


def test_without_a_base_address_nothing_absolute_is_written() -> None:
    page = site_of([article("one")], base_url="")[ONE]
    assert "canonical" not in page
    assert "http" not in page.replace("https://schema.org", "").replace("http-equiv", "")


def test_the_lead_shows_its_first_paragraphs_on_the_front_page() -> None:
    front = site_of([article("one"), article("two", "2026-09-17")])["/"]
    assert "First paragraph of 2026-09-18-one.md" in front
    assert "First paragraph of 2026-09-17-two.md" not in front


def test_an_excerpt_shows_the_summary_and_a_link_shows_the_headline_alone() -> None:
    fields = {
        "source": "Gazette",
        "link": "https://gazette.example/1",
        "summary": "The sum of it.",
        "deck": "A deck.",
    }
    for display, body, summary in (("full", True, True), ("excerpt", False, True), ("link", False, False)):
        site = site_of([article("one", display=display, **fields)])
        for permalink in (
            "/",
            ONE,
            "/feed.xml",
            "/rss.xml",
            "/feed.json",
            "/topics/",
            "/sources/gazette/feed.xml",
        ):
            text = site[permalink]
            if not body:
                assert "First paragraph" not in text, (display, permalink)
            if not summary:
                assert "The sum of it." not in text and "A deck." not in text, (display, permalink)
        assert ("First paragraph" in site[ONE]) is body
        assert "https://gazette.example/1" in site[ONE]


def test_a_sources_display_holds_unless_the_article_says_otherwise() -> None:
    sources = (SourceSettings(key="gazette", display="link"),)
    articles = [article("one", source="gazette"), article("two", source="gazette", display="full")]
    site = site_of(articles, sources=sources)
    assert "First paragraph" not in site[ONE]
    assert "First paragraph" in site["/2026/09/18/two/"]


def test_republished_full_text_is_not_for_search_engines_and_own_work_is() -> None:
    site = site_of(
        [article("one", source="Gazette"), article("own"), article("cut", source="G", display="excerpt")]
    )
    assert '<meta name="robots" content="noindex">' in site[ONE]
    assert "noindex" not in site["/2026/09/18/own/"]
    assert "noindex" not in site["/2026/09/18/cut/"]
    assert "/2026/09/18/one/" not in site["/sitemap.xml"]
    assert "/2026/09/18/own/" in site["/sitemap.xml"]


def test_what_was_removed_is_told_by_kind_and_words() -> None:
    page = site_of([article("one", removed=(("appeal", 96), ("sharing", 1)))])[ONE]
    assert "Removed from this copy: 97 words" in page
    assert "Donation appeal: 96 words" in page
    assert "Share buttons: 1 word<" in page


def test_a_support_line_stands_where_the_source_has_an_address_for_it() -> None:
    sources = (SourceSettings(key="g", name="Gazette", support_url="https://gazette.example/support"),)
    assert "Support Gazette" in site_of([article("one", source="g")], sources=sources)[ONE]
    assert "Support" not in site_of([article("one", source="g")])[ONE]


def test_other_reports_and_copies_are_listed() -> None:
    also = (AlsoIn(source="Courier", link="https://courier.example/1"),)
    site = site_of([article("one", story="s", also=also), article("two", "2026-09-17", story="s")])
    assert "../../17/two/" in site[ONE] or "2026/09/17/two/" in site[ONE]
    assert "https://courier.example/1" in site[ONE]


def test_an_undated_unsigned_article_says_so_and_has_a_page() -> None:
    page = site_of([article("lost", "", origin="content/articles/lost.md")])["/undated/lost/"]
    assert "Date not known" in page


def test_a_remote_picture_is_a_link_and_a_local_one_is_shown() -> None:
    images = (
        Image(src="https://pictures.example/a.jpg", caption="Far"),
        Image(src="maps/b c.png", alt="Near"),
        Image(src="../../secret.png", alt="Outside"),
    )
    page = site_of([article("one", images=images)])[ONE]
    assert 'href="https://pictures.example/a.jpg">Far</a>' in page
    assert 'src="../../../../media/maps/b%20c.png" alt="Near"' in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", " JAVASCRIPT:x"]
)
def test_only_addresses_of_the_web_are_linked(address: str) -> None:
    images = (Image(src=address, caption="c"),)
    sources = (SourceSettings(key="g", url=address, support_url=address),)
    site = site_of(
        [article("one", source="g", link=address, images=images, also=(AlsoIn(source="s", link=address),))],
        sources=sources,
    )
    linked = {link for name, text in site.items() if name.endswith("/") for link in links_of(text)}
    assert not [link for link in linked if link.strip().startswith(address.strip())]
    assert 'href="javascript' not in site["/feed.xml"]


def test_no_field_of_an_article_can_bring_markup_into_a_page() -> None:
    evil = article(
        "one",
        title=EVIL,
        byline=(EVIL,),
        source=EVIL,
        topics=(EVIL,),
        deck=EVIL,
        summary=EVIL,
        captions=(EVIL,),
        note=EVIL,
        lang='en" onload="x',
        link="https://x.example/" + EVIL,
        removed=((EVIL, 3),),
        images=(Image(src="https://x.example/" + EVIL, caption=EVIL, alt=EVIL, credit=EVIL),),
    )
    for permalink, text in site_of([evil], title=EVIL, description=EVIL, author=EVIL, copyright=EVIL).items():
        if permalink.endswith((".json", ".txt")):
            continue  # not read as HTML
        assert "<script>alert" not in text, permalink
        assert 'onload="x' not in text, permalink


def test_the_structured_data_names_the_original() -> None:
    link = "https://gazette.example/1"
    one = article(
        "one", title=EVIL, byline=("A. Quill",), source="Gazette", link=link, date="2026-09-18T08:00:00Z"
    )
    [found] = re.findall(
        r"<script type=\"application/ld\+json\"[^>]*>(.*?)</script>", site_of([one])[ONE], re.DOTALL
    )
    read = json.loads(found)
    assert read["@type"] == "NewsArticle"
    assert read["headline"] == EVIL
    assert read["isBasedOn"] == link
    assert read["publisher"] == {"@type": "Organization", "name": "Gazette"}
    assert read["author"][0]["name"] == "A. Quill"


def test_the_policy_allows_own_files_only_and_its_nonce_differs_from_page_to_page() -> None:
    site = site_of([article("one"), article("two")])
    policies = {
        re.findall(r'Content-Security-Policy" content="([^"]*)"', site[name])[0] for name in (ONE, "/")
    }
    assert len(policies) == 2
    assert all(policy.startswith("default-src 'none'; style-src 'self' 'nonce-") for policy in policies)


def test_a_foreign_article_has_its_own_language_and_direction_and_the_chrome_the_sites() -> None:
    site = site_of([article("one", lang="ar")])
    assert '<html lang="ar" dir="rtl">' in site[ONE]
    assert '<header lang="en" dir="ltr">' in site[ONE]
    assert '<div class="story" lang="ar" dir="rtl">' in site["/"]


def test_pages_are_well_formed() -> None:
    class Balance(html.parser.HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "link", "img", "br", "hr", "input"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    articles = [
        article(f"a{number}", f"2026-0{1 + number % 9}-10", topics=("World",)) for number in range(12)
    ]
    for permalink, text in site_of([*articles, article("x", "", origin="x.md")], pagination=3).items():
        if permalink.endswith(("/", ".html")):
            balance = Balance()
            balance.feed(text)
            assert not balance.open, permalink


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n{{ page.titel }}", 2, "titel"),
        ("{% if %}", 1, "Expected an expression"),
        ("\n\n{{ unknown }}", 3, "'unknown' is undefined"),
        ("{% extends 'nowhere.html' %}", 1, "nowhere.html"),
        ("a\n{{ 1 // 0 }}", 2, "division"),
        ("a\n{{ page.title|nothing }}", 2, "nothing"),
    ],
)
def test_a_mistake_in_a_layout_names_its_line_and_the_page(text: str, line: int, message: str) -> None:
    layouts = layouts_with(article_html=text)
    planned = plan_of([article("one")], layouts=layouts)
    [page] = [page for page in planned.pages if page.layout == "article.html"]
    with pytest.raises(ProblemError) as caught:
        render(page, Templates(layouts, planned.site), body_of)
    [problem] = caught.value.problems
    assert problem.path == "layouts/article.html"
    assert problem.line == line
    assert message in problem.message
    assert problem.source_line == text.split("\n")[line - 1]
    assert "2026-09-18-one.md" in problem.hint


def test_a_mistake_in_a_partial_names_the_partial() -> None:
    layouts = layouts_with(**{"partials/card_html": "{{ card.nothing }}"})
    planned = plan_of([article("one")], layouts=layouts)
    with pytest.raises(ProblemError) as caught:
        render(planned.pages[0], Templates(layouts, planned.site), body_of)
    assert [problem.path for problem in caught.value.problems] == ["layouts/partials/card.html"]


def test_days_of_another_year_or_month_are_not_taken_for_this_ones() -> None:
    site = site_of([article("one", "2026-11-02"), article("two", "2026-10-30"), article("old", "2024-11-03")])
    archive, front, autumn = site["/archive/"], site["/"], site["/2026/10/30/"]
    assert "Monday, 2\xa0November</time>" in archive
    assert "Sunday, 3 November 2024</time>" in archive
    assert "← 30 Oct 2026</a>" in front
    assert "← 3 Nov 2024</a>" in autumn and "2 Nov 2026 →</a>" in autumn
    assert "<span>30 Oct</span>" in front
    assert (
        "<span>3 Nov 2024</span>"
        in site_of([article("one", "2026-11-02"), article("old", "2024-11-03")])["/"]
    )
