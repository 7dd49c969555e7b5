"""The e-mail edition: whole in itself, with a plain-text twin, for the latest days."""

import re

from broadsheet.model import SourceSettings
from tests.digest.samples import article
from tests.pages.site import site_of

ARTICLES = [article(f"a{number}", f"2026-09-{number:02}", summary="A sentence.") for number in range(1, 12)]


def test_the_latest_seven_editions_have_one_of_each_kind() -> None:
    names = [name for name in site_of(ARTICLES) if name.startswith("/email/")]
    assert len(names) == 14
    assert "/email/2026-09-11.html" in names and "/email/2026-09-11.txt" in names
    assert not [name for name in site_of(ARTICLES, base_url="") if name.startswith("/email/")]


def test_it_needs_nothing_from_elsewhere_and_every_address_is_absolute() -> None:
    page = site_of(ARTICLES)["/email/2026-09-11.html"]
    assert not re.search(r"<(?:link|img|script|style)", page)
    assert all(link.startswith("https://example.org/sheet/") for link in re.findall('href="([^"]*)"', page))


def test_a_day_of_200_stories_stays_under_100_kilobytes() -> None:
    many = [article(f"headline-of-quite-usual-length-{n}", summary="A sentence. " * 12) for n in range(200)]
    assert len(site_of(many)["/email/2026-09-18.html"].encode()) < 100_000


def test_rights_hold_in_e_mail_too() -> None:
    sources = (SourceSettings(key="g", display="link"),)
    site = site_of([article("one", source="g", summary="Not to be shown.")], sources=sources)
    assert "Not to be shown." not in site["/email/2026-09-18.html"] + site["/email/2026-09-18.txt"]


def test_the_plain_twin_has_the_same_headlines() -> None:
    site = site_of([article("one", title="Salt & vinegar"), article("two")])
    assert "* Salt & vinegar" in site["/email/2026-09-18.txt"]
    assert "Salt &amp; vinegar" in site["/email/2026-09-18.html"]
