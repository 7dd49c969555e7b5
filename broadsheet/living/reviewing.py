"""The review of articles in the preview: a digest and a button's fields in; files changed as ``restore`` does, out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from broadsheet.editing import adding
from broadsheet.editing.restoring import Piece, Pieces, put_back, read_pieces, take_out
from broadsheet.living.living import Living
from broadsheet.model import Cleaned, Hints, Label, Problem
from broadsheet.output.write import write_whole
from broadsheet.pipeline import add
from broadsheet.preview.live import Review, Verdict
from broadsheet.problems import ProblemError

UNDO_LIMIT = 50
"""Steps that can be undone in one article."""


class Step(Struct, frozen=True):
    """A change of an article's file by a button."""

    before: bytes
    after: bytes
    words: str


class Reviewer:
    """Shows what cleaning did to an article, and undoes it block by block."""

    def __init__(
        self, living: Living, waiting: Callable[[str], Cleaned | None], clock: Callable[[], datetime]
    ) -> None:
        """``waiting`` gives the cleaned text of a file of the inbox."""
        self._living = living
        self._waiting = waiting
        self._clock = clock
        self._steps: dict[str, list[Step]] = {}

    def review(self, origin: str, address: str) -> Review | None:
        """Return an article's original block by block; None where there is no such article."""
        waiting = self._waiting(origin)
        if waiting is not None:
            return _waiting_review(waiting, origin, address)
        article = self._living.article(origin)
        if article is None:
            return None
        steps = self._steps.get(origin, [])
        undo = steps[-1].words if steps and self._read(origin) == steps[-1].after else ""
        try:
            found = read_pieces(self._living.place, origin)
        except ProblemError as error:
            notes = " ".join(f"{problem.message}. {problem.hint}" for problem in error.problems)
            return Review(title=article.title, origin=origin, address=address, note=notes, undo=undo)
        blocks = tuple(_verdict(piece) for piece in found.pieces)
        return Review(title=article.title, origin=origin, address=address, blocks=blocks, undo=undo)

    def change(self, action: str, origin: str, number: str) -> str:
        """Do what a button of the review says; return what was done, in words."""
        if self._living.article(origin) is None:
            raise ProblemError(Problem(path=origin, message="there is no such article"))
        if action == "undo":
            return self._undo(origin)
        found = read_pieces(self._living.place, origin)
        piece = next((piece for piece in found.pieces if str(piece.number) == number), None)
        if piece is None:
            raise ProblemError(Problem(path=origin, message=f"its original has no block {number}"))
        after = put_back(found, piece) if action == "put-back" else take_out(found, piece)
        done = "put back" if action == "put-back" else "taken out"
        self._write(found, after, f"block {number} {done}")
        return f"block {number} {done}"

    def add(self, origin: str) -> str:
        """Turn a text of the inbox into an article, as ``add`` does; return the article's file."""
        place = self._living.place
        raw = next((raw for raw in adding.inbox_files(place) if raw.shown == origin), None)
        if raw is None:
            raise ProblemError(Problem(path=origin, message="is no longer in the inbox"))
        result = add(place, [raw], Hints(), self._clock(), lambda stage, done, total: None)
        if not result.added:
            raise ProblemError(*result.problems)
        return result.added[0].origin

    def _undo(self, origin: str) -> str:
        steps = self._steps.get(origin, [])
        if not steps or self._read(origin) != steps[-1].after:
            hint = "the file was changed since; use your editor's undo"
            raise ProblemError(Problem(path=origin, message="there is nothing to undo", hint=hint))
        step = steps.pop()
        place = self._living.place
        write_whole(place.root / origin, step.before, place.state)
        return f"undone: {step.words}"

    def _write(self, found: Pieces, after: bytes, words: str) -> None:
        if self._read(found.origin) != found.content:
            message = "was changed in this very moment"
            raise ProblemError(Problem(path=found.origin, message=message, hint="try again"))
        place = self._living.place
        write_whole(place.root / found.origin, after, place.state)
        steps = self._steps.setdefault(found.origin, [])
        steps.append(Step(found.content, after, words))
        del steps[:-UNDO_LIMIT]

    def _read(self, origin: str) -> bytes:
        try:
            return Path(self._living.place.root, origin).read_bytes()
        except OSError:
            return b""


def _verdict(piece: Piece) -> Verdict:
    return _shown(piece.label, piece.number, piece.in_article, bool(piece.markdown))


def _shown(label: Label, number: int, in_article: bool, can_move: bool) -> Verdict:
    return Verdict(
        number=number,
        text=label.block.text,
        kind=str(label.kind),
        rule=label.rule,
        score=label.score,
        evidence=label.evidence,
        line=label.block.line,
        in_article=in_article,
        can_move=can_move,
    )


def _waiting_review(cleaned: Cleaned, origin: str, address: str) -> Review:
    blocks = tuple(_shown(label, number, label.kept, False) for number, label in enumerate(cleaned.labels, 1))
    note = "This text waits in the inbox: nothing is written yet. Add it, and every block can be moved."
    return Review(title=cleaned.article.title, origin=origin, address=address, blocks=blocks, note=note)
