"""What every page of a whole site must be, asked without a browser."""

import gzip
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from broadsheet.output.links import Broken, broken_links
from tests.conftest import DigestFolder
from tests.site.digest import BASE, DAYS, HEADLINE_200, LONG_WORD
from tests.site.reading import parsed_pages

ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = [
    "index.html", "404.html", "2026/11/01/index.html", "2026/11/08/index.html", "2026/11/09/long/index.html",
    "2026/11/09/report-0/index.html", "2026/11/09/excerpt/index.html", "2026/11/09/link/index.html",
    "2026/11/09/arabic-0/index.html", "2026/11/09/taken-back/index.html", "undated/undated/index.html",
    "undated/index.html",
    "2026/index.html", "2026/11/index.html", "archive/index.html", "topics/index.html", "topics/politics/index.html",
    "topics/politics/page/2/index.html", "sources/index.html", "sources/courier/index.html", "feeds/index.html",
    "about/index.html", "imprint/index.html", "old/long/index.html", "older.html", "email/2026-11-09.html",
]  # fmt: skip


@pytest.fixture(params=["site", "disk_site", "root_site"])
def any_site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("name", KINDS)
def test_there_is_every_kind_of_page(site: Path, name: str) -> None:
    assert (site / name).is_file()


def broken_pages(site: Path) -> list[Broken]:
    """Return what leads nowhere, but for the 404 page, whose links start at the address of the site."""
    return [broken for broken in broken_links(site) if broken.page != "404.html"]


def test_every_link_and_anchor_leads_somewhere(any_site: Path) -> None:
    assert broken_pages(any_site) == []


def test_links_hold_after_the_folder_has_moved(site: Path, tmp_path: Path) -> None:
    moved = tmp_path / "some" / "where else"
    shutil.copytree(site, moved)
    assert broken_pages(moved) == []


def test_pages_link_to_one_another_relatively(any_site: Path) -> None:
    """The 404 page alone may not: it is served at any depth."""
    for name, page in parsed_pages(any_site).items():
        own = [to for to in page.targets + page.loaded if not urlsplit(to).scheme]
        assert name == "404.html" or not [to for to in own if to.startswith("/")], name


def test_read_from_disk_every_link_names_a_file(disk_site: Path) -> None:
    for name, page in parsed_pages(disk_site).items():
        for target in page.targets:
            if name == "404.html" or urlsplit(target).scheme or target.startswith("#"):
                continue
            assert (disk_site / name).parent.joinpath(unquote(urlsplit(target).path)).resolve().is_file(), (
                name,
                target,
            )


def test_a_page_has_one_main_heading_and_ids_that_are_its_own(any_site: Path) -> None:
    for name, page in parsed_pages(any_site).items():
        assert page.tags.count("h1") == 1 and page.tags.count("main") == 1, name
        assert len(set(page.ids)) == len(page.ids), name
        assert all(re.fullmatch(r"[A-Za-z][\w-]*", found) for found in page.ids), name
        assert set(page.labelled) <= set(page.ids), name


def test_pages_are_balanced(any_site: Path) -> None:
    assert {name: page.unbalanced for name, page in parsed_pages(any_site).items() if page.unbalanced} == {}


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(any_site: Path) -> None:
    for name, page in parsed_pages(any_site).items():
        assert set(page.scripts) <= {"application/ld+json"}, name
        assert not [address for address in page.loaded if urlsplit(address).netloc], name
        assert not page.inline, name
        assert page.policy.startswith("default-src 'none'; ") and "unsafe" not in page.policy, name


def test_no_list_and_no_group_is_left_empty(any_site: Path) -> None:
    empty = re.compile(r"<(ul|ol|dl|p|h[1-6]|figure|nav|section|li|dd|span)\b[^>]*>\s*</\1>")
    kept = "<span></span>"  # holds the place of an older or a newer page
    for name in parsed_pages(any_site):
        text = (any_site / name).read_text(encoding="utf-8").replace(kept, "")
        assert not empty.search(text), name


@pytest.mark.parametrize("day", [1, *DAYS])
def test_an_edition_shows_each_of_its_stories_once(site: Path, day: int) -> None:
    text = (site / f"2026/11/{day:02}/index.html").read_text(encoding="utf-8")
    shown = re.findall(
        r'(?:<h3>|<li[^>]*>)<a href="([^"]+)"', text.partition("<main")[2].partition("</main>")[0]
    )
    reports = [to for to in shown if "/report-" in to or to.startswith("report-")]
    assert len(set(shown)) == len(shown) - max(len(reports) - len(set(reports)), 0)
    assert len(shown) >= DAYS.get(day, 0)


def test_long_headlines_and_long_words_stand_whole(site: Path) -> None:
    text = (site / "2026/11/09/index.html").read_text(encoding="utf-8")
    assert HEADLINE_200 in text and LONG_WORD in text


def _weight(site: Path, name: str) -> float:
    """Return the kilobytes of a page and of the style sheet, packed as a server packs them."""
    files = (site / name, site / "assets/style.css")
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1024


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("index.html", 10),
        ("2026/11/06/index.html", 10),
        ("2026/11/09/six-hundred/index.html", 8),
        ("2026/11/07/index.html", 14),
        ("2026/11/08/index.html", 14),
        ("topics/politics/index.html", 14),
    ],
)
def test_pages_are_light(site: Path, name: str, most: int) -> None:
    assert _weight(site, name) <= most


def _feeds(site: Path) -> list[Path]:
    return sorted(site.rglob("feed.xml"))


def test_feeds_are_whole_and_absolute_and_their_ids_are_unique(any_site: Path) -> None:
    assert len(_feeds(any_site)) > 10
    for file in _feeds(any_site):
        feed = ElementTree.parse(file).getroot()
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
        assert all(ids) and len(set(ids)) == len(ids), file
        assert all(
            entry.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}title") for entry in entries
        ), file
        links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
        assert all(urlsplit(link).scheme for link in links), file
    for name in ("rss.xml", "sitemap.xml", "feeds.opml"):
        ElementTree.parse(any_site / name)
    assert json.loads((any_site / "feed.json").read_text(encoding="utf-8"))["items"]


def test_an_entry_keeps_its_id_wherever_the_site_stands(site: Path, root_site: Path) -> None:
    def ids(found: Path) -> dict[str, str]:
        entries = ElementTree.parse(found / "feed.xml").getroot().findall(f"{ATOM}entry")
        return {entry.findtext(f"{ATOM}title", ""): entry.findtext(f"{ATOM}id", "") for entry in entries}

    here, there = ids(site), ids(root_site)
    shared = here.keys() & there.keys()
    assert len(shared) > 10
    assert all(here[title] == there[title] for title in shared)
    assert all(found.startswith("urn:uuid:") for found in here.values())


def test_a_withdrawn_article_is_in_no_list(any_site: Path) -> None:
    listing = [file for file in any_site.rglob("*") if file.suffix in (".html", ".xml", ".json", ".txt")]
    assert not [file for file in listing if "Taken back" in file.read_text(encoding="utf-8")]


def test_a_headline_only_source_shows_no_word_of_its_text(site: Path) -> None:
    page = (site / "2026/11/09/link/index.html").read_text(encoding="utf-8")
    assert '<div class="body">\n</div>' in re.sub(r"\n+", "\n", page)


def test_a_digest_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    digest = DigestFolder(tmp_path / "empty")
    digest.build()
    assert "Nothing has been published yet." in digest.page("index.html")
    assert broken_links(tmp_path / "empty" / "site", BASE) == []


def test_every_link_to_this_site_is_good_at_its_absolute_address(site: Path) -> None:
    assert broken_links(site, BASE) == []
