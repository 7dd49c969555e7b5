"""Write down what becomes of every line of all test texts, or compare two such files.

``python -m tests.quality.verdicts ../shared after.json`` writes; ``... verdicts before.json after.json`` prints each
block that is of another kind in the second, with its letter in the batch: so a change is read before it is believed.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints
from tests.intake.conftest import shipped_rules
from tests.quality.batches import BATCHES, WRITTEN_TO_TRAIN, Case, plain, read_batch
from tests.quality.cropped import crops
from tests.quality.measure import read_lines

Verdicts = dict[str, list[list[str]]]
"""By text: the headline, byline, date and standfirst, then kind, rule and words of every block."""


def main(arguments: Sequence[str]) -> int:
    """Write or compare; 2 when called otherwise."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    first, second = map(Path, arguments)
    if first.is_dir():
        found = {name: verdicts(text) for name, text in texts(first)}
        second.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        return 0
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (first, second))
    truths = {f"{name}/{case.id}": case for name in every_batch() for case in read_batch(name)}
    changed = 0
    for name in before.keys() & after.keys():
        lines = list(differences(before[name], after[name], truths.get(name)))
        changed += bool(lines)
        for line in lines:
            print(f"{name}: {line}")
    print(f"{changed} of {len(before.keys() & after.keys())} texts differ")
    return 0


def every_batch() -> tuple[str, ...]:
    """Return the names of all batches."""
    return (*BATCHES, *WRITTEN_TO_TRAIN)


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every batch's cases, the labelled articles, and the whole and the cropped pages."""
    for name in every_batch():
        for case in read_batch(name):
            yield f"{name}/{case.id}", case.text
    labelled = (shared / "appeals" / "dev.jsonl").read_text(encoding="utf-8")
    for item in map(json.loads, labelled.splitlines()):
        yield f"dev/{item['id']}", item["text"]
    for page in read_lines(shared / "eval" / "pagetext.jsonl.gz"):
        yield f"page/{page['id']}", page["text"]
    for kind in ("pagetext", "train"):
        for crop in crops(shared / "eval" / f"{kind}.jsonl.gz"):
            yield f"{kind}/{crop.id}/single", "\n".join(crop.lines)
            yield f"{kind}/{crop.id}/double", "\n\n".join(crop.lines)


def verdicts(text: str) -> list[list[str]]:
    """Clean a text; return what is told of the article, then every block's kind, rule and words."""
    result = clean(text, rules=shipped_rules(), config=Config(), hints=Hints(), explained=False)
    article = result.article
    told = [article.title, "; ".join(article.byline), article.date, article.deck]
    return [told, *([str(one.kind), one.rule, one.block.text] for one in result.labels)]


def differences(
    before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], case: Case | None
) -> Iterator[str]:
    """Yield what is told otherwise, and the blocks of another kind, each with its letter in its batch, if any."""
    for name, told, tells in zip(("title", "byline", "date", "deck"), before[0], after[0], strict=True):
        if told != tells:
            yield f"{name} {told!r} -> {tells!r}"
    letters = {plain(text): letter for letter, text in case.parts} if case is not None else {}
    now = {(words, kind): f"{kind} {rule}" for kind, rule, words in after[1:]}
    by_words = {words: said for (words, _), said in now.items()}
    for kind, rule, words in before[1:]:
        if (words, kind) not in now:
            letter = letters.get(plain(words), "?")
            yield f"[{letter}] {kind} {rule} -> {by_words.get(words, 'cut otherwise')}: {words[:160]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
