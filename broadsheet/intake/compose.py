"""Compose Markdown: labelled blocks in; a body in which every kept word reads as it was typed out."""

import re
from collections.abc import Iterable

from broadsheet.model import BODY_KINDS, Kind, Label
from broadsheet.text import has_any

_ALWAYS, _AT_TIMES = r"\`*[]<", "_~&"
"""The marks that are escaped wherever they stand, the backslash first, and others; most paragraphs have none."""
_INLINE = re.compile(r"_(?:(?<![^\W_]_)|(?![^\W_]))|~(?=~)|&(?=#?\w+;)")
"""Each part begins with its mark, which the search then looks for; what may not stand before it is said behind it."""
_EATEN = _ALWAYS + _AT_TIMES
_STARTS = tuple("#>-+=~|")
"""The marks that ``_START`` begins with."""
_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$|-)|=+\s*$|~~~|\|)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
PARAGRAPHS = frozenset({Kind.BODY, Kind.LEDE})
BULLET = re.compile(r"(?:[-–—•*·▪◦‣●■]|\d{1,3}[.)])\s+(?=\S)")


def compose(labels: Iterable[Label]) -> str:
    """Write the blocks of the article's body as Markdown paragraphs, subheads and lists."""
    kept = [label for label in labels if label.kind in BODY_KINDS]
    everything = "".join([label.block.text for label in kept])
    eaten = [mark for mark in _EATEN if mark in everything]
    parts: list[str] = []
    item, before = Kind.LIST, None
    for label in kept:
        separator = "\n" if before is item and label.kind is item else "\n\n"
        text = label.block.text
        is_plain = label.kind in PARAGRAPHS and not (eaten and has_any(text, eaten))
        if not is_plain:
            text = _markdown(label)
        elif not text[:1].isalpha():
            text = _escape_start(text)
        parts += [separator if parts else "", text]
        before = label.kind
    return "".join(parts) + "\n" if parts else ""


def escape(text: str) -> str:
    """Escape what Markdown or HTML would eat, in a text of one line that starts a paragraph."""
    for mark in _ALWAYS:
        if mark in text:
            text = text.replace(mark, f"\\{mark}")
    if has_any(text, _AT_TIMES):
        text = _INLINE.sub(r"\\\g<0>", text)
    return _escape_start(text)


def _escape_start(text: str) -> str:
    text = _NUMBER.sub(r"\1\\\2", text, count=1) if text[:1].isdigit() and _NUMBER.match(text) else text
    return f"\\{text}" if text.startswith(_STARTS) and _START.match(text) else text


def _markdown(label: Label) -> str:
    text = label.block.text
    match label.kind:
        case Kind.BODY | Kind.LEDE:
            return escape(text)
        case Kind.HEADING:
            return f"## {_heading(text)}"
        case Kind.LIST:
            return f"- {escape(BULLET.sub('', text, count=1))}"
        case Kind.QUOTE:
            return f"> {escape(text)}"
        case _:
            return escape(text)


def _heading(text: str) -> str:
    """A heading may not end in number signs, which would be taken for its closing."""
    escaped = escape(text)
    return re.sub(r"(#+)$", r"\\\1", escaped) if escaped.endswith("#") else escaped
