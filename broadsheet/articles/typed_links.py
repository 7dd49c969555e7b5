"""A body's Markdown in; its links and pictures as they are typed, and what each means on the site, out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from broadsheet.articles.markdown import parse, settle_address

if TYPE_CHECKING:
    from markdown_it.token import Token


class TypedLink(Struct, frozen=True, kw_only=True):
    """A link or a picture of a body."""

    typed: str
    address: str
    """What it means: an address of the site begins with a slash, one on the same page with ``#``."""
    line: int
    """Of the body, counted from 1."""
    column: int = 0
    """Of the address in that line, counted from 1; 0 where it is defined elsewhere."""
    is_picture: bool = False


def typed_links(body: str) -> list[TypedLink]:
    """Return every link and picture that Markdown makes of a body, in order."""
    if "]" not in body and "<" not in body:
        return []
    lines = body.split("\n")
    found = []
    for block in parse(body):
        if block.map is not None and block.children:
            for token in _links(block.children):
                found.append(_typed(token, lines, *block.map))
    return found


def _links(tokens: "list[Token]") -> "Iterator[Token]":
    for token in tokens:
        if token.type in ("link_open", "image"):
            yield token
        if token.children:
            yield from _links(token.children)


def _typed(token: "Token", lines: list[str], first: int, end: int) -> TypedLink:
    is_picture = token.type == "image"
    address = str(token.attrs.get("src" if is_picture else "href", ""))
    for written in dict.fromkeys((address, unquote(address))):
        for number in range(first, min(end, len(lines))):
            at = lines[number].find(written)
            if written and at >= 0:
                return _link(written, address, number, at + 1, is_picture)
    return _link(unquote(address), address, first, 0, is_picture)


def _link(typed: str, address: str, number: int, column: int, is_picture: bool) -> TypedLink:
    return TypedLink(
        typed=typed, address=settle_address(address), line=number + 1, column=column, is_picture=is_picture
    )
