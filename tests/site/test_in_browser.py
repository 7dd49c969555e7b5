"""The whole site in a real browser, under a sub-path: nothing overflows, moves, is blocked or runs over its sheet."""

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

KINDS = [
    "", "2026/11/01/", "2026/11/02/", "2026/11/07/", "2026/11/09/long/", "2026/11/09/pictures/", "2026/11/09/word/",
    "2026/11/09/headline/", "2026/11/09/arabic-0/", "2026/11/09/report-0/", "2026/11/09/link/",
    "2026/11/09/taken-back/",
    "undated/", "2026/", "2026/11/", "archive/", "topics/", "topics/politics/", "sources/", "sources/courier/",
    "feeds/",
    "about/", "404.html", "email/2026-11-09.html",
]  # fmt: skip
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""Text spacing that a page must bear (WCAG 2.2, 1.4.12)."""
WATCH = """
window.shift = 0; window.blocked = [];
new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value })
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation', event => blocked.push(event.violatedDirective));
"""
SPACE_OUT = """css => {
  const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"""
ALPHABET = """() => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `100px ${getComputedStyle(document.querySelector('main')).fontFamily}`;
  return pen.measureText('abcdefghijklmnopqrstuvwxyz').width }"""
WIDE = 1300
"""Width of the alphabet at 100 pixels from which a text font is wide: common ones have 1,100 to 1,200."""
WIDTH = "document.documentElement.scrollWidth"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served: below ``/digest/``."""
    root = site.parent / "served"
    root.mkdir()
    shutil.copytree(site, root / "sheet")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sheet/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_narrow_page_bears_everything(browser: Any, address: str, kind: str) -> None:
    """Long words, either direction and wide text spacing, at 320 pixels: nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(address + kind)
    assert page.evaluate(WIDTH) <= 320
    page.evaluate(SPACE_OUT, SPACED)
    assert page.evaluate(WIDTH) <= 320
    for direction in ("rtl", "ltr"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert page.evaluate(WIDTH) <= 320, direction
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_and_nothing_is_blocked_or_fetched_from_elsewhere(
    browser: Any, address: str, kind: str
) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.add_init_script(WATCH)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + kind)
    page.mouse.wheel(0, 50_000)  # pictures far down come when they are near
    page.wait_for_timeout(100)
    assert page.evaluate("shift") == 0
    assert page.evaluate("blocked") == [] and said == []
    assert all(url.startswith(address) for url in asked)
    pictures = page.evaluate("document.images.length")
    assert len(asked) <= 3 + pictures
    assert context.cookies() == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def sheets(browser: Any, url: str) -> int:
    """Return how many sheets of paper a page fills."""
    page = browser.new_page()
    page.goto(url)
    printed: bytes = page.pdf(prefer_css_page_size=True)
    page.close()
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


@pytest.mark.parametrize(
    ("kind", "most"), [("2026/11/09/six-hundred/", 1), ("2026/11/06/", 2), ("2026/11/09/long/", 2)]
)
def test_paper_is_not_wasted(browser: Any, address: str, kind: str, most: int) -> None:
    """With fonts as wide as common ones; where a machine has none but wider ones, a sheet more is no waste."""
    page = browser.new_page()
    page.goto(address + kind)
    is_wide = page.evaluate(ALPHABET) > WIDE
    page.close()
    assert 1 <= sheets(browser, address + kind) <= most + is_wide


@pytest.mark.parametrize("kind", KINDS[:1] + KINDS[4:6] + KINDS[14:20])
def test_print_has_no_controls_and_dark_ink(browser: Any, address: str, kind: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address + kind)
    page.emulate_media(media="print", color_scheme="light")
    controls = "[...document.querySelectorAll('nav, form, button, .skip')].filter(one => one.offsetHeight > 1).length"
    assert page.evaluate(controls) == 0
    ink = page.evaluate("getComputedStyle(document.querySelector('main')).color")
    assert max(int(number) for number in re.findall(r"\d+", ink)[:3]) < 90
    page.close()


def test_a_story_from_right_to_left_keeps_the_rules_of_its_columns_in_place(
    browser: Any, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "2026/11/09/")
    assert page.evaluate("document.querySelectorAll('.grid > [dir=rtl]').length") > 0
    rules = "[...document.querySelectorAll('.grid > *')].map(one => getComputedStyle(one, '::before').borderRightWidth)"
    assert set(page.evaluate(rules)) == {"0px"}
    page.close()
