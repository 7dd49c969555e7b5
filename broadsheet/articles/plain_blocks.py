"""Blocks of Markdown in; the HTML of the plain ones, which is that of the parser at a tenth of its time, out."""

import re
from typing import Final

_OPENERS: Final = frozenset("\"'“”„‘’‚«»‹›(–—…¿¡$€£")


def split_blocks(markdown: str) -> list[str] | None:
    """Split a text at its empty lines; ``None`` where a line starts with a space.

    A search for one character costs 0.1 µs an article where one for two costs 5, so it is cut into lines.
    """
    lines = markdown.split("\n")
    is_even = True
    was_empty = True
    for line in lines:
        if line[:1] == " ":
            return None
        is_empty = not line
        if is_empty is was_empty:
            is_even = False
        was_empty = is_empty
    return lines[::2] if is_even and not was_empty else markdown.split("\n\n")


def render_plain(blocks: list[str]) -> list[str | None]:
    """Render the plain ones among blocks, in order; None stands for one that is not.

    Most blocks of most articles pass here; what takes a search for two characters is asked of the others.
    """
    pieces: list[str | None] = []
    for block in blocks:
        is_plain = (
            block
            and (block[0].isalpha() or block[0] in _OPENERS)
            and not block[-1].isspace()
            and not ("*" in block or "_" in block or "]" in block or "\n" in block or "&" in block)
            and "\\" not in block
        )
        if not is_plain:
            pieces.append(plain_paragraph(block))
        elif '"' in block or ">" in block:
            pieces.append(f"<p>{_escape(block)}</p>\n")
        else:
            pieces.append(f"<p>{block}</p>\n")
    if None in pieces:
        _render_lists(blocks, pieces)
    return pieces


def _render_lists(blocks: list[str], pieces: list[str | None]) -> None:
    """Render plain lists in place, where a paragraph or nothing stands on both sides.

    Two lists with an empty line between them are one to Markdown, so what is not alone is the parser's.
    """
    for index, block in enumerate(blocks):
        if block.startswith("- ") and _is_apart(pieces, index - 1, -1) and _is_apart(pieces, index + 1, 1):
            items = _LIST_ITEM.findall(block)
            if len(items) == block.count("\n") + 1:
                lines = "".join(f"<li>{_escape(item)}</li>\n" for item in items)
                pieces[index] = f"<ul>\n{lines}</ul>\n"


_LIST_ITEM = re.compile(r"^- ([^\W\d_](?:[^\n\\*_\[\]&]*[^\s\\*_\[\]&])?)$", re.MULTILINE)


def _is_apart(pieces: list[str | None], index: int, step: int) -> bool:
    """Say whether the nearest block that is not empty is plain and no list, or the end of the text."""
    while 0 <= index < len(pieces):
        piece = pieces[index]
        if piece != "":
            return piece is not None and not piece.startswith("<ul")
        index += step
    return True


def needs_parser(markdown: str) -> bool:
    """Say whether a text holds what may reach beyond its own paragraph: code, HTML, references, indents.

    Single characters first: each costs 0.1 µs a page where a regular expression over all costs 25.
    """
    if "<" in markdown or "`" in markdown or "~" in markdown or "\t" in markdown or "\r" in markdown:
        return True
    return "\0" in markdown or _holds_reference(markdown)


def _holds_reference(markdown: str) -> bool:
    """Say whether ``]:`` stands somewhere: it may end the name of a link's address."""
    place = markdown.find("]")
    while place >= 0:
        if markdown.startswith(":", place + 1):
            return True
        place = markdown.find("]", place + 1)
    return False


def plain_paragraph(block: str) -> str | None:
    """Render a block that starts as a sentence does and holds no, or on one line only simple, markup."""
    block = block.strip("\n")
    if not block:
        return ""
    first = block[0]
    if not (first.isalpha() or first in _OPENERS or _starts_with_number(block)):
        return _PLAIN_STARTS[first](block) if first in _PLAIN_STARTS else None
    if "\\" in block or block[-1].isspace() or ("&" in block and ";" in block):
        return None
    if "\n" in block:
        head, *rest = block.split("\n")
        if head[-1].isspace() or not all(map(_goes_on, rest)):
            return None
    if "*" in block or "_" in block or ("]" in block and "](" in block):
        return None if "\n" in block else _simple_inline(block)
    return f"<p>{_escape(block)}</p>\n"


def _goes_on(line: str) -> bool:
    """Say whether a line only goes on with a paragraph: nothing starts a block, no space makes a break."""
    return line != "" and (line[0].isalpha() or line[0] in _OPENERS) and not line[-1].isspace()


_HEADING = re.compile(r"(#{2,6}) ([^\W_](?:[^\n\\*_\[\]&#]*[^\s\\*_\[\]&#])?)")


def _plain_heading(block: str) -> str | None:
    match = _HEADING.fullmatch(block)
    return f"<h{len(match[1])}>{_escape(match[2])}</h{len(match[1])}>\n" if match else None


def _plain_quote(block: str) -> str | None:
    """Render ``> one plain line``."""
    is_sentence = block.startswith("> ") and (block[2:3].isalpha() or block[2:3] in _OPENERS)
    inner = plain_paragraph(block[2:]) if is_sentence else None
    return f"<blockquote>\n{inner}</blockquote>\n" if inner else None


def _plain_markup(block: str) -> str | None:
    """Render a paragraph that starts with a link or with emphasis."""
    if "\n" in block or "\\" in block or block[-1].isspace() or ("&" in block and ";" in block):
        return None
    return _simple_inline(block) if _INLINE.match(block) else None


_PLAIN_STARTS: Final = {"#": _plain_heading, ">": _plain_quote, "[": _plain_markup, "*": _plain_markup}


def _starts_with_number(block: str) -> bool:
    """Say whether a block starts with digits that do not number a list."""
    return block[0].isdecimal() and block.lstrip("0123456789")[:1] not in (".", ")")


def _escape(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace(">", "&gt;") if ">" in text else text


_INLINE = re.compile(
    r"(?:^|(?<=[ (“„«\"]))(?P<mark>\*\*?)(?P<marked>(?=[^\W_])[^*_\[\]]*(?<=[^\W_]))(?P=mark)"
    r"(?=[ .,:;?)”“»\"]|$)"
    r"|(?<![!\]])\[(?P<text>[^*_\[\]!]+)\]"
    r"\((?P<address>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._=&?-]*)?)\)"
)


_OPENER = re.compile(r"[*\[]")
"""Where ``_INLINE`` can match: asked alone it looks behind at every character."""


def _simple_inline(block: str) -> str | None:
    """Render a paragraph whose only markup is ``*x*``, ``**x**`` and ``[x](https://x)``, none in another."""
    pieces = []
    end = place = 0
    while opener := _OPENER.search(block, place):
        match = _INLINE.match(block, opener.start())
        if match is None:
            place = opener.end()
            continue
        before = block[end : match.start()]
        if _holds_markup(before):
            return None
        pieces.append(_escape(before))
        end = place = match.end()
        if match["mark"]:
            tag = "em" if match["mark"] == "*" else "strong"
            pieces.append(f"<{tag}>{_escape(match['marked'])}</{tag}>")
        else:
            pieces.append(f'<a href="{_escape(match["address"])}">{_escape(match["text"])}</a>')
    rest = block[end:]
    return None if _holds_markup(rest) else f"<p>{''.join(pieces)}{_escape(rest)}</p>\n"


def _holds_markup(text: str) -> bool:
    return "*" in text or "_" in text or ("]" in text and "](" in text)
