"""Search: the index is made by Pagefind, only when an article has changed, and a site without it is whole."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CONFIG, DigestFolder

pytest.importorskip("pagefind", reason="needs the extra search")


@pytest.fixture
def searched(digest: DigestFolder) -> DigestFolder:
    digest.write("config.yaml", f"{CONFIG}search: true\n")
    digest.article("ferry", body="The ferry to Hvalsey is late.", source="Gazette", topics="[Harbor]")
    digest.article("bridge", body="The bridge is shut.", source="Post")
    return digest


def index_of(digest: DigestFolder) -> dict[str, bytes]:
    return {name: content for name, content in digest.site().items() if name.startswith("pagefind/")}


def test_the_index_belongs_to_the_site_and_goes_with_it(searched: DigestFolder) -> None:
    assert not searched.build().problems
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json"} <= index_of(searched).keys()
    assert not [name for name in index_of(searched) if "ui" in name]
    assert "search/index.html" in searched.site()
    searched.write("config.yaml", CONFIG)
    searched.build()
    assert not index_of(searched)
    assert "search/index.html" not in searched.site()


def test_only_a_changed_article_makes_a_new_index(searched: DigestFolder) -> None:
    searched.build()
    before = index_of(searched)
    searched.build()
    assert index_of(searched) == before
    searched.write("content/editions/2026-11-18.md", "---\ntitle: A day\n---\n\nQuiet.\n")
    searched.build()
    assert index_of(searched) == before
    searched.article("ferry", body="The ferry to Hvalsey is early.", source="Gazette")
    searched.build()
    assert index_of(searched) != before


def test_a_spoiled_or_missing_index_is_made_again(searched: DigestFolder) -> None:
    searched.build()
    file = searched.root / "site/pagefind/pagefind.js"
    whole = file.read_bytes()
    file.unlink()
    searched.build()
    assert file.read_bytes() == whole
    file.write_bytes(b"spoiled")
    searched.build()
    assert file.read_bytes() == whole


def test_without_the_extra_there_is_one_warning_and_a_whole_site(
    searched: DigestFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.building.searching.find_spec", lambda name: None)
    [problem] = searched.build().problems
    assert "Pagefind" in problem.message and "broadsheet[search]" in problem.hint
    assert not [name for name in searched.site() if "search" in name or "pagefind" in name]
    assert "search/" not in searched.page("index.html")


@pytest.fixture
def address(searched: DigestFolder, tmp_path: Path) -> Iterator[str]:
    """Serve the site under a path of its own."""
    searched.build()
    shutil.copytree(searched.root / "site", tmp_path / "www/my-digest")
    handler = partial(Quiet, directory=str(tmp_path / "www"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/my-digest/"
    server.shutdown()
    server.server_close()
    thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.mark.slow
def test_a_reader_finds_an_article_under_any_base_and_a_strict_policy(browser: Any, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}search/?q=hvalsey")
    found = page.locator("#results a")
    found.wait_for(timeout=10_000)
    assert found.get_attribute("href") == "/my-digest/2026/11/18/ferry/"
    assert page.locator("#results mark").first.inner_text() == "Hvalsey"
    assert page.locator("#count").inner_text() == "1 article"
    assert page.locator("#results span").inner_text() == "Gazette · 18 November 2026"
    assert page.locator("#source option").all_inner_texts() == ["All", "Gazette (1)", "Post (1)"]
    page.fill("#q", "")
    page.select_option("#source", "Post")
    page.get_by_role("link", name="Bridge").wait_for(timeout=10_000)
    assert not said
    page.close()


@pytest.mark.slow
def test_what_is_typed_before_the_index_has_come_is_searched_and_kept(browser: Any, address: str) -> None:
    page = browser.new_page()
    held = threading.Event()
    page.route("**/pagefind/pagefind.js", lambda route: (held.wait(1), route.continue_()))
    page.goto(f"{address}search/")
    page.fill("#q", "bridge")
    page.press("#q", "Enter")
    held.set()
    page.get_by_role("link", name="Bridge").wait_for(timeout=10_000)
    assert page.input_value("#q") == "bridge" and page.url == f"{address}search/"
    page.unroute("**/pagefind/pagefind.js")
    page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page.goto(f"{address}search/")
    page.fill("#q", "bridge")
    page.press("#q", "Enter")
    page.wait_for_url("**/archive/?q=bridge*", timeout=10_000)
    page.close()
