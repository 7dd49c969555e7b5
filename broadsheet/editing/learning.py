"""Lines that recur in the articles of one source: a digest in; candidates for rules, and the owner's verdicts, out.

Nothing is applied by itself. An accepted line becomes a rule of the owner's in ``content/boilerplate/``, for
texts that are added from then on; a refused one is written down there and not proposed again.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from broadsheet.articles.markdown import plain_text
from broadsheet.articles.read import read_body
from broadsheet.building.place import Place
from broadsheet.editing import adding
from broadsheet.model import Article, Problem
from broadsheet.output.write import write_whole
from broadsheet.problems import ProblemError
from broadsheet.slugs import slugify
from broadsheet.text import line_key, squeeze, words_of
from broadsheet.yaml_lines import quote

RULES, REFUSED = "boilerplate/learned.yaml", "boilerplate/refused.txt"
LEAST = 3
"""Articles of one source that must have a line before it is proposed."""
LONGEST = 60
"""Words of a line; longer ones are not clutter that repeats to the letter."""
WHOLE_LONGEST = 12
"""Words of a line that a rule can name as a whole, numbers made alike; a longer one is named as a phrase."""
MOST = 200
"""Candidates that are proposed at a time, the most frequent first."""
EXAMPLES = 3

_NUMBER = re.compile(r"\S*\d\S*")


class Recurring(Struct, frozen=True, kw_only=True):
    """A line that several articles of one source have."""

    key: str
    source: str
    text: str
    """As the first article has it."""
    lang: str
    origins: tuple[str, ...]
    """The files that have it."""


def find_recurring(place: Place, articles: Iterable[Article]) -> tuple[Recurring, ...]:
    """Return lines that recur within a source and on which the owner has not decided yet."""
    bodies = {article: _lines(place, article.origin) for article in articles if article.source}
    decided = _decided(place)
    found = (one for one in recurring(bodies) if _key(one.text) not in decided)
    return tuple(sorted(found, key=lambda one: (-len(one.origins), one.source, one.text)))[:MOST]


def recurring(lines: Mapping[Article, Iterable[str]]) -> list[Recurring]:
    """Return the lines that at least ``LEAST`` articles of one source have, numbers in them made alike."""
    groups: dict[tuple[str, str], dict[str, tuple[str, Article]]] = {}
    for article, texts in lines.items():
        for text in texts:
            words = words_of(text)
            if words and len(words) <= LONGEST:
                group = groups.setdefault((article.source, line_key(words)), {})
                group.setdefault(article.origin, (text, article))
    return [_recurring(source, key, group) for (source, key), group in groups.items() if len(group) >= LEAST]


def accept(place: Place, line: Recurring) -> str:
    """Write a rule that takes a line out of texts added from now on; return the rule's id."""
    path = place.content / RULES
    lang = (line.lang or place.config.language)[:2]
    name = f"widget.{lang}.{slugify(line.text, 'line')[:40].strip('-')}-{line.key[:4]}"
    text = line.text.replace("*", " ")
    whole = "  whole: true\n" if len(words_of(text)) <= WHOLE_LONGEST else ""
    phrase = text if whole else _NUMBER.sub("*", text).strip("* ")
    rule = (
        f"- id: {quote(name)}\n  kind: widget\n  language: {lang}\n{whole}"
        f"  phrases: [{quote(phrase)}]\n  removes: [{quote(squeeze(text))}]\n"
    )
    old = _read(place, RULES) or "# Lines accepted from what recurs in the articles of a source.\nrules:\n"
    write_whole(path, (old if old.endswith("\n") else f"{old}\n").encode() + rule.encode(), place.state)
    return name


def refuse(place: Place, line: Recurring) -> None:
    """Write down that a line is news, so that it is not proposed again."""
    text = f"{_read(place, REFUSED)}{squeeze(line.text)}\n"
    write_whole(place.content / REFUSED, text.encode(), place.state)


def _recurring(source: str, key: str, group: Mapping[str, tuple[str, Article]]) -> Recurring:
    text, article = next(iter(group.values()))
    mark = hashlib.blake2b(f"{source}\0{key}".encode(), digest_size=6).hexdigest()
    return Recurring(key=mark, source=source, text=text, lang=article.lang, origins=tuple(sorted(group)))


def _lines(place: Place, origin: str) -> list[str]:
    try:
        body = read_body((place.root / origin).read_bytes().decode("utf-8-sig"), origin)
    except (OSError, UnicodeDecodeError, ProblemError):
        return []
    return [squeeze(line) for line in plain_text(body).split("\n") if line.strip()]


def _decided(place: Place) -> set[str]:
    """Return the lines that a rule names or that were refused."""
    rules, _ = adding.read_rules(place)
    refused = {_key(line) for line in _read(place, REFUSED).splitlines()}
    texts = (text for rule in rules.rules for text in (*rule.phrases, *rule.removes))
    return refused | {_key(text) for text in texts}


def _key(text: str) -> str:
    return line_key(words_of(text))


def _read(place: Place, name: str) -> str:
    path = place.content / name
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(
            Problem(path=place.relative(path), message="cannot be read as UTF-8 text")
        ) from error
