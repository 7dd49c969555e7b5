"""How an article begins: its rendered body in; as many first paragraphs as the place has room for out."""

import re

from broadsheet.pages.contexts import Card, EditionPage

MOST = 8
"""Paragraphs."""

SHORTEST, LONGEST = 500, 1_500
"""Characters of the lead's first paragraphs on an edition's page."""

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


def opening(html: str, paragraphs: int, characters: int = 0) -> str:
    """Return the first paragraphs without pictures: so many at least, and about so many characters."""
    found: list[str] = []
    length = 0
    for match in _PARAGRAPH.finditer(html):
        if "<img" in match[0]:
            continue
        if len(found) >= MOST or (len(found) >= paragraphs and length + len(match[0]) // 2 > characters):
            break
        found.append(match[0])
        length += len(match[0])
    return "\n".join(found)


def opening_length(page: EditionPage) -> int:
    """Return the characters that fill the lead's column as far as the stories beside it reach.

    Heights are in lines of 25 pixels, lengths in characters a line, both measured on the shipped style
    sheet at a width of 1280 pixels; a lead without stories beside it gets the shortest opening.
    """
    if page.lead is None:
        return 0
    beside = sum(_lines_beside(card) for card in page.side)
    above = 2 + 2 * _lines(page.lead.title, 28) + 1.2 * _lines(page.lead.deck, 68) + 1.2 * len(page.reports)
    return min(max(int((beside - above) * 2 * 36), SHORTEST), LONGEST)


def _lines_beside(card: Card) -> float:
    return 3.2 + 0.9 * _lines(card.title, 36) + _lines(card.deck, 44)


def _lines(text: str, width: int) -> int:
    return -(-len(text) // width)
