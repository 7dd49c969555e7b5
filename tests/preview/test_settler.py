"""When a file has come to rest: never half-written, never empty on the way, and soon."""

from broadsheet.disk.survey import Stamp
from broadsheet.preview.watch import CALM, DOUBTFUL_CALM, OPEN_LIMIT, UNTOLD_CALM, Look, Settler, Sign

PATH = "/d/a.md"


class Disk:
    """A file that a test writes, and the settler that watches it."""

    def __init__(self, *, told: bool = True) -> None:
        self.content: bytes | None = b"old\n"
        self.settler = Settler(self.look, told_of_close=told)

    def look(self, path: str) -> Look:
        if self.content is None:
            return Look(path, None)
        return Look(path, Stamp(len(self.content), 0, 0, 0), self.content)

    def write(self, content: bytes | None, now: float, *, is_open: bool = False) -> None:
        self.content = content
        self.settler.hint(PATH, now, Sign.OPEN if is_open else Sign.CHANGED)

    def seen(self, now: float, until: float) -> list[tuple[float, bytes | None]]:
        """Return what settles, looking whenever a look is due."""
        found: list[tuple[float, bytes | None]] = []
        while (due := self.settler.next_due()) is not None and due <= until:
            now = max(now, due)
            found += [(now, look.content if look.stamp else None) for look in self.settler.settle(now)]
        return found


def test_a_closed_file_is_seen_after_two_equal_looks() -> None:
    disk = Disk()
    disk.write(b"new\n", 1.0)
    ((when, content),) = disk.seen(1.0, 9.0)
    assert content == b"new\n" and when <= 1.0 + 2 * CALM


def test_a_file_that_changes_between_the_looks_is_looked_at_again() -> None:
    disk = Disk()
    disk.write(b"one\n", 1.0)
    assert not disk.settler.settle(1.0)
    disk.content = b"two\n"
    assert not disk.settler.settle(1.0 + CALM)
    ((_, content),) = disk.seen(1.0 + CALM, 9.0)
    assert content == b"two\n"


def test_truncating_and_writing_shows_only_the_whole() -> None:
    disk = Disk()
    disk.write(b"", 1.0, is_open=True)
    assert not disk.seen(1.0, 1.1)
    disk.write(b"half of it\n", 1.12, is_open=True)
    assert not disk.seen(1.12, 1.5)
    disk.write(b"half of it\nand the rest\n", 1.5)
    assert [content for _, content in disk.seen(1.5, 9.0)] == [b"half of it\nand the rest\n"]


def test_a_file_that_is_never_closed_is_taken_in_the_end() -> None:
    disk = Disk()
    disk.write(b"a log\n", 1.0, is_open=True)
    ((when, _),) = disk.seen(1.0, 99.0)
    assert when >= 1.0 + OPEN_LIMIT


def test_gone_empty_or_cut_files_get_time_to_come_back() -> None:
    for content in (None, b"", b"a line without its e"):
        disk = Disk()
        disk.write(content, 1.0)
        assert not disk.seen(1.0, 1.0 + DOUBTFUL_CALM * 0.9)
        assert len(disk.seen(1.0 + DOUBTFUL_CALM, 9.0)) == 1


def test_a_save_by_rename_is_one_change() -> None:
    disk = Disk()
    disk.write(None, 1.0)
    disk.seen(1.0, 1.05)
    disk.write(b"the new file\n", 1.05)
    assert [content for _, content in disk.seen(1.05, 9.0)] == [b"the new file\n"]


def test_a_file_whose_owner_writes_no_last_line_end_is_quick_from_the_second_save() -> None:
    disk = Disk()
    disk.write(b"no end", 1.0)
    disk.seen(1.0, 9.0)
    disk.write(b"no end again", 10.0)
    ((when, _),) = disk.seen(10.0, 19.0)
    assert when <= 10.0 + 2 * CALM


def test_where_closing_is_not_told_the_pause_is_longer() -> None:
    disk = Disk(told=False)
    disk.write(b"new\n", 1.0, is_open=True)
    ((when, _),) = disk.seen(1.0, 9.0)
    assert when >= 1.0 + UNTOLD_CALM


def test_a_file_with_a_new_name_is_gone_at_once() -> None:
    disk = Disk()
    disk.content = None
    disk.settler.hint(PATH, 1.0, Sign.MOVED_AWAY)
    ((when, content),) = disk.seen(1.0, 9.0)
    assert content is None and when <= 1.0 + 2 * CALM
