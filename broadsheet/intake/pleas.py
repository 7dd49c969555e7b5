"""Weigh what is still kept beside appeals and offers: a draft in; blocks that are no news taken, guesses given back."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import exp, inf

from msgspec import json

from broadsheet import resources
from broadsheet.intake.alone import ASKING, SURE, has_amount, opens_with_gift
from broadsheet.intake.asking import BESIDE, is_tale
from broadsheet.intake.compose import BULLET
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import EDGES, Facts
from broadsheet.intake.neighbours import NOTED
from broadsheet.intake.ruleset import Rules
from broadsheet.model import Kind

Figures = dict[str, float]
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NEWS_WORDS = 25
"""Words of a sentence in nobody's voice that reads like news even without a quotation or a reporting verb."""
VOICED = 0.3
"""Share of an article's paragraphs that say "we" or "you" from which it speaks so itself."""
BIAS = "bias"
SPOKEN = ("we", "you", "me", "hint", "strong", "whole", "offer", "gift")
BOUNDS = {
    ("spoken", "inside", "plain"): 0.1,
    ("spoken", "inside", "voiced"): 0.3,
    ("spoken", "behind", "plain"): 0.7,
    ("spoken", "behind", "voiced"): 0.9,
    ("line", "inside", "plain"): 1.75,
    ("line", "inside", "voiced"): 2.5,
    ("line", "behind", "plain"): -0.5,
    ("line", "behind", "voiced"): 1.5,
    ("sentence", "inside", "plain"): 3.5,
    ("sentence", "inside", "voiced"): 3.0,
    ("sentence", "behind", "plain"): 3.5,
    ("sentence", "behind", "voiced"): 1.5,
}
"""Log odds from which a block is taken.

By whether somebody speaks in it, whether news follows, and whether the article itself speaks as "we" or to "you".
Judged on texts of batches that the weights had not seen (``training/train_pleas.py --judge``): of 707 blocks of
asking that rules had left 291 are taken, and 8 of 5,240 of news.
"""
TALE = 1.4
"""The same for a long paragraph without a word of journalism."""
RELEASED = -2.5
"""Log odds up to which a guess of the rules is given back."""
ITEMS = 30
"""Most items of a list that are looked at together."""


@cache
def weights() -> Figures:
    """Return what each figure weighs, in log odds (``training/train_pleas.py``)."""
    return json.decode(resources.read_text("intake", "pleas.json"), type=Figures)


def weigh_pleas(draft: Draft) -> None:
    """Take what a small trained model holds to be no news, and give back sentences that rules only guessed at.

    It looks once: a second look, at what stands beside blocks it took itself, loses more than it finds.
    """
    if any(verdict is not None and verdict.kind in ASKING for verdict in draft.final):
        open_blocks = [
            number for number in range(max(draft.first, 0), draft.last + 1) if _may_change(draft, number)
        ]
        for number, row in zip(open_blocks, figures(draft, open_blocks), strict=True):
            _decide(draft, number, row)


def _may_change(draft: Draft, number: int) -> bool:
    """Say whether the score of a block can change what becomes of it; most blocks need none."""
    if draft.final[number] is not None:
        return _is_guess(draft, number)
    facts = draft.facts[number]
    return not (facts.quotes or (facts.reports and not facts.we))


def _decide(draft: Draft, number: int, row: Figures) -> None:
    score = score_of(row, weights())
    least = max(bound(row), TALE) if is_tale(draft, number) else bound(row)
    is_kept = _heads_news(draft, number) or _is_note(draft, number) or _is_listed(draft, number)
    if draft.final[number] is None and score >= least and not is_kept:
        verdict = draft.alone[number]
        kind = verdict.kind if verdict is not None and verdict.kind in ASKING else Kind.APPEAL
        draft.decide(number, kind, "model.plea", round(sigmoid(score), 3), *_reasons(row))
    elif _is_guess(draft, number) and score <= RELEASED:
        draft.final[number] = None


def _is_note(draft: Draft, number: int) -> bool:
    """Say whether a note in parentheses, or who signs, stands where nothing above it asks."""
    facts = draft.facts[number]
    return facts.text[0] in NOTED and not facts.hits and draft.kind(number - 1) not in ASKING


def _is_listed(draft: Draft, number: int) -> bool:
    """Say whether an item, or the words above the first one, are of a list that asks for nothing and has news below."""
    if draft.shapes[number] != "short" or draft.strengths[number] >= BESIDE:
        return False
    after = number if BULLET.match(draft.facts[number].text) else number + 1
    if after > draft.last or not BULLET.match(draft.facts[after].text):
        return False
    end = min(draft.last, after + ITEMS)
    while after <= end and BULLET.match(draft.facts[after].text) and draft.strengths[after] < BESIDE:
        after += 1
    if after > end or draft.shapes[after] != "body":
        return False
    told, verdict = draft.facts[after], draft.final[after]
    if verdict is not None:
        return verdict.kind.kept
    return draft.strengths[after] < BESIDE and not (told.we or told.you)


def _heads_news(draft: Draft, number: int) -> bool:
    """Say whether a few words in nobody's voice stand above a paragraph that nothing speaks against."""
    facts, after = draft.facts[number], number + 1
    if draft.shapes[number] != "short" or facts.we or facts.you or facts.ends or after > draft.last:
        return False
    is_plain = draft.final[after] is None and draft.alone[after] is None and draft.shapes[after] == "body"
    told = draft.facts[after]
    return is_plain and draft.strengths[after] < BESIDE and not (told.media or told.asks or told.you)


def score_of(row: Figures, known: Figures) -> float:
    """Return the log odds that a block is no news."""
    return known[BIAS] + sum([known.get(name, 0.0) * value for name, value in row.items()])


def bound(row: Figures) -> float:
    """Return the log odds that a block needs; one with a quotation, or that tells who said what, is never taken."""
    if "quotes" in row or "reports, no we" in row:
        return inf
    said = "spoken" if any(name in row for name in SPOKEN) else "sentence" if "ends" in row else "line"
    place = "behind" if "no news behind" in row else "inside"
    voice = "voiced" if max(row.get("article we", 0), row.get("article you", 0)) > VOICED else "plain"
    return BOUNDS[said, place, voice]


def _is_guess(draft: Draft, number: int) -> bool:
    verdict = draft.final[number]
    if verdict is None or verdict.kind not in ASKING or not draft.facts[number].is_sentence:
        return False
    return not verdict.rule.endswith((".button", ".line"))


def _reasons(row: Figures) -> tuple[str, ...]:
    """Return the three figures that spoke most for taking a block."""
    moved = sorted(((weights().get(name, 0.0) * value, name) for name, value in row.items()), reverse=True)
    return tuple(f"{name} ({change:+.2f})" for change, name in moved[:3] if change > 0)


def figures(draft: Draft, numbers: Sequence[int] | None = None) -> list[Figures]:
    """Return what is seen of each block, or of these ones: only figures that are not 0."""
    numbers = range(len(draft.blocks)) if numbers is None else numbers
    if not numbers:
        return []
    rules = draft.rules
    own = [
        draft.facts[number]
        for number in range(max(draft.first, 0), draft.last + 1)
        if draft.shapes[number] == "body"
    ]
    shares = _shares(own[: max(2, len(own) * 2 // 3)])
    sure = [_state(draft, number) for number in range(len(draft.blocks))]
    names = _outlet_names(draft, sure)
    news = [final is None and _is_news(facts) for final, facts in zip(draft.final, draft.facts, strict=True)]
    before = [0, *accumulate(news)]
    kept = [0, *accumulate([final is None for final in draft.final[: draft.last + 1]])]
    found = []
    for number in numbers:
        facts = draft.facts[number]
        row = _own(facts, rules, shares)
        row |= _place(draft, number, before[-1] - before[number + 1], before[number])
        kept_behind = kept[-1] - kept[min(number + 1, draft.last + 1)]
        row["last kept"] = not kept_behind
        row["nearly last kept"] = kept_behind <= 2
        row |= _beside(sure, number, facts)
        row["outlet's name"] = any(map(facts.text.__contains__, names)) and not names.isdisjoint(
            [word.strip(EDGES) for word in facts.text.split()]
        )
        found.append({name: value for name, value in row.items() if value})
    return found


def _state(draft: Draft, number: int) -> str:
    """Return what is decided of a block: ``asking``, ``furniture`` or nothing yet."""
    kind = draft.kind(number)
    if kind is None or kind.kept:
        return ""
    return "asking" if kind in ASKING else "furniture"


def _outlet_names(draft: Draft, states: list[str]) -> frozenset[str]:
    """Return words with a capital that asking and copyright lines have and the article has not."""
    found: Counter[str] = Counter()
    for number, facts in enumerate(draft.facts):
        if states[number] == "asking" or draft.kind(number) is Kind.COPYRIGHT:
            found.update({word for one in facts.text.split()[1:] if (word := one.strip(EDGES))[:1].isupper()})
    names = {word for word, count in found.items() if len(word) > 2}
    doubtful = {word for word in names if found[word] == 1}
    return frozenset(names - _told(draft, states, doubtful))


def _told(draft: Draft, states: list[str], words: set[str]) -> set[str]:
    """Return which of the words stand in the article."""
    told: set[str] = set()
    for state, facts in zip(states, draft.facts, strict=True) if words else ():
        if not state and any(map(facts.text.__contains__, words)):
            told |= words.intersection([word.strip(EDGES) for word in facts.text.split()])
    return told


def _is_news(facts: Facts) -> bool:
    if facts.quotes or facts.reports:
        return not (facts.we > 1 and facts.you)
    return facts.count >= NEWS_WORDS and not (facts.we or facts.you or facts.hits)


def _shares(own: list[Facts]) -> Figures:
    size = max(1, len(own))
    plain = [one for one in own if not one.quotes]
    names = ("we", "you", "me", "asks", "media", "money")
    return {name: sum(1 for one in plain if getattr(one, name)) / size for name in names}


def _own(facts: Facts, rules: Rules, shares: Figures) -> Figures:
    we, you, me = facts.we > 0, facts.you > 0, facts.me > 0
    asks, media, money = facts.asks > 0, facts.media > 0, facts.money > 0
    strong = whole = offer = 0.0
    hints = set()
    for hit in facts.hits:
        rule = rules.rules[hit.rule]
        if rule.kind not in ASKING:
            continue
        offer += rule.kind.value in {"newsletter", "paywall"}
        if rule.whole:
            whole = 1.0
        elif rule.weight >= SURE:
            strong += 1
        else:
            hints.add(" ".join(facts.words[hit.first : hit.behind]))
    count = facts.count
    amount = has_amount(facts.text)
    spoken = we or you or me
    row: Figures = {
        "we": we, "we twice": facts.we > 1, "you": you, "you twice": facts.you > 1, "me": me,
        "asks": asks, "asks twice": facts.asks > 1, "media": media, "media twice": facts.media > 1,
        "money": money, "reports": facts.reports > 0, "reports, no we": facts.reports > 0 and not we,
        "quoted": facts.quoted, "quotes": facts.quotes,
        "we and you": we and you, "we and asks": we and asks, "you and asks": you and asks,
        "we and media": we and media, "you and media": you and media, "asks and media": asks and media,
        "asks and money": asks and money, "media and money": media and money, "we and money": we and money,
        "nobody, long": not spoken and count > 12, "nobody, very long": not spoken and count > NEWS_WORDS,
        "strong": strong > 0, "strong twice": strong > 1, "whole": whole,
        "hint": len(hints) > 0, "hints": len(hints) > 1, "many hints": len(hints) > 2, "offer": offer > 0,
        "hint, nobody": len(hints) > 0 and not spoken,
        "amount": amount, "gift": opens_with_gift(facts.text), "amount, asks": amount and asks,
        "question": facts.text[-1] == "?", "call": facts.text[-1] == "!",
        "3 words": count <= 3, "6 words": 3 < count <= 6, "12 words": 6 < count <= 12,
        "60 words": 30 < count <= 60, "long": count > 60,
        "ends": facts.ends, "ends, short": facts.ends and count <= 8,
        "digits": not amount and _DIGIT.search(facts.text) is not None,
        "year": _YEAR.search(facts.text) is not None, "capitals": facts.text.isupper() and count > 1,
    }  # fmt: skip
    row |= {f"usual {name}": shares[name] for name in shares if getattr(facts, name)}
    row |= {f"article {name}": shares[name] for name in ("we", "you", "me", "asks", "media")}
    return row


def _place(draft: Draft, number: int, behind: int, before: int) -> Figures:
    shape = draft.shapes[number]
    facts = draft.facts[number]
    spoken = facts.we > 0 or facts.you > 0
    chance = draft.chance[number] if draft.chance else -1.0
    return {
        "page 5": 0 <= chance < 0.05,
        "page 15": 0.05 <= chance < 0.15,
        "page 40": 0.15 <= chance < 0.4,
        "page 70": 0.4 <= chance < 0.7,
        "page 90": 0.7 <= chance < 0.9,
        "page 100": chance >= 0.9,
        "behind likely": bool(draft.chance) and number > draft.last_likely,
        "above title": number < draft.title,
        "above article": draft.title < number < draft.first,
        "behind article": number > draft.last,
        "no news behind": behind == 0,
        "much news behind": behind >= 3,
        "no news behind, spoken": behind == 0 and spoken,
        "much news behind, spoken": behind >= 3 and spoken,
        "no news before": before == 0,
        "lettered": shape in {"caption", "byline", "date"},
        "about giving": draft.is_about_giving,
        "about giving, nobody": draft.is_about_giving and not spoken,
    }


def _beside(sure: list[str], number: int, facts: Facts) -> Figures:
    row: Figures = {}
    short = facts.count <= 12
    for step, name in ((-2, "two above"), (-1, "above"), (1, "below"), (2, "two below")):
        at = number + step
        what = sure[at] if 0 <= at < len(sure) else "edge"
        if what:
            row[f"{what} {name}"] = 1.0
            if abs(step) == 1 and short:
                row[f"{what} {name}, short"] = 1.0
    row["asking around"] = float(row.get("asking above", 0) and row.get("asking below", 0))
    return row


def sigmoid(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
