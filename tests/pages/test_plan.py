"""Which pages there are, and which of them change when something else does."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from broadsheet.model import Article, StaticPage
from broadsheet.pages.layouts import read_layouts
from tests.digest.samples import article
from tests.pages.site import layouts_with, plan_of

THREE = [
    article("one", "2026-09-17", topics=("World",), source="Gazette"),
    article("two", "2026-09-18", topics=("World", "Rail"), source="Courier", aliases=("/old/two/",)),
    article("three", "2026-09-18", topics=("Rail",), source="Gazette"),
]


def permalinks(articles: Sequence[Article], **config: object) -> list[str]:
    return [page.permalink for page in plan_of(articles, **config).pages]  # type: ignore[arg-type]


def changed(before: Sequence[Article], after: Sequence[Article]) -> set[str]:
    keys = {page.permalink: page.key for page in plan_of(before).pages}
    return {page.permalink for page in plan_of(after).pages if keys.get(page.permalink) != page.key}


def test_every_kind_of_page_is_planned_once() -> None:
    found = permalinks(THREE, pages=[StaticPage(slug="about", title="About", body="Us.")])
    assert len(found) == len(set(found))
    assert set(found) >= {
        "/",
        "/2026/09/18/",
        "/2026/09/17/",
        "/2026/09/18/two/",
        "/2026/",
        "/2026/09/",
        "/archive/",
        "/topics/",
        "/topics/world/",
        "/sources/",
        "/sources/gazette/",
        "/about/",
        "/404.html",
        "/feed.xml",
        "/rss.xml",
        "/feed.json",
        "/topics/rail/feed.xml",
        "/feeds/",
        "/feeds.opml",
        "/sitemap.xml",
        "/robots.txt",
        "/.nojekyll",
        "/old/two/",
        "/assets/style.css",
    }


def test_without_a_base_address_there_are_no_feeds_and_no_sitemap() -> None:
    found = permalinks(THREE, base_url="")
    assert not [name for name in found if name.endswith((".xml", ".json", ".opml"))]
    assert "/feeds/" not in found


def test_an_empty_digest_has_a_front_page_an_archive_and_a_404() -> None:
    assert {"/", "/archive/", "/404.html"} <= set(permalinks([]))


def test_long_topics_are_paginated() -> None:
    articles = [article(f"a{number}", topics=("World",)) for number in range(5)]
    found = permalinks(articles, pagination=2)
    assert [name for name in found if name.startswith("/topics/world/") and name.endswith("/")] == [
        "/topics/world/",
        "/topics/world/page/2/",
        "/topics/world/page/3/",
    ]


def test_an_edited_body_changes_its_own_page_and_what_shows_the_body() -> None:
    edited = [replace(THREE[0], body_key="another"), *THREE[1:]]
    assert changed(THREE, edited) == {
        "/2026/09/17/one/",
        "/2026/09/17/",  # it leads that edition, whose page shows its first paragraphs
        "/feed.xml",
        "/rss.xml",
        "/feed.json",
    }


def test_an_edited_title_changes_the_lists_it_stands_in_and_its_neighbors() -> None:
    edited = [*THREE[:2], replace(THREE[2], title="Another title")]
    assert changed(THREE, edited) >= {"/", "/2026/09/18/", "/2026/09/18/three/", "/topics/rail/", "/2026/09/"}
    assert not changed(THREE, edited) & {"/2026/09/17/one/", "/2026/09/17/", "/topics/", "/404.html"}


def test_a_new_article_leaves_older_articles_and_editions_alone() -> None:
    new = article("four", "2026-09-19", topics=("World",))
    untouched = {"/2026/09/18/two/", "/2026/09/17/", "/2026/09/17/one/", "/topics/rail/", "/404.html"}
    assert not changed(THREE, [*THREE, new]) & untouched


def test_a_changed_layout_changes_the_pages_that_layouts_make_and_no_copied_file() -> None:
    before = {page.permalink: page.key for page in plan_of(THREE).pages}
    after = plan_of(THREE, layouts=layouts_with(article_html="{{ page.title }}")).pages
    different = {page.layout for page in after if before[page.permalink] != page.key}
    assert "article.html" in different
    assert not different & {"asset", "atom", "sitemap"}


def test_an_owners_page_cannot_take_the_archives_place() -> None:
    planned = plan_of(
        THREE, pages=[StaticPage(slug="archive", title="A", body="", origin="content/pages/archive.md")]
    )
    [problem] = planned.problems
    assert problem.path == "content/pages/archive.md"
    assert "the archive" in problem.message
    assert {"/archive/", "/archive-page/"} <= {page.permalink for page in planned.pages}


def test_an_unsafe_alias_is_a_problem_that_names_the_file() -> None:
    [problem] = plan_of([article("one", aliases=("/../x/",))]).problems
    assert problem.path == "content/articles/2026-09-18-one.md"


@pytest.mark.parametrize("stories", [0, 1, 2, 3, 4, 5, 200])
def test_every_story_of_a_day_stands_on_its_edition_once(stories: int) -> None:
    articles = [article(f"a{number:03}", topics=("World", "Rail")[: number % 3]) for number in range(stories)]
    [page] = [page for page in plan_of(articles).pages if page.permalink == "/"]
    context = page.context
    shown = [*([context.lead] if context.lead else []), *context.side]
    for section in context.sections:
        shown += [*section.cards, *section.lines]
    assert sorted(card.title for card in shown) == sorted(one.title for one in articles)


def test_the_digests_own_layouts_win(tmp_path: object) -> None:
    from pathlib import Path

    mine, theirs = Path(str(tmp_path)) / "mine", Path(str(tmp_path)) / "theirs"
    for folder, text in ((mine, "mine"), (theirs, "theirs")):
        folder.mkdir()
        (folder / "page.html").write_text(text)
    (theirs / "only.html").write_text("theirs")
    (mine / "page.html~").write_text("a backup copy")
    files = {file.name: file.content for file in read_layouts([mine, theirs, mine / "missing"]).files}
    assert files == {"page.html": b"mine", "only.html": b"theirs"}
