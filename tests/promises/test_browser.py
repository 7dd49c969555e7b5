"""Hostile digests in a real browser, without the policy that would stop scripts: a marker that must never fire."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DigestFolder
from tests.preview.running import Running, wait_for
from tests.promises.sheet import fill_every_field
from tests.promises.test_injection import PAYLOADS, TRICKS, hostile_body

pytestmark = pytest.mark.slow

OURS = re.compile(r"file:|data:|http://127\.0\.0\.1:")
FIND = """() => [...document.querySelectorAll('*')].flatMap(one => [
    ...[...one.attributes].filter(a => a.name.startsWith('on') || a.name === 'srcdoc').map(a => a.name),
    ...(['BASE', 'IFRAME', 'OBJECT', 'EMBED', 'MATH'].includes(one.tagName) ? [one.tagName] : []),
    ...(one.tagName === 'A' && !['http:', 'https:', 'mailto:', 'file:'].includes(one.protocol) ? [one.href] : []),
    ...(one.src && !one.src.startsWith('file:') && !one.src.startsWith('http://127.0.0.1') ? [one.src] : []),
])"""
"""What a page may not hold, as the browser itself has read it."""

TOUCH = """() => document.querySelectorAll('*').forEach(one => {
    one.focus?.();
    one.dispatchEvent(new Event('mouseover'));
})"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that lets every script run and notes what should never happen."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.fired = []
    page.expose_function("hit", lambda *_: page.fired.append("hit"))
    page.on("dialog", lambda dialog: (page.fired.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: None if OURS.match(request.url) else page.fired.append(request.url))
    yield page
    assert not page.fired
    context.close()


def hostile(digest: DigestFolder, payload: str) -> None:
    fill_every_field(digest, json.dumps(payload), hostile_body(payload))
    digest.article(
        "tricks", title="Tricks", body="\n\n".join(f"[a]({one}) <{one}> ![p]({one})" for one in TRICKS)
    )
    config = digest.root / "config.yaml"
    config.write_text(f"{config.read_text()}links: file\n")


@pytest.mark.parametrize("number", range(2))
def test_nothing_fires_on_any_page_of_a_hostile_site(digest: DigestFolder, page: Any, number: int) -> None:
    hostile(digest, " ".join(PAYLOADS[number::2]))
    digest.build()
    pages = [path for path in digest.site() if path.endswith((".html", ".xml")) and "old" not in path]
    assert len(pages) > 20
    for path in pages:
        page.goto(
            f"file://{digest.root}/site/{path}".replace("%", "%25").replace("#", "%23").replace("?", "%3F")
        )
        assert page.evaluate(FIND) == [], path
        page.evaluate(TOUCH)


def test_the_marker_does_fire_where_a_script_may_run(page: Any, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p onmouseover=hit()><img src=x onerror=hit()><base href=/x>")
    page.goto(f"file://{tmp_path}/x.html")
    wait_for(lambda: page.evaluate("1") == 1 and bool(page.fired), "the marker")
    assert sorted(page.evaluate(FIND)) == ["BASE", "onerror", "onmouseover"]
    page.fired.clear()


@pytest.mark.parametrize("number", range(2))
def test_nothing_fires_in_the_preview_its_overlay_and_its_review(
    digest: DigestFolder, page: Any, number: int
) -> None:
    payload = " ".join(PAYLOADS[number::2])
    hostile(digest, payload)
    raw = f"{payload} voted\n\nBy {payload}\n\nThe crews of the ferry {payload} voted.\n\n"
    raw += f"Support us from as little as £1 {payload}\n"
    digest.write("content/inbox/raw.txt", raw)
    digest.article("broken", title="Broken", date=json.dumps(payload), display=json.dumps(payload))
    with Running(digest, "--drafts", "--future") as preview:
        for path in (
            "",
            "2026/11/18/first/",
            "2026/11/18/tricks/",
            "_preview/",
            "_preview/review",
            "archive/",
            "404.html",
        ):
            page.goto(preview.address + path)
            assert page.evaluate(FIND) == [], path
            for link in page.eval_on_selector_all("a[href*='_preview']", "all => all.map(one => one.href)")[
                :6
            ]:
                page.goto(link)
                assert page.evaluate(FIND) == [], link
        digest.write("layouts/article.html", f"{{{{ {json.dumps(payload)}")
        preview.until("/2026/11/18/first/", "layouts/article.html")
        page.goto(f"{preview.address}2026/11/18/first/")
        assert page.evaluate(FIND) == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_nothing_fires_among_the_results_of_a_search(digest: DigestFolder, page: Any) -> None:
    pytest.importorskip("pagefind", reason="needs the extra search")
    payload = "<img src=x onerror=hit()> </mark><script>hit()</script> &lt;img src=x onerror=hit()&gt;"
    config = (digest.root / "config.yaml").read_text()
    digest.write("config.yaml", f"{config}search: true\n")
    text = json.dumps(f"Ferry {payload}")
    body = f"The ferry `{payload}` leaves.\n\n{payload} ferry"
    digest.article("one", title=text, topics=f"[{text}]", source=text, deck=text, body=body)
    digest.article("two", title=text, topics=f"[{text}]", source="Other", body=body)
    digest.build()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=digest.root / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/search/?q=ferry")
        page.fill("#q", "ferry")
        page.wait_for_selector("#results li")
        assert page.evaluate(FIND) == []
        assert page.locator("#results li").count() == 2 and page.locator("#results img").count() == 0
    finally:
        server.shutdown()
        server.server_close()
