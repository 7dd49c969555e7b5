"""Only files that we made are replaced or deleted, and what is taken off the site is gone from all of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.output.stage import MANIFEST
from broadsheet.problems import ProblemError
from tests.conftest import NOW, DigestFolder

Spoil = Callable[[Path, Path], object]


def refused(digest: DigestFolder, **options: object) -> str:
    with pytest.raises(ProblemError) as caught:
        digest.build(**options)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.message


@pytest.fixture
def outside(digest: DigestFolder) -> Path:
    folder = digest.root.parent / "outside"
    folder.mkdir()
    (folder / "keep.txt").write_text("keep")
    return folder


@pytest.mark.parametrize(
    "output",
    [".", "..", "/", "content", "content/site", "layouts", "layouts/x", ".broadsheet", ".broadsheet/x", ".git",
     ".git/x", "config.yaml", "../outside"],
)  # fmt: skip
@pytest.mark.parametrize("clean", [False, True])
def test_a_dangerous_output_folder_is_refused(
    digest: DigestFolder, outside: Path, output: str, clean: bool
) -> None:
    digest.article("good")
    for name in ("layouts/x", ".git/x"):
        (digest.root / name).mkdir(parents=True)
    before = sorted(digest.root.parent.rglob("*"))
    assert refused(digest, output=str(digest.root / output), clean=clean)
    assert [
        path for path in sorted(digest.root.parent.rglob("*")) if ".broadsheet" not in path.parts
    ] == before


@pytest.mark.parametrize("home", ["home", "link"])
def test_the_home_folder_is_refused_also_where_it_is_a_link(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    folder = digest.root.parent / "home"
    folder.mkdir()
    (digest.root.parent / "link").symlink_to("home")
    monkeypatch.setenv("HOME", str(digest.root.parent / home))
    assert "a folder of its own" in refused(digest, output=str(folder))
    assert "a folder of its own" in refused(digest, output=str(digest.root.parent))


@pytest.mark.parametrize(
    "target", ["..", ".", "content", "content/articles", "layouts", "../outside", "config.yaml", "site"]
)
def test_an_output_that_is_a_link_is_judged_by_where_it_leads(
    digest: DigestFolder, outside: Path, target: str
) -> None:
    digest.article("good")
    (digest.root / "layouts").mkdir()
    (digest.root / "site").symlink_to(target)
    assert refused(digest)
    assert os.listdir(outside) == ["keep.txt"] and os.listdir(digest.root / "layouts") == []


def test_a_repository_is_refused_and_one_inside_the_site_is_kept(digest: DigestFolder) -> None:
    digest.write("site/.git/HEAD", "ref")
    assert "did not make" in refused(digest) and "did not make" in refused(digest, clean=True)
    (digest.root / "site/.git").rename(digest.root / "kept")
    (digest.root / "site").rmdir()
    digest.build()
    (digest.root / "kept").rename(digest.root / "site/.git")
    digest.build(clean=True)
    assert (digest.root / "site/.git/HEAD").exists()


@pytest.mark.parametrize("clean", [False, True])
def test_somebody_else_s_files_in_the_site_are_kept(digest: DigestFolder, clean: bool) -> None:
    digest.article("good")
    file = digest.article("gone")
    digest.build()
    mine = ("CNAME", "2026/11/18/gone/mine.txt", "assets/mine.css", ".well-known/x")
    for name in mine:
        digest.write(f"site/{name}", "mine")
    file.unlink()
    digest.build(clean=clean)
    assert all(digest.site()[name] == b"mine" for name in mine)
    assert "2026/11/18/gone/index.html" not in digest.site()


@pytest.mark.parametrize("name", ["2026/11/18/new/index.html", "2026/11/18/new/index.html/mine.txt"])
def test_somebody_else_s_file_where_a_page_belongs_stops_the_build(digest: DigestFolder, name: str) -> None:
    digest.article("good")
    digest.build()
    digest.write(f"site/{name}", "mine")
    before = digest.site()
    digest.article("new")
    assert "did not make" in refused(digest)
    assert digest.site() == before and not (digest.root / ".site.next").exists()


def test_somebody_else_s_folder_where_the_stage_belongs_is_kept(digest: DigestFolder, outside: Path) -> None:
    digest.article("good")
    digest.write(".site.next/mine.txt", "mine")
    assert "did not make" in refused(digest)
    assert (digest.root / ".site.next/mine.txt").exists()
    (digest.root / ".site.next").rename(digest.root / "other")
    (digest.root / ".site.next").symlink_to(outside)
    assert "did not make" in refused(digest) and os.listdir(outside) == ["keep.txt"]


def add_lines(*lines: bytes) -> Spoil:
    def spoil(site: Path, _: Path) -> None:
        file = site / MANIFEST
        file.write_bytes(file.read_bytes() + b"".join(line + b"\n" for line in lines))

    return spoil


def link_folder(site: Path, outside: Path) -> None:
    (site / "link").symlink_to(outside)
    add_lines(b"link/keep.txt")(site, outside)


def empty(site: Path, _: Path) -> None:
    (site / MANIFEST).write_bytes(b"")


def pipe(site: Path, _: Path) -> None:
    (site / MANIFEST).unlink()
    os.mkfifo(site / MANIFEST)


def folder(site: Path, _: Path) -> None:
    (site / MANIFEST).unlink()
    (site / MANIFEST).mkdir()


@pytest.mark.parametrize(
    "spoil",
    [
        add_lines(b"../../outside/keep.txt", b"../outside/keep.txt", b"a/../../../outside/keep.txt", b"..", b"."),
        add_lines(b"/etc/hostname", b"//etc/hostname", b"/"),
        add_lines(b"a\0b", b"\0", b"\xff\xfe", b"x" * 5000, b"a/" * 3000, b"2026", b"assets/"),
        add_lines(b"..\\..\\outside\\keep.txt", b"C:\\x", b"", b" "),
        link_folder,
        empty,
        pipe,
        folder,
    ],
)  # fmt: skip
def test_a_spoiled_manifest_does_no_harm(digest: DigestFolder, outside: Path, spoil: Spoil) -> None:
    digest.article("good")
    digest.build()
    spoil(digest.root / "site", outside)
    digest.article("good", body="Edited.")
    try:
        digest.build()
    except ProblemError as error:
        assert error.problems[0].hint
    else:
        assert "Edited." in digest.page("2026/11/18/good/index.html")
    assert (outside / "keep.txt").read_text() == "keep" and (digest.root / "site/index.html").is_file()


@pytest.mark.parametrize("name", ["index.html", "2026", "assets", "2026/11/18/good"])
def test_no_link_inside_the_site_is_followed_by_a_write(
    digest: DigestFolder, outside: Path, name: str
) -> None:
    digest.article("good")
    digest.build()
    (digest.root / "site" / name).rename(outside / "moved")
    (digest.root / "site" / name).symlink_to(outside / "moved")
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    digest.article("good", body="Edited.", title="Another title")
    digest.build(clean=True)
    assert not (digest.root / "site" / name).is_symlink()
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before
    assert "Another title" in digest.page("index.html")


def test_a_page_that_has_become_a_link_is_a_file_again_at_the_next_build(
    digest: DigestFolder, outside: Path
) -> None:
    digest.article("good")
    digest.build()
    page = digest.root / "site/index.html"
    page.rename(outside / "index.html")
    page.symlink_to(outside / "index.html")
    digest.build()
    assert page.is_file() and not page.is_symlink()


SECRET = "Zanzebraquill"
"""A word that only the article has that goes; its topic, source, story and address have it too."""


def vanish(digest: DigestFolder, file: Path, way: str) -> None:
    text = file.read_text(encoding="utf-8")
    lines = {"draft": "draft: true", "expired": "expires: 2026-11-19", "future": "publish: 2027-01-01",
             "withdrawn": 'withdrawn: "2026-11-19 on request"', "status": "status: draft",
             "published": "published: false"}  # fmt: skip
    if way == "deleted":
        file.unlink()
    elif way == "hidden":
        file.rename(file.with_name(f"_{file.name}"))
    elif way == "moved":
        file.rename(digest.root / file.name)
    elif way == "broken":
        file.write_text(text.replace("title:", "title: [", 1), encoding="utf-8")
    elif way == "emptied":
        file.write_text("", encoding="utf-8")
    else:
        file.write_text(text.replace("---\n", f"---\n{lines[way]}\n", 1), encoding="utf-8")


@pytest.mark.parametrize("cache", [True, False])
@pytest.mark.parametrize(
    "way",
    ["deleted", "hidden", "moved", "broken", "emptied", "draft", "expired", "future", "withdrawn", "status",
     "published"],
)  # fmt: skip
def test_what_goes_is_gone_from_every_file_at_the_next_build(
    digest: DigestFolder, way: str, cache: bool
) -> None:
    digest.article("other", date="2026-11-17", topics="[Harbor]", source="Gazette", story="ferries")
    file = digest.article(
        f"about-{SECRET.lower()}",
        title=f"{SECRET} sails",
        body=f"{SECRET} and more of {SECRET}.",
        topics=f"[{SECRET}, Harbor]",
        source=SECRET,
        byline=f"[{SECRET}]",
        story="ferries",
        deck=SECRET,
        note=SECRET,
        date="2026-10-03",
        aliases=f"[/old/{SECRET.lower()}/]",
    )
    digest.build(cache=cache)
    assert sum(SECRET.encode() in content for content in digest.site().values()) > 8
    vanish(digest, file, way)
    digest.build(now=NOW, cache=cache)
    tombstone = f"2026/10/03/about-{SECRET.lower()}/index.html"
    allowed = {tombstone, f"old/{SECRET.lower()}/index.html"} if way == "withdrawn" else set()
    named = [
        name
        for name, content in digest.site().items()
        if SECRET.lower() in name.lower() or SECRET.lower().encode() in content.lower()
    ]
    assert set(named) <= allowed
    for name in named:
        page = digest.page(name)
        assert "noindex" in page and "and more of" not in page


def test_a_renamed_article_leaves_nothing_at_its_old_address(digest: DigestFolder) -> None:
    file = digest.article("before")
    digest.build()
    file.rename(file.with_name("after.md"))
    digest.build()
    assert not any("before/" in name for name in digest.site())
    assert "2026/11/18/after/index.html" in digest.site()


def test_the_last_article_takes_its_day_topic_and_source_with_it(digest: DigestFolder) -> None:
    file = digest.article("only", topics="[Harbor]", source="Gazette")
    digest.build()
    file.unlink()
    digest.build()
    left = [name for name in digest.site() if name.startswith(("2026", "topics/h", "sources/g", "email/2"))]
    assert left == []
