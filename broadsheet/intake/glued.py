"""Cut appeals off the sentences they are glued to: a block in; one block or two out."""

import re

from broadsheet.intake.alone import ASKING, LIKELY, SURE, judge, opens_with_gift
from broadsheet.intake.evidence import Facts, gather
from broadsheet.intake.ruleset import Language, Rules
from broadsheet.model import Block

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"“„«'‘¿¡(]?[^\W\d_a-zа-яё])|(?<=…)\s+")
CURT = 3
"""Words of an order that is too short to be cut off alone."""
LONG = 30
LEAST_WORDS = 8
"""Words that the rest of the line must have to be worth keeping as a block of its own."""


def split_glued(block: Block, facts: Facts, rules: Rules, language: Language | None) -> list[Block]:
    """Cut a line into news and appeal where sentences of both stand in it; anything else comes back whole.

    Only a run of asking sentences at the line's start or end is cut, and only when the rest has no word of
    an outlet's voice. A block whose words were moved by joining lines cannot be cut exactly and stays whole.
    """
    if not _may_be_glued(block, facts, rules):
        return [block]
    starts = [0, *(match.end() for match in _SENTENCE.finditer(block.text))]
    if len(starts) < 2:
        return [block]
    ends = [*starts[1:], len(block.text)]
    sentences = [block.text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    counted = [gather(sentence, rules, language) for sentence in sentences]
    place = _place(counted, rules)
    return _cut(block, starts[place]) if place else [block]


def _may_be_glued(block: Block, facts: Facts, rules: Rules) -> bool:
    if facts.count < LEAST_WORDS + 3 or block.end - block.start != len(block.text):
        return False
    return any(rules.rules[hit.rule].kind in ASKING for hit in facts.hits)


def _place(sentences: list[Facts], rules: Rules) -> int:
    """Return the number of the sentence before which to cut, or 0.

    In the run that is cut half of the sentences or more ask, and the outermost from the cut does.
    """
    asking = [_asks(one, rules) for one in sentences]
    count = len(asking)
    tail = next((n for n in range(1, count) if all(asking[n:])), count)
    if tail == count:
        tail = next((n for n in range(1, count) if asking[n] and _is_half(asking[n:])), count)
        tail = tail if _is_told(sentences[:tail]) else count
    head = next((n for n in range(count - 1, 0, -1) if all(asking[:n])), 0)
    if not head:
        head = next((n for n in range(count - 1, 0, -1) if asking[n - 1] and _is_half(asking[:n])), 0)
        head = head if _is_told(sentences[head:]) else 0
    if tail < count and _is_news(sentences[:tail]) and _is_sure(sentences[tail:], rules):
        return tail
    if (
        head
        and _is_opening(sentences[:head])
        and _is_news(sentences[head:])
        and _is_sure(sentences[:head], rules)
    ):
        return head
    return 0


def _is_told(sentences: list[Facts]) -> bool:
    """Say whether sentences are news beyond doubt: several, with a quotation or somebody who says something."""
    return len(sentences) > 1 and any(one.quoted or one.reports for one in sentences)


def _is_half(asking: list[bool]) -> bool:
    return sum(asking) * 2 >= len(asking)


def _is_opening(sentences: list[Facts]) -> bool:
    """One curt order may open a paragraph of advice."""
    first = sentences[0]
    return len(sentences) > 1 or first.count > CURT or bool(first.we or first.media)


def _asks(facts: Facts, rules: Rules) -> bool:
    verdict = judge(facts, rules)
    if verdict is not None and verdict.kind in ASKING:
        return verdict.score >= 0.5
    if opens_with_gift(facts.text):
        return True
    return bool(facts.we or facts.you) and not facts.reports and not facts.quoted


def _is_sure(sentences: list[Facts], rules: Rules) -> bool:
    """Say whether one sentence is sure, or two ask together in an outlet's voice."""
    verdicts = [judge(one, rules) for one in sentences]
    likely = [one for one in verdicts if one is not None and one.kind in ASKING and one.score >= LIKELY]
    if len(sentences) > 1 and likely and any(one.we for one in sentences) and sentences[-1].count < LONG:
        return True
    return any(one is not None and one.kind in ASKING and one.score >= SURE for one in verdicts)


def _is_news(sentences: list[Facts]) -> bool:
    if sum(one.count for one in sentences) < LEAST_WORDS:
        return False
    return not any(((one.we or one.you) and not one.quoted) or (one.media and one.asks) for one in sentences)


def _cut(block: Block, place: int) -> list[Block]:
    first = block.text[:place].rstrip()
    second = block.text[place:].strip()
    before = Block(first, block.line, block.start, block.start + len(first), block.tag, 0, block.gap)
    start = block.end - len(second)
    return [before, Block(second, block.line, start, block.end, block.tag, block.link_chars, 0)]
