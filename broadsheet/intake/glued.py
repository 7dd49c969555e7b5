"""Cut appeals off the sentences they are glued to: a block in; one block or two out."""

import re

from broadsheet.intake.alone import ASKING, SURE, judge, opens_with_gift
from broadsheet.intake.evidence import Facts, gather
from broadsheet.intake.ruleset import Language, Rules
from broadsheet.model import Block

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"“„«'‘¿¡(]?[^\W\d_a-zа-яё])|(?<=…)\s+")
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
    """Return the number of the sentence before which to cut, or 0."""
    asking = [_asks(one, rules) for one in sentences]
    tail = len(asking)
    while tail and asking[tail - 1]:
        tail -= 1
    head = 0
    while head < len(asking) and asking[head]:
        head += 1
    if 0 < tail < len(asking) and _is_news(sentences[:tail]) and _is_sure(sentences[tail:], rules):
        return tail
    if 0 < head < len(asking) and _is_news(sentences[head:]) and _is_sure(sentences[:head], rules):
        return head
    return 0


def _asks(facts: Facts, rules: Rules) -> bool:
    verdict = judge(facts, rules)
    if verdict is not None and verdict.kind in ASKING:
        return verdict.score >= 0.5
    if opens_with_gift(facts.text):
        return True
    return bool(facts.we or facts.you) and not facts.reports and not facts.quoted


def _is_sure(sentences: list[Facts], rules: Rules) -> bool:
    verdicts = [judge(one, rules) for one in sentences]
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
