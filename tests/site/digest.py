"""An invented digest with every kind of page and with days of 0 to 200 stories: a folder in, its files out."""

import random
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

TITLE = "The Test Sheet"
BASE = "https://example.org/sheet/"
DAYS = {2: 1, 3: 2, 4: 3, 5: 4, 6: 14, 7: 60, 8: 200, 9: 9}
"""Stories of each day of November 2026; the first has none, only an editor's note."""
SHORT_DAYS = {3: 2, 6: 14, 9: 9}
TOPICS = ("Politics", "Courts", "Transport", "Business", "Science", "Culture", "Society", "Sport")
SOURCES = ("courier", "bote", "post", "wire", "Weekly Lantern")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_WORD = LONG_WORD[:140]
HEADLINE_3 = "Fog"
HEADLINE_200 = (
    "The council of the five shores votes after eleven hours, four recesses and one power cut to keep the old "
    "ferry timetable for another year, provided that nobody mentions the foghorn before the spring"
)[:200]
CONFIG = f"""\
title: {TITLE}
base_url: {BASE}
description: One page a day, made for tests.
timezone: Europe/Vienna
author: The desk
pagination: 30
editions: {{start: 2026-11-01}}
topics: {{{", ".join(f"{name}: []" for name in TOPICS)}}}
sources:
  courier: {{name: Ellery Courier, url: "https://courier.example/", license: By agreement,
    contact: desk@courier.example, support_url: "https://courier.example/support"}}
  bote: {{name: Hohenstieger Bote, url: "https://bote.example/", lang: de, license: "https://licenses.example/by"}}
  post: {{name: Northern Post, display: excerpt}}
  wire: {{name: Lake Wire, display: link}}
"""

_WHO = ("The council", "A clerk", "The harbor office", "An inspector", "The school board", "A baker", "The museum",
        "The ferry crews", "A judge", "Two engineers", "The library", "The clinic")  # fmt: skip
_DOES = ("counts", "moves", "opens", "repairs", "refuses", "lends", "paints", "measures", "sells", "forgets",
         "returns", "praises")  # fmt: skip
_WHAT = ("the winter timetable", "a crate of lamps", "seven wells", "the north pier", "old charts", "a bell",
         "the heating plan", "forty benches", "a grant", "the market clock", "spare oars",
         "a weather mast")  # fmt: skip
_HOW = ("before the frost", "without a vote", "for the third time", "at half price", "in the rain", "by candlelight",
        "after a long dispute", "to nobody's surprise", "with borrowed tools", "ahead of the holiday")  # fmt: skip


_ARABIC = (
    "قرر",
    "المجلس",
    "إغلاق",
    "الجسر",
    "القديم",
    "قبل",
    "الشتاء",
    "بعد",
    "نقاش",
    "طويل",
    "في",
    "القاعة",
)


class Press:
    """Writes the articles of invented papers, the same ones every time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.random = random.Random(7)
        self._titles: set[str] = set()

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def article(self, name: str, day: int, body: str = "", **fields: object) -> None:
        """Write one article; a field of None is left out."""
        known = {
            "title": self.headline(),
            "date": f"2026-11-{day:02}T{8 + len(name) % 9:02}:30:00+01:00" if day else None,
            "added": "2026-11-09T18:00:00+01:00",
            "source": self.random.choice(SOURCES),
            "lang": None,
            **fields,
        }
        lines = "".join(f"{key}: {_yaml(value)}\n" for key, value in known.items() if value is not None)
        body = body or self.body(self.random.randint(60, 420))
        folder = f"2026-11-{day:02}-" if day else ""
        self.write(f"content/articles/2026/{folder}{name}.md", f"---\n{lines}---\n\n{body}\n")

    def headline(self) -> str:
        while True:
            words = [self.random.choice(part) for part in (_WHO, _DOES, _WHAT, _HOW)]
            title = " ".join(words[: self.random.choice((3, 4, 4))])
            if title not in self._titles:
                self._titles.add(title)
                return title

    def sentence(self) -> str:
        parts = [self.random.choice(part) for part in (_WHO, _DOES, _WHAT, _HOW)]
        tail = [self.random.choice(part) for part in (_WHO, _DOES, _WHAT)]
        return f"{' '.join(parts)}, and {' '.join(tail).lower()}."

    def body(self, words: int) -> str:
        paragraphs: list[str] = []
        while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
            paragraphs.append(" ".join(self.sentence() for _ in range(self.random.randint(1, 4))))
        return "\n\n".join(paragraphs)

    def arabic(self, words: int) -> str:
        return "\n\n".join(" ".join(self.random.choices(_ARABIC, k=12)) + "." for _ in range(words // 12))

    def day(self, day: int, stories: int) -> None:
        """Write a day of ordinary stories, some without a byline, a topic or a standfirst."""
        for number in range(stories):
            topics = self.random.sample(TOPICS, self.random.choice((0, 1, 1, 1, 2)))
            chance = self.random.random
            self.article(
                f"story-{day}-{number}",
                day,
                topics=topics or None,
                byline=["Mira Holt"] if chance() < 0.6 else None,
                deck=self.sentence() if chance() < 0.3 else None,
                summary=self.sentence() if chance() < 0.9 else None,
                link=f"https://courier.example/2026/{day}/{number}" if chance() < 0.8 else None,
                source=self.random.choice(("courier", "courier", "bote", "Weekly Lantern", "post", None)),
            )


def write_digest(root: Path, config: str = CONFIG, days: Mapping[int, int] = DAYS) -> None:
    """Write the digest's files."""
    press = Press(root)
    press.write("config.yaml", config)
    press.write(
        "content/editions/2026-11-01.md", "---\ntitle: A quiet Sunday\n---\n\nNothing was printed today.\n"
    )
    press.write(
        "content/editions/2026-11-09.md",
        "---\nheadline: The desk's choice\norder: [long]\n---\n\nToday in **one** paragraph.\n",
    )
    for day, stories in days.items():
        press.day(day, stories)
    _write_oddities(press)
    _write_stories(press)
    _write_languages(press)
    press.write("content/media/pier.png", png(1280, 800))
    press.write("content/media/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"/>')
    press.write(
        "content/pages/about.md",
        "---\ntitle: About\n---\n\nWe are [invented](/archive/).\n\n## How\n\nBy hand.\n",
    )
    press.write("content/pages/imprint.md", "---\ntitle: Imprint\n---\n\nThe desk, 1 Quay Lane.\n")


def config_with(*lines: str) -> str:
    """Return the config with some keys on lines of their own replaced or added."""
    keys = tuple(f"{line.partition(':')[0]}:" for line in lines)
    kept = [line for line in CONFIG.splitlines() if not line.startswith(keys)]
    return "\n".join([*kept, *lines, ""])


def _write_oddities(press: Press) -> None:
    removed = (
        "{navigation: 7, sharing: 8, ad: 1, appeal: 96, payment: 8, newsletter: 11, related: 8, copyright: 6}"
    )
    press.article(
        "long",
        9,
        press.body(1400),
        title="A long report in many forms",
        topics=["Science"],
        byline=["Mira Holt", "Jo Vance"],
        deck=press.sentence(),
        removed=removed,
        original="originals/long.txt",
        id="long",
        source="courier",
        link="https://courier.example/long",
        updated="2026-11-09T12:00:00+01:00",
        note="Read this *first*.",
        aliases="[/old/long/, /older.html]",
        also='[{source: Far Post, link: "https://far.example/1"}]',
    )
    rules = "".join(_LABEL.format(kind=kind, rule=rule) for kind, rule in _RULES)
    press.write(
        "content/originals/long.json", f'{{"version":1,"id":"long","characters":9,"labels":[{rules[:-1]}]}}'
    )
    image = '{src: pier.png, alt: "The pier", caption: "The pier at noon", credit: "Vance"}'
    press.article("pictures", 9, press.body(90) + _MARKUP, title="A short report in pictures", source="courier", image=image)
    press.article("six-hundred", 9, press.body(600), title="Six hundred words on one sheet", source="courier")
    press.article("short", 9, "One line.", title=HEADLINE_3, source=None, summary=None)
    press.article("headline", 9, title=HEADLINE_200, topics=["Politics"], deck=press.sentence())
    press.article(
        "word",
        9,
        f"{LONG_WORD}\n\n# {LONG_WORD}\n\n- {LONG_WORD}",
        title=LONG_WORD,
        topics=[LONG_WORD[::-1]],
        byline=[LONG_WORD],
        source=LONG_WORD,
        summary=LONG_WORD,
        deck=LONG_WORD,
        caption=LONG_WORD,
    )
    press.article("undated", 0, title="Nobody knows when", added=None, source="courier")
    press.article("excerpt", 9, display="excerpt", summary=press.sentence(), link="https://post.example/9")
    press.article("link", 9, display="link", link="https://wire.example/9", source="wire")
    press.article(
        "far-picture", 9, image='{src: "https://far.example/a.jpg", caption: "Far away"}', source="courier"
    )
    press.article(
        "taken-back", 9, title="Taken back", slug="taken-back", withdrawn="2026-11-09 at the paper's request"
    )


def _write_stories(press: Press) -> None:
    text = press.body(300)
    for number, source in enumerate(("courier", "bote", "wire")):
        press.article(
            f"wire-copy-{number}",
            9,
            text,
            title="Lamps on the north pier go out",
            source=source,
            topics=["Transport"],
            display="full",
        )
    for number, source in enumerate(("courier", "bote", "Weekly Lantern")):
        press.article(
            f"report-{number}",
            9,
            title=f"Report {number} on the bell",
            source=source,
            story="the-bell",
            topics=["Courts"],
        )


def _write_languages(press: Press) -> None:
    for number in range(3):
        press.article(
            f"arabic-{number}",
            9 - number,
            press.arabic(60),
            lang="ar",
            source="سفينة",
            title=("المجلس يغلق الجسر", "القاضية تؤجل الحكم", "المدرسة تفتح أبوابها")[number],
            summary="قرر المجلس إغلاق الجسر القديم قبل الشتاء.",
            topics=["Politics"],
            byline=["ليلى حداد"],
        )
    press.article(
        "hebrew", 9, "המועצה סגרה את הגשר.\n\n" * 4, lang="he", title="המועצה סוגרת את הגשר", source="בית"
    )
    press.article(
        "german", 9, lang="de", title='Der Rat sagt "nein" zur Fähre', source="bote", topics=["Politics"]
    )


_MARKUP = """

## A heading

> A quotation of one line.

- one
- two

![The pier](/media/pier.png)

![A map](/media/map.svg)

| Day | Boats |
| --- | --- |
| Monday | 12 |

`code` and *emphasis* and [a link](https://courier.example/x).
"""
_RULES = (("appeal", "appeal.en.fund"), ("appeal", "near.appeal"), ("navigation", "place.above"))
_LABEL = '{{"kind":"{kind}","rule":"{rule}","score":1,"start":0,"end":1,"line":1}},'


def png(width: int, height: int) -> bytes:
    """Return a gray picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x90" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _yaml(value: object) -> str:
    """Write a value: lists and texts quoted, a map that is written already as it is."""
    if isinstance(value, list):
        return f"[{', '.join(_yaml(item) for item in value)}]"
    text = str(value)
    return text if text.startswith(("{", "[")) or text.isalnum() else '"' + text.replace('"', '\\"') + '"'
