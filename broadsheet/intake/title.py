"""Choose the headline among banners, kickers and menus: facts of all blocks in; its place out."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import accumulate, repeat

from broadsheet.intake.alone import ASKING, HINTED, LIKELY, Verdict
from broadsheet.intake.byline import is_name_line, names_of_line
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts
from broadsheet.intake.page_features import furniture_words, stop_words
from broadsheet.intake.title_hint import Wanted
from broadsheet.model import Block
from broadsheet.text import line_key

STOPS = (".", "。", "।", "۔")
SEARCHED = 60
"""Blocks from the top among which a headline is looked for."""
COMPARED = 1_000
"""First blocks of a text that may repeat its headline."""
LEAST = 0.4
ORDER = 10
"""Words of a line that asks readers for something."""
LISTED = 5
"""Words of the longest line of names between slashes."""
PATH = " > "
"""Between the sections of a way to the page."""
OUTLET = 4
"""Words of an outlet's name."""
KICKER, OPENING = 4, 4
"""Words of a kicker that shares none with the article's first paragraphs; how many of these are looked at."""
HINTED_SHARE, HINTED_ALIKE, SURE_WORDS = 3.0, 3.0, 4
"""What a line gains that has all words of the address, and what one gains besides that is these words and no others;
from how many words of an address on.
"""
DECK_WORDS = 20
"""Words from which on a line under a quotation is its standfirst, and the quotation the headline."""
MODEL, ODDS, SURER = 0.4, (-5.0, 3.0), 2.0
"""What the page model's log odds count, within which bounds, and by how much it must be surer of another line than of
a text's first one.
"""
FAR_BETTER = 2.5
"""By how much another line must be better than a text's first one that reads like a headline."""
CREDIT = 120
"""Characters at a line's end in which a picture's author may stand."""
GAPS = 2
"""White space between words beyond one blank each from which a line is a row of links."""
WINDOW = 6
"""Blocks in which the density of running text is taken."""
_BETWEEN = re.compile(r"\s[|/·•»›>]+\s|\w\s?\|\s?\w")
_CREDITED = re.compile(r"[^\W\d_][^A-ZÀ-Þ]+(?: [A-ZÀ-Þ]{3,}){2,3}$|\(\d{1,2}:\d\d\)$")
"""A picture's author in capitals at a line's end, or how long a recording is."""


def choose_title(draft: Draft, hint: str) -> int:
    """Return the headline's block: the page model's on a whole page, else the one that place and shape tell."""
    if draft.page is None:
        return find_title(draft.facts, title_shapes(draft), hint, odds=draft.headline_odds)
    if draft.page.headline >= 0:
        return draft.page.headline
    return find_title(draft.facts, title_shapes(draft), hint, draft.page.start)


def title_shapes(draft: Draft) -> list[str]:
    """A short line that is likely furniture is no candidate for the headline, and an appeal no article."""
    lines = zip(draft.shapes, draft.alone, draft.blocks, strict=True)
    return [
        "rule"
        if (shape == "short" and (_is_likely_furniture(verdict) or _is_spaced(block)))
        or (shape == "body" and verdict is not None and _is_likely_appeal(verdict))
        else shape
        for shape, verdict, block in lines
    ]


def _is_spaced(block: Block) -> bool:
    """Say whether wide gaps stand between the words as typed, as between the links of a menu."""
    return block.end - block.start - len(block.text) >= GAPS


def _is_likely_appeal(verdict: Verdict) -> bool:
    return verdict.kind in ASKING and verdict.score >= HINTED


def _is_likely_furniture(verdict: Verdict | None) -> bool:
    """Hints and words of asking alone do not speak against a headline, which may be about giving."""
    if verdict is None or verdict.score < LIKELY:
        return False
    if verdict.kind in ASKING and verdict.rule.endswith((".hint", ".bank")):
        return False
    return not verdict.rule.startswith(("appeal.", "voice.")) or verdict.rule.endswith(".button")


def find_title(
    facts: Sequence[Facts],
    shapes: Sequence[str],
    hint: str = "",
    start: int = -1,
    odds: Mapping[int, float] | None = None,
) -> int:
    """Return the number of the headline's block, or -1.

    ``shapes`` says for each block what it is so far: ``body``, ``rule``, ``caption``, ``byline``, ``date``,
    ``short``. ``hint`` is a headline that is known from elsewhere (a flag, the page's address),
    ``start`` the article's first block where that is known, ``odds`` what the page model thinks of each block.
    """
    first = start if start >= 0 else _first_run(shapes)
    lowest = max(0, first - SEARCHED) if start >= 0 else 0
    searched = range(lowest, min(first + 1, len(facts), lowest + SEARCHED))
    candidates = [number for number in searched if _may_be_title(number, facts, shapes)]
    if not candidates:
        return -1
    ends = [_last_word(one) for one in facts[: min(max(first, 0) + SEARCHED * 2, COMPARED)]]
    scored: list[tuple[float, int]] = []
    wanted = Wanted(hint)
    has_kicker = any(facts[number].count <= KICKER for number in candidates)
    spoken = _spoken(facts, shapes, first) if has_kicker else set()
    opening = next((number for number in range(lowest, first) if shapes[number] != "rule"), -1)
    for number in candidates:
        far = 0.25 * shapes[number + 1 : first].count("short")
        score = _score(number, facts, shapes, ends, wanted) - min(far, 1.5)
        if facts[number].count <= KICKER and spoken.isdisjoint(_stems(facts[number])):
            score -= 0.5
        if number - 1 == opening and _is_short_headline(facts[opening], spoken):
            score -= 0.0 if _is_name_over(facts[opening], facts[number]) else 1.2
        if odds:
            score += MODEL * (max(ODDS[0], min(ODDS[1], odds[number])) - ODDS[0])
        scored.append((score, number))
    place = _best(scored, facts)
    if start >= 0 or not _opens_clean(facts, shapes, place):
        return place
    if odds and odds[place] > odds[0] + SURER:
        return place
    told = {number: score for score, number in scored}
    if told[place] > told.get(0, 0.0) + FAR_BETTER:
        return place
    return place if wanted.likeness(facts[place].text) > wanted.likeness(facts[0].text) else 0


def _best(scored: Sequence[tuple[float, int]], facts: Sequence[Facts]) -> int:
    """Return the line of the highest score that is no outlet's name, the first of equals; -1 where all are low."""
    ranked = sorted(scored, key=lambda one: (-round(one[0], 2), one[1]))
    able = [number for score, number in ranked if score > LEAST]
    return next((number for number in able if not _is_outlet(number, facts)), able[0] if able else -1)


def _is_outlet(number: int, facts: Sequence[Facts]) -> bool:
    """Say whether a line is a name that stands inside of other lines too, as an outlet's in its banner does.

    A headline may well be repeated, but as a line of its own.
    """
    text = facts[number].text
    if facts[number].count > OUTLET or not _is_named(facts[number]):
        return False
    others = facts[:COMPARED]
    return any(text in one.text and one.count > facts[number].count for one in others)


def _last_word(one: Facts) -> str:
    """Return what the line's key (see ``line_key``) ends with."""
    last = one.words[-1] if one.words else ""
    return last if last.isalpha() else line_key(one.words[-1:])


def _spoken(facts: Sequence[Facts], shapes: Sequence[str], first: int) -> set[str]:
    """Return the stems of the article's first paragraphs, which its headline has words of and a kicker has not."""
    texts = [number for number in range(max(first, 0), len(facts)) if shapes[number] == "body"][:OPENING]
    return {stem for number in texts for stem in _stems(facts[number])}


def _is_short_headline(one: Facts, spoken: Set[str]) -> bool:
    """Say whether three or four words may be a headline: the article speaks of them."""
    is_plain = 3 <= one.count <= KICKER and not one.ends and not any(mark in one.text for mark in "—–|>·•/")
    return is_plain and not spoken.isdisjoint(_stems(one))


def _is_name_over(one: Facts, other: Facts) -> bool:
    """Say whether every longer word of one line is capital, as in an outlet's name, and not in the other."""
    return _is_named(one) and not _is_named(other)


def _is_named(one: Facts) -> bool:
    return all(word[0].isupper() for word in one.text.split() if len(word) > 3)


def _is_listing(one: Facts) -> bool:
    """Say whether a line only lists names: more than two between commas, or a few between slashes."""
    return _is_named(one) and (one.text.count(", ") > 1 or (" / " in one.text and one.count <= LISTED))


def _stems(one: Facts) -> set[str]:
    return {word[:5] for word in one.words if len(word) > 3}


def _opens_clean(facts: Sequence[Facts], shapes: Sequence[str], place: int) -> bool:
    """A text whose first line reads like a headline, with no furniture behind it, begins with its headline."""
    if place <= 0 or not _may_be_title(0, facts, shapes) or "rule" in shapes[:place]:
        return False
    if _is_row(facts[0]) or _is_listing(facts[0]):
        return False
    return 5 <= facts[0].count <= 20 and not facts[0].text.endswith(STOPS)


def _may_be_title(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """A headline is a short line, or a question or quotation that ends like a sentence, or a sentence over a byline."""
    one, shape = facts[number], shapes[number]
    if shape != "body":
        return shape == "short" and bool(one.words)
    if one.count > 28 or one.text.endswith((":", ";", ",")):
        return False
    if not one.text.endswith(STOPS):
        return True
    return _is_in_capitals(one) or _is_sentence_above_byline(number, facts, shapes)


def _is_in_capitals(one: Facts) -> bool:
    """Say whether nearly every longer word is capital, as in headlines of English-language papers."""
    longer = [word[0].isupper() for word in one.text.split() if len(word) > 3]
    return 5 <= one.count <= 20 and sum(longer) >= 0.8 * max(len(longer), 4)


def _is_sentence_above_byline(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """Say whether a sentence stands where the headline does: above the byline, with no headline above it.

    A standfirst may stand between the two.
    """
    above = range(max(0, number - 3), number)
    below = range(number + 1, min(number + 3, len(facts)))
    is_signed = any(shapes[n] == "byline" or is_name_line(facts[n]) for n in below)
    is_apart = facts[number].count <= 20 and is_signed and shapes[number + 1] in {"byline", "body", "short"}
    return is_apart and not any(_is_headline_like(facts[n], shapes[n]) for n in above)


def _first_run(shapes: Sequence[str]) -> int:
    """Return where running text becomes dense for the first time: the article, not a banner above it."""
    sums = [0, *accumulate([shape == "body" for shape in shapes])]
    behind = [*sums[WINDOW:], *repeat(sums[-1], WINDOW)]
    density = [
        end - start if shape == "body" else 0 for shape, start, end in zip(shapes, sums, behind, strict=False)
    ]
    most = max(density, default=0)
    texts = (number for number, value in enumerate(density) if value and value >= 0.7 * most)
    return next(texts, len(shapes) - 1)


def _score(
    number: int,
    facts: Sequence[Facts],
    shapes: Sequence[str],
    ends: Sequence[str],
    wanted: Wanted,
) -> float:
    one = facts[number]
    score = _length_score(one.count) + _followed(number, shapes)
    is_name = is_name_line(one)
    is_short_name = one.count <= OUTLET and _is_named(one)
    score += 0.0 if is_name or is_short_name else _repeated(number, facts, ends)
    if wanted.count:
        share, _, alike = wanted.likeness(one.text)
        score += HINTED_SHARE * share + (HINTED_ALIKE * alike if wanted.count >= SURE_WORDS else 0.0)
    if (one.ends and one.text.endswith((*STOPS, "…")) and not _is_in_capitals(one)) or one.text.endswith(":"):
        score -= 1.5
    if sum(word[0].isdigit() for word in one.words) * 2 > one.count:
        score -= 2.0
    if number == 0 and one.count >= 4 and not _is_row(one):
        score += 1.2
    if is_name or one.text.endswith(",") or _is_role(one):
        score -= 2.5
    if sum(word[0].isdigit() for word in one.words) >= 4:
        score -= 1.5
    if _is_quotation(one):
        score -= 0.5
    if one.text[0].islower():
        score -= 1.6
    if _is_listing(one):
        score -= 1.5
    if one.count <= ORDER and (one.asks or (one.hits and one.you)):
        score -= 1.0 if one.hits else 0.5
    if _is_kicker(number, facts):
        score -= 1.5
    if _is_row(one):
        score -= 2.0
    if _is_credited(one.text):
        score -= 1.5
    if one.text[0] == "#" or sum(one.text.count(mark) for mark in "·•»›|") > 1 or PATH in one.text:
        score -= 1.5
    if _is_under_byline(number, facts, shapes):
        score -= 0.8
    if number + 1 < len(shapes) and shapes[number + 1] == "short" and 10 <= facts[number + 1].count <= 40:
        score += 0.7
    before = next((n for n in reversed(range(max(0, number - 3), number)) if shapes[n] != "rule"), number)
    if before < number and _is_headline_like(facts[before], shapes[before]):
        is_told = not _is_quotation(facts[before]) or one.count > DECK_WORDS
        score -= 1.2 if is_told else 0.0
    return score


def _is_credited(text: str) -> bool:
    """Say whether a picture's author ends a line, or how long a recording is; the search is slow, most have none."""
    last = text[-1]
    may_be = "A" <= last <= "Z" or "À" <= last <= "Þ" or last == ")"
    return may_be and _CREDITED.search(text[-CREDIT:]) is not None


def _repeated(number: int, facts: Sequence[Facts], ends: Sequence[str]) -> float:
    """A headline is often repeated; a line that ends with another whole line is a path of links to it.

    ``ends`` are the last words of the first lines: only one that ends alike is worth comparing.
    """
    key = line_key(facts[number].words)
    score = 0.0
    for at, end in enumerate(ends):
        if at == number or not end or not key.endswith(end):
            continue
        other = line_key(facts[at].words)
        if other == key:
            score = max(score, 1.0)
        elif len(other) > 20 and key.endswith(other):
            return -2.0
    return score


def _length_score(count: int) -> float:
    if 5 <= count <= 20:
        return 2.0
    if 3 <= count <= 28:
        return 1.4 if count <= 22 else 1.0
    return 0.2 if count == 2 else -0.5


def _is_role(one: Facts) -> bool:
    """Say whether a line names what somebody did and who it was (``Editor: …``)."""
    role, mark, name = one.text.partition(":")
    return bool(mark) and one.count <= 5 and role.count(" ") < 2 and bool(names_of_line(name.strip()))


def _is_row(one: Facts) -> bool:
    """Say whether a line looks like the links of a menu: marks between words, or capital words that make no phrase."""
    if len(_BETWEEN.findall(one.text)) > 1:
        return True
    if one.count < 4 or one.ends or any(word[0].islower() for word in one.text.split()):
        return False
    known = sum(word in furniture_words() for word in one.words)
    return known >= 2 and (known > 2 or stop_words().isdisjoint(one.words))


def _is_under_byline(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """Say whether the article's byline or date stands above a line; a date above all headlines may be the day's."""
    if "byline" in shapes[:number]:
        return True
    if (
        number > 1
        and is_name_line(facts[number - 1])
        and _is_headline_like(facts[number - 2], shapes[number - 2])
    ):
        return True
    date = shapes.index("date") if "date" in shapes[:number] else 0
    return any(_is_headline_like(facts[n], shapes[n]) for n in range(date))


def _is_kicker(number: int, facts: Sequence[Facts]) -> bool:
    """A few words in capitals over a line in small letters name the section or the occasion."""
    after = facts[number + 1] if number + 1 < len(facts) else None
    is_loud = facts[number].count <= KICKER and facts[number].text.isupper()
    return is_loud and after is not None and 5 <= after.count <= 28 and not after.text.isupper()


def _is_headline_like(one: Facts, shape: str) -> bool:
    if shape == "body":
        return one.text.endswith(STOPS) and _is_in_capitals(one)
    if shape != "short" or not 5 <= one.count <= 28 or one.text.endswith(STOPS) or one.text[0] == "#":
        return False
    return not is_name_line(one) and PATH not in one.text


def _is_quotation(one: Facts) -> bool:
    return one.text[0] in "\"'“‘„«" and one.text[-1] in "\"'”’“»"


def _followed(number: int, shapes: Sequence[str]) -> float:
    score = 0.0
    for step, shape in enumerate(shapes[number + 1 : number + 4]):
        if shape in {"byline", "date", "body", "caption"}:
            score += 1.0 - 0.3 * step
    return min(score, 1.7)
