"""Feeds: well-formed, absolute, with ids that stay."""

import json
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from broadsheet.pages import feeds
from broadsheet.pages.entries import absolute_addresses, rfc3339
from tests.digest.samples import article
from tests.pages.site import site_of

ATOM = "{http://www.w3.org/2005/Atom}"
ARTICLES = [
    article("one", source="Gazette", byline=("A & B",), topics=("World",), link="https://g.example/?a=1&b=2"),
    article("two", "", title="Control \x02 & <b>", origin="content/articles/two.md"),
]


@pytest.mark.parametrize(
    "name", ["/feed.xml", "/rss.xml", "/feeds.opml", "/sitemap.xml", "/topics/world/feed.xml"]
)
def test_every_xml_file_is_well_formed(name: str) -> None:
    ElementTree.fromstring(site_of(ARTICLES)[name])


def test_an_id_stays_when_the_address_the_title_and_the_site_change() -> None:
    def ids(**changes: Any) -> list[str | None]:
        base = str(changes.pop("base_url", "https://example.org/sheet/"))
        feed = site_of([article("one", **changes)], base_url=base)["/feed.xml"]
        return [entry.findtext(f"{ATOM}id") for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]

    assert ids() == ids(slug="moved", title="Another") == ids(base_url="https://other.example/")


def test_no_two_entries_have_one_time() -> None:
    feed = site_of([article(f"a{number}") for number in range(20)])["/feed.xml"]
    times = [entry.findtext(f"{ATOM}updated") for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]
    assert len(set(times)) == 20


def test_the_json_feed_has_the_full_text_and_the_original() -> None:
    feed = json.loads(site_of(ARTICLES)["/feed.json"])
    item = feed["items"][0]
    assert "First paragraph" in item["content_html"]
    assert item["external_url"] == "https://g.example/?a=1&b=2"
    assert item["url"] == "https://example.org/sheet/2026/09/18/one/"


def test_summaries_only_where_the_config_says_so() -> None:
    from broadsheet.model import FeedSettings

    site = site_of([article("one", summary="In short.")], feeds=FeedSettings(content="summary", limit=1))
    assert "First paragraph" not in site["/feed.xml"]
    assert "In short." in site["/feed.xml"]


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/media/a.png", "https://example.org/sheet/media/a.png"),
        ("../x/", "https://example.org/sheet/2026/09/18/x/"),
        ("#note", "https://example.org/sheet/2026/09/18/one/#note"),
        ("https://x.example/", "https://x.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_addresses_in_a_feed_are_absolute(address: str, absolute: str) -> None:
    found = absolute_addresses(f'<a href="{address}">x</a>', "/2026/09/18/one/", "https://example.org/sheet/")
    assert found == f'<a href="{absolute}">x</a>'


@pytest.mark.parametrize(
    ("iso", "instant"),
    [
        ("2026-09-18", "2026-09-18T00:00:00Z"),
        ("2026-09-18T01:30:00+03:00", "2026-09-17T22:30:00Z"),
        ("0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00Z"),
    ],
)
def test_instants_are_in_utc(iso: str, instant: str) -> None:
    assert rfc3339(iso) == instant


@pytest.mark.parametrize("offset", ["+00:00", "+05:45", "-11:00"])
@pytest.mark.parametrize("month", range(1, 13))
def test_rss_dates_are_those_of_mail(month: int, offset: str) -> None:
    at = datetime.fromisoformat(f"2026-{month:02}-{month + 8:02}T07:08:09{offset}")
    assert feeds._rfc822(at) == format_datetime(at)
