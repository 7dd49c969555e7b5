"""The HTML of a body in; the same with the quotation marks, dashes and spaces of its language out."""

import re
from typing import Final

NARROW_SPACE = "\u202f"
"""Narrow no-break space: what French puts before ; ! ? and inside its quotation marks."""

_MARKS: Final = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "fr": "«»‹›",
    "ru": "«»„“",
    "uk": "«»„“",
    "be": "«»„“",
    "bg": "„“‚‘",
    "cs": "„“‚‘",
    "sk": "„“‚‘",
    "pl": "„”‚’",
    "hu": "„”»«",
    "ro": "„”«»",
    "sv": "””’’",
    "fi": "””’’",
    "nb": "«»‘’",
    "no": "«»‘’",
    "nn": "«»‘’",
    "da": "“”‘’",
    "es": "«»“”",
    "it": "«»“”",
    "pt": "“”‘’",
    "pt-PT": "«»“”",
    "el": "«»“”",
    "nl": "“”‘’",
    "tr": "“”‘’",
    "fa": "«»‹›",
}
"""Outer and inner quotation marks by language (CLDR 44, `delimiters`)."""
_CODE = re.compile(r"(<(pre|code)\b.*?</\2>)", re.DOTALL)
_QUOTES = re.compile(r"&quot;|'")
_QUOTES_AND_TAGS = re.compile(r"&quot;|'|<[^>]*['&][^>]*>")
"""With attributes about, a tag that may hold a quotation mark is taken whole, to be left as it is."""
_FRENCH_SPACES = re.compile(r" +([!?;:»])(?!\w)|« +")
_INLINE_TAGS: Final = frozenset(["a", "/a", "em", "/em", "strong", "/strong", "s", "/s", "img"])
_BEFORE_OPENING: Final = frozenset(["", *"([{-–—/«“„‹‘‚\u00a0\u202f "])


def set_typography(html: str, language: str) -> str:
    """Set straight quotation marks, apostrophes and typed dashes as the language does.

    Code and tags stay as they are. A language without an entry keeps its straight quotation marks.
    """
    base = language.partition("-")[0].lower()
    marks = _MARKS.get(language) or _MARKS.get(base)
    if marks is None:
        return html
    if "<code" not in html:
        return _set_text(html, marks, base)
    pieces = _CODE.split(html)  # text, code, the code's tag, text …
    return "".join(
        _set_text(piece, marks, base) if index % 3 == 0 else piece
        for index, piece in enumerate(pieces)
        if index % 3 != 2
    )


def _set_text(html: str, marks: str, base: str) -> str:
    if "&quot;" in html or "'" in html:
        html = _Setter(html, marks, is_french=base == "fr").set_quotes()
    if " -" in html:
        html = html.replace(" -- ", " – ").replace(" - ", " – ")
    return _FRENCH_SPACES.sub(_french_space, html) if base == "fr" else html


class _Setter:
    """Sets the marks of one body; remembers which quotation marks are open in a block."""

    def __init__(self, html: str, marks: str, *, is_french: bool) -> None:
        self.html = html
        self.open_outer, self.close_outer, self.open_inner, self.close_inner = tuple(marks)
        if is_french:
            self.open_outer += NARROW_SPACE
            self.close_outer = NARROW_SPACE + self.close_outer
        self.is_french = is_french
        self.is_single_open = self.is_double_open = False
        self.block_end = 0

    def set_quotes(self) -> str:
        quotes = _QUOTES_AND_TAGS if '="' in self.html else _QUOTES
        return quotes.sub(self._set_mark, self.html)

    def _set_mark(self, match: "re.Match[str]") -> str:
        found = match[0]
        if found[0] == "<":
            return found
        start, end = match.span()
        if start >= self.block_end:
            self.is_single_open = self.is_double_open = False
            self.block_end = self.html.find(">\n", start)
            if self.block_end < 0:
                self.block_end = len(self.html)
        before = self.html[start - 1] if start else ""
        after = self.html[end : end + 1]
        if before == ">":
            before = _character_before(self.html, start)
        if after == "<":
            after = _character_after(self.html, end)
        return self._single(before, after) if found == "'" else self._double(before, after)

    def _double(self, before: str, after: str) -> str:
        if _opens(before, after):
            self.is_double_open = True
            return self.open_outer
        if before.isdigit() and not self.is_double_open:
            return "&quot;"
        self.is_double_open = False
        return self.close_outer

    def _single(self, before: str, after: str) -> str:
        if before.isalnum() and after.isalnum():
            return "'" if before.isdigit() and after.isdigit() else "’"
        if not self.is_french and after.isalpha() and _opens(before, after):
            self.is_single_open = True
            return self.open_inner
        if self.is_single_open:
            self.is_single_open = False
            return self.close_inner
        return "’"


def _opens(before: str, after: str) -> bool:
    return (before in _BEFORE_OPENING or before.isspace()) and after != "" and not after.isspace()


def _french_space(match: "re.Match[str]") -> str:
    if match[1] is None:
        return "«" + NARROW_SPACE
    return ("\u00a0" if match[1] == ":" else NARROW_SPACE) + match[1]


def _character_before(html: str, end: int) -> str:
    """Return the character of text before a place, over inline tags; nothing where a block starts."""
    while end and html[end - 1] == ">":
        start = html.rfind("<", 0, end)
        if not _is_inline(html[start + 1 : end - 1]):
            return ""
        end = start
    return html[end - 1] if end else ""


def _character_after(html: str, start: int) -> str:
    """Return the character of text behind a place, over inline tags; nothing where a block ends."""
    while html[start : start + 1] == "<":
        end = html.find(">", start) + 1
        if not _is_inline(html[start + 1 : end - 1]):
            return ""
        start = end
    return html[start : start + 1]


def _is_inline(tag: str) -> bool:
    return tag.partition(" ")[0] in _INLINE_TAGS
