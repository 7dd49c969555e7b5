"""Explain a cleaned text: its labels in; readable lines of a table out."""

import textwrap
from collections.abc import Iterator

from broadsheet.model import Cleaned, Label

MARGIN = 19
"""Characters before the text: line number, a sign, the kind."""


def explain(cleaned: Cleaned, width: int = 100) -> list[str]:
    """Return one entry for each block: its line, what it was taken for, its text, and why.

    ``+`` marks what the article keeps, ``-`` what was removed. ``width`` is in characters.
    """
    lines = [line for label in cleaned.labels for line in _entry(label, max(width, 40))]
    lines += ["", *_found(cleaned)]
    return lines


def _entry(label: Label, width: int) -> Iterator[str]:
    sign = "+" if label.kept else "-"
    head = f"{label.block.line:>5} {sign} {label.kind:<10}"[:MARGIN].ljust(MARGIN)
    text = textwrap.shorten(label.block.text, width * 2, placeholder=" …")
    for number, line in enumerate(textwrap.wrap(text, width - MARGIN) or [""]):
        yield (head if number == 0 else " " * MARGIN) + line
    reasons = ", ".join(label.evidence)
    why = f"{label.rule} {label.score:.2f}" + (f": {reasons}" if reasons else "")
    for line in textwrap.wrap(why, width - MARGIN - 2):
        yield " " * (MARGIN + 2) + line


def _found(cleaned: Cleaned) -> Iterator[str]:
    article = cleaned.article
    values = {
        "title": article.title,
        "byline": ", ".join(article.byline),
        "date": article.date,
        "updated": article.updated,
        "source": article.source,
        "link": article.link,
    }
    for key, place in cleaned.found:
        yield f"{key:>12}: {values.get(key, '')} ({place})"
    if not article.date:
        yield f"{'date':>12}: none (no certain date was found)"
    for kind, words in article.removed:
        yield f"{'removed':>12}: {words} words of {kind}"
    for warning in cleaned.warnings:
        yield f"{'note':>12}: {warning}"
