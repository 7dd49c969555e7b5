"""Links that lead nowhere are found, under any base."""

from pathlib import Path

import pytest

from broadsheet.output.links import broken_links

BASE = "https://example.org/digest/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<h1 id="top">A</h1><a href="../">front</a>')
    (tmp_path / "style.css").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    "target",
    ["a/", "a/#top", "a/index.html", "style.css", "#here", "", ".", "./", f"{BASE}a/", "/digest/a/#top",
     "https://other.example/x", "mailto:a@b.example", "a", "?q=1"],
)  # fmt: skip
def test_good_links_are_good(site: Path, target: str) -> None:
    (site / "index.html").write_text(f'<p id="here"><a href="{target}">x</a></p>')
    assert broken_links(site, BASE) == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("b/", "there is no such page"),
        ("a/#bottom", "the page has no such anchor"),
        ("#nowhere", "the page has no such anchor"),
        ("../x", "leaves the site"),
        (f"{BASE}none.html", "there is no such page"),
    ],
)
def test_bad_links_are_named_with_the_reason(site: Path, target: str, reason: str) -> None:
    (site / "index.html").write_text(f'<a href="{target}">x</a>')
    found = broken_links(site, BASE)
    assert [(broken.page, broken.reason) for broken in found] == [("index.html", reason)]


def test_redirects_are_followed(site: Path) -> None:
    (site / "index.html").write_text('<meta http-equiv="refresh" content="0; url=gone/">')
    assert [broken.target for broken in broken_links(site)] == ["gone/"]
