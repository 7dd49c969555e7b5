"""What was taken out comes back in its place, and goes again, and the file is as it was."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from broadsheet.building.place import Place, open_place
from broadsheet.cli import run
from broadsheet.editing.adding import inbox_files
from broadsheet.editing.restoring import (
    Pieces,
    find_article,
    list_removed,
    put_back,
    read_pieces,
    remove_block,
    restore_block,
    take_out,
)
from broadsheet.model import Hints
from broadsheet.pipeline import add
from broadsheet.problems import ProblemError
from tests.conftest import NOW, DigestFolder, quiet
from tests.test_build import RAW

APPEAL = "If you value our reporting, please support us"


@pytest.fixture
def added(digest: DigestFolder) -> tuple[DigestFolder, Place, str]:
    """A digest with one article made from a raw text."""
    digest.write("content/inbox/ferry.txt", RAW)
    place = open_place(digest.root)
    result = add(place, inbox_files(place), Hints(), NOW, quiet)
    return digest, place, result.added[0].origin


def again(place: Place, found: Pieces, content: bytes) -> Pieces:
    """Return the pieces of the article with another content, without writing it for good."""
    file = place.root / found.origin
    before = file.read_bytes()
    file.write_bytes(content)
    try:
        return read_pieces(place, found.origin)
    finally:
        file.write_bytes(before)


def number_of(pieces: Pieces, text: str) -> int:
    return next(piece.number for piece in pieces.pieces if piece.label.block.text.startswith(text))


def test_every_removed_block_is_listed_with_its_rule(added: tuple[DigestFolder, Place, str]) -> None:
    _, place, origin = added
    found = list_removed(place, origin)
    assert [piece.removed for piece in found] == list(range(1, len(found) + 1))
    assert any(APPEAL in piece.label.block.text and str(piece.label.kind) == "appeal" for piece in found)
    assert all(piece.label.rule for piece in found)


def test_a_block_comes_back_between_its_neighbors(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    number = next(piece.removed for piece in list_removed(place, origin) if APPEAL in piece.label.block.text)
    words = dict(read_pieces(place, origin).article.removed)["appeal"]
    restore_block(place, origin, number)
    text = (digest.root / origin).read_text()
    assert text.index("The first boat leaves at six") < text.index(APPEAL)
    after = read_pieces(place, origin)
    assert dict(after.article.removed).get("appeal", 0) < words
    assert number not in [piece.removed for piece in after.missing]
    with pytest.raises(ProblemError, match="already"):
        restore_block(place, origin, number)


def test_putting_back_and_taking_out_are_each_other_s_opposite(
    added: tuple[DigestFolder, Place, str],
) -> None:
    _, place, origin = added
    found = read_pieces(place, origin)
    for piece in found.pieces:
        if piece.line >= 0:
            less = again(place, found, take_out(found, piece))
            assert less.pieces[piece.number - 1].line < 0
            assert put_back(less, less.pieces[piece.number - 1]) == found.content
        elif piece.markdown:
            more = again(place, found, put_back(found, piece))
            assert more.pieces[piece.number - 1].line >= 0
            assert take_out(more, more.pieces[piece.number - 1]) == found.content


def test_the_owner_s_edits_around_it_stay(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    file = digest.root / origin
    edited = file.read_text().replace("---\n\n", "# a comment\n---\n\nMy own opening.\n\n", 1)
    edited = edited.replace("The first boat leaves at six on Tuesday morning", "The first boat leaves early")
    file.write_text(edited)
    number = next(piece.removed for piece in list_removed(place, origin) if APPEAL in piece.label.block.text)
    restore_block(place, origin, number)
    text = file.read_text()
    assert "My own opening." in text and "The first boat leaves early" in text and "# a comment" in text
    assert text.index('"We have a timetable') < text.index(APPEAL)


def test_line_ends_and_a_missing_last_one_stay(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    file = digest.root / origin
    content = file.read_text().rstrip("\n").replace("\n", "\r\n").encode()
    file.write_bytes(content)
    found = read_pieces(place, origin)
    piece = found.missing[-1]
    more = again(place, found, put_back(found, piece))
    assert b"\n" not in more.content.replace(b"\r\n", b"") and not more.content.endswith(b"\n")
    assert take_out(more, more.pieces[piece.number - 1]) == content


def test_a_kept_paragraph_can_be_taken_out(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    number = number_of(read_pieces(place, origin), "The first boat")
    remove_block(place, origin, number)
    assert "The first boat" not in (digest.root / origin).read_text()


def test_a_body_that_was_rewritten_gets_the_block_at_its_end(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    file = digest.root / origin
    head = file.read_text().partition("\n---\n")[0]
    file.write_text(f"{head}\n---\n\nAll new.\n")
    restore_block(place, origin, 1)
    assert file.read_text().rstrip().splitlines()[-3:-1] == ["All new.", ""]


def test_missing_labels_and_originals_are_said_in_one_line(added: tuple[DigestFolder, Place, str]) -> None:
    digest, place, origin = added
    for path in (digest.root / "content/originals").glob("*.json"):
        path.unlink()
    with pytest.raises(ProblemError, match="is missing"):
        list_removed(place, origin)
    digest.article("own")
    with pytest.raises(ProblemError, match="has no original"):
        list_removed(place, "content/articles/own.md")


def test_an_article_is_found_by_path_id_and_slug(added: tuple[DigestFolder, Place, str]) -> None:
    _, place, origin = added
    article = replace(read_pieces(place, origin).article, body="")
    twin = replace(article, origin="content/articles/other.md", id="other")
    for name in (origin, article.id, "ferry-crews-vote-to-end-strike-after-nine-days", f"./{origin}"):
        assert find_article(name, [article, twin]) == origin
    with pytest.raises(ProblemError, match="no article"):
        find_article("nothing", [article])


def test_the_commands_list_and_restore(
    added: tuple[DigestFolder, Place, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    digest, _, origin = added
    monkeypatch.chdir(digest.root)
    assert run(["list", "removed"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert all(row[0] == origin for row in rows)
    number = next(row[1] for row in rows if APPEAL in row[4])
    assert run(["restore", Path(origin).name, number]) == 0
    assert capsys.readouterr().out.strip() == origin
    assert APPEAL in (digest.root / origin).read_text()
    assert run(["restore", origin]) == 0
    assert "Not now" in (digest.root / origin).read_text()
    capsys.readouterr()
    assert run(["list", "removed"]) == 0
    assert not capsys.readouterr().out
    assert run(["restore", origin, "99"]) == 1
    assert run(["restore", "nothing"]) == 1
