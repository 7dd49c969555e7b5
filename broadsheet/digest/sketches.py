"""What is remembered of an article's text to find its company: an article with its body in, some bytes out.

The first 64 bytes are the sketch of the text (MinHash, Broder 1997), by which copies of one text are found; the
rest are the marks of the event: the names and numbers of headline and first paragraphs, four bytes each. A
sketch is made once, when the file is read; it costs about 40 microseconds.
"""

import re
import sys
import zlib
from array import array
from collections.abc import Callable
from functools import cache
from typing import Any

from broadsheet import resources
from broadsheet.model import Article
from broadsheet.text import WORD, romanize, squeeze

SIZE = 32
"""Numbers of 16 bits in a text's sketch: the likeness is known to about 0.08."""
WIDTH = 2 * SIZE
BLANK = bytes(WIDTH)
"""In place of the sketch of a text that says too little to compare."""
TEXT = 2_000
"""Characters of a body that are compared: copies differ in their ends, where papers cut."""
FEWEST = 6
"""Clauses below which a text is not compared."""
CLAUSE = 16
"""Characters from which a clause says something ("he said" is in every paper)."""
OPENING = 900
"""Characters of a body in which an event is named: the first three or four paragraphs."""
STEM = 6
"""Letters by which a name is known: endings differ from language to language and case to case."""
SHORTEST = 4
"""Letters of the shortest name that is looked at; shorter ones are too often a chance."""

_STOPS = ",;:!?…\n\"'‘’“”„‟«»()[]–—。，؛،؟।"
_TO_STOPS = bytes(46 if chr(byte) in _STOPS else byte for byte in range(256)).lower()
"""What each byte of ASCII becomes: its small letter, or a full stop in place of all such marks."""
_LOW = 0 if sys.byteorder == "little" else 1
"""Which half of a number of 32 bits has its lower bits."""
_NUMBER = re.compile(r"[0-9][0-9.,\u00a0\u202f]*[0-9]")
_ROUND = re.compile(r"\d0*|(?:1[89]|20)\d\d")
"""Years and round numbers: too many events share them."""


def sketch(article: Article) -> bytes:
    """Return the sketch of an article's text and the marks of its event."""
    return sketch_text(article.body) + array("I", sorted(map(_hash, marks(article)))).tobytes()


def sketch_text(text: str) -> bytes:
    """Return 64 bytes that are alike where texts are; ``BLANK`` for a short text.

    Compared are the clauses between two marks of punctuation, so quotation marks and dashes may differ.
    """
    text = text[:TEXT]
    if text.isascii():
        text = text.encode().translate(_TO_STOPS).decode()
    else:
        text = text.lower()
        for stop in _STOPS:
            text = text.replace(stop, ".")
    if "-" in text:
        text = text.replace(" - ", ".")
    clauses = [
        clause for piece in text.split(".") if len(piece) >= CLAUSE and len(clause := piece.strip()) >= CLAUSE
    ]
    if len(clauses) < FEWEST:
        return BLANK
    hashes = _min_hash()(num_perm=SIZE, seed=1)
    hashes.update(clauses)
    return array("H", array("I", hashes.digest()).tobytes())[_LOW::2].tobytes()


def marks(article: Article) -> dict[str, str]:
    """Return the names and numbers of an article's opening: folded, each with a spelling it has there."""
    opening = article.body[:OPENING]
    found = {_stem(name): name for name in _names().findall(opening)}
    if article.title and _is_sentence(article.title):
        found |= {_stem(name): name for name in _names().findall(article.title)}
    for text in (opening, article.title):
        if _has_digits(text):
            found |= {digits: number for number in _NUMBER.findall(text) if (digits := _digits(number))}
    common = _common()
    return {mark: spelled for mark, spelled in found.items() if mark not in common}


def marks_of(sketched: bytes) -> "array[int]":
    """Return the hashes of the marks in a sketch."""
    return array("I", sketched[WIDTH:])


def shared_marks(first: Article, second: Article) -> tuple[str, ...]:
    """Return the names and numbers that the openings of two articles have in common, as the first spells them."""
    ours, theirs = marks(first), marks(second)
    return tuple(squeeze(ours[stem]) for stem in sorted(ours.keys() & theirs.keys()))


def fold_name(name: str) -> str:
    """Spell a name in the letters a to z, as far as its script has an alphabet of its own."""
    name = name.lower()
    return name if name.isascii() else romanize(name).replace(" ", "")


def weight_of(mark: int) -> int:
    """Return what a mark says: 2 for a name and for a number of three digits or more, 1 for two digits."""
    return 1 if mark & 3 == 1 else 2


def is_name(mark: int) -> bool:
    """Say whether a mark is a name and no number."""
    return mark & 3 == 0


def names_in(text: str) -> frozenset[int]:
    """Return the marks of all words of a text as if they were names."""
    return frozenset(_hash(_stem(word)) for word in WORD.findall(text) if len(word) >= SHORTEST)


def _hash(mark: str) -> int:
    kind = (1 if len(mark) == 2 else 2) if mark[0].isdecimal() else 0
    return (zlib.crc32(mark.encode()) & ~3) | kind


def _stem(name: str) -> str:
    return fold_name(name)[:STEM]


def _has_digits(text: str) -> bool:
    """Say whether there is a digit from 0 to 9, in a sixth of the time of a search for numbers."""
    encoded = text.encode("utf-8", "ignore")
    return len(encoded.translate(None, b"0123456789")) < len(encoded)


def _digits(number: str) -> str:
    digits = "".join(sign for sign in number if sign.isdecimal())
    return "" if _ROUND.fullmatch(digits) else digits


def _is_sentence(title: str) -> bool:
    """Say whether a headline has capitals where a sentence has them, and not on every word."""
    words = title.split()
    return sum(word[0].isupper() for word in words) * 2 <= len(words)


@cache
def _min_hash() -> Callable[..., Any]:
    from rensa import RMinHash

    minhash: Callable[..., Any] = RMinHash
    return minhash


@cache
def _names() -> "re.Pattern[str]":
    """Return what finds a word with a capital letter inside a sentence."""
    capitals = "".join(chr(code) for code in range(0x250) if chr(code).isupper() and code > 90)
    letter = f"[A-Z{capitals}\u0386-\u03ab\u0400-\u042f]"
    return re.compile(f"{letter}(?<= .)(?<![.!?:…] .)[^\\W\\d_]{{{SHORTEST - 1},}}")


@cache
def _common() -> frozenset[str]:
    """Return the stems of words that are written as names and are none."""
    text = resources.read_text("digest", "common_names.txt")
    return frozenset(_stem(word) for line in text.splitlines() if line[:1] != "#" for word in line.split())
