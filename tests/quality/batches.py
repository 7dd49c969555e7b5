"""Read and judge the invented batches: ``tests/batches/*.txt`` in; cases, and what became of each block, out.

A case opens with ``@ id lang [hard] byline=A;B|date=2024-01-31``; a line is one block behind a letter:
T headline, D standfirst, B text, C caption, Y byline, Z date; A appeal, N newsletter, P paywall, R related,
S sharing, X advertisement, M comments, O anything else, V navigation, W copyright. ``G text || appeal`` and
``H appeal || text`` are glued on one line. ``hard`` texts are about giving or asking and must lose nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints
from broadsheet.text import words_of
from tests.intake.conftest import shipped_rules

BATCHES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
)
"""In the order in which they were written, each after mending what the one before had shown."""
BLIND: frozenset[str] = frozenset()
"""Batches which nothing was mended by: to be measured first, then given floors or made golden."""
WRITTEN_TO_TRAIN = ("trained", "english", "continental", "asking")
"""Batches written for the weights to learn from; they say nothing of unseen texts."""
FOLDER = Path(__file__).resolve().parent.parent / "batches"
KEPT = frozenset("BD")
UNSCORED = frozenset("TCYZ")
APPEAL = "A"


@dataclass(frozen=True)
class Case:
    """One invented text with the letter of every block."""

    id: str
    lang: str
    is_hard: bool
    byline: tuple[str, ...]
    date: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The headline as told."""
        return next((text for letter, text in self.blocks if letter == "T"), "")

    @property
    def text(self) -> str:
        """The text as somebody would paste it."""
        return "\n\n".join(text.replace(" || ", " ") for _, text in self.blocks)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The blocks with glued ones cut apart."""
        found: list[tuple[str, str]] = []
        for letter, text in self.blocks:
            if letter in "GH":
                first, second = text.split(" || ")
                found += [("B", first), ("A", second)] if letter == "G" else [("A", first), ("B", second)]
            else:
                found.append((letter, text))
        return found


@dataclass(frozen=True)
class Outcome:
    """What became of one case: blocks lost and left, and its metadata as told and as found."""

    case: Case
    lost: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    title: str
    byline: tuple[str, ...]
    date: str

    @property
    def is_solved(self) -> bool:
        """Whether no text was lost and no appeal was left."""
        return not self.lost and all(letter != APPEAL for letter, _ in self.left)


def read_batch(name: str) -> list[Case]:
    """Read all files of a batch, ``<name>-*.txt``."""
    cases: list[Case] = []
    for path in sorted(FOLDER.glob(f"{name}-*.txt")):
        for source in path.read_text(encoding="utf-8").split("\n@ "):
            cases.append(_case(source.removeprefix("@ ")))
    return cases


def judge(case: Case) -> Outcome:
    """Clean a case and say what was lost and left."""
    result = clean(case.text, rules=shipped_rules(), config=Config(), hints=Hints())
    lines = [plain(one.block.text) for one in result.labels if one.kind.in_body or one.kind == "deck"]
    whole = f" {' '.join(lines)} "
    lost = tuple(text for letter, text in case.parts if letter in KEPT and f" {plain(text)} " not in whole)
    left = tuple(
        (letter, text)
        for letter, text in case.parts
        if letter not in KEPT | UNSCORED and _is_left(plain(text), lines)
    )
    article = result.article
    return Outcome(case, lost, left, article.title, article.byline, article.date[:10])


def batch_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the shares by which a batch is known."""
    with_appeals = [one for one in outcomes if any(letter == APPEAL for letter, _ in one.case.parts)]
    counts = {"body": [0, 0], "appeals": [0, 0], "boilerplate": [0, 0]}
    for one in outcomes:
        letters = [letter for letter, _ in one.case.parts]
        gone = [letter for letter, _ in one.left]
        counts["body"][0] += len(one.lost)
        counts["body"][1] += sum(letter in KEPT for letter in letters)
        counts["appeals"][0] += gone.count(APPEAL)
        counts["appeals"][1] += letters.count(APPEAL)
        counts["boilerplate"][0] += len(gone)
        counts["boilerplate"][1] += sum(letter not in KEPT | UNSCORED for letter in letters)
    told = [one for one in outcomes if one.case.byline or one.byline]
    dated = [one for one in outcomes if one.case.date or one.date]
    return {
        "solved": _share([one.is_solved for one in with_appeals]),
        **{name: 1 - bad / max(1, of) for name, (bad, of) in counts.items()},
        "hard_negatives": _share([not one.lost for one in outcomes if one.case.is_hard]),
        "titles": _share([one.title == one.case.title for one in outcomes]),
        "dates": _share([one.date == one.case.date for one in dated if one.date]),
        "dates_found": _share([one.date == one.case.date for one in dated]),
        "bylines": _share([one.byline == one.case.byline for one in told if one.byline]),
        "bylines_found": _share([one.byline == one.case.byline for one in told]),
    }


def plain(text: str) -> str:
    """Return the words of a text, folded, with one space between them."""
    return " ".join(words_of(text))


def _case(source: str) -> Case:
    head, *lines = source.strip("\n").split("\n")
    name, lang, *rest = head.split(" ", 2)
    settings = rest[0].removeprefix("hard ")
    keys = dict(pair.split("=", 1) for pair in settings.split("|"))
    byline = tuple(one for one in keys["byline"].split(";") if one)
    blocks = tuple((line[0], line[2:]) for line in lines if line.strip())
    return Case(name, lang, settings != rest[0], byline, keys["date"], blocks)


def _is_left(text: str, lines: Sequence[str]) -> bool:
    if not text:
        return False
    return any(text == line or (text.count(" ") > 5 and text in line) for line in lines)


def _share(facts: Sequence[bool]) -> float:
    return sum(facts) / len(facts) if facts else 1.0
