"""A site changes in one go; only what we made is ever replaced or deleted."""

from pathlib import Path

import pytest

from broadsheet.output import stage as staging
from broadsheet.output.publish import check_output, path_of, publish
from broadsheet.output.stage import MANIFEST, Writer, drop_quickly, open_stage


def publish_files(output: Path, files: dict[str, str], wanted: list[str] | None = None) -> object:
    stage = open_stage(output)
    writer = Writer(stage)
    for path, text in files.items():
        writer.put(path, text.encode())
    return publish(stage, output, files.keys(), wanted or list(files))


def files_in(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in found.items() if name != MANIFEST}


@pytest.mark.parametrize(
    ("permalink", "path"),
    [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/feed.xml", "feed.xml"), ("/a.html", "a.html")],
)
def test_every_address_is_a_file(permalink: str, path: str) -> None:
    assert path_of(permalink) == path


def test_a_first_site_is_what_was_staged(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "a/index.html": "a"})
    assert files_in(site) == {"index.html": "front", "a/index.html": "a"}
    assert list(tmp_path.iterdir()) == [site]


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "a.html": "a"})
    before = (site / "index.html").stat().st_ino
    publish_files(site, {"index.html": "front", "a.html": "changed"})
    assert (site / "index.html").stat().st_ino == before
    assert files_in(site)["a.html"] == "changed"


def test_pages_that_are_gone_are_deleted_with_their_empty_folders(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "2024/05/a/index.html": "a"})
    publish_files(site, {"index.html": "front"})
    assert [path.name for path in site.iterdir() if path.name != MANIFEST] == ["index.html"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "a/index.html": "a"})
    (site / "CNAME").write_text("news.example")
    (site / "a" / "mine.txt").write_text("mine")
    publish_files(site, {"index.html": "new"})
    assert files_in(site) == {"index.html": "new", "CNAME": "news.example", "a/mine.txt": "mine"}


def test_a_page_may_turn_into_a_folder_and_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "a": "file"})
    publish_files(site, {"index.html": "front", "a/index.html": "folder"})
    assert files_in(site) == {"index.html": "front", "a/index.html": "folder"}
    publish_files(site, {"index.html": "front", "a": "file"})
    assert files_in(site) == {"index.html": "front", "a": "file"}


def test_a_stage_left_by_a_killed_build_does_no_harm(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front"})
    Writer(open_stage(site)).put("half.html", b"half")
    assert files_in(site) == {"index.html": "front"}
    publish_files(site, {"index.html": "new"})
    assert files_in(site) == {"index.html": "new"}


def test_a_build_killed_between_two_files_leaves_nothing_behind_for_good(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front", "old.html": "old"})
    manifest = (site / MANIFEST).read_text()
    (site / "new.html").write_text("new")  # replaced already, then killed: the manifest names both states
    (site / MANIFEST).write_text(manifest + "new.html\n")
    publish_files(site, {"index.html": "front"})
    assert files_in(site) == {"index.html": "front"}


def test_output_folders_that_are_not_ours_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "digest"
    content = root / "content"
    (content / "articles").mkdir(parents=True)
    (root / "site").mkdir()
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "cat.jpg").write_text("cat")
    for output in (Path.home(), Path("/"), root, tmp_path, content, content / "articles" / "site", foreign):
        assert check_output(output, root, content), output
    for output in (root / "site", root / "new", tmp_path / "elsewhere"):
        assert not check_output(output, root, content), output


def test_a_manifest_cannot_reach_out_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front"})
    (tmp_path / "precious.txt").write_text("precious")
    (site / MANIFEST).write_text("../precious.txt\n/etc/hostname\nindex.html\n")
    publish_files(site, {"index.html": "front"})
    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize("grace", [0.0, 60.0])
def test_what_an_interrupted_build_has_no_time_to_delete_goes_with_the_next(
    tmp_path: Path, grace: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "GRACE", grace)
    site = tmp_path / "site"
    publish_files(site, {"index.html": "front"})
    stage = open_stage(site)
    Writer(stage).put("a/b/old.html", b"old")
    drop_quickly(stage)
    assert stage.exists() is (grace == 0.0)
    publish_files(site, {"index.html": "new"})
    assert files_in(site) == {"index.html": "new"} and not stage.exists()
