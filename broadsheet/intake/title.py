"""Choose the headline among banners, kickers and menus: facts of all blocks in; its place out."""

from collections.abc import Sequence

from broadsheet.intake.alone import ASKING, HINTED, LIKELY, Verdict
from broadsheet.intake.byline import is_name_line
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts
from broadsheet.intake.title_hint import Wanted
from broadsheet.text import line_key

SEARCHED = 60
"""Blocks from the top among which a headline is looked for."""
LEAST = 0.4
KICKER, OPENING = 4, 4
"""Words of a kicker that shares none with the article's first paragraphs; how many of these are looked at."""
HINTED_SHARE, HINTED_ALIKE, SURE_WORDS = 3.0, 3.0, 4
"""What a line gains that has all words of the address, and what one gains besides that is these words and no others;
from how many words of an address on.
"""
WINDOW = 6
"""Blocks in which the density of running text is taken."""


def choose_title(draft: Draft, hint: str) -> int:
    """Return the headline's block: the page model's on a whole page, else the one that place and shape tell."""
    if draft.page is None:
        return find_title(draft.facts, title_shapes(draft), hint)
    if draft.page.headline >= 0:
        return draft.page.headline
    return find_title(draft.facts, title_shapes(draft), hint, draft.page.start)


def title_shapes(draft: Draft) -> list[str]:
    """A short line that is likely furniture is no candidate for the headline, and an appeal no article."""
    pairs = zip(draft.shapes, draft.alone, strict=True)
    return [
        "rule"
        if (shape == "short" and _is_likely_furniture(verdict))
        or (shape == "body" and _is_likely_appeal(verdict))
        else shape
        for shape, verdict in pairs
    ]


def _is_likely_appeal(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind in ASKING and verdict.score >= HINTED


def _is_likely_furniture(verdict: Verdict | None) -> bool:
    """Hints and words of asking alone do not speak against a headline, which may be about giving."""
    if verdict is None or verdict.score < LIKELY:
        return False
    if verdict.kind in ASKING and verdict.rule.endswith((".hint", ".bank")):
        return False
    return not verdict.rule.startswith(("appeal.", "voice.")) or verdict.rule.endswith(".button")


def find_title(facts: Sequence[Facts], shapes: Sequence[str], hint: str = "", start: int = -1) -> int:
    """Return the number of the headline's block, or -1.

    ``shapes`` says for each block what it is so far: ``body``, ``rule``, ``caption``, ``byline``, ``date``,
    ``short``. ``hint`` is a headline that is known from elsewhere (a flag, the page's address),
    ``start`` the article's first block where that is known.
    """
    first = start if start >= 0 else _first_run(shapes)
    lowest = max(0, first - SEARCHED) if start >= 0 else 0
    searched = range(lowest, min(first + 1, len(facts), lowest + SEARCHED))
    candidates = [number for number in searched if _may_be_title(number, facts, shapes)]
    if not candidates:
        return -1
    ends = [line_key(one.words[-1:]) for one in facts[: max(first, 0) + SEARCHED * 2]]
    best, place = LEAST, -1
    wanted = Wanted(hint)
    has_kicker = any(facts[number].count <= KICKER for number in candidates)
    spoken = _spoken(facts, shapes, first) if has_kicker else set()
    for number in candidates:
        far = 0.25 * shapes[number + 1 : first].count("short")
        score = _score(number, facts, shapes, ends, wanted) - min(far, 1.5)
        if facts[number].count <= KICKER and spoken.isdisjoint(_stems(facts[number])):
            score -= 0.5
        if score > best + 0.01:
            best, place = score, number
    if start >= 0 or not _opens_clean(facts, shapes, place):
        return place
    return place if wanted.likeness(facts[place].text) > wanted.likeness(facts[0].text) else 0


def _spoken(facts: Sequence[Facts], shapes: Sequence[str], first: int) -> set[str]:
    """Return the stems of the article's first paragraphs, which its headline has words of and a kicker has not."""
    texts = [number for number in range(max(first, 0), len(facts)) if shapes[number] == "body"][:OPENING]
    return {stem for number in texts for stem in _stems(facts[number])}


def _stems(one: Facts) -> set[str]:
    return {word[:5] for word in one.words if len(word) > 3}


def _opens_clean(facts: Sequence[Facts], shapes: Sequence[str], place: int) -> bool:
    """A text whose first line reads like a headline, with no furniture behind it, begins with its headline."""
    if place <= 0 or not _may_be_title(0, facts, shapes) or "rule" in shapes[:place]:
        return False
    return 5 <= facts[0].count <= 20 and not facts[0].text.endswith(".")


def _may_be_title(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """A headline is a short line, or a question or quotation that ends like a sentence, or a sentence over a byline."""
    one, shape = facts[number], shapes[number]
    if shape != "body":
        return shape == "short" and bool(one.words)
    if one.count > 28 or one.text.endswith((":", ";", ",")):
        return False
    return not one.text.endswith(".") or _is_sentence_above_byline(number, facts, shapes)


def _is_sentence_above_byline(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """Say whether a sentence stands where the headline does: right above the byline, with no headline above it."""
    above = range(max(0, number - 3), number)
    is_apart = facts[number].count <= 20 and shapes[number + 1 : number + 2] == ["byline"]
    return is_apart and not any(_is_headline_like(facts[n], shapes[n]) for n in above)


def _first_run(shapes: Sequence[str]) -> int:
    """Return where running text becomes dense for the first time: the article, not a banner above it."""
    texts = [number for number, shape in enumerate(shapes) if shape == "body"]
    density = {number: shapes[number : number + WINDOW].count("body") for number in texts}
    most = max(density.values(), default=0)
    return next((number for number in texts if density[number] >= 0.7 * most), len(shapes) - 1)


def _score(
    number: int, facts: Sequence[Facts], shapes: Sequence[str], ends: Sequence[str], wanted: Wanted
) -> float:
    one = facts[number]
    score = _length_score(one.count) + _followed(number, shapes)
    is_name = is_name_line(one)
    score += 0.0 if is_name else _repeated(number, facts, ends)
    if wanted.count:
        share, _, alike = wanted.likeness(one.text)
        score += HINTED_SHARE * share + (HINTED_ALIKE * alike if wanted.count >= SURE_WORDS else 0.0)
    if (one.ends and one.text.endswith((".", "…"))) or one.text.endswith(":"):
        score -= 1.5
    if sum(word[0].isdigit() for word in one.words) * 2 > one.count:
        score -= 2.0
    if number == 0 and one.count >= 4:
        score += 1.2
    if is_name or one.text.endswith(","):
        score -= 2.5
    if sum(word[0].isdigit() for word in one.words) >= 4:
        score -= 1.5
    if _is_quotation(one):
        score -= 0.5
    if _is_kicker(number, facts, shapes):
        score -= 1.5
    if one.text[0] == "#" or sum(one.text.count(mark) for mark in "·•»›|") > 1:
        score -= 1.5
    if "byline" in shapes[:number] or "date" in shapes[:number]:
        score -= 0.8
    if number + 1 < len(shapes) and shapes[number + 1] == "short" and 10 <= facts[number + 1].count <= 40:
        score += 0.7
    before = next((n for n in reversed(range(max(0, number - 3), number)) if shapes[n] != "rule"), number)
    if before < number and _is_headline_like(facts[before], shapes[before]):
        score -= 1.2
    return score


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


def _is_kicker(number: int, facts: Sequence[Facts], shapes: Sequence[str]) -> bool:
    """A few words in capitals over a line in small letters name the section or the occasion."""
    after = facts[number + 1] if number + 1 < len(facts) else None
    is_loud = facts[number].count <= KICKER and facts[number].text.isupper()
    return is_loud and after is not None and 5 <= after.count <= 28 and not after.text.isupper()


def _is_headline_like(one: Facts, shape: str) -> bool:
    if shape != "short" or not 5 <= one.count <= 28 or one.text.endswith(".") or one.text[0] == "#":
        return False
    return not is_name_line(one) and not _is_quotation(one)


def _is_quotation(one: Facts) -> bool:
    return one.text[0] in "\"'“‘„«" and one.text[-1] in "\"'”’“»"


def _followed(number: int, shapes: Sequence[str]) -> float:
    score = 0.0
    for step, shape in enumerate(shapes[number + 1 : number + 4]):
        if shape in {"byline", "date", "body", "caption"}:
            score += 1.0 - 0.3 * step
    return min(score, 1.7)
