"""Addresses: slugs, patterns, clashes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Config
from broadsheet.pages.permalinks import Addresses, alias_address, claim_articles, permalink_maker, slug_of
from broadsheet.slugs import LIMIT, slugify
from tests.digest.samples import article


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Harbor cranes stand still", "harbor-cranes-stand-still"),
        ("Don’t panic", "dont-panic"),
        ("  ../../etc/passwd ", "etc-passwd"),
        ("Über Straße", "über-straße"),
        ("المجلس يغلق الجسر", "المجلس-يغلق-الجسر"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("CON", "con-1"),
        ("aux", "aux-1"),
        ("trailing...", "trailing"),
        ("?!", ""),
    ],
)
def test_slugs_keep_letters_of_every_script_and_nothing_else(text: str, slug: str) -> None:
    assert slugify(text) == unicodedata.normalize("NFC", slug)


@given(st.text(max_size=300))
def test_a_slug_is_short_tidy_and_its_own_slug(text: str) -> None:
    slug = slugify(text, "article")
    assert slug
    assert len(slug.encode()) <= LIMIT + 2
    assert not set(slug) & set('/\\:*?"<>|.# %\x00')
    assert slugify(slug) == slug


def test_a_long_slug_is_cut_at_a_word() -> None:
    slug = slugify("word " * 100)
    assert len(slug.encode()) <= LIMIT
    assert set(slug.split("-")) == {"word"}


def test_the_slug_is_the_front_matters_else_the_files_else_the_titles() -> None:
    assert slug_of(article("file-name", slug="Own Slug")) == "own-slug"
    assert slug_of(article("file-name")) == "file-name"
    assert slug_of(article("x", title="The title", origin="content/articles/2026-09-18.md")) == "the-title"
    assert slug_of(article("a1", title="?!", origin="")) == "a1"


@pytest.mark.parametrize(
    ("pattern", "dated", "undated"),
    [
        ("/{year}/{month}/{day}/{slug}/", "/2026/09/18/one/", "/undated/one/"),
        ("{slug}", "/one/", "/one/"),
        ("/news/{year}-{month}/{slug}.html", "/news/2026-09/one.html", "/news/undated/one.html"),
        ("/{source}/{id}/", "/the-gazette/one/", "/the-gazette/one/"),
    ],
)
def test_permalink_patterns(pattern: str, dated: str, undated: str) -> None:
    address_of = permalink_maker(pattern)
    assert address_of(article("one", day="2026-09-18", source="The Gazette")) == dated
    assert address_of(article("one", day="", source="The Gazette")) == undated


def test_a_clash_names_both_files_and_loses_neither() -> None:
    first = article("one", day="2026-09-18", origin="content/articles/a/one.md", id="a1")
    second = article("One", day="2026-09-18", origin="content/articles/b/One.md", id="b2")
    addresses = Addresses()
    found = claim_articles([second, first], Config(), addresses)
    assert found == {
        "content/articles/a/one.md": "/2026/09/18/one/",
        "content/articles/b/One.md": "/2026/09/18/one-b2/",
    }
    [problem] = addresses.problems
    assert problem.path == "content/articles/b/One.md"
    assert "content/articles/a/one.md" in problem.message
    assert "/2026/09/18/one-b2/" in problem.hint


def test_addresses_that_differ_in_the_form_of_accents_only_clash() -> None:
    addresses = Addresses()
    assert addresses.claim("/caf\u00e9/", "a.md")
    assert not addresses.claim("/cafe\u0301/", "b.md")


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/old/path", "/old/path/"),
        ("old.html", "/old.html"),
        ("https://old.example/a/b/", "/a/b/"),
        ("/../../etc/", ""),
        ("/a\\b/", ""),
        ("/", ""),
        ("/a?b=c", ""),
    ],
)
def test_aliases_stay_on_the_site(alias: str, address: str) -> None:
    assert alias_address(alias) == address
