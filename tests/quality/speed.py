"""Print how fast cleaning is against trafilatura on the same pages: python -m tests.quality.speed ../shared

CPU time of one thread, the best of a few rounds for each text, start-up not counted. Quote the ratios only: machines
differ, and the same machine differs from hour to hour.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints
from tests.intake.conftest import shipped_rules
from tests.quality.measure import read_lines

ROUNDS = 6
EVERY = 3
"""Of so many pages one is timed."""
PASTED = 3000
"""Characters of a pasted text: the body of a page, cut here, its paragraphs set apart."""


def main(arguments: Sequence[str]) -> int:
    """Print milliseconds of CPU and ratios; 2 without the pages or the extra ``html``."""
    folder = Path(arguments[0] if arguments else "../shared") / "eval"
    try:
        import trafilatura
    except ImportError:
        print('the extra "html" is not installed', file=sys.stderr)
        return 2
    if not (folder / "html.jsonl.gz").is_file():
        print(f"no pages in {folder}", file=sys.stderr)
        return 2
    pages = read_lines(folder / "pagetext.jsonl.gz")[::EVERY]
    saved = {one["id"]: one["html"] for one in read_lines(folder / "html.jsonl.gz")}
    whole = [one["text"] for one in pages]
    short = [text for one in pages if len(text := pasted(one["body"])) == PASTED]
    theirs, *ours = spent_on(
        (trafilatura.extract, [saved[one["id"]] for one in pages]), (cleaned, whole), (cleaned, short)
    )
    print(f"{'trafilatura, HTML':<22} {theirs:7.3f} ms")
    for name, texts, taken in zip(
        ("whole pages, text", "pasted texts, 3 KB"), (whole, short), ours, strict=True
    ):
        print(f"{name:<22} {taken:7.3f} ms, {theirs / taken:5.2f} times as fast, {len(texts)} texts")
    return 0


def pasted(body: str) -> str:
    """Return the beginning of a body as it is pasted, a blank line between paragraphs."""
    return "\n\n".join(line for line in body.split("\n") if line.strip())[:PASTED]


def cleaned(text: str) -> None:
    clean(text, rules=shipped_rules(), config=Config(), hints=Hints(), explained=False)


def spent_on(*tasks: tuple[Callable[[str], object], Sequence[str]]) -> list[float]:
    """Return for each task the mean CPU time of a text in milliseconds, each text's best round counted.

    Every round does all tasks, so that an hour in which the machine is busy slows all of them.
    """
    best = [[float("inf")] * len(texts) for _, texts in tasks]
    for _ in range(ROUNDS):
        for (work, texts), times in zip(tasks, best, strict=True):
            for number, text in enumerate(texts):
                begin = time.process_time_ns()
                work(text)
                times[number] = min(times[number], (time.process_time_ns() - begin) / 1e6)
    return [sum(times) / max(1, len(times)) for times in best]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
