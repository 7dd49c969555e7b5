"""Made-up articles: a number in, the same articles for Broadsheet and for Hugo out. No word means anything."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2025, 1, 1, 6)
DAYS = 400
OUTLETS = 12
TOPICS = 40
SYLLABLES = (
    "ba",
    "ce",
    "dor",
    "fin",
    "gal",
    "her",
    "is",
    "jun",
    "kol",
    "lam",
    "mer",
    "nor",
    "os",
    "pel",
    "quin",
    "ras",
)


@dataclass(frozen=True)
class Sample:
    """One article in plain parts."""

    slug: str
    title: str
    date: datetime
    outlet: str
    byline: str
    topics: tuple[str, ...]
    summary: str
    body: str

    def header(self) -> str:
        topics = ", ".join(self.topics)
        return (
            f'title: "{self.title}"\ndate: {self.date:%Y-%m-%dT%H:%M:%SZ}\nsource: "{self.outlet}"\n'
            f'byline: "{self.byline}"\ntopics: [{topics}]\nsummary: "{self.summary}"\n'
        )


def samples(count: int) -> Iterator[Sample]:
    """Yield articles of about 600 words, spread over 400 days, always the same for the same number."""
    vocabulary = _vocabulary()
    for index in range(count):
        chance = random.Random(f"broadsheet {index}")
        paragraphs = [_paragraph(chance, vocabulary) for _ in range(12)]
        if chance.random() < 0.4:
            paragraphs[3] = (
                f"[{paragraphs[3][:20].strip()}](https://example.org/{index}) {paragraphs[3][20:]}"
            )
        if chance.random() < 0.2:
            paragraphs.insert(6, "## " + " ".join(chance.choices(vocabulary, k=4)).capitalize())
        if chance.random() < 0.15:
            paragraphs.insert(8, "\n".join(f"- {_sentence(chance, vocabulary)}" for _ in range(4)))
        title = " ".join(chance.choices(vocabulary, k=8)).capitalize()
        yield Sample(
            slug=f"{index:06}-{title.lower().replace(' ', '-')[:48].strip('-')}",
            title=title,
            date=START + timedelta(seconds=int(index * (DAYS * 86400 - 50000) / max(count, 1))),
            outlet=f"Outlet {chance.randrange(OUTLETS)}",
            byline=" ".join(chance.choices(vocabulary, k=2)).title(),
            topics=tuple(
                f"topic {number}" for number in chance.sample(range(TOPICS), chance.choice((1, 2, 2, 3)))
            ),
            summary=_sentence(chance, vocabulary),
            body="\n\n".join(paragraphs),
        )


def write_for_broadsheet(count: int, root: Path) -> None:
    folder = root / "content/articles"
    folder.mkdir(parents=True)
    for sample in samples(count):
        text = f"---\n{sample.header()}---\n\n{sample.body}\n"
        (folder / f"{sample.slug}.md").write_text(text, encoding="utf-8")
    config = 'title: "Bench"\nbase_url: "https://digest.example.org/"\npagination: 20\n'
    (root / "config.yaml").write_text(config, encoding="utf-8")


def write_for_hugo(count: int, root: Path) -> None:
    folder = root / "content/articles"
    folder.mkdir(parents=True)
    for sample in samples(count):
        lists = f'sources: ["{sample.outlet}"]\ndays: ["{sample.date:%Y-%m-%d}"]\nmonths: ["{sample.date:%Y-%m}"]\n'
        text = f"---\n{sample.header()}{lists}---\n\n{sample.body}\n"
        (folder / f"{sample.slug}.md").write_text(text, encoding="utf-8")


def write_raw(count: int, root: Path) -> None:
    """Write the same articles as pasted pages into an inbox."""
    folder = root / "content/inbox"
    folder.mkdir(parents=True)
    for sample in samples(count):
        plain = sample.body.replace("## ", "").replace("- ", "")
        text = (
            f"Support {sample.outlet}!\n\n{sample.title}\n\nBy {sample.byline}\n{sample.date:%d %B %Y}\n\n{plain}\n\n"
            f"{sample.outlet} belongs to its readers. If you can, please support us with a small amount each month. "
            "Every contribution keeps our journalism free. Thank you.\n\nNot now\n\nRead more\n"
        )
        (folder / f"{sample.slug}.txt").write_text(text, encoding="utf-8")
    (root / "config.yaml").write_text(
        'title: "Bench"\nbase_url: "https://digest.example.org/"\n', encoding="utf-8"
    )


def _vocabulary() -> list[str]:
    chance = random.Random("broadsheet")
    words = {"".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(4000)}
    return sorted(words)


def _sentence(chance: random.Random, vocabulary: list[str]) -> str:
    words = chance.choices(vocabulary, k=chance.randrange(8, 22))
    return " ".join(words).capitalize() + "."


def _paragraph(chance: random.Random, vocabulary: list[str]) -> str:
    text = " ".join(_sentence(chance, vocabulary) for _ in range(chance.randrange(2, 5)))
    return (
        f'{text} "{_sentence(chance, vocabulary)[:-1]}," {chance.choice(vocabulary)} said.'
        if chance.random() < 0.2
        else text
    )
