"""What is made in a folder set apart lies in a part of the disk of its own."""

import os
import subprocess
from pathlib import Path

import pytest

from broadsheet.disk.placing import set_apart
from broadsheet.output.stage import MANY, open_stage


def flags(folder: Path) -> str:
    """Return what ``lsattr`` says of a folder; skips the test where it is not installed or the disk has no flags."""
    try:
        said = subprocess.run(["lsattr", "-d", folder], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("lsattr is not installed")
    if said.returncode:
        pytest.skip(f"no flags on this disk: {said.stderr.strip()}")
    return said.stdout.split()[0]


def takes_flags(folder: Path) -> bool:
    folder.mkdir()
    return not subprocess.run(["chattr", "+T", folder], capture_output=True, check=False).returncode


def test_a_stage_for_many_files_is_set_apart_and_one_for_few_is_not(tmp_path: Path) -> None:
    assert "T" not in flags(tmp_path)
    if not takes_flags(tmp_path / "tried"):
        pytest.skip("this disk knows no folders to be set apart")
    assert "T" in flags(open_stage(tmp_path / "many", MANY).parent)
    assert "T" not in flags(open_stage(tmp_path / "few", MANY - 1).parent)


def test_every_stage_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = {open_stage(tmp_path / "site").name for _ in range(5)}
    assert len(names) == 5
    assert len(os.listdir(tmp_path / ".site.next")) == 2, "a manifest, and the last stage"


def test_other_flags_of_a_folder_stay(tmp_path: Path) -> None:
    before = flags(tmp_path)
    set_apart(f"{tmp_path}")
    assert flags(tmp_path).replace("T", "-") == before


def test_where_nothing_can_be_set_apart_nothing_happens(tmp_path: Path) -> None:
    set_apart("/proc/self")
    set_apart(f"{tmp_path}/none")
