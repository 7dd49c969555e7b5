"""What the preview asks of a digest: addresses in, bytes and what is to be said about them out; no articles."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from broadsheet.model import Problem

FRONT = "/"
NOT_FOUND = "/404.html"


class Mark(Struct, frozen=True):
    """Why a page that is shown here is not on the site."""

    kind: str
    """``draft``, ``future``, ``expired`` or ``inbox``."""
    words: str


class Shown(Struct, frozen=True, kw_only=True):
    """One file of the site as it is now."""

    content: bytes | None = b""
    """None where there is nothing to show and never was."""
    file: Path | None = None
    """A file to send as it is, in the place of ``content``."""
    tag: str
    """Changes when anything of this record does."""
    origin: str = ""
    """The file it is made from, relative to the digest's root."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the files it is made from; the content is then the last good one."""
    others: int = 0
    """Problems elsewhere in the digest."""
    mark: Mark | None = None
    has_review: bool = False


class Status(Struct, frozen=True, kw_only=True):
    """Where the digest stands; a new record with every change."""

    version: int
    ready: bool = False
    problems: tuple[Problem, ...] = ()
    styles: tuple[tuple[str, str], ...] = ()
    """Address and tag of every stylesheet."""
    edited: str = ""
    """Address of the page whose file was edited last."""
    edits: int = 0
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new address of pages whose address has changed lately, newest last."""


class Line(Struct, frozen=True, kw_only=True):
    """A line of a list: a page that is held back, a text that waits."""

    name: str
    origin: str
    address: str = ""
    note: str = ""
    action: str = ""
    """What a button on the line does: a key of ``server.ACTIONS``, or nothing."""


class Verdict(Struct, frozen=True, kw_only=True):
    """A block of an original text, as the review shows it."""

    number: int
    text: str
    kind: str
    rule: str
    score: float
    evidence: tuple[str, ...] = ()
    line: int = 0
    in_article: bool = True
    """Whether the article's file has it now."""
    can_move: bool = True
    """Whether a button can put it back or take it out."""


class Review(Struct, frozen=True, kw_only=True):
    """An article's original, block by block."""

    title: str
    origin: str
    address: str = ""
    blocks: tuple[Verdict, ...] = ()
    note: str = ""
    """Why there is nothing to review, or what was done last."""
    undo: str = ""
    """What "undo" would do, in words; empty where there is nothing to undo."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A line that recurs in the texts of one source, proposed as a rule."""

    key: str
    source: str
    text: str
    count: int
    examples: tuple[str, ...] = ()


class Overview(Struct, frozen=True, kw_only=True):
    """Everything about a digest that no page of its site shows."""

    title: str
    held: tuple[Line, ...] = ()
    inbox: tuple[Line, ...] = ()


class Live(Protocol):
    """A digest that can be looked at while it changes. May be called from any thread."""

    @property
    def status(self) -> Status: ...

    def has(self, permalink: str) -> bool:
        """Say whether the site has a file at an address such as ``/2024/05/03/slug/``."""

    def tag(self, permalink: str) -> str:
        """Return the tag that ``show`` would give, without rendering; empty where there is nothing."""

    def show(self, permalink: str) -> Shown | None:
        """Return the file at an address, rendered now."""

    def marks(self) -> Mapping[str, Mark]:
        """Return what is not on the site, by address."""

    def overview(self) -> Overview: ...

    def review(self, origin: str) -> Review | None: ...

    def candidates(self) -> tuple[Candidate, ...]:
        """Return lines that recur, looked for now."""

    def act(self, action: str, fields: Mapping[str, str]) -> str:
        """Do what a button says and return what was done, in words; raises ProblemError."""

    def settle(self, seconds: float) -> None:
        """Wait until changes that are known of can be seen, at most so long."""
