"""Pass 2, how much a block asks: a draft in; a strength for every block, and runs of asking decided."""

from broadsheet.intake.alone import ASKING, has_amount, known_weight
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts
from broadsheet.intake.ruleset import Rules
from broadsheet.model import Kind

WEIGHTS = (("we", 1.0), ("you", 1.0), ("me", 0.5), ("asks", 0.7), ("media", 0.7), ("money", 0.6))
VOICES = frozenset({"we", "you", "me"})
BESIDE = 1.7
"""Strength from which a block may belong to the appeal it touches: a voice and a topic, or two phrases."""
INSIDE = 2.3
"""The same for a block with news behind it."""
USUAL = 3.0
"""A word that stands in a third of the article's own paragraphs says nothing any more."""
MOST_KNOWN = 1.5
SHORT = 8
"""Words of a line that may stand inside a run without saying anything of its own."""
REST = 4
"""How many such lines may follow one another."""
TOPIC_WORDS = 20
"""Words of a block that may speak of journalism and money without a voice."""
ACROSS = frozenset(
    {Kind.SHARING, Kind.AD, Kind.WIDGET, Kind.NAVIGATION, Kind.CAPTION, Kind.BYLINE, Kind.DATE}
)
"""Kinds that may stand between two lines of one appeal."""


def find_strengths(draft: Draft, rules: Rules) -> list[float]:
    """Say how much each block sounds like an outlet asking its readers, 0 to about 6; news has less than 1.

    Somebody speaks ("we", "I"), to somebody ("you"), of support, journalism or money; phrases of rules count
    by their weight. Words that the article itself uses all the time do not count: company blogs and advice
    say "you" in every paragraph, and their last ones were lost to appeals behind them (measured on 366).
    """
    own = [
        draft.facts[number]
        for number in range(max(draft.first, 0), draft.last + 1)
        if draft.shapes[number] == "body"
    ]
    head = own[: max(2, len(own) * 2 // 3)]
    weights = [(name, weight * _novelty(name, head)) for name, weight in WEIGHTS]
    return [_strength(facts, rules, weights) for facts in draft.facts]


def _novelty(name: str, paragraphs: list[Facts]) -> float:
    using = sum(1 for one in paragraphs if getattr(one, name) and not one.quotes)
    return max(0.0, 1.0 - USUAL * max(0, using - 1) / max(1, len(paragraphs)))


def _strength(facts: Facts, rules: Rules, weights: list[tuple[str, float]]) -> float:
    """Speech of others says nothing: a reporting verb or a quotation makes it 0."""
    if not (facts.hits or facts.we or facts.you or facts.me or facts.asks or facts.media or facts.money):
        return 0.0
    if facts.quotes or (facts.reports and not (facts.we > 1 and facts.you)):
        return 0.0
    found = {name: weight for name, weight in weights if getattr(facts, name)}
    known = known_weight(facts, rules) if facts.hits else 0.0
    if "money" not in found and (known or len(found) > 1) and has_amount(facts.text):
        found["money"] = weights[-1][1]
    is_told = bool(known) or "media" in found or ("asks" in found and "money" in found)
    is_spoken = not VOICES.isdisjoint(found)
    if not is_told or not (is_spoken or known or facts.count <= TOPIC_WORDS):
        return min(sum(found.values()), 1.0)
    total = sum(found.values()) + min(known, MOST_KNOWN)
    return total + (0.0 if is_spoken or known else 0.4) - (1.0 if facts.reports else 0.0)


def take_asking(draft: Draft) -> None:
    """Take what leads to a decided appeal or offer, and what follows it, while it sounds like asking."""
    for number in reversed(range(draft.title + 2, len(draft.blocks))):
        if draft.kind(number) in ASKING and draft.final[number - 1] is None:
            _follow(draft, number, -1)
    for number in range(max(draft.title, draft.first) + 1, len(draft.blocks) - 1):
        if draft.kind(number) in ASKING and draft.final[number + 1] is None:
            _follow(draft, number, 1)


def _follow(draft: Draft, start: int, step: int) -> None:
    """Walk from a decided block up or down; short lines are taken only with a telling one behind them."""
    waiting: list[int] = []
    number = start + step
    while draft.title < number < len(draft.blocks):
        if draft.final[number] is not None:
            if draft.kind(number) not in ASKING | ACROSS:
                return
        elif _asks_here(draft, number):
            for one in [*waiting, number]:
                draft.decide(one, Kind.APPEAL, "neighbour.asking", 0.9, "asks, beside an appeal or an offer")
            waiting = []
        elif len(waiting) < REST and _may_wait(draft, number):
            waiting.append(number)
        else:
            return
        number += step


def _asks_here(draft: Draft, number: int) -> bool:
    if draft.shapes[number] == "caption" or draft.is_own_letter:
        return False
    return draft.strengths[number] >= (BESIDE if draft.last_plain <= number else INSIDE)


def _may_wait(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    if facts.count > SHORT or facts.reports or facts.quoted or draft.shapes[number] == "caption":
        return False
    return draft.last_plain <= number
