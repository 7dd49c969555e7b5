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
_TAG = re.compile(r"(<(?:pre|code)\b.*?</(?:pre|code)>|<[^>]*>)", re.DOTALL)
_QUOTES = re.compile(r"&quot;|'")
_FRENCH_SPACES = re.compile(r" +([!?;:»])(?!\w)|« +")
_BEFORE_OPENING: Final = frozenset(["", *"([{-–—/«“„‹‘‚\u00a0\u202f "])


def set_typography(html: str, language: str) -> str:
    """Set straight quotation marks, apostrophes and typed dashes as the language does.

    Code and tags stay as they are. A language without an entry keeps its straight quotation marks.
    """
    base = language.partition("-")[0].lower()
    marks = _MARKS.get(language) or _MARKS.get(base)
    if marks is None or not _has_work(html, base):
        return html
    pieces = _TAG.split(html)
    setter = _Setter(marks, base == "fr")
    for index in range(0, len(pieces), 2):
        piece = pieces[index]
        if "&quot;" in piece or "'" in piece:
            piece = setter.set_quotes(pieces, index)
        if " -" in piece:
            piece = piece.replace(" -- ", " – ").replace(" - ", " – ")
        if base == "fr":
            piece = _FRENCH_SPACES.sub(_french_space, piece)
        pieces[index] = piece
    return "".join(pieces)


def _has_work(html: str, base: str) -> bool:
    return "&quot;" in html or "'" in html or " - " in html or " -- " in html or base == "fr"


class _Setter:
    """Sets the marks of one body; remembers which quotation marks are open."""

    def __init__(self, marks: str, is_french: bool) -> None:
        self.open_outer, self.close_outer, self.open_inner, self.close_inner = tuple(marks)
        if is_french:
            self.open_outer += NARROW_SPACE
            self.close_outer = NARROW_SPACE + self.close_outer
        self.is_french = is_french
        self.is_single_open = self.is_double_open = False

    def set_quotes(self, pieces: list[str], index: int) -> str:
        """Set the marks of one piece of text between tags."""
        text = pieces[index]
        size = len(text)
        before_text = _last_character(pieces, index)
        after_text = _next_character(pieces, index)
        if not before_text:
            self.is_single_open = self.is_double_open = False

        def set_mark(match: "re.Match[str]") -> str:
            start, end = match.span()
            before = text[start - 1] if start else before_text
            after = text[end] if end < size else after_text
            return self._single(before, after) if end - start == 1 else self._double(before, after)

        return _QUOTES.sub(set_mark, text)

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


def _last_character(pieces: list[str], index: int) -> str:
    """Return the character before a piece of text, nothing where a block starts."""
    for at in range(index - 1, -1, -1):
        piece = pieces[at]
        if at % 2 == 0 and piece:
            return piece[-1]
        if at % 2 and _is_block(piece):
            return ""
    return ""


def _next_character(pieces: list[str], index: int) -> str:
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if at % 2 == 0 and piece:
            return piece[0]
        if at % 2 and _is_block(piece):
            return ""
    return ""


def _is_block(tag: str) -> bool:
    return not tag.startswith(("<a", "</a", "<em", "</em", "<strong", "</strong", "<s>", "</s>", "<code"))
