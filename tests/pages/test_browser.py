"""The pages in a real browser: nothing is fetched from elsewhere or blocked, nothing scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest

from broadsheet.model import StaticPage
from broadsheet.pages.render import render
from broadsheet.pages.templates import Templates
from tests.digest.samples import article
from tests.pages.site import SHIPPED, body_of, plan_of

pytestmark = pytest.mark.slow

LONG = "Donaudampfschifffahrts" * 7
ARTICLES = [
    *(article(f"a{number}", topics=("World", "Rail")[: number % 3], source="Gazette") for number in range(9)),
    article("long", title=LONG, summary=LONG, byline=(LONG,), source=LONG, topics=(LONG,)),
    article("arabic", lang="ar", title="المجلس يغلق الجسر", summary="قرر المجلس إغلاق الجسر."),
]
KINDS = [
    "/",
    "/2026/09/18/long/",
    "/2026/09/18/arabic/",
    "/archive/",
    "/2026/09/",
    "/topics/",
    "/sources/",
    "/about/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site to be read from disk."""
    folder = tmp_path_factory.mktemp("site")
    planned = plan_of(ARTICLES, pages=[StaticPage(slug="about", title="About", body="Us.")], links="file")
    templates = Templates(SHIPPED, planned.site)
    for page in planned.pages:
        path = folder / (page.permalink[1:] + ("index.html" if page.permalink.endswith("/") else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(page, templates, body_of))
    return folder


@pytest.mark.parametrize("permalink", KINDS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    browser: Any, site: Path, permalink: str, direction: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"file://{site}{permalink}index.html")
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("permalink", KINDS)
def test_nothing_is_blocked_or_fetched_from_elsewhere(browser: Any, site: Path, permalink: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{site}{permalink}index.html")
    assert not said
    assert all(url.startswith(f"file://{site}") for url in asked)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"  # the style sheet was let in
    page.close()


def test_the_site_follows_the_systems_dark_scheme(browser: Any, site: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"file://{site}/index.html")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 21, 18)"
    page.close()


def test_print_shows_no_navigation(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{site}/2026/09/18/a0/index.html")
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('nav')].every(nav => nav.offsetHeight === 0)")
    page.close()


def test_the_first_stop_of_the_keyboard_is_the_skip_link(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{site}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.offsetHeight") > 20
    page.close()
