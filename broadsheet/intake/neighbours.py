"""Pass 2, runs and neighbours: a draft in; the same draft with what stands beside a sure block decided."""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise

from broadsheet.intake.alone import ASKING, HINTED, LIKELY
from broadsheet.intake.asking import (
    BESIDE,
    DOUBTLESS,
    INSIDE,
    SHORT,
    SLOGAN,
    asks_us,
    is_tale,
    tells_of_offers,
)
from broadsheet.intake.compose import BULLET
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts
from broadsheet.intake.outlet_names import OutletNames, outlet_names
from broadsheet.intake.signs import names_behind_label
from broadsheet.intake.turns import is_entry, is_turn
from broadsheet.model import Kind

CURT = 28
"""Words up to which a line beside an appeal is short."""
REACH = 3
"""Blocks between two sure appeals that are taken with them when nothing speaks for news."""
VOICE_BEHIND = 0.45
LATE_BUTTON = 0.5
VOICED_SENTENCE = 2.0
"""Strength that a sentence with a sure phrase must have: less means that the article speaks like it."""
NOBODYS = frozenset({Kind.PAYMENT, Kind.AD, Kind.COOKIES, Kind.SHARING, Kind.RELATED, Kind.COPYRIGHT})
"""Kinds of lines that no letter has in its own words."""
NOTED = "(—–"
"""Marks before a note, or before who signs."""
_ACCOUNT = re.compile(r"\d(?:[ -]?\d){7}|[a-z]\.[a-z]{2,}/|@\w")
"""The number of an account, the address of a page or of a person."""
LEAD_WORDS, BREAKS = 12, ("…", "...")
"""Words of the longest line that leads on to an appeal, and how it breaks off."""
CALL = 5
"""Words of the longest heading that asks, of an appeal inside the article (``Support our work``)."""
LITANY = 3
LITANY_WORDS = 16


def _is_subhead(draft: Draft, number: int) -> bool:
    """The name of a section between two paragraphs is the article's own subhead."""
    verdict = draft.alone[number]
    if verdict is None or not verdict.rule.endswith(".section") or not draft.first < number < draft.last:
        return False
    return draft.shapes[number - 1] == "body" and draft.shapes[number + 1] == "body"


def settle_inside(draft: Draft) -> None:
    """Decide the blocks between the article's first and last: only sure ones are cut, and what hangs on them."""
    for number in range(draft.first, draft.last + 1):
        verdict = draft.alone[number]
        if (
            verdict is not None
            and _is_enough(draft, number)
            and _is_strong(draft, number)
            and not is_protected(draft, number)
            and not _is_subhead(draft, number)
        ):
            draft.final[number] = verdict


def _is_enough(draft: Draft, number: int) -> bool:
    verdict = draft.alone[number]
    return draft.is_sure(number) or (
        draft.strictness == "thorough" and verdict is not None and verdict.score >= LIKELY
    )


def _is_strong(draft: Draft, number: int) -> bool:
    """Inside the article hints and voice do not add up to a sure thing; one strong phrase is needed."""
    verdict = draft.alone[number]
    if _is_own_words(draft, number):
        return False
    if verdict is None or not verdict.rule.endswith((".hint", "voice.appeal")):
        return True
    if draft.facts[number].text.endswith("?") or not _is_tail(draft, number):
        return False
    return verdict.kind not in ASKING or draft.strengths[number] >= INSIDE


def take_voice(draft: Draft) -> None:
    """Behind the last paragraph of plain news an outlet's own asking voice is enough."""
    if draft.last_plain < 0 or not any(draft.alone[draft.last_plain + 1 :]) or _speaks_as_we(draft):
        return
    for number in range(draft.last_plain + 1, len(draft.blocks)):
        verdict, facts = draft.alone[number], draft.facts[number]
        if draft.final[number] is not None or verdict is None or verdict.kind not in ASKING:
            continue
        if _is_own_words(draft, number) or _is_told_payment(draft, number):
            continue
        if _is_late_button(draft, number):
            draft.decide(number, verdict.kind, verdict.rule, 0.9, *verdict.evidence, "behind the article")
            continue
        if is_tale(draft, number) or tells_of_offers(draft, number):
            continue
        is_strong = draft.strengths[number] >= (BESIDE if facts.we else INSIDE)
        if verdict.score >= VOICE_BEHIND and is_strong and _may_be_asked(draft, number):
            draft.decide(number, verdict.kind, verdict.rule, 0.9, *verdict.evidence, "behind the article")


def _is_late_button(draft: Draft, number: int) -> bool:
    """A few words of an offer behind all news are its button, even where their rule is only a hint."""
    facts, verdict = draft.facts[number], draft.alone[number]
    if verdict is None or verdict.score < LATE_BUTTON or facts.count > SHORT or facts.ends:
        return False
    if verdict.kind is Kind.PAYMENT:
        return False  # a charity's account may end the news about it
    return draft.shapes[number] == "short" and _may_be_asked(draft, number) and not facts.reports


def _speaks_as_we(draft: Draft) -> bool:
    """Say whether the article itself speaks as "we": an editor's letter, a company's blog."""
    texts = [facts for facts, shape in zip(draft.facts, draft.shapes, strict=True) if shape == "body"]
    spoken = sum(1 for one in texts if one.we and not one.quoted and one.count > LITANY_WORDS)
    return draft.is_own_letter or spoken > max(1, len(texts) // 4)


def pull_likely(draft: Draft) -> None:
    """Take likely blocks that touch a decided one of the asking kinds, again and again."""
    order = [*range(len(draft.blocks)), *reversed(range(len(draft.blocks)))]
    for number in order:
        verdict = draft.alone[number]
        if verdict is None or verdict.score < LIKELY * 0.6 or verdict.kind not in ASKING:
            continue
        beside = draft.asking_beside(number)
        if beside is None or draft.final[number] is not None or _is_own_words(draft, number):
            continue
        if _is_charity(draft, number, beside) or tells_of_offers(draft, number):
            continue
        is_payment = verdict.kind is Kind.PAYMENT and _is_payment(draft.facts[number])
        if is_payment or (_may_be_asked(draft, number) and not _says_too_little(draft, number)):
            reasons = (*verdict.evidence, f"beside {beside}")
            draft.decide(number, verdict.kind, verdict.rule, max(verdict.score, 0.9), *reasons)


def _is_payment(facts: Facts) -> bool:
    """Say whether a block says how to pay; a long one must have an account's number, or news has it in passing."""
    return not facts.reports and (facts.count <= CURT or _ACCOUNT.search(facts.text) is not None)


def _is_charity(draft: Draft, number: int, beside: Kind) -> bool:
    """A sentence that asks in nobody's name is not pulled by an offer below it: it may be how to help."""
    facts, verdict = draft.facts[number], draft.alone[number]
    is_appeal = verdict is not None and verdict.kind is Kind.APPEAL and not draft.is_sure(number)
    is_told = facts.is_sentence and not (facts.we or facts.media)
    return is_appeal and is_told and beside in {Kind.PAYWALL, Kind.NEWSLETTER}


def _says_too_little(draft: Draft, number: int) -> bool:
    """A long paragraph beside an appeal is one of it only if it asks itself: advice speaks of money to "you" too."""
    facts, verdict = draft.facts[number], draft.alone[number]
    if facts.count <= CURT or not facts.is_sentence or draft.is_sure(number):
        return False
    if verdict is not None and verdict.kind is Kind.PAYMENT:
        return not _is_payment(facts)
    said = sum(map(bool, (facts.we, facts.you, facts.asks, facts.media)))
    return said < 2 or is_tale(draft, number) or draft.strengths[number] < (BESIDE if facts.we else INSIDE)


def _is_own_words(draft: Draft, number: int) -> bool:
    """A sentence that hints and voice alone speak against is the article's where the article speaks so itself."""
    verdict = draft.alone[number]
    if verdict is None or not draft.facts[number].is_sentence or verdict.kind in NOBODYS:
        return False
    if draft.is_own_letter or verdict.kind is not Kind.APPEAL:
        return draft.is_own_letter
    is_weak = verdict.score <= HINTED and draft.strengths[number] <= 1
    return is_weak or (draft.is_voiced and draft.strengths[number] < VOICED_SENTENCE)


def keep_own_words(draft: Draft) -> None:
    """Let the article go on over the next sentences that only speak as it does, though a rule knows a phrase."""
    for number in range(draft.last + 1, len(draft.blocks)):
        if draft.page is not None or not draft.is_voiced or not _is_own_words(draft, number):
            return
        draft.shapes[number], draft.last = "body", number


def bridge_runs(draft: Draft) -> None:
    """Take what stands between two decided appeals: the litany, amounts and thanks of one long appeal."""
    decided = [n for n in range(len(draft.blocks)) if draft.kind(n) in ASKING]
    named = cache(partial(outlet_names, draft))
    for before, after in pairwise(decided):
        between = range(before + 1, after)
        if 0 < len(between) <= REACH and all(_may_bridge(draft, number, named) for number in between):
            for number in between:
                draft.decide(number, Kind.APPEAL, "neighbour.between", 0.9, "between two appeals")


def trail_runs(draft: Draft) -> None:
    """Follow an appeal behind the article: short lines and the same voice belong to it."""
    for number in range(1, len(draft.blocks)):
        if draft.final[number] is not None or draft.kind(number - 1) not in ASKING:
            continue
        if not _is_tail(draft, number) or not _may_be_asked(draft, number):
            continue
        facts = draft.facts[number]
        if is_tale(draft, number) or (draft.is_voiced and facts.count > SLOGAN and not draft.is_sure(number)):
            continue
        if (facts.count <= 6 and draft.shapes[number] == "short") or facts.we or facts.you:
            draft.decide(number, Kind.APPEAL, "neighbour.appeal", 0.9, "follows an appeal behind the article")


def take_banner(draft: Draft) -> None:
    """Take the sentences of an appeal above the headline that lead to its button."""
    is_asking = False
    for number in reversed(range(draft.title)):
        verdict = draft.alone[number]
        if verdict is not None and verdict.score >= LIKELY:
            is_asking = verdict.kind in ASKING
        elif is_asking and _may_be_asked(draft, number) and draft.facts[number].ends:
            draft.decide(
                number, Kind.APPEAL, "neighbour.banner", 0.9, "leads to an appeal's button above the headline"
            )
        else:
            is_asking = False


def take_leads(draft: Draft) -> None:
    """Take the sentences in an outlet's own voice that lead to an appeal behind the article."""
    for number in reversed(range(draft.title + 1, len(draft.blocks) - 1)):
        facts = draft.facts[number]
        if draft.final[number] is not None or draft.kind(number + 1) not in ASKING or not facts.we:
            continue
        if asks_us(draft, number):
            continue
        if draft.strengths[number] < (1.0 if facts.count <= SLOGAN else BESIDE) or _is_own_words(
            draft, number
        ):
            continue
        is_open = _is_tail(draft, number) and _may_be_asked(draft, number) and not is_tale(draft, number)
        if is_open and not draft.is_own_letter:
            draft.decide(
                number, Kind.APPEAL, "neighbour.lead", 0.9, "leads to an appeal, in the outlet's voice"
            )


def take_litany(draft: Draft) -> None:
    """Take a run of short sentences in an outlet's voice that ends the article, even without a money word.

    Three or more of them are needed, and an article that does not itself speak as "we".
    """
    run: list[int] = []
    for number in reversed(range(draft.first + 1, len(draft.blocks))):
        if draft.final[number] is None and _is_litany_line(draft, number):
            run.append(number)
        elif draft.kind(number) not in ASKING and (run or draft.final[number] is None):
            break
    if len(run) < LITANY or sum(1 for number in run if draft.facts[number].we) * 3 < len(run) * 2:
        return
    texts = [facts for facts, shape in zip(draft.facts, draft.shapes, strict=True) if shape == "body"]
    spoken = sum(1 for one in texts if one.we and one.count > LITANY_WORDS)
    if not draft.is_own_letter and spoken * 5 <= len(texts):
        for number in run:
            draft.decide(
                number, Kind.APPEAL, "neighbour.litany", 0.9, 'a run of short sentences that say "we"'
            )


def _is_litany_line(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    return facts.count <= LITANY_WORDS and facts.ends and _may_be_asked(draft, number)


def take_openings(draft: Draft) -> None:
    """Take the short heading of an appeal or a sign-up form behind the article."""
    for number in reversed(range(draft.title + 1, len(draft.blocks) - 1)):
        facts, kind = draft.facts[number], draft.kind(number + 1)
        leads = _leads_on(draft, number)
        if draft.final[number] is not None or (
            not leads and (draft.shapes[number] != "short" or facts.count > 10)
        ):
            continue
        if kind is None or kind not in ASKING or draft.facts[number + 1].count <= 6:
            continue
        if facts.text[0] in NOTED or (facts.count == 1 and not facts.hits) or is_credit(draft, number):
            continue  # a note on who else reported ends the article, and a name or a place its last letter
        if BULLET.match(facts.text) and BULLET.match(draft.facts[number - 1].text):
            continue  # an item of a list
        before_stop = facts.text[-2:-1]
        is_sentence = facts.ends and (before_stop.isalnum() or before_stop == ")")
        if is_sentence and (draft.strengths[number] < 1 or asks_us(draft, number)) and not leads:
            continue  # the article's last sentence may be a short one
        is_open = _is_tail(draft, number) or (facts.asks and facts.count <= CALL and kind is Kind.APPEAL)
        if is_open and _may_be_asked(draft, number):
            draft.decide(number, kind, "neighbour.opening", 0.9, "the heading of what follows")


def is_credit(draft: Draft, number: int) -> bool:
    """Say whether a line names a source or who worked on an article, behind a word and a colon; no payment's."""
    facts = draft.facts[number]
    is_asked = facts.we or facts.you or facts.asks or facts.money or facts.hits
    return not is_asked and names_behind_label(facts.text) and draft.kind(number - 1) not in ASKING


def _leads_on(draft: Draft, number: int) -> bool:
    """Say whether a few words break off and go on in the block below; a question may be the article's last word."""
    facts, below = draft.facts[number], draft.facts[number + 1].text
    if facts.count > LEAD_WORDS or facts.quoted or draft.shapes[number] not in {"short", "body"}:
        return False
    return facts.text.endswith(BREAKS) and (below.startswith(BREAKS) or below[0].islower())


def is_protected(draft: Draft, number: int) -> bool:
    """Running text of an article that is about giving is not cut for asking words."""
    verdict = draft.alone[number]
    if not draft.is_about_giving or verdict is None or verdict.kind not in ASKING:
        return False
    facts = draft.facts[number]
    if not facts.is_sentence:
        return _is_told_payment(draft, number)
    return draft.is_own_letter or not (facts.we or facts.you) or facts.quoted


def _is_told_payment(draft: Draft, number: int) -> bool:
    """Say whether a short sentence tells of gifts in an article on giving: ``Gifts are tax-deductible.``"""
    facts, verdict = draft.facts[number], draft.alone[number]
    is_paid = draft.is_about_giving and verdict is not None and verdict.kind is Kind.PAYMENT
    return is_paid and facts.ends and not (facts.is_sentence or facts.we or facts.you)


def last_plain(draft: Draft) -> int:
    """Return the article's last undecided paragraph that does not say "we"; what follows it is its tail."""
    for number in range(draft.last, draft.first - 1, -1):
        if draft.final[number] is not None or draft.shapes[number] != "body":
            continue
        if draft.strengths[number] < BESIDE and not _tells_how_to_pay(draft, number):
            return number
    return -1


def _tells_how_to_pay(draft: Draft, number: int) -> bool:
    """Say whether a payment's words stand close below an outlet's own asking: news of a charity has none above it."""
    verdict = draft.alone[number]
    if verdict is None or verdict.kind is not Kind.PAYMENT:
        return False
    above = [
        draft.facts[at] for at in range(max(0, number - REACH), number) if draft.strengths[at] >= DOUBTLESS
    ]
    return any(facts.we and facts.media for facts in above)


def _is_tail(draft: Draft, number: int) -> bool:
    """Say whether no undecided paragraph of plain news follows within the article."""
    return draft.last_plain <= number


def _may_be_asked(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    if number == draft.title or facts.quotes or draft.shapes[number] == "caption":
        return False
    if is_turn(draft, number) or is_entry(draft, number):
        return False
    return not facts.reports or (facts.we > 1 and facts.you > 0)


def _fits_form(draft: Draft, number: int) -> bool:
    """One line between two lines of a sign-up form or an offer describes what is offered."""
    kinds = {draft.kind(number - 1), draft.kind(number + 1)}
    facts = draft.facts[number]
    is_telling = bool(facts.media or facts.money or facts.hits) or not facts.ends
    return kinds <= {Kind.NEWSLETTER, Kind.PAYWALL} and facts.count <= 25 and (len(kinds) == 1 or is_telling)


def _may_bridge(draft: Draft, number: int, named: Callable[[], OutletNames]) -> bool:
    if draft.final[number] is not None:
        return draft.kind(number) in ASKING or draft.facts[number].count <= 6
    facts = draft.facts[number]
    is_spoken = (
        facts.we or facts.you or (facts.asks and (facts.count <= CURT or draft.strengths[number] >= INSIDE))
    )
    is_fitting = bool(is_spoken) or facts.count <= 6 or _fits_form(draft, number)
    is_litany = facts.count <= LITANY_WORDS and _between_appeals(draft, number)
    is_fitting = is_fitting or (
        _is_tail(draft, number) and (is_litany or _names_outlet(draft, number, named))
    )
    return _may_be_asked(draft, number) and is_fitting


def _names_outlet(draft: Draft, number: int, named: Callable[[], OutletNames]) -> bool:
    """Say whether a paragraph between appeals that quotes nobody names the outlet, which its article does not."""
    facts = draft.facts[number]
    if facts.reports or facts.quoted or not _between_appeals(draft, number):
        return False
    return named().is_in(facts.text)


def _between_appeals(draft: Draft, number: int) -> bool:
    """Say whether the nearest decided block above is an appeal: below a sign-up form the article may go on."""
    above = next((draft.kind(n) for n in reversed(range(number)) if draft.final[n] is not None), None)
    return above in {Kind.APPEAL, Kind.PAYMENT}
