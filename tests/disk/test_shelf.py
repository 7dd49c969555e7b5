"""Records of a shelf are found one by one, and none where anything about them is doubtful."""

from pathlib import Path

import pytest

from broadsheet.disk.shelf import Shelf
from broadsheet.disk.store import Store

RECORDS = {"one": b"first", "zwei \udcff": b"", "three": b"x" * 5000}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "state", b"program")
    Shelf.fill(store, "things", b"about them", RECORDS)
    return store


def test_each_record_is_found_by_its_key(store: Store) -> None:
    shelf = Shelf.open(store, "things")
    assert shelf is not None and shelf.about == b"about them" and shelf.keys == list(RECORDS)
    assert {key: shelf.get(key) for key in RECORDS} == RECORDS
    assert shelf.get("four") is None
    assert shelf.all() == b"".join(RECORDS.values())


def test_an_empty_shelf_is_one(store: Store) -> None:
    Shelf.fill(store, "things", b"", {})
    shelf = Shelf.open(store, "things")
    assert shelf is not None and shelf.get("one") is None and shelf.all() == b""


def test_a_damaged_record_is_not_found_and_the_others_are(store: Store) -> None:
    file = Path(store.path("things"))
    file.write_bytes(file.read_bytes().replace(b"first", b"fires"))
    shelf = Shelf.open(store, "things")
    assert shelf is not None and shelf.all() is None
    with pytest.raises(LookupError):
        shelf.get("one")
    assert shelf.get("three") == RECORDS["three"]


@pytest.mark.parametrize("cut", [0, 10, 60, 90])
def test_a_shelf_cut_short_is_none(store: Store, cut: int) -> None:
    file = Path(store.path("things"))
    file.write_bytes(file.read_bytes()[:cut])
    assert Shelf.open(store, "things") is None


def test_a_shelf_whose_end_is_gone_has_what_is_left(store: Store) -> None:
    file = Path(store.path("things"))
    file.write_bytes(file.read_bytes()[:-1])
    shelf = Shelf.open(store, "things")
    assert shelf is not None and shelf.all() is None
    with pytest.raises(LookupError):
        shelf.get("three")
    assert shelf.get("one") == b"first"


def test_a_shelf_of_another_program_is_none(store: Store, tmp_path: Path) -> None:
    assert Shelf.open(Store(tmp_path / "state", b"another"), "things") is None
    assert Shelf.open(Store(tmp_path / "state", b"program", in_use=False), "things") is None


def test_the_mark_is_another_when_a_record_is(store: Store) -> None:
    first = store.mark("things")
    Shelf.fill(store, "things", b"about them", {**RECORDS, "one": b"fires"})
    assert first and store.mark("things") not in (first, b"")
    assert store.mark("nothing") == b""
