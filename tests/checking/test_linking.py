"""``check`` names links as they are typed, at their line; and pictures of which only the words are shown."""

import pytest

from broadsheet.articles.typed_links import typed_links
from broadsheet.building.place import open_place
from broadsheet.checking.checking import check
from broadsheet.model import Problem
from tests.conftest import CONFIG, NOW, DigestFolder, quiet


def problems(digest: DigestFolder) -> list[Problem]:
    return list(check(open_place(digest.root), NOW, quiet).problems)


def told(digest: DigestFolder) -> list[tuple[str, int, int, str]]:
    return [(one.path, one.line, one.column, one.message) for one in problems(digest)]


ARTICLE = "content/articles/one.md"


@pytest.mark.parametrize("links", ["folder", "file"])
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("See [x](/nowhere/).", 'link "/nowhere/": there is no such page'),
        ("See [x](/nowhere/ü.html).", 'link "/nowhere/ü.html": there is no such page'),
        ("See [x](#up).", 'link "#up": the page has no such anchor'),
        ("See [x](/archive/#up).", 'link "/archive/#up": the page has no such anchor'),
        ("See ![x](/media/no.jpg)", 'picture "/media/no.jpg": there is no such file'),
        ("See ![x](no.jpg)", 'picture "no.jpg" is not in content/media/; the page shows its words only'),
        ("See [x](media/no.pdf)", 'link "media/no.pdf": there is no such page'),
    ],
)
def test_a_link_is_named_as_it_is_typed(digest: DigestFolder, links: str, typed: str, message: str) -> None:
    digest.write("config.yaml", f"{CONFIG}links: {links}\n")
    digest.article("one", body=f"First.\n\n{typed}")
    assert told(digest) == [(ARTICLE, 8, typed.index("(") + 2, message)]


def test_every_place_where_a_link_is_typed_is_told(digest: DigestFolder) -> None:
    digest.article("one", body="[a](/no/)\n\n[b](/no/)\n\n[c][1] `[d](/no/)`\n\n[1]: /no/")
    assert [line for _, line, _, _ in told(digest)] == [6, 8, 10]


def test_pictures_of_a_header_and_links_of_notes_and_pages_are_told_too(digest: DigestFolder) -> None:
    digest.article("one", image="{src: gone.jpg, alt: x}")
    digest.write("content/editions/2026-11-18.md", "---\ntitle: Day\n---\n\nSee [x](/no/).\n")
    digest.write("content/pages/about.md", "---\ntitle: About\n---\n\nSee [x](/no/).\n")
    assert {(path, line) for path, line, _, _ in told(digest)} == {
        (ARTICLE, 4),
        ("content/editions/2026-11-18.md", 5),
        ("content/pages/about.md", 5),
    }


def test_a_place_in_the_lead_is_reached_from_the_front_page(digest: DigestFolder) -> None:
    digest.write("layouts/article.html", '{% block main %}<p id="note">{{ body }}</p>{% endblock %}')
    digest.article("one", body="See the [note](#note).")
    digest.build()
    assert 'href="./2026/11/18/one/#note"' in digest.page("index.html")


def test_good_links_and_remote_pictures_are_no_problem(digest: DigestFolder) -> None:
    digest.write("content/media/map.svg", "<svg/>")
    digest.article(
        "one", body="[a](/archive/) ![b](/media/map.svg) ![c](https://far.example/x.png) <b@c.example>"
    )
    assert problems(digest) == []


def test_a_body_without_links_has_none() -> None:
    assert typed_links("Plain [words] in brackets.\n\n`[x](y)` and\n\n    [x](y)") == []
