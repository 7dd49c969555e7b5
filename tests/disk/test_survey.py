"""Stamps tell when a file has changed."""

import os
from pathlib import Path

import pytest

from broadsheet.disk.listing import files_below, is_content
from broadsheet.disk.survey import Stamp, read_sized, stamp_of, survey


def test_every_file_is_found_in_order(tmp_path: Path) -> None:
    for name in ("b/2.md", "b/1.md", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(survey(tmp_path)) == ["a.md", "b/1.md", "b/2.md"]
    assert survey(tmp_path)["a.md"] == stamp_of(tmp_path / "a.md")


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert survey(tmp_path / "none") == {}


def test_an_edit_of_the_same_size_with_an_old_time_changes_its_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    before, times = files_below(str(tmp_path)).numbers, file.stat()
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert files_below(str(tmp_path)).numbers != before


def test_a_link_out_of_the_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content" / "loop").symlink_to(tmp_path)
    assert survey(tmp_path / "content") == {}


def test_temporary_files_of_editors_are_not_content() -> None:
    names = [".a.md.swp", "a.md~", "4913", "#a.md#", "~$a.md", ".git", "a.md.tmp", "a.txt.part"]
    assert not any(map(is_content, names))
    assert all(map(is_content, ["a.md", "über uns.txt", "_index.md", "café"]))


def test_a_young_file_is_looked_at_again() -> None:
    second = 1_000_000_000
    coarse, fine = Stamp(1, 5 * second, 5 * second, 1), Stamp(1, 5 * second + 123, 5 * second + 123, 1)
    assert coarse.is_racy(6 * second) and not fine.is_racy(6 * second)
    assert fine.is_racy(5 * second + 1000) and not coarse.is_racy(8 * second)


@pytest.mark.parametrize("expected", [0, 1, 5, 11, 12, 500])
def test_a_file_that_has_changed_its_size_is_read_to_its_end(tmp_path: Path, expected: int) -> None:
    file = tmp_path / "article.md"
    file.write_bytes(b"one of news\n")
    assert read_sized(f"{file}", expected) == b"one of news\n"
