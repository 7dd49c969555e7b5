"""The cache gives back what it was given, and is empty when anything about it is doubtful."""

from pathlib import Path

import pytest
from msgspec import Struct

from broadsheet.disk.locking import lock
from broadsheet.disk.store import Store


class Record(Struct, frozen=True, array_like=True):
    name: str
    numbers: tuple[int, ...] = ()


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    Store(tmp_path / "state", b"one").save("record", Record("a", (1, 2)))
    assert Store(tmp_path / "state", b"one").load("record", Record) == Record("a", (1, 2))


def test_a_record_of_another_program_is_not_read(tmp_path: Path) -> None:
    Store(tmp_path, b"one").save("record", Record("a"))
    assert Store(tmp_path, b"two").load("record", Record) is None


@pytest.mark.parametrize("damage", [lambda c: c[:-1], lambda c: c[:20], lambda c: b"", lambda c: c + b"x"])
def test_a_damaged_record_is_empty(tmp_path: Path, damage: object) -> None:
    store = Store(tmp_path, b"one")
    store.save("record", Record("a", (1, 2, 3)))
    file = tmp_path / "record.cache"
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert store.load("record", Record) is None


def test_a_record_of_another_shape_is_empty(tmp_path: Path) -> None:
    store = Store(tmp_path, b"one")
    store.save("record", {"name": 3})
    assert store.load("record", Record) is None


def test_a_store_out_of_use_keeps_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "state", b"one", in_use=False).save("record", Record("a"))
    assert not (tmp_path / "state").exists()


def test_the_folder_is_not_for_git(tmp_path: Path) -> None:
    Store(tmp_path / "state", b"one").save("record", Record("a"))
    assert (tmp_path / "state" / ".gitignore").read_text() == "*\n"


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    with lock(tmp_path) as first, lock(tmp_path, patience=0) as second:
        assert first and not second
    with lock(tmp_path) as again:
        assert again
