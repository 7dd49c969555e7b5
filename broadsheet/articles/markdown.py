"""Markdown in; a rendered Body, its opening paragraphs or its plain text out."""

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from broadsheet.articles.plain_blocks import needs_parser, render_plain, split_blocks
from broadsheet.articles.typography import set_typography
from broadsheet.model import Body
from broadsheet.text import cut_at_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ROOT = "/"
"""Addresses of the site begin with it, ``/media/x.png``: the pages stage makes them relative."""


def render_body(markdown: str, typography: str | bool = False) -> Body:
    """Render a body: CommonMark with tables and ~~strikethrough~~; HTML in it shows as text.

    ``typography`` is the code of the language whose quotation marks are set; ``True`` means English.
    Addresses of the site begin with ``ROOT``. Links other than http, https, mailto and the site's own stay
    text; a remote picture becomes a link with its caption. Plain paragraphs take a fast path that gives the
    same HTML as the parser (a property test compares them).
    """
    html = _render_fast(markdown)
    if html is None:
        html = render_by_parser(markdown)
    if typography:
        html = set_typography(html, "en" if typography is True else typography)
    return Body(html=html)


def opening(markdown: str, paragraphs: int = 2, typography: str | bool = False) -> str:
    """Return the HTML of the first paragraphs; headings, lists, tables and pictures are passed over."""
    found: list[str] = []
    for block in markdown.split("\n\n"):
        if len(found) == paragraphs:
            break
        html = render_body(block, typography).html if block.strip() else ""
        if html.startswith("<p>") and html.count("<p>") == 1 and not html.startswith(("<p><img", "<p></p>")):
            found.append(html)
    return "".join(found)


def plain_text(markdown: str) -> str:
    """Return what a reader reads: paragraphs with an empty line between, no markup, pictures' words kept."""
    html = render_body(markdown).html
    text = html.replace("<p>", "").replace("</p>\n", "\n\n")
    if "<" in text:
        text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n\n", _CELL_END.sub(" ", _IMAGE.sub(r"\1", text))))
        text = _EMPTY_LINES.sub("\n\n", text)
    return unescape(text).strip("\n")


_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_CELL_END = re.compile(r"</t[dh]>\n")
_BLOCK_TAG = re.compile(r"\n?</?(?:p|h\d|[uo]l|li|blockquote|pre|tr|div|hr)\b[^>]*>\n?")
_ANY_TAG = re.compile(r"<[^>]*>")
_EMPTY_LINES = re.compile(r"\n\s*\n")


def excerpt(markdown: str, limit: int = 280) -> str:
    """Return the start of the text, at most ``limit`` characters, cut where a sentence ends if one does."""
    return cut_at_sentence(plain_text(markdown[: limit * 20]), limit)


def _render_fast(markdown: str) -> str | None:
    """Render plain paragraphs by hand and runs of other blocks by the parser; ``None``: parse all of it."""
    blocks = None if needs_parser(markdown) else split_blocks(markdown)
    if blocks is None:
        return None
    pieces = render_plain(blocks)
    if None not in pieces:
        return "".join(pieces)  # type: ignore[arg-type]  # there is no None in them
    runs: list[tuple[int, list[str]]] = []
    is_run = False
    for index, piece in enumerate(pieces):
        if piece is None and not is_run:
            runs.append((index, []))
        is_run = piece is None or (is_run and not piece)
        if is_run:
            runs[-1][1].append(blocks[index])
    rendered, is_shifted = _render_runs(["\n\n".join(run) for _, run in runs])
    if is_shifted and "##" in markdown:
        return None
    for (first, _), html in zip(runs, rendered, strict=True):
        pieces[first] = html
    return "".join(piece for piece in pieces if piece)


def render_by_parser(markdown: str) -> str:
    """Render by markdown-it alone; the property test compares the fast path with this."""
    return _render_runs([markdown])[0][0]


def parse(markdown: str) -> "list[Token]":
    """Return the tokens of a text, with every address as it is typed."""
    return _parser().parse(markdown)


def _render_runs(runs: "Sequence[str]") -> tuple[list[str], bool]:
    """Render texts; a heading of level 1 in any of them makes all headings one level smaller."""
    parser = _parser()
    parsed = [parser.parse(run) for run in runs]
    shift = any(token.tag == "h1" for tokens in parsed for token in tokens if token.type == "heading_open")
    rendered = []
    for tokens in parsed:
        for token in tokens:
            if shift and token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
            if token.children:
                _settle(token.children)
        rendered.append(parser.renderer.render(tokens, parser.options, {}))
    return rendered, shift


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable(["table", "strikethrough"])
    parser.validateLink = is_allowed  # type: ignore[method-assign, assignment]
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(*_: Any) -> str:
    return '<div class="table" role="region" tabindex="0">\n<table>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TO_MEDIA = re.compile(r"(?:/|(?:\.{1,2}/)+)?(?:content/)?(media/.+)", re.DOTALL)


def is_allowed(address: str) -> bool:
    """Say whether an address may be linked: the web, mail, or a place inside the digest."""
    address = address.strip().lower()
    if address.startswith(("http://", "https://", "mailto:")):
        return True
    path = unquote(address).replace("\\", "/")
    if path.startswith("//") or _SCHEME.match(path) or _CONTROL.search(path):
        return False
    media = _TO_MEDIA.fullmatch(path)
    return ".." not in (media[1] if media else path).split("/")


def settle_address(address: str) -> str:
    """Return an address as the site has it: the site's own begin with ``ROOT``."""
    if not address or address.startswith(("#", "?")) or _SCHEME.match(address):
        return address
    media = _TO_MEDIA.fullmatch(address)
    return ROOT + (media[1] if media else address.removeprefix("./").lstrip("/"))


def _settle(children: "list[Token]") -> None:
    """Settle the addresses of links and pictures in place, and turn remote pictures into links."""
    depth = 0
    settled: list[Token] = []
    for token in children:
        if token.type == "link_open":
            depth += 1
            token.attrs["href"] = settle_address(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            depth -= 1
        elif token.type == "image":
            settled.extend(_picture(token, in_link=depth > 0))
            continue
        settled.append(token)
    children[:] = settled


def _picture(token: "Token", in_link: bool) -> "list[Token]":
    from markdown_it.token import Token

    address = settle_address(str(token.attrs.get("src", "")))
    words = str(token.attrs.get("title", "")) or _words_of(token.children or [])
    if address.startswith(f"{ROOT}media/"):
        token.attrs["src"] = address
        token.attrs["loading"] = "lazy"
        return [token]
    is_remote = _SCHEME.match(address) is not None
    text = Token("text", "", 0, content=words or (address if is_remote else ""))
    if in_link or not is_remote:
        return [text]
    return [Token("link_open", "a", 1, attrs={"href": address}), text, Token("link_close", "a", -1)]


def _words_of(children: "Sequence[Token]") -> str:
    """Return the text of inline tokens."""
    pieces = []
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append("\n" if token.type == "hardbreak" else " ")
        elif token.type == "image":
            pieces.append(str(token.attrs.get("title", "")) or _words_of(token.children or []))
        else:
            pieces.append(token.content)
    return "".join(pieces)
