"""Weigh what is still kept beside appeals and offers: a draft in; blocks that are no news taken, guesses given back."""

import re
from math import exp, inf

from broadsheet.intake.alone import ASKING, has_amount, is_yearly
from broadsheet.intake.asking import BESIDE, DOUBTLESS, is_counted, is_tale, tells_of_offers
from broadsheet.intake.compose import BULLET
from broadsheet.intake.draft import Draft
from broadsheet.intake.endings import is_fact
from broadsheet.intake.neighbours import NOTED
from broadsheet.intake.phrases import MARKS
from broadsheet.intake.plea_figures import figures, is_voiced
from broadsheet.intake.turns import is_entry, is_turn
from broadsheet.intake.weighing import Figures, weigh, weights_of
from broadsheet.model import Kind

BIAS = "bias"
NAMED = "outlet named, no news behind"
SPOKEN = ("we", "you", "me", "hint", "strong", "whole", "offer", "gift")
BOUNDS = {
    ("named", "behind", "plain"): -0.5,
    ("named", "behind", "voiced"): 0.0,
    ("spoken", "inside", "plain"): 0.5,
    ("spoken", "inside", "voiced"): 0.0,
    ("spoken", "behind", "plain"): 1.0,
    ("spoken", "behind", "voiced"): 1.65,
    ("line", "inside", "plain"): 1.75,
    ("line", "inside", "voiced"): 2.5,
    ("line", "behind", "plain"): 0.5,
    ("line", "behind", "voiced"): 1.3,
    ("sentence", "inside", "plain"): 2.0,
    ("sentence", "inside", "voiced"): 1.5,
    ("sentence", "behind", "plain"): 3.0,
    ("sentence", "behind", "voiced"): 1.0,
}
"""Log odds from which a block is taken.

By whether somebody speaks in it, whether news follows, and whether the article itself speaks as "we" or to "you".
Judged on texts of batches that the weights had not seen (``training/train_pleas.py --judge``): of 963 blocks
of asking that rules had left 449 are taken, and 31 of 7,860 of news, half of them bylines and credits.
"""
HEADED, TOLD = 2.0, 3.0
"""What a line needs that may be a subhead; and in an article about giving such a line, or a sentence without a "we"."""
NAMED_TOLD = 1.0
"""The same where the sentence names the outlet."""
ADVISED = 2.5
"""What a sentence needs that speaks to nobody but a "you", and of nothing that outlets ask for."""
ALONE, ALONE_AS_WE = 0.5, 2.2
"""What a block needs beyond that where nothing else in the text asks, or above the headline; in an outlet's letter."""
TALE, TALE_UNPAID = 1.4, 2.4
"""The same for a long paragraph without a word of journalism; and for one without a word of money either."""
HOOKED = 0.4
"""What a block in an outlet's voice may lack right above what rules know for asking, with no news behind."""
RELEASED = -2.5
"""Log odds up to which a guess of the rules is given back."""
NEAR = 2
"""Lines above and below a line that says nothing, among which none may ask if it is to stay."""
ITEMS = 30
"""Most items of a list that are looked at together."""
_PRICED = re.compile(r"\d[.,]\d\d(?!\d)")
"""A price with its cents."""
LABEL, PRICES = 30, 3
"""Characters of the longest name before a colon and its prices, and how many of these there are."""
_TELEPHONE = re.compile(r"(?<![\d.,])\+?\d{2,5}[ /-]\d{2,4}(?:[ /-]?\d{2,5}){0,3}(?![\d.,]\d)")
"""Figures in two groups or more, as a number to call is written."""


def weigh_pleas(draft: Draft) -> None:
    """Take what a small trained model holds to be no news, and give back sentences that rules only guessed at.

    It looks once: a second look, at what stands beside blocks it took itself, loses more than it finds.
    """
    if not draft.is_asked and (max(draft.strengths, default=0.0) < BESIDE or not _find_first(draft)):
        return
    open_blocks = [
        number for number in range(max(draft.first, 0), draft.last + 1) if _may_change(draft, number)
    ]
    for number, row in zip(open_blocks, figures(draft, open_blocks), strict=True):
        _decide(draft, number, row)
    _weigh_decks(draft)


def _find_first(draft: Draft) -> bool:
    """Take what asks beyond doubt in a text in which no rule found anything that asks; say whether there is any."""
    least = ALONE_AS_WE if draft.is_own_letter else ALONE
    numbers = [
        number
        for number in range(draft.first, draft.last + 1)
        if draft.strengths[number] >= BESIDE and draft.final[number] is None and _may_change(draft, number)
    ]
    for number, row in zip(numbers, figures(draft, numbers), strict=True):
        is_told = draft.facts[number].media or draft.facts[number].hits
        is_asked = "question" in row and "no news behind" not in row
        if is_told and not is_asked and score_of(row, weights_of("pleas")) >= bound(row) + least:
            _decide(draft, number, row)
    return any(draft.final[number] is not None for number in numbers)


def _weigh_decks(draft: Draft) -> None:
    """Take the lines above the article that were held for its standfirst only by their place, beside what asks."""
    numbers = [
        number
        for number in range(draft.first)
        if draft.kind(number) is Kind.DECK
        and draft.strengths[number] >= 1
        and _may_be_plea(draft, number)
        and (draft.kind(number - 1) in ASKING or number < draft.title)
    ]
    for number, row in zip(numbers, figures(draft, numbers), strict=True):
        score = score_of(row, weights_of("pleas"))
        if score >= bound(row) + (ALONE if number < draft.title else 0.0):
            draft.decide(number, Kind.APPEAL, "model.plea", round(sigmoid(score), 3), *_reasons(row))


def _may_change(draft: Draft, number: int) -> bool:
    """Say whether the score of a block can change what becomes of it; most blocks need none."""
    if draft.final[number] is not None:
        return _is_guess(draft, number)
    return _may_be_plea(draft, number)


def _may_be_plea(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    if is_turn(draft, number) or is_entry(draft, number):
        return False
    is_said = facts.reports and (not facts.we or facts.text[0] in MARKS)
    return not (facts.quotes or is_said)


def _decide(draft: Draft, number: int, row: Figures) -> None:
    score = score_of(row, weights_of("pleas"))
    least = max(bound(row), _least(draft, number, NAMED in row)) - (
        HOOKED if _is_hook(draft, number) else 0.0
    )
    is_kept = any(is_told(draft, number) for is_told in TOLD_BY_SHAPE)
    if draft.final[number] is None and score >= least and not is_kept:
        verdict = draft.alone[number]
        kind = verdict.kind if verdict is not None and verdict.kind in ASKING else Kind.APPEAL
        draft.decide(number, kind, "model.plea", round(sigmoid(score), 3), *_reasons(row))
    elif _is_guess(draft, number) and score <= RELEASED:
        draft.final[number] = None


def _is_hook(draft: Draft, number: int) -> bool:
    """Say whether a sentence to or by somebody about journalism stands above what rules know for asking.

    No news may stand behind it.
    """
    facts, after = draft.facts[number], number + 1
    below = draft.final[after] if after < len(draft.blocks) else None
    if below is None or below.kind not in ASKING or below.rule.startswith(("model.", "neighbour.", "shape.")):
        return False
    is_spoken = facts.is_sentence and facts.media > 0 and (facts.we or facts.you) > 0
    return is_spoken and number >= draft.last_plain and not is_tale(draft, number)


def _least(draft: Draft, number: int, is_named: bool) -> float:
    """Return what a block needs whatever else is seen of it."""
    facts = draft.facts[number]
    if draft.is_about_giving and facts.is_sentence and not draft.is_sure(number):
        if not facts.we:
            return NAMED_TOLD if is_named else TOLD
        if number == draft.first:
            return TOLD
    if is_named:
        return -inf
    if facts.is_sentence and not (
        facts.we or facts.me or facts.asks or facts.media or facts.money or facts.hits
    ):
        return ADVISED
    if tells_of_offers(draft, number):
        return ADVISED
    if is_tale(draft, number) and not (facts.money and draft.strengths[number] >= DOUBTLESS):
        return TALE if facts.money else TALE_UNPAID
    if draft.shapes[number] != "short":
        return -inf
    if _says_nothing(draft, number):
        return HEADED
    if not _may_be_subhead(draft, number):
        return -inf
    return TOLD if draft.is_about_giving and not draft.facts[number + 1].we else HEADED


def _says_nothing(draft: Draft, number: int) -> bool:
    """Say whether a line inside the article has nothing against it, news below, and nothing that asks beside it."""
    facts = draft.facts[number]
    if facts.hits or facts.we or facts.you or facts.me or facts.asks or facts.media or facts.money:
        return False
    if facts.ends or has_amount(facts.text):
        return False
    beside = {
        draft.kind(at) for at in range(max(0, number - NEAR), min(number + NEAR + 1, len(draft.blocks)))
    }
    return number < draft.last_plain and ASKING.isdisjoint(beside)


def _may_be_subhead(draft: Draft, number: int) -> bool:
    """Say whether a line stands above a paragraph that is still kept; a question above one in nobody's voice."""
    after = number + 1
    if number >= draft.last or draft.final[after] is not None:
        return False
    facts, below = draft.facts[number], draft.facts[after]
    if draft.shapes[after] != "body" and not below.text.endswith(":"):
        return False
    if not facts.ends:
        return True
    return facts.text[-1] == "?" and draft.alone[after] is None and not (below.we or below.you or below.asks)


def _is_note(draft: Draft, number: int) -> bool:
    """Say whether a note in parentheses, or who signs, stands where nothing above it asks."""
    facts = draft.facts[number]
    return facts.text[0] in NOTED and not facts.hits and draft.kind(number - 1) not in ASKING


def _is_listed(draft: Draft, number: int) -> bool:
    """Say whether an item, or the words above the first one, are of a list that asks for nothing and has news below."""
    if draft.shapes[number] != "short" or draft.strengths[number] >= BESIDE:
        return False
    is_item = BULLET.match(draft.facts[number].text) is not None
    if is_item and not draft.facts[number].hits:
        return True
    after = number if is_item else number + 1
    if after > draft.last or not BULLET.match(draft.facts[after].text):
        return False
    end = min(draft.last, after + ITEMS)
    while after <= end and _is_item(draft, after):
        after += 1
    if after > end or draft.shapes[after] != "body":
        return False
    told, verdict = draft.facts[after], draft.final[after]
    if verdict is not None:
        return verdict.kind.kept
    return draft.strengths[after] < BESIDE and not (told.we or told.you)


def _is_item(draft: Draft, number: int) -> bool:
    """Say whether a line that asks for nothing is an item, or heads one: lists may follow one another."""
    below = draft.facts[number + 1].text if number < draft.last else ""
    is_heading = draft.shapes[number] == "short" and BULLET.match(below) is not None
    is_item = BULLET.match(draft.facts[number].text) is not None
    return (is_item or is_heading) and draft.strengths[number] < BESIDE


def _heads_news(draft: Draft, number: int) -> bool:
    """Say whether a few words in nobody's voice stand above a paragraph that nothing speaks against."""
    facts, after = draft.facts[number], number + 1
    if draft.shapes[number] != "short" or facts.we or facts.you or facts.ends or after > draft.last:
        return False
    if facts.asks and draft.kind(number - 1) in ASKING:
        return False
    is_plain = draft.final[after] is None and draft.alone[after] is None and draft.shapes[after] == "body"
    told = draft.facts[after]
    return is_plain and draft.strengths[after] < BESIDE and not (told.media or told.asks or told.you)


def score_of(row: Figures, known: Figures) -> float:
    """Return the log odds that a block is no news."""
    return known[BIAS] + weigh(row, known)


def bound(row: Figures) -> float:
    """Return the log odds that a block needs; one with a quotation, or that tells who said what, is never taken."""
    if "quotes" in row or "reports, no we" in row:
        return inf
    place = "behind" if "no news behind" in row else "inside"
    if NAMED in row:
        said = "named"
    else:
        said = "spoken" if any(name in row for name in SPOKEN) else "sentence" if "ends" in row else "line"
    voice = "voiced" if is_voiced(row) else "plain"
    return BOUNDS[said, place, voice]


def _is_guess(draft: Draft, number: int) -> bool:
    verdict = draft.final[number]
    if verdict is None or verdict.kind not in ASKING or not draft.facts[number].is_sentence:
        return False
    return not verdict.rule.endswith((".button", ".line"))


def _reasons(row: Figures) -> tuple[str, ...]:
    """Return the three figures that spoke most for taking a block."""
    known = weights_of("pleas")
    moved = sorted(((known.get(name, 0.0) * value, name) for name, value in row.items()), reverse=True)
    return tuple(f"{name} ({change:+.2f})" for change, name in moved[:3] if change > 0)


def sigmoid(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _is_figure(draft: Draft, number: int) -> bool:
    """Say whether a line gives a figure of the article's subject: a year's, or none of money (``Visitors: 1,940``)."""
    facts = draft.facts[number]
    if is_yearly(facts.text):
        return True
    return not facts.money and not has_amount(facts.text) and is_fact(draft, number)


def _gives_number(draft: Draft, number: int) -> bool:
    """Say whether a sentence only tells where to call, as helplines and the police do: nobody asks for money."""
    facts = draft.facts[number]
    is_asked = facts.we or facts.money or facts.giving or facts.media > 1 or facts.hits
    if is_asked or not facts.ends or "@" in facts.text:  # reporters give their own with an address
        return False
    return _TELEPHONE.search(facts.text) is not None


def _is_priced(draft: Draft, number: int) -> bool:
    """Say whether a line tells what three things or more cost, behind whose they are; an offer names one or two."""
    facts = draft.facts[number]
    label, colon, told = facts.text.partition(":")
    if not colon or len(label) > LABEL or facts.we or facts.you or facts.asks:
        return False
    return len(_PRICED.findall(told)) >= PRICES


TOLD_BY_SHAPE = (_heads_news, _is_note, _is_listed, _is_figure, _gives_number, _is_priced, is_counted)
"""What says of a block that it is the article's own, however much the model holds it for a plea."""
