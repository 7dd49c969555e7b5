"""Measure on whole pages cropped around their articles, as people paste them: python -m tests.quality.cropped ../shared

Prints how many lines of articles were lost and how many others stayed, by the rule that decided. The truth of
these pages is generous and noisy: read the lines (``--lines RULE``) rather than chase the figures.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints, Label
from broadsheet.text import words_of
from tests.intake.conftest import shipped_rules
from tests.quality.measure import read_lines

ABOVE, BEHIND = (8, 22), (8, 25)
"""Fewest and most lines kept above and behind the article."""
OWN, OTHER = 0.8, 0.3
"""Share of a line's runs of three words in the expected article from which it is one of its lines, or to which not."""
LEAST = 6
"""Words of the shortest line of an article that counts as lost."""


@dataclass(frozen=True)
class Crop:
    """The lines around a page's article, and for each the share of it that is in the expected article."""

    id: str
    lines: tuple[str, ...]
    shares: tuple[float, ...]


def crops(path: Path) -> Iterator[Crop]:
    """Yield every page of a packed file that has an article, cropped; the same crop each time."""
    for page in read_lines(path):
        lines = [line.strip() for line in page["text"].split("\n") if line.strip()]
        shares = _shares(lines, page["body"])
        inner = [at for at, line in enumerate(lines) if shares[at] >= OWN and line.count(" ") >= 7]
        if inner:
            chance = random.Random(page["id"])
            first = max(0, inner[0] - chance.randint(*ABOVE))
            end = inner[-1] + 1 + chance.randint(*BEHIND)
            yield Crop(page["id"], tuple(lines[first:end]), tuple(shares[first:end]))


def _shares(lines: Sequence[str], body: str) -> list[float]:
    runs = set(_runs(words_of(body)))
    whole = {" ".join(words_of(line)) for line in body.split("\n")}
    shares = []
    for line in lines:
        words = words_of(line)
        own = _runs(words)
        if len(words) >= 4:
            shares.append(sum(one in runs for one in own) / len(own))
        else:
            shares.append(float(bool(words) and " ".join(words) in whole))
    return shares


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]


def misjudged(crop: Crop) -> tuple[list[Label], list[Label]]:
    """Clean a crop; return the labels of lines that were lost and of lines that stayed."""
    text = "\n\n".join(crop.lines)
    result = clean(text, rules=shipped_rules(), config=Config(), hints=Hints(), explained=False)
    share = {" ".join(line.split()): one for line, one in zip(crop.lines, crop.shares, strict=True)}
    lost, left = [], []
    for label in result.labels:
        own = share.get(label.block.text, -1.0)
        is_kept = label.kind.in_body or label.kind in {"deck", "title"}
        if own >= OWN and not is_kept and len(label.block.text.split()) >= LEAST:
            lost.append(label)
        elif 0 <= own <= OTHER and is_kept and label.kind != "title":
            left.append(label)
    return lost, left


def _print(what: str, labels: Sequence[tuple[str, Label]], shown: str) -> None:
    counts = Counter(label.rule for _, label in labels)
    print(f"  {what} {counts.total()}: {', '.join(f'{rule} {n}' for rule, n in counts.most_common(20))}")
    for page, label in labels:
        if label.rule == shown:
            print(f"    {what} {page[:8]} {label.block.text[:200]}")


def main(arguments: Sequence[str]) -> int:
    """Print the counts for both sets of pages; 2 when they are not there."""
    folder = Path(arguments[0] if arguments else "../shared") / "eval"
    shown = arguments[2] if len(arguments) > 2 else ""
    for name in ("pagetext", "train"):
        path = folder / f"{name}.jsonl.gz"
        if not path.is_file():
            print(f"no pages in {folder}", file=sys.stderr)
            return 2
        judged = [(crop.id, *misjudged(crop)) for crop in crops(path)]
        print(f"{name}: {len(judged)} pages, {sum(bool(lost) for _, lost, _ in judged)} with a line lost")
        _print("lost", [(page, label) for page, lost, _ in judged for label in lost], shown)
        _print("left", [(page, label) for page, _, left in judged for label in left], shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
