"""Run a target for some seconds of processor time: python -m tests.fuzz TARGET SECONDS [SEED].

With atheris (pip install atheris) coverage guides the inputs; without it a small mutator of our own makes them from
the golden texts.
"""

import random
import sys
import time
from pathlib import Path

from tests.promises.texts import LOOKALIKES, SCRIPTS

SEEDS = Path(__file__).parent.parent / "cleaning"
KEYS = (
    b"title: ", b"date: 2026-11-18\n", b"byline: [a, b]\n", b"topics: x, y\n", b"image: {src: a.png}\n", b"---\n",
    b"also: [{source: a, link: 'https://e.example/'}]\n", b"draft: true\n", b"removed: {appeal: 3}\n",
    b"extra: {a: 1}\n",
    b"<html><body><p>", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\x00", b"    ", b"\t", b"\n\n", b"> ", b"- ", b"1. ",
    b"```\n", b"| a | b |\n| - | - |\n", b"[a]: /b\n", b"javascript:", b"\\", b"&#106;", b"<a@b.c>", b'"',
    b"'", b"{{", b"%}",
)  # fmt: skip


def corpus() -> list[bytes]:
    """Return what mutation starts from: golden texts, keys of a header, look-alikes."""
    texts = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))[::6]]
    return [*texts, *KEYS, *(word.encode() for word in (*LOOKALIKES, *SCRIPTS))]


def mutated(pool: list[bytes], chance: random.Random) -> bytes:
    """Return a piece of the pool with pieces of others put in, bytes turned and parts doubled or cut."""
    data = bytearray(chance.choice(pool)[: chance.choice((40, 400, 4000))])
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(data))
        match chance.randint(0, 4):
            case 0:
                data[at:at] = chance.choice(pool)[:60]
            case 1:
                data[at : at + chance.randint(1, 20)] = b""
            case 2:
                data[at:at] = bytes(data[at : at + chance.randint(1, 30)]) * chance.randint(1, 6)
            case 3:
                data[at : at + 1] = bytes([chance.randint(0, 255)])
            case _:
                data[at:at] = chance.choice(KEYS)
    return bytes(data)


def run_alone(name: str, seconds: float, seed: int) -> None:
    """Feed a target with mutations until its time is over; print what fails and stop."""
    from tests.fuzz.targets import TARGETS

    chance, pool, count = random.Random(seed), corpus(), 0
    end = time.process_time() + seconds
    while time.process_time() < end:
        data = mutated(pool, chance)
        count += 1
        try:
            TARGETS[name](data)
        except BaseException:
            print(f"{name} after {count} inputs: {data!r}")
            raise
    print(f"{name}: {count} inputs in {seconds:.0f} s of processor time, no failure (seed {seed})")


def run_guided(name: str, seconds: float, seed: int) -> None:
    """Let atheris choose the inputs; it prints and keeps the first that fails."""
    import atheris

    with atheris.instrument_imports(include=["broadsheet", "markdown_it"]):
        from tests.fuzz.targets import TARGETS
    folder = Path(sys.argv[4]) if len(sys.argv) > 4 else Path(".broadsheet/fuzz") / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(corpus()):
        (folder / f"seed-{number:03}").write_bytes(piece)
    options = [
        f"-max_total_time={seconds:.0f}",
        f"-seed={seed}",
        "-max_len=2000",
        "-timeout=20",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(folder), *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    name, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 300.0
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    try:
        import atheris  # noqa: F401
    except ImportError:
        run_alone(name, seconds, seed)
    else:
        run_guided(name, seconds, seed)
