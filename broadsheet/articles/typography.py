"""The HTML of a body in; the same with the quotation marks, dashes and spaces of its language out."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

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
_MARKED_TAG = re.compile(r"<[a-z]+ [^>]*['&][^>]*>")
_FRENCH_SPACES = re.compile(r" +([!?;:»])(?!\w)|« +")
_INLINE_TAGS: Final = frozenset(["a", "/a", "em", "/em", "strong", "/strong", "s", "/s", "img"])
_BEFORE_CLOSING: Final = frozenset(".,!?…")
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


def set_line(text: str, language: str) -> str:
    """Return plain text, such as a headline, as HTML with the marks of its language."""
    html = text.replace("\0", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return set_typography(html.replace('"', "&quot;"), language).replace("'", "&#39;")


def _set_text(html: str, marks: str, base: str) -> str:
    if "&quot;" in html or "'" in html:
        html = _Setter(marks, is_french=base == "fr").set_quotes(html)
    if _holds_dash(html):
        html = html.replace(" -- ", " – ").replace(" - ", " – ")
    return _FRENCH_SPACES.sub(_french_space, html) if base == "fr" else html


def _holds_dash(html: str) -> bool:
    """Say whether a hyphen, or two, may stand for a dash: in a tenth of the time of a search for `` - ``."""
    place = html.find("-")
    while place >= 0:
        if html[place - 1] == " ":
            return True
        place = html.find("-", place + 1)
    return False


class _Setter:
    """Sets the marks of one body; remembers which quotation marks are open in a block."""

    def __init__(self, marks: str, *, is_french: bool) -> None:
        self.open_outer, self.close_outer, self.open_inner, self.close_inner = tuple(marks)
        if is_french:
            self.open_outer += NARROW_SPACE
            self.close_outer = NARROW_SPACE + self.close_outer
        self.is_french = is_french
        self.is_single_open = self.is_double_open = False

    def set_quotes(self, html: str) -> str:
        """Set single marks, then double ones; marks inside of tags stay."""
        masked = _MARKED_TAG.sub(_mask, html) if '"' in html else html  # that of a text is &quot;
        is_plain = _all_apostrophes(masked)
        if not is_plain:
            masked = self._set(masked, "'", self._single)
        if "&quot;" in masked:
            masked = self._set_plain_double(masked) or self._set(masked, "&quot;", self._double)
        if is_plain:  # now, as it doubles the bytes of the text
            masked = masked.replace("'", "’")
        return masked.replace("\0a", "&").replace("\0q", "'") if "\0" in masked else masked

    def _set_plain_double(self, html: str) -> str:
        """Set double marks that all stand as in most texts, which takes a third of the time; nothing for others."""
        first, *pieces = html.split("&quot;")
        before = first
        done = [first]
        for piece in pieces:
            sign = before[-1:]
            if sign == " " or before[-3:] == "<p>":
                if not piece[:1].isalnum():
                    return ""
                done += (self.open_outer, piece)
            elif sign.isalpha() or sign in _BEFORE_CLOSING:
                done += (self.close_outer, piece)
            else:
                return ""
            before = piece
        return "".join(done)

    def _set(self, html: str, typed: str, set_mark: "Callable[[str, str], str]") -> str:
        """Set one kind of mark. Cutting the text at its marks costs a quarter of a regular expression's calls."""
        pieces = html.split(typed)
        done: list[str] = []
        start = 0
        for index, piece in enumerate(pieces[:-1]):
            start += len(piece)
            if ">" in piece and ">\n" in piece:
                self.is_single_open = self.is_double_open = False
            following = pieces[index + 1]
            before = piece[-1] if piece else typed[-1] if index else ""
            after = following[0] if following else typed[0] if index + 2 < len(pieces) else ""
            if before == ">":
                before = _character_before(html, start)
            start += len(typed)
            if after == "<":
                after = _character_after(html, start)
            done += (piece, set_mark(before, after))
        return "".join((*done, pieces[-1]))

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


def _all_apostrophes(html: str) -> bool:
    """Say whether all single marks stand between letters."""
    place = html.find("'")
    while place >= 0:
        if not (html[place - 1 : place].isalpha() and html[place + 1 : place + 2].isalpha()):
            return False
        place = html.find("'", place + 1)
    return True


def _mask(tag: "re.Match[str]") -> str:
    """Hide the marks of a tag's attributes. No text holds NUL: Markdown has none."""
    return tag[0].replace("&", "\0a").replace("'", "\0q")


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
