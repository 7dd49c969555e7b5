"""The nodes of a header in; the typed fields of an Article and the problems out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from broadsheet.articles.frontmatter import CHECKS, DISPLAYS, is_inside, is_web_address
from broadsheet.articles.timestamps import read_date
from broadsheet.model import AlsoIn, Image, Problem, Severity
from broadsheet.problems import nearest
from broadsheet.yaml_lines import Mapping as MappingNode
from broadsheet.yaml_lines import Node, Scalar, Sequence, Source, quote, typed

_PROSE: Final = frozenset({"title", "deck", "summary", "note", "caption"})
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})
_STATES: Final = {"published": False, "draft": True, "hidden": True, "skip": True}


class Header:
    """Collects what a header says, and what is wrong with it."""

    def __init__(self, source: Source, timezone: str) -> None:
        self.source = source
        self.timezone = timezone
        self.fields: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def wrong(self, node: Node, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        self.problems.append(self.source.at(node, message, hint, severity))

    def text(self, key: str, node: Node) -> str:
        """Return a value's text, stripped; ``null`` and ``~`` are empty."""
        if isinstance(node, Scalar):
            if node.plain and key in _PROSE:
                self._notice_comment(key, node)
            return "" if node.plain and node.text in ("null", "~") else node.text.strip()
        hint = f'put it in quotation marks: {key}: "…"'
        self.wrong(node, f'"{key}" must be one text, and this is a list or a map', hint)
        return ""

    def _notice_comment(self, key: str, node: Scalar) -> None:
        """Warn where YAML takes the end of a headline such as ``We are #1`` for a comment."""
        index = node.line - self.source.first_line
        line = self.source.lines[index] if 0 <= index < len(self.source.lines) else ""
        rest = line[node.column - 1 + len(node.text) :]
        if node.text and rest.lstrip().startswith("#"):
            whole = quote(f"{node.text}{rest.rstrip()}")
            message = f'the end of "{key}", "{rest.strip()}", is a comment in YAML and is not shown'
            self.wrong(node, message, f"write {key}: {whole} if it belongs to the text", Severity.WARNING)


JUDGED_KEYS = 100
"""Unknown keys that are compared with the known ones: 0.4 ms each, and a header may have a hundred thousand."""


def read_fields(header: Header, entries: Iterable[tuple[Scalar, Node]]) -> None:
    """Read all entries into ``header``; a field's own name wins over its aliases, whatever the order."""
    known = [(key, node, _KEYS.get(key.text) or _KEYS.get(key.text.lower())) for key, node in entries]
    for key, node, reading in sorted(known, key=lambda entry: entry[2] is not None and entry[2].is_alias):
        if reading is not None:
            value = reading.read(header, key.text, node)
            _set(header, reading, value)
    for key, node, reading in known:
        if reading is None:
            _read_unknown(header, key, node)


class Reading(NamedTuple):
    """How one key is read."""

    field: str
    read: Callable[[Header, str, Node], Any]
    is_alias: bool = False


def _set(header: Header, reading: Reading, value: Any) -> None:
    if value is None or value in ("", ()):
        return
    if reading.field == "draft":
        header.fields["draft"] = header.fields.get("draft", False) or value
    elif isinstance(value, tuple) and reading.is_alias:
        header.fields[reading.field] = tuple(dict.fromkeys(header.fields.get(reading.field, ()) + value))
    else:
        header.fields.setdefault(reading.field, value)


def _read_unknown(header: Header, key: Scalar, node: Node) -> None:
    if key.text == "extra" and isinstance(node, MappingNode):
        header.extra.update((name.text, typed(value)) for name, value in node.entries)
        return
    is_judged = 3 < len(key.text) < 30 and len(header.extra) < JUDGED_KEYS
    meant = nearest(key.text.lower(), _KEYS) if is_judged else ""
    if meant and _is_slip(key.text.lower(), meant):
        hint = f"write {meant}, or move it under `extra:` if it is meant"
        header.wrong(key, f'"{key.text}" is not a key that we know', hint, Severity.WARNING)
    header.extra[key.text] = typed(node)


def _is_slip(written: str, meant: str) -> bool:
    """Say whether two words differ by one slip: a letter missing, added, changed or swapped."""
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), len(meant))
    rest, other = written[start:], meant[start:]
    is_swap = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return is_swap or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _text(header: Header, key: str, node: Node) -> str:
    text = header.text(key, node)
    check = CHECKS.get(key)
    if not text or check is None or check(text):
        return text
    header.wrong(node, *_complaint(key, text))
    return _instead(key, text)


def _complaint(key: str, text: str) -> tuple[str, str]:
    if key == "display":
        return f'display "{text}" is unknown', f"write one of {', '.join(DISPLAYS)}"
    if key == "lang":
        return f'lang "{text}" is not a language code', "write it as en, de or pt-BR"
    if key == "link":
        return f'link "{text}" is not a web address', "write it as https://example.org/story"
    if key == "original":
        return f'original "{text}" leaves the content folder', "write it as originals/name.txt"
    return f'{key} "{text}" is not a plain name', "write it without slashes"


def _instead(key: str, text: str) -> str:
    """Return what stands in for a refused value: for rights the nearest or the narrowest, else nothing."""
    if key == "display":
        return nearest(text.lower(), DISPLAYS) or "link"
    if key == "lang" and CHECKS["lang"](text.replace("_", "-")):
        return text.replace("_", "-")
    return ""


def _title(header: Header, key: str, node: Node) -> str:
    return " ".join(line.strip() for line in header.text(key, node).splitlines())


def _date(header: Header, key: str, node: Node) -> str:
    text = header.text(key, node)
    try:
        return read_date(text, header.timezone) if text else ""
    except (ValueError, OverflowError) as error:
        reason = f": {error}" if str(error) else ""
        hint = "write it as 2024-05-03 or 2024-05-03T14:30+03:00"
        header.wrong(node, f'{key} "{text}" is not a date{reason}', hint)
        return ""


def _publish(header: Header, key: str, node: Node) -> str:
    """Read when an article goes out; one whose day cannot be read is held back rather than sent too early."""
    text = _date(header, key, node)
    if not text and header.text(key, node):
        header.fields["draft"] = True
    return text


def _fact(header: Header, key: str, node: Node) -> bool | None:
    text = header.text(key, node).lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text or not isinstance(node, Scalar):
        header.wrong(node, f'{key} "{text}" is neither true nor false', f"write {key}: true or {key}: false")
    return None


def _draft(header: Header, key: str, node: Node) -> bool:
    """Read whether an article is held back; one that nobody can read holds it back."""
    fact = _fact(header, key, node)
    return bool(header.text(key, node)) if fact is None and isinstance(node, Scalar) else fact is not False


def _published(header: Header, key: str, node: Node) -> bool:
    return _fact(header, key, node) is False


def _status(header: Header, key: str, node: Node) -> bool:
    text = header.text(key, node).lower()
    if text and text not in _STATES:
        header.wrong(node, f'{key} "{text}" is unknown', f"write one of {', '.join(_STATES)}")
    return _STATES.get(text, bool(text))


def _texts(header: Header, key: str, node: Node) -> tuple[str, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    texts = (header.text(key, item) for item in nodes)
    return tuple(dict.fromkeys(text for text in texts if text))


def _words(header: Header, key: str, node: Node) -> tuple[str, ...]:
    """Read a list, or one text with commas (or, for people, semicolons) between its items."""
    if not isinstance(node, Scalar):
        return _texts(header, key, node)
    text = header.text(key, node)
    parts = text.split(";" if key == "authors" and ";" in text else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _aliases(header: Header, key: str, node: Node) -> tuple[str, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    kept = []
    for item in nodes:
        text = header.text(key, item)
        if text and (not is_inside(text.lstrip("/")) or text.startswith("//")):
            header.wrong(item, f'{key} "{text}" is not an address of this site', "write it as /old/address/")
        elif text:
            kept.append(text)
    return tuple(dict.fromkeys(kept))


def _images(header: Header, key: str, node: Node) -> tuple[Image, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    images = []
    for item in nodes:
        named = (
            {"src": header.text(key, item)} if isinstance(item, Scalar) else _record(header, key, item, Image)
        )
        source = named.get("src", "")
        if source and not is_web_address(source) and not is_inside(source.removeprefix("/")):
            header.wrong(
                item, f'{key} "{source}" is not in content/media', "write the path below content/media/"
            )
            named["src"] = ""
        images.append(Image(**named))
    return tuple(image for image in images if image != Image())


def _also(header: Header, key: str, node: Node) -> tuple[AlsoIn, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    also = []
    for item in nodes:
        named = (
            {"source": header.text(key, item)}
            if isinstance(item, Scalar)
            else _record(header, key, item, AlsoIn)
        )
        if named.get("link") and not is_web_address(named["link"]):
            header.wrong(item, *_complaint("link", named.pop("link")))
        also.append(AlsoIn(**named))
    return tuple(entry for entry in also if entry != AlsoIn())


def _record(header: Header, key: str, node: Node, record: type[Image] | type[AlsoIn]) -> dict[str, str]:
    names = record.__struct_fields__
    if not isinstance(node, MappingNode):
        header.wrong(node, f'"{key}" must be a map', f"write {', '.join(f'{name}: …' for name in names)}")
        return {}
    named = {}
    for name, value in node.entries:
        if name.text in names:
            named[name.text] = header.text(name.text, value)
        else:
            meant = nearest(name.text, names)
            hint = f"did you mean {meant}?" if meant else f"known are {', '.join(names)}"
            header.wrong(name, f'"{name.text}" is not a key of {key}', hint, Severity.WARNING)
    return named


def _removed(header: Header, key: str, node: Node) -> tuple[tuple[str, int], ...]:
    if not isinstance(node, MappingNode):
        if header.text(key, node):
            header.wrong(node, f'"{key}" must be a map of kinds and words', "write {appeal: 120}")
        return ()
    counts = []
    for kind, value in node.entries:
        text = header.text(kind.text, value)
        if text.isascii() and text.isdigit() and len(text) < 10:
            counts.append((kind.text, int(text)))
        else:
            header.wrong(value, f'"{text}" is not a number of words', f"write {kind.text}: 120")
    return tuple(counts)


_KEYS: Final[Mapping[str, Reading]] = {
    **{
        key: Reading(key, _text)
        for key in ("id", "slug", "source", "link", "lang", "deck", "summary", "note")
    },
    **{key: Reading(key, _text) for key in ("display", "layout", "original", "story", "withdrawn")},
    "title": Reading("title", _title),
    **{key: Reading(key, _date) for key in ("date", "added", "updated", "expires")},
    "publish": Reading("publish", _publish),
    "draft": Reading("draft", _draft),
    "pin": Reading("pin", _fact),
    "byline": Reading("byline", _texts),
    "topics": Reading("topics", _words),
    "caption": Reading("captions", _texts),
    "image": Reading("images", _images),
    "aliases": Reading("aliases", _aliases),
    "also": Reading("also", _also),
    "removed": Reading("removed", _removed),
    "captions": Reading("captions", _texts, is_alias=True),
    "images": Reading("images", _images, is_alias=True),
    "lastmod": Reading("updated", _date, is_alias=True),
    "modified": Reading("updated", _date, is_alias=True),
    "publishDate": Reading("publish", _publish, is_alias=True),
    "publishdate": Reading("publish", _publish, is_alias=True),
    "expiryDate": Reading("expires", _date, is_alias=True),
    "expirydate": Reading("expires", _date, is_alias=True),
    "published": Reading("draft", _published, is_alias=True),
    "status": Reading("draft", _status, is_alias=True),
    **{key: Reading("topics", _words, is_alias=True) for key in ("topic", "categories", "category", "tags")},
    "redirect_from": Reading("aliases", _aliases, is_alias=True),
    "author": Reading("byline", _texts, is_alias=True),
    "authors": Reading("byline", _words, is_alias=True),
}
