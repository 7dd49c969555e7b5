"""Pass 2, how much a block asks: a draft in; a strength for every block, and runs of asking decided."""

import re

from broadsheet.intake.alone import ASKING, has_amount, known_weight, opens_with_gift
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts, speaks_to_nobody
from broadsheet.intake.ruleset import Rules
from broadsheet.model import Kind

Weights = tuple[float, float, float, float, float, float]
WEIGHTS: Weights = (1.0, 1.0, 0.5, 0.7, 0.7, 0.6)
"""Of "we", "you", "I", words of asking, of journalism and of money."""
SPEAKERS = 3
"""How many of these are voices."""
GIFT = 0.7
UNSPOKEN = 0.4
"""What a short block about journalism and money gains: nobody says "we" in a price."""
BESIDE = 1.65
"""Strength from which a block may belong to the appeal it touches: a voice and a topic, or two phrases."""
INSIDE = 2.25
"""The same for a block with news behind it."""
USUAL = 3.0
"""A word that stands in a third of the article's own paragraphs says nothing any more."""
MOST_KNOWN = 1.5
BRIDGED = 25
"""Words of a sentence that says nothing of its own in the middle of an appeal."""
WAYS = 6
"""Lines below an appeal that may say how to pay."""
DETAILS = 14
"""Words of the longest line with the details of a payment."""
DOUBTLESS = 3.0
MODEL = "model.plea"
"""The rule of what the trained model took."""
LATE = 1
"""Paragraphs behind an appeal that may be a leftover nobody knows: a note, a bow to the reader."""
SHORT = 8
"""Words of a line that may stand inside a run without saying anything of its own."""
SLOGAN = 12
"""Words of a sentence that belongs to an appeal beside it by its voice alone."""
VOICED = 1.0
LITANY = 3
"""Sentences of an appeal after which a few words more are its opening slogans."""
SLOGAN_OPENING = 6
REST = 4
"""How many such lines may follow one another."""
TALE = 30
"""Words from which a paragraph without a word of journalism is not taken for what stands beside it."""
FIGURE = re.compile(r"\d[\d.,]*")
FIGURES = 4
"""Figures of a paragraph that reports: an appeal names its price, and how many pay it."""
ADVICE = 20
"""The same for one that only speaks to "you", as advice does."""
TOLD = 10
"""Words of the shortest sentence that tells of an offer."""
OFFERED = frozenset({Kind.NEWSLETTER, Kind.PAYWALL, Kind.APPEAL})
TOPIC_WORDS = 26
"""Words of a block that may speak of journalism and money without a voice."""
COUNTED = 3
"""Number from which an item belongs to the list above it."""
_COUNTED = re.compile(r"(\d{1,3})([.)]) ")
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
    if ASKING.isdisjoint([verdict.kind for verdict in draft.alone if verdict is not None]):
        return [0.0] * len(draft.blocks)
    return measure_strengths(draft, rules)


def measure_strengths(draft: Draft, rules: Rules) -> list[float]:
    """Say the same of a text in which no rule knows anything that asks."""
    head = [draft.facts[number] for number in draft.head]
    weights = _weights(head)
    draft.is_voiced = bool(head) and any(weights[n] < WEIGHTS[n] / 2 for n in range(SPEAKERS))
    is_about_press = any(one.media for one in head) or (
        draft.title >= 0 and draft.facts[draft.title].media > 0
    )
    return [_strength(facts, rules, weights, is_about_press) for facts in draft.facts]


def _weights(paragraphs: list[Facts]) -> Weights:
    """Return what each family of words weighs here, in the order of ``WEIGHTS``."""
    plain = [one for one in paragraphs if not one.quotes]
    size = max(1, len(paragraphs))
    using = (
        sum(1 for one in plain if one.we),
        sum(1 for one in plain if one.you),
        sum(1 for one in plain if one.me),
        sum(1 for one in plain if one.asks),
        sum(1 for one in plain if one.media),
        sum(1 for one in plain if one.money),
    )
    we, you, me, asks, media, money = (
        weight * max(0.0, 1.0 - USUAL * max(0, count - 1) / size)
        for weight, count in zip(WEIGHTS, using, strict=True)
    )
    return we, you, me, asks, media, money


def _strength(facts: Facts, rules: Rules, weights: Weights, is_about_press: bool) -> float:
    """Speech of others says nothing: a reporting verb or a quotation makes it 0.

    In an article about newspapers or money only a voice tells.
    """
    if not (facts.hits or facts.we or facts.you or facts.me or facts.asks or facts.media or facts.money):
        return 0.0
    if facts.reports and not (facts.we > 1 and facts.you):
        return 0.0
    we, you, me, asks, media, money = weights
    voice = (we if facts.we else 0.0) + (you if facts.you else 0.0) + (me if facts.me else 0.0)
    known = known_weight(facts, rules) if facts.hits else 0.0
    may_cost = bool(known or facts.asks or facts.media or facts.you)
    has_money = facts.money > 0 or (may_cost and has_amount(facts.text))
    gift = GIFT if has_money and opens_with_gift(facts.text) else 0.0
    topic = (
        (asks if facts.asks else 0.0) + (media if facts.media else 0.0) + (money if has_money else 0.0) + gift
    )
    is_spoken = bool(facts.we or facts.you or facts.me)
    if not _is_told(facts, known > 0 or gift > 0, has_money):
        return min(voice + topic, 1.0)
    if not is_spoken and (is_about_press or not (known or facts.count <= TOPIC_WORDS)):
        return min(topic, 1.0)
    if facts.quotes:
        return 0.0
    alone = 0.0 if is_spoken or known else UNSPOKEN
    return voice + topic + min(known, MOST_KNOWN) + alone - (1.0 if facts.reports else 0.0)


def _is_told(facts: Facts, is_known: bool, has_money: bool) -> bool:
    """Say whether a block speaks of what appeals speak of; to a "you" alone advice speaks too."""
    if is_known:
        return True
    if facts.we or facts.me or not facts.you:
        return bool(facts.media or (has_money and (facts.asks or (facts.you and facts.me))))
    return bool(facts.media and (facts.asks or has_money))


def take_asking(draft: Draft) -> None:
    """Take what leads to a decided appeal or offer, and what follows it, while it sounds like asking."""
    start, end = max(draft.title + 1, 0), len(draft.blocks) - 1
    asked = [number for number in range(start, end + 1) if draft.kind(number) in ASKING]
    for number in reversed(asked):
        if number > start and draft.kind(number - 1) not in ASKING:
            _follow(draft, number, -1)
    for number in asked:
        if draft.first < number < end and draft.kind(number + 1) not in ASKING:
            _follow(draft, number, 1)


def take_beside(draft: Draft) -> None:
    """Take what asks or says how to pay right above and below what the trained model found."""
    found = [at for at, verdict in enumerate(draft.final) if verdict is not None and verdict.rule == MODEL]
    for number, step in [*[(at, -1) for at in reversed(found)], *[(at, 1) for at in found]]:
        beside = number + step
        while draft.first < beside < len(draft.blocks) and _asks_beside(draft, beside):
            draft.decide(beside, Kind.APPEAL, "neighbour.asking", 0.9, "asks, beside an appeal or an offer")
            beside += step
        for one in _ways_to_pay(draft, beside) if step > 0 else ():
            draft.decide(one, Kind.PAYMENT, "neighbour.asking", 0.9, "how to pay, below an appeal")


def _ways_to_pay(draft: Draft, start: int) -> range:
    """Return the short lines from here down to the last one with an account or a price, where nothing else stands."""
    end = start
    for number in range(start, min(start + WAYS, len(draft.blocks))):
        facts, verdict = draft.facts[number], draft.alone[number]
        if draft.final[number] is not None or facts.count > DETAILS or facts.reports or facts.quoted:
            break
        if verdict is not None and verdict.kind is Kind.PAYMENT:
            end = number + 1
        elif facts.count > SHORT:
            break
    return range(start, end)


def _asks_beside(draft: Draft, number: int) -> bool:
    if draft.final[number] is not None or is_counted(draft, number) or not _asks_here(draft, number):
        return False
    verdict = draft.alone[number]
    return draft.strengths[number] >= BESIDE or (verdict is not None and verdict.kind is Kind.PAYMENT)


def _follow(draft: Draft, start: int, step: int) -> None:
    """Walk from a decided block up or down; short lines are taken only with a telling one behind them."""
    waiting: list[int] = []
    is_bridging = False
    number = start + step
    while draft.title < number < len(draft.blocks):
        if draft.final[number] is not None:
            if not _may_cross(draft, number) or is_bridging:
                return
        elif is_counted(draft, number):
            break
        elif _asks_here(draft, number) and (not is_bridging or _is_beyond_doubt(draft, number)):
            for one in [*waiting, number]:
                draft.decide(one, Kind.APPEAL, "neighbour.asking", 0.9, "asks, beside an appeal or an offer")
            waiting, is_bridging = [], False
        elif len(waiting) < REST and _may_wait(draft, number):
            waiting.append(number)
        elif not is_bridging and _may_be_bridged(draft, number, step):
            waiting.append(number)
            is_bridging = True
        else:
            break
        number += step
    is_opening = step < 0 and len(waiting) > 1 and not is_bridging and _is_litany(draft, waiting[0])
    if is_opening and all(_is_slogan(draft.facts[one]) for one in waiting):
        for one in waiting:
            draft.decide(one, Kind.APPEAL, "neighbour.litany", 0.9, "a slogan that opens a litany")


def _is_beyond_doubt(draft: Draft, number: int) -> bool:
    strength, before = draft.strengths[number], draft.strengths[number - 1]
    return strength >= DOUBTLESS or (strength >= INSIDE and before >= INSIDE)


def _may_cross(draft: Draft, number: int) -> bool:
    """A line taken only because it stands behind the article may stand within an appeal too."""
    verdict = draft.final[number]
    return verdict is None or verdict.kind in ASKING | ACROSS or verdict.rule == "place.behind"


def _asks_here(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    if draft.shapes[number] == "caption" or draft.is_own_letter or asks_us(draft, number):
        return False
    if draft.is_about_giving and facts.is_sentence and not (facts.we or facts.you):
        return False
    verdict = draft.alone[number]
    if verdict is not None and verdict.kind is Kind.PAYMENT and not facts.reports and facts.count <= DETAILS:
        return True
    if verdict is not None and verdict.kind is not Kind.APPEAL and tells_of_offers(draft, number):
        return False
    if is_tale(draft, number) or (facts.count > SLOGAN and not _speaks(facts)):
        return False
    behind = _plain_behind(draft, number)
    if behind > LATE or draft.is_voiced:
        return draft.strengths[number] >= INSIDE
    speaks = facts.we or (facts.you and (facts.asks or facts.media or facts.money or facts.hits))
    longest = SLOGAN if speaks else SHORT if facts.you else 0
    is_voiced = not behind and facts.count <= longest and facts.ends
    return draft.strengths[number] >= (VOICED if is_voiced else BESIDE)


def is_tale(draft: Draft, number: int) -> bool:
    """Say whether a paragraph without a sure phrase has no word of journalism, or no "we": no outlet asks in it.

    Nor does it in one that is full of figures and speaks to nobody.
    """
    facts = draft.facts[number]
    if draft.is_sure(number):
        return False
    if facts.count > ADVICE and not (facts.you or facts.asks) and len(FIGURE.findall(facts.text)) >= FIGURES:
        return True
    return (facts.count > TALE and not facts.media) or (facts.count > ADVICE and not (facts.we or facts.me))


def is_counted(draft: Draft, number: int) -> bool:
    """Say whether a block is the next item of a numbered list that does not say "we", and the one before is kept."""
    found = _COUNTED.match(draft.facts[number].text)
    if found is None or int(found[1]) < COUNTED or draft.facts[number].we:
        return False
    opening = f"{int(found[1]) - 1}{found[2]} "
    above = range(max(draft.first, 0), number)
    return any(draft.facts[at].text.startswith(opening) and draft.final[at] is None for at in above)


def asks_us(draft: Draft, number: int) -> bool:
    """Say whether a question says "we" and nothing else that outlets say, as the article does: it may end so."""
    facts = draft.facts[number]
    if facts.text[-1] != "?" or facts.you or facts.media or facts.money or facts.asks or facts.hits:
        return False
    return any(draft.facts[above].we and not draft.facts[above].quoted for above in draft.head)


def tells_of_offers(draft: Draft, number: int) -> bool:
    """Say whether a sentence below plain news speaks of an offer without asking anybody: of a pool's or an app's."""
    facts, verdict = draft.facts[number], draft.alone[number]
    if verdict is None or verdict.kind not in OFFERED or draft.is_sure(number) or facts.count < TOLD:
        return False
    if (
        facts.media > (verdict.kind is Kind.NEWSLETTER)
        or not number
        or not speaks_to_nobody(facts, draft.language)
    ):
        return False
    is_news = draft.final[number - 1] is None and draft.shapes[number - 1] == "body"
    return is_news and draft.strengths[number - 1] < BESIDE


def _speaks(facts: Facts) -> bool:
    return bool(facts.we or facts.you or facts.me or facts.hits or opens_with_gift(facts.text))


def _plain_behind(draft: Draft, number: int) -> int:
    """Return how many undecided paragraphs of plain news follow a block, two at most."""
    count = 0
    for after in range(number + 1, draft.last_plain + 1):
        if draft.final[after] is None and draft.shapes[after] == "body" and draft.strengths[after] < BESIDE:
            count += 1
            if count > LATE:
                break
    return count


def _is_litany(draft: Draft, number: int) -> bool:
    """Say whether several lines of an appeal follow a block."""
    return all(
        draft.kind(n) in ASKING for n in range(number + 1, min(number + 1 + LITANY, len(draft.blocks)))
    )


def _may_be_bridged(draft: Draft, number: int, step: int) -> bool:
    """One nameless sentence may stand in a long appeal when what leads to it asks beyond doubt."""
    facts = draft.facts[number]
    if step > 0 or facts.count > BRIDGED or facts.reports or facts.quoted or not facts.ends:
        return False
    if draft.shapes[number] == "caption" or any(c.isdigit() for c in facts.text) or _has_name(facts.text):
        return False
    return _plain_behind(draft, number) <= LATE


def _has_name(text: str) -> bool:
    inner = [word for sentence in text.split(". ") for word in sentence.split()[1:]]
    return any(word[0].isupper() and len(word) > 1 for word in inner)


def _is_slogan(facts: Facts) -> bool:
    """A few words without a figure or a name: capitals stand at the start of sentences only."""
    if facts.count > SLOGAN_OPENING or not facts.ends or any(c.isdigit() for c in facts.text):
        return False
    return not _has_name(facts.text)


def _may_wait(draft: Draft, number: int) -> bool:
    facts = draft.facts[number]
    if facts.count > SHORT or facts.reports or facts.quoted or draft.shapes[number] == "caption":
        return False
    return _plain_behind(draft, number) <= LATE
