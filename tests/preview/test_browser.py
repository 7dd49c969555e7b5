"""The preview in a browser: a page changes under the reader's eyes and loses nothing that is theirs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import DigestFolder
from tests.preview.running import SAVES, Running, wait_for
from tests.test_build import RAW

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

FERRY = "2026/11/18/ferry/"
LONG = "\n\n".join(f"Paragraph {number} of a story that goes on." for number in range(60))
REMOVED = "{appeal: 30}"


@pytest.fixture
def page(browser: Any) -> Iterator["Page"]:
    context = browser.new_context(viewport={"width": 900, "height": 600})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    yield page
    assert not page.errors
    context.close()


@pytest.fixture
def ferry(digest: DigestFolder) -> Path:
    return digest.article("ferry", title="The ferry", body=LONG, removed=REMOVED)


def arrive(page: "Page", preview: Running, path: str) -> None:
    """Open a page and wait until it hears of changes; leave a mark that a reload would wipe off."""
    with page.expect_response(lambda response: "/_preview/events" in response.url):
        page.goto(preview.address + path)
    page.evaluate("window.mark = 'mine'")


def is_same_page(page: "Page") -> bool:
    return bool(page.evaluate("window.mark === 'mine'"))


@pytest.mark.parametrize("way", SAVES)
def test_an_edit_appears_and_scroll_focus_and_open_details_stay(
    digest: DigestFolder, ferry: Path, page: "Page", way: str
) -> None:
    with Running(digest) as preview:
        arrive(page, preview, FERRY)
        page.locator("details summary").first.click()
        page.locator(".read header a, nav a").first.focus()
        page.evaluate("scrollTo(0, 700)")
        scroll = page.evaluate("scrollY")
        text = ferry.read_text().replace("Paragraph 40 of", "Edited paragraph 40 of")
        SAVES[way](ferry, text)
        page.get_by_text("Edited paragraph 40 of a story").wait_for()
        assert is_same_page(page) and page.evaluate("scrollY") == scroll
        assert page.locator("details[open]").count() == 1
        assert page.evaluate("document.activeElement.tagName") == "A"


def test_a_paragraph_above_does_not_push_the_text_away(
    digest: DigestFolder, ferry: Path, page: "Page"
) -> None:
    with Running(digest) as preview:
        arrive(page, preview, FERRY)
        line = page.get_by_text("Paragraph 30 of a story")
        line.scroll_into_view_if_needed()
        before = line.bounding_box()
        ferry.write_text(
            ferry.read_text().replace("Paragraph 0 of", "A new one.\n\nAnother.\n\nParagraph 0 of")
        )
        page.get_by_text("A new one.").wait_for(state="attached")
        after = line.bounding_box()
        assert before and after and abs(before["y"] - after["y"]) < 2 and is_same_page(page)


def test_a_new_title_reaches_the_front_page(digest: DigestFolder, ferry: Path, page: "Page") -> None:
    with Running(digest) as preview:
        arrive(page, preview, "")
        ferry.write_text(ferry.read_text().replace("The ferry", "A faster ferry"))
        page.get_by_text("A faster ferry").first.wait_for()
        assert is_same_page(page)


def test_a_mistake_is_laid_over_the_last_good_page_and_goes_when_mended(
    digest: DigestFolder, ferry: Path, page: "Page"
) -> None:
    good = ferry.read_text()
    with Running(digest) as preview:
        arrive(page, preview, FERRY)
        ferry.write_text(good.replace("date: 2026-11-18", "date: Frday 3 May"))
        overlay = page.locator(".preview-problems")
        overlay.wait_for()
        said = overlay.inner_text()
        assert (
            "content/articles/ferry.md:3:7" in said and "date: Frday 3 May" in said and "write it as" in said
        )
        assert page.get_by_text("Paragraph 1 of a story").count() == 1
        ferry.write_text(good)
        overlay.wait_for(state="detached")
        assert is_same_page(page)


def test_a_style_is_swapped_without_a_reload_and_a_script_with_one(
    digest: DigestFolder, ferry: Path, page: "Page"
) -> None:
    def border() -> str:
        return str(page.evaluate("getComputedStyle(document.body).borderTopWidth"))

    with Running(digest) as preview:
        arrive(page, preview, FERRY)
        shipped = Path(__file__).parents[2] / "layouts"
        style = (shipped / "assets/style.css").read_text()
        digest.write("layouts/assets/style.css", f"{style}\nbody {{ border-top: 7px solid }}\n")
        wait_for(lambda: border() == "7px", "the new style")
        assert is_same_page(page)
        base = (shipped / "base.html").read_text()
        digest.write(
            "layouts/base.html", base.replace("</head>", '<meta http-equiv="x-mark" content="1"></head>')
        )
        page.locator("meta[http-equiv=x-mark]").wait_for(state="attached")
        assert not is_same_page(page)


def test_a_page_that_moves_is_followed(digest: DigestFolder, ferry: Path, page: "Page") -> None:
    with Running(digest) as preview:
        arrive(page, preview, FERRY)
        ferry.write_text(ferry.read_text().replace("title:", "slug: boat\ntitle:", 1))
        page.wait_for_url("**/2026/11/18/boat/")


def test_the_browser_goes_to_what_is_being_edited_when_asked(
    digest: DigestFolder, ferry: Path, page: "Page"
) -> None:
    other = digest.article("other", body="Other.")
    with Running(digest, "--follow") as preview:
        arrive(page, preview, FERRY)
        other.write_text(other.read_text().replace("Other.", "Other, edited."))
        page.wait_for_url("**/2026/11/18/other/")
        page.get_by_text("Other, edited.").wait_for()


def test_a_removed_block_is_put_back_and_the_button_undone(digest: DigestFolder, page: "Page") -> None:
    digest.write("content/inbox/ferry-vote.txt", RAW)
    with Running(digest) as preview:
        article = "2026/11/17/ferry-crews-vote-to-end-strike-after-nine-days/"
        preview.until(f"/{article}", "not yet added")
        page.goto(f"{preview.address}_preview/")
        page.get_by_role("button", name="Add it").click()
        preview.until(f"/{article}", ">Review<")
        arrive(page, preview, article)
        page.get_by_role("link", name="Review", exact=True).click()
        block = page.locator("li", has_text="If you value our reporting")
        block.get_by_role("button", name="Put back").click()
        block.get_by_role("button", name="Take out").wait_for()
        preview.until(f"/{article}", "If you value our reporting")
        (file,) = digest.root.glob("content/articles/2026/*.md")
        assert "If you value our reporting" in file.read_text()
        page.get_by_role("button", name="Undo").click()
        block.get_by_role("button", name="Put back").wait_for()
        assert "If you value our reporting" not in file.read_text()


def test_without_script_pages_are_plain_and_whole(digest: DigestFolder, ferry: Path, browser: Any) -> None:
    ferry.write_text(ferry.read_text().replace("date: 2026-11-18", "date: Frday"))
    with Running(digest) as preview:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{preview.address}_preview/")
        assert "content/articles/ferry.md:3:7" in page.inner_text("main")
        context.close()
