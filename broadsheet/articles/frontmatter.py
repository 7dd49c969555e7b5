"""An article file in, its header and body out; and the header of an article as text."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from broadsheet.articles.timestamps import is_canonical
from broadsheet.model import Article
from broadsheet.yaml_lines import quote

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DISPLAYS: Final = ("full", "excerpt", "link")


class Parts(Struct, frozen=True):
    """An article file, cut in two."""

    header: str | None
    """The lines between the two ``---``; ``None`` when the file has no header."""
    body: str
    """Without the empty lines around it."""
    header_line: int = 2
    """The line of the file on which the header starts."""
    closed: bool = True
    """Whether the header has a closing line; if not, it was cut at the first empty line."""


def split(text: str) -> Parts:
    """Cut a file into header and body, whatever its line ends, byte order mark or empty lines on top."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    top = _OPENING.match(text)
    if top is None:
        return Parts(None, text.strip("\n"))
    header_line = top[0].count("\n") + 1
    closing = _CLOSING.search(text, top.end() - 1)
    header = text[top.end() : closing.start() + 1] if closing else text[top.end() :].partition("\n\n")[0]
    if not header.strip() and closing:
        return Parts("", text[closing.end() :].strip("\n"), header_line)
    if _KEY_LINE.search(header) is None:
        return Parts(None, text.strip("\n"))
    body = text[closing.end() :] if closing else text[top.end() + len(header) :]
    return Parts(header, body.strip("\n"), header_line, closing is not None)


_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY_LINE = re.compile(r"""^["']?[\w-]+["']?[ \t]*:(?:\s|$)""", re.MULTILINE)


def split_own(text: str) -> tuple[str, str] | None:
    """Cut a file the way our own writer makes it; ``None`` for any other form."""
    if not text.startswith("---\n") or "\r" in text:
        return None
    end = text.find("\n---\n", 3)
    if end < 0:
        return None
    return text[4:end], text[end + 5 :].strip("\n")


def is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) > 8 and not _NOT_IN_ADDRESS(text)


def is_inside(text: str) -> bool:
    """Say whether a path stays in the folder it is relative to."""
    return not (text.startswith(("/", "\\")) or ".." in text.replace("\\", "/").split("/") or ":" in text)


def is_name(text: str) -> bool:
    """Say whether a text can be the name of one file or folder."""
    return not ("/" in text or "\\" in text or text in (".", "..") or not text.isprintable())


def is_language(text: str) -> bool:
    return LANGUAGE.fullmatch(text) is not None


_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>\\^`{|}\x00-\x20\x7f]").search

CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "link": is_web_address,
    "lang": is_language,
    "slug": is_name,
    "layout": is_name,
    "original": is_inside,
    "display": DISPLAYS.__contains__,
}
"""What a text value of a key must be, besides text."""

_TEXT: Final = {
    "id",
    "title",
    "slug",
    "source",
    "link",
    "lang",
    "deck",
    "summary",
    "note",
    "display",
    "layout",
}
_KINDS: Final[Mapping[str, str]] = (
    dict.fromkeys(_TEXT | {"original", "story", "withdrawn"}, "text")
    | dict.fromkeys(("date", "added", "updated", "publish", "expires"), "date")
    | dict.fromkeys(("byline", "topics"), "list")
    | dict.fromkeys(("draft", "pin"), "fact")
    | {"caption": "captions", "removed": "removed"}
)
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def read_own_header(header: str) -> dict[str, Any] | None:
    """Read a header whose lines are as our own writer makes them, about ten times faster than YAML.

    The plainest lines that other generators' users write (``topics: [a, b]``, a date in ``Z``) are read
    too. Returns the fields of an Article, perhaps without ``id``, or ``None`` for anything else: the
    caller then asks YAML, which gives the same fields (a property test compares them).
    """
    fields: dict[str, Any] = {}
    if not header.replace("\n", "").isprintable() and _ODD.search(header):
        return None
    for line in header.split("\n"):
        key, _, written = line.partition(": ")
        kind = _KINDS.get(key)
        if kind is None or key in fields or not written:
            return None
        value: Any = _own_text(written) if kind == "text" else _own_value(kind, written)
        if value is None:
            return None
        if key in CHECKS and not CHECKS[key](value):
            return None
        fields[key] = value
    if not fields.get("title") or fields.get("id") == "":
        return None
    if "caption" in fields:
        fields["captions"] = fields.pop("caption")
    return fields if "date" in fields or "added" in fields else None


def _own_value(kind: str, written: str) -> Any:
    if kind == "date":
        if len(written) == 20 and written[-1] == "Z":
            written = f"{written[:-1]}+00:00"
        return written if is_canonical(written) else None
    if kind == "list":
        return _own_list(written) or _plain_list(written)
    if kind == "fact":
        return {"true": True, "false": False}.get(written)
    if kind == "captions":
        if written[0] == "[":
            return _own_list(written)
        text = _own_text(written)
        return (text,) if text else None
    return _own_removed(written)


def _own_text(written: str) -> str | None:
    """Return the text of a value in double quotation marks, or of a plain one that YAML takes as it is."""
    if written[0] == '"':
        inner = written[1:-1]
        if "\\" in inner:
            bare = inner.replace('\\"', "")
            inner = inner.replace('\\"', '"')
        else:
            bare = inner
        is_simple = len(written) > 1 and written[-1] == '"' and '"' not in bare and "\\" not in bare
        return inner.strip() if is_simple else None
    if not written[0].isalnum() or ": " in written or " #" in written or written[-1] in ": ":
        return None
    return written.strip() if written != "null" else None


def _own_list(written: str) -> tuple[str, ...] | None:
    if not (written[:2] == '["' and written[-2:] == '"]' and len(written) > 4) or "\\" in written:
        return None
    inner = written[2:-2]
    if '"' not in inner:
        return (inner,) if inner == inner.strip() else None
    texts = inner.split('", "')
    if inner.count('"') != 2 * (len(texts) - 1) or len(set(texts)) != len(texts):
        return None
    for text in texts:
        if not text or text != text.strip():
            return None
    return tuple(texts)


_PLAIN_ITEM = re.compile(r"[^\W\d_][\w -]*")
_PLAIN_NAME = re.compile(r'"([^\W\d_][\w .\'-]*)"')


def _plain_list(written: str) -> tuple[str, ...] | None:
    """Read ``[a, b]`` with nothing but words in it, or one name in quotation marks."""
    if written[0] == '"':
        name = _PLAIN_NAME.fullmatch(written)
        return (name[1],) if name and name[1] == name[1].strip() else None
    if written[0] != "[" or written[-1] != "]":
        return None
    texts = [text.strip() for text in written[1:-1].split(",")]
    if len(set(texts)) != len(texts) or any(text.lower() == "null" for text in texts):
        return None
    return tuple(texts) if all(map(_PLAIN_ITEM.fullmatch, texts)) else None


def _own_removed(written: str) -> tuple[tuple[str, int], ...] | None:
    if written[0] != "{" or written[-1] != "}" or not written.isascii():
        return None
    counts = {}
    pairs = written[1:-1].split(", ")
    for pair in pairs:
        kind, _, words = pair.partition(": ")
        if not (kind.isalpha() and words.isdigit() and len(words) < 10):
            return None
        counts[kind] = int(words)
    return tuple(counts.items()) if len(counts) == len(pairs) else None


def write_header(article: Article) -> str:
    """Write an article's header lines in SPEC section 4's order; empty fields are left out."""
    return "".join(f"{key}:{value}\n" for key, value in _written(article))


def _written(article: Article) -> Iterable[tuple[str, str]]:
    for key in _ORDER:
        value = getattr(article, _FIELDS.get(key, key))
        if value or key == "title":
            yield key, _WRITERS.get(key, _write_text)(value)


_ORDER: Final = (
    *(
        "id",
        "title",
        "date",
        "added",
        "updated",
        "slug",
        "byline",
        "source",
        "link",
        "lang",
        "topics",
        "deck",
    ),
    *(
        "summary",
        "caption",
        "image",
        "note",
        "display",
        "draft",
        "publish",
        "expires",
        "aliases",
        "pin",
        "layout",
    ),
    *("also", "original", "removed", "story", "withdrawn", "extra"),
)
_FIELDS: Final = {"caption": "captions", "image": "images"}
_BARE = re.compile(r"[A-Za-z0-9](?:[\w./:+%?=&#~@-]*[\w/-])?", re.ASCII)
_LIKE_NUMBER = re.compile(r"[\d._:+-]*(?:[eExXoO][\da-fA-F._+-]*)?|\d{4}-\d.*", re.ASCII)
_WORDS_OF_YAML: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def _write_text(text: str) -> str:
    return f" {text if _is_bare(text) else quote(text)}"


def _is_bare(text: str) -> bool:
    """Say whether every YAML reader takes the text, without quotation marks, as this very text."""
    if _BARE.fullmatch(text) is None or _LIKE_NUMBER.fullmatch(text):
        return False
    return text.lower() not in _WORDS_OF_YAML


def _write_quoted(text: str) -> str:
    return f" {quote(text)}"


def _write_date(text: str) -> str:
    return f" {text}"


def _write_list(texts: Iterable[str]) -> str:
    return f" [{', '.join(quote(text) for text in texts)}]"


def _write_captions(texts: tuple[str, ...]) -> str:
    return _write_quoted(texts[0]) if len(texts) == 1 else _write_list(texts)


def _write_fact(fact: bool) -> str:
    return " true" if fact else " false"


def _write_records(records: Iterable[Struct]) -> str:
    lines = []
    for record in records:
        pairs = [(name, getattr(record, name)) for name in record.__struct_fields__]
        written = [f"{name}: {quote(value)}" for name, value in pairs if value]
        lines.append("\n  - " + "\n    ".join(written) if written else "\n  - {}")
    return "".join(lines)


def _write_removed(removed: Iterable[tuple[str, int]]) -> str:
    pairs = (
        f"{kind if kind.isalpha() and kind.isascii() else quote(kind)}: {words}" for kind, words in removed
    )
    return f" {{{', '.join(pairs)}}}"


def _write_extra(extra: Iterable[tuple[str, Any]]) -> str:
    return "".join(f"\n  {key if _is_bare(key) else quote(key)}: {_write_any(value)}" for key, value in extra)


def _write_any(value: Any) -> str:
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{quote(str(key))}: {_write_any(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_write_any(item) for item in value)}]"
    return json.dumps(value)


_WRITERS: Final[Mapping[str, Callable[[Any], str]]] = (
    dict.fromkeys(("title", "deck", "summary", "note"), _write_quoted)
    | dict.fromkeys(("date", "added", "updated", "publish", "expires"), _write_date)
    | dict.fromkeys(("byline", "topics", "aliases"), _write_list)
    | dict.fromkeys(("draft", "pin"), _write_fact)
    | dict.fromkeys(("image", "also"), _write_records)
    | {"caption": _write_captions, "removed": _write_removed, "extra": _write_extra}
)
