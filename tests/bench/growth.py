"""Add ever more raw texts, build, edit one article, and print what each count cost beside four times as few.

    nice python -m tests.bench.growth 1000 4000 16000 [--folder DIR] [--jobs 1]

CPU seconds and memory are those of the command with all its processes; a promise holds where four times the
content takes under six times the CPU.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.bench.__main__ import Run, timed
from tests.bench.corpus import SYLLABLES

STEPS = ("add", "build", "same", "edit")
CONFIG = 'title: "Growth"\nbase_url: "https://digest.example.org/"\n'


def write_texts(count: int, folder: Path) -> None:
    """Write short pasted pages with an appeal each: 40 to 120 words, over 400 days."""
    folder.mkdir(parents=True)
    for number in range(count):
        chance = random.Random(f"growth {number}")
        words = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(90)]
        title = " ".join(words[:6]).capitalize()
        lines = [" ".join(words[at : at + 16]).capitalize() + "." for at in range(6, len(words), 16)]
        body = "\n\n".join(lines[: chance.randrange(2, 6)])
        day, month = number % 28 + 1, number // 28 % 12 + 1
        text = (
            f"{title}\n\nBy {words[8].title()} {words[9].title()}\n2025-{month:02}-{day:02}\n\n{body}\n\n"
            "If you value our reporting, please make a small donation today.\n\nNot now\n"
        )
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def grow(count: int, root: Path, jobs: int) -> dict[str, Run]:
    """Return what every step cost for one count."""
    write_texts(count, root / "content/inbox")
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "broadsheet"]
    spread = ["-j", str(jobs)]
    runs = {"add": timed([*command, "add", "content/inbox", *spread], root)}
    for step in STEPS[1:]:
        if step == "edit":
            article = min((root / "content/articles").rglob("*.md"))
            article.write_text(article.read_text(encoding="utf-8") + "\nOne sentence more.\n", "utf-8")
        runs[step] = timed([*command, "build", "-q", *spread], root)
    return runs


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 4000])
    parser.add_argument("--folder", help="where to work")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    before: dict[str, Run] = {}
    for count in options.counts:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            runs = grow(count, Path(folder), options.jobs)
        cells = [f"{step} {run.cpu:.1f} s CPU {run.memory:.0f} MB" for step, run in runs.items()]
        ratios = [f"{step} {run.cpu / before[step].cpu:.1f}" for step, run in runs.items() if before]
        print(
            f"{count:,} texts: {', '.join(cells)}{'; times the CPU: ' if ratios else ''}{', '.join(ratios)}"
        )
        sys.stdout.flush()
        before = runs


if __name__ == "__main__":
    main()
