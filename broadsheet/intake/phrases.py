"""Find rule phrases in a block: its words and the rules in; matches with their places out."""

import re
from bisect import bisect_right
from itertools import compress, count

from msgspec import Struct

from broadsheet.intake.ruleset import Phrase, Rules
from broadsheet.text import WORD, fold, line_key

GAP = 5
"""How many words a ``*`` of a phrase may stand for."""
QUOTED_SPACES = 3
"""Spaces inside quotation marks from which it is speech: the names of outlets have fewer."""
TRAIL = 3
"""How many words a ``*`` at the end of a whole line may stand for."""
_QUOTED = re.compile('”[^“”]*”|“[^“”]*”?|„[^“”„]*[“”]?|«[^«»]*»?|»[^«»]*«|"[^"]*"?')


class Hit(Struct, frozen=True):
    """A phrase of a rule in a block, by number of words from its start."""

    rule: int
    first: int
    behind: int


def find_hits(text: str, words: list[str], rules: Rules) -> list[Hit]:
    """Find every rule that matches the block; matches inside quotation marks do not count."""
    if len(words) <= 12:
        number = rules.whole.get(line_key(words))
        if number is not None and not _is_quotation(text):
            return [Hit(number, 0, len(words))]
    hits: list[Hit] = []
    index, last = rules.phrases, len(words) - 1
    plain = ""
    for at in compress(count(), map(index.__contains__, words)):
        found = index[words[at]]
        pair = index.get(f"{words[at]} {words[at + 1]}") if at < last else None
        if pair:
            found += pair
        for phrase in found:
            hit = _match(phrase, words, at, rules)
            if hit is not None and phrase.marked:
                plain = plain or fold(text).replace(" :", ":")
                hit = hit if phrase.marked in plain else None
            if hit is not None:
                hits.append(hit)
    return _outside_quotes(text, hits) if hits else hits


def _match(phrase: Phrase, words: list[str], at: int, rules: Rules) -> Hit | None:
    wanted = phrase.words
    if phrase.has_gap:
        behind = _match_gapped(wanted, words, at)
    else:
        behind = at + len(wanted) if tuple(words[at : at + len(wanted)]) == wanted else 0
    if not behind:
        return None
    rule = rules.rules[phrase.rule]
    if rule.whole and (at or behind != len(words)):
        return None
    if (rule.where == "start" and at > 1) or (rule.where == "end" and behind < len(words) - 1):
        return None
    return Hit(phrase.rule, at, behind)


def _match_gapped(wanted: tuple[str, ...], words: list[str], at: int) -> int:
    """Return the place behind a phrase with gaps that begins at ``at``, or 0."""
    parts: list[list[str]] = [[]]
    for word in wanted:
        if word == "*":
            parts.append([])
        else:
            parts[-1].append(word)
    place = at + len(parts[0])
    if words[at:place] != parts[0]:
        return 0
    if not parts[-1]:
        parts.pop()
        place = place if len(parts) > 1 else min(place + TRAIL, len(words))
    for part in parts[1:]:
        for step in range(place, min(place + GAP, len(words)) + 1):
            if words[step : step + len(part)] == part:
                place = step + len(part)
                break
        else:
            return 0
    return place


def _outside_quotes(text: str, hits: list[Hit]) -> list[Hit]:
    if not any(mark in text for mark in '"“”„«»'):
        return hits
    spans = [match.span() for match in _QUOTED.finditer(text) if len(match[0]) > 5]
    if not spans:
        return hits
    places = [match.start() for match in WORD.finditer(fold(text))]
    starts = [start for start, _ in spans]
    return [hit for hit in hits if not _is_inside(places[hit.first], places[hit.behind - 1], spans, starts)]


def _is_inside(first: int, last: int, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    place = bisect_right(starts, first) - 1
    return place >= 0 and last < spans[place][1]


def has_quotation(text: str) -> bool:
    """Say whether something longer than a name or a title stands in quotation marks."""
    return any(match[0].count(" ") >= QUOTED_SPACES for match in _QUOTED.finditer(text))


def _is_quotation(text: str) -> bool:
    return text[0] in '"“„«»' and text[-1] in '"”“»«.,'
