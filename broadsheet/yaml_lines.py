"""YAML text in; a tree of nodes with line and column, every scalar as text, and the problems out."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from broadsheet.model import Problem, Severity
from broadsheet.text import tidy

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 40
"""Lists and maps nested deeper than this are refused; no settings file or header needs a tenth of it."""
MAX_REPAIRS = 20
"""Lines of one text that are repaired before we give up: each one costs a parse of the whole text."""

LARGEST_NUMBER = 18
"""Digits of a whole number; a longer one stays text (it would not fit into 64 bits)."""

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_KEY_AND_VALUE = re.compile(
    r"""^(\s*(?:-\s+)?)([^\s:#"'\[\]{},&*!|>@`%-][^:#]*?|-[^\s:][^:#]*?)(\s*:\s+)(.+?)\s*$"""
)
_BROKEN = (
    (
        "mapping values are not allowed",
        "this colon cannot stand here",
        'put the value in quotation marks: key: "…"',
    ),
    ("found character '\\t'", "a tab stands where YAML wants spaces", "indent with spaces"),
    (
        "cannot start any token",
        "this character cannot start a value",
        'put the value in quotation marks: key: "…"',
    ),
    ("found unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("found unexpected document", "a quotation mark is opened and never closed", "close it"),
    (
        "unknown escape",
        "a backslash stands inside double quotation marks",
        r"write \\ for a backslash, or use '…'",
    ),
    ("expected ',' or", "a list or map in brackets is not closed", "write [one, two] or {key: value}"),
    (
        "sequence entries are not allowed",
        "a list cannot start here",
        "put each item on its own line under the key",
    ),
    (
        "expected <block end>",
        "this line does not fit the lines above it",
        "indent lines that belong together alike",
    ),
    ("expected key", "this line does not fit the lines above it", "indent lines that belong together alike"),
    (
        "could not find expected ':'",
        "this line is not `key: value`",
        "write a colon and a space after the key",
    ),
    (
        "expected alphabetic or numeric",
        "`&` and `*` name anchors in YAML",
        'put the value in quotation marks: key: "…"',
    ),
    (
        "expected <document start>",
        "this line does not fit the lines above it",
        "write every line as `key: value`",
    ),
)


class Scalar(Struct, frozen=True):
    """One value, as text."""

    text: str
    """Tidy, as a raw text is: an escape such as ``"\\0"`` smuggles nothing in."""
    line: int
    """Counted from 1 in the file."""
    column: int
    """Counted from 1 in characters."""
    plain: bool = True
    """Whether it stands without quotation marks (only then ``true`` and ``12`` may mean more than text)."""


class Sequence(Struct, frozen=True):
    items: "tuple[Node, ...]"
    line: int
    column: int


class Mapping(Struct, frozen=True):
    entries: "tuple[tuple[Scalar, Node], ...]"
    """In the order of the file; each key once."""
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


class Source(Struct, frozen=True):
    """The text that problems point into."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    """The line of the file on which the text starts."""

    def problem(
        self, line: int, column: int, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Make a problem with its source line; ``line`` is counted in the file."""
        index = line - self.first_line
        text = self.lines[index] if 0 <= index < len(self.lines) else ""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode("utf-8")
        return Problem(
            path=self.path,
            line=line,
            column=column,
            message=message,
            hint=hint,
            source_line=text,
            severity=severity,
        )

    def at(self, node: Node, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
        return self.problem(node.line, node.column, message, hint, severity)


class Tree(Struct, frozen=True):
    """A text that was read; ``root`` is ``None`` when it is empty or broken (``problems`` says why)."""

    root: Node | None
    source: Source
    problems: tuple[Problem, ...] = ()


def read_yaml(text: str, path: str, first_line: int = 1) -> Tree:
    """Read YAML without giving any scalar a type, and never fail.

    Values that only lack quotation marks (``title: Foo: bar``) are repaired with a warning that shows
    the line as it was read. Tags, anchors, aliases and repeated keys are problems; the rest is kept.
    """
    source = Source(path, tuple(_LINE_END.split(text)), first_line)
    text, problems = _without_unreadable(text, source)
    builder = _Builder(source)
    broken = builder.read(text)
    for _ in range(MAX_REPAIRS):
        repaired = _repair(text, broken, source) if broken else None
        if repaired is None:
            break
        text, warning = repaired
        problems.append(warning)
        broken = builder.read(text)
    if broken:
        return Tree(None, source, (*problems, broken))
    return Tree(builder.root, source, (*problems, *builder.problems))


def is_too_deep(text: str) -> bool:
    """Say whether lists and maps are nested deeper than ``MAX_DEPTH``.

    Whoever composes nodes asks first: libyaml goes down by recursion, and 20,000 brackets end the process.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return True
    except (yaml.YAMLError, UnicodeError):  # its reader says what is wrong
        return False
    return False


def quote(text: str) -> str:
    """Write text in double quotation marks, on one line; YAML and JSON both read it back unchanged."""
    quoted = json.dumps(text, ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    quoted = quoted.encode("utf-8", "replace").decode("utf-8")
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def typed(node: Node) -> Any:
    """Give a value that no schema knows its type: text, number, true or false, list, map.

    Only what stands without quotation marks, and only ``true``, ``false`` and numbers as JSON has them.
    """
    if isinstance(node, Sequence):
        return [typed(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.entries}
    if not node.plain or node.text[:1] not in "tfn~-0123456789":
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    return "" if node.text in ("null", "~") else _number_or_text(node.text)


def _number_or_text(text: str) -> int | float | str:
    digits = text.removeprefix("-")
    whole = digits.split(".")[0].split("e")[0]
    if not digits.isascii() or "_" in digits or not whole.isdigit() or (whole[0] == "0" and whole != "0"):
        return text
    try:
        return int(text) if digits.isdigit() and len(digits) <= LARGEST_NUMBER else _float_or_text(text)
    except ValueError:
        return text


def _float_or_text(text: str) -> float | str:
    number = float(text)
    return number if not text.removeprefix("-").isdigit() and repr(number) == text else text


@cache
def _unreadable() -> re.Pattern[str]:
    """Return what finds a character that YAML 1.1 (5.1) does not have; it takes milliseconds to compile."""
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _without_unreadable(text: str, source: Source) -> tuple[str, list[Problem]]:
    is_plain = text.isascii() and text.replace("\n", "").isprintable()
    found = None if is_plain else _unreadable().search(text)
    if found is None:
        return text, []
    before = text[: found.start()]
    line = len(_LINE_END.findall(before))
    column = len(_LINE_END.split(before)[-1]) + 1
    message = f"the invisible character U+{ord(found[0]):04X} cannot stand here and was left out"
    warning = source.problem(source.first_line + line, column, message, "remove it", Severity.WARNING)
    return _unreadable().sub("", text), [warning]


class _TooDeepError(Exception):
    pass


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[Problem] = []

    def read(self, text: str) -> Problem | None:
        """Read a text; return what is broken about it, if anything."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.root, self.problems = None, []
        try:
            self._document(yaml.parse(text, Loader=loader))
        except yaml.MarkedYAMLError as error:
            return self._broken(error)
        except _TooDeepError:
            return self.source.problem(
                self.source.first_line,
                0,
                f"lists and maps are nested deeper than {MAX_DEPTH} levels",
                "flatten them",
            )
        except (yaml.YAMLError, UnicodeError) as error:
            return self.source.problem(self.source.first_line, 0, f"this is not readable YAML ({error})")
        return None

    def _document(self, events: "Iterator[yaml.Event]") -> None:
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents == 2:
                    self._refuse(event, "a second document starts here", "keep one; remove the line `---`")
            elif kind in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
                node = self._node(event, events, 0)
                self.root = self.root or (None if _is_nothing(node) else node)

    def _node(self, event: Any, events: "Iterator[yaml.Event]", depth: int) -> Node:
        kind = type(event).__name__
        line, column = event.start_mark.line + self.source.first_line, event.start_mark.column + 1
        if kind == "AliasEvent":
            self._refuse(
                event, f'"*{event.anchor}" is a YAML alias', 'put the value in quotation marks: "*…"'
            )
            return Scalar("", line, column)
        if event.anchor is not None:
            self._refuse(
                event, f'"&{event.anchor}" is a YAML anchor', 'remove it, or write the value as "&…"'
            )
        if event.tag is not None:
            self._refuse(event, f'"{event.tag}" is a YAML tag', 'remove it, or write the value as "!…"')
        if kind == "ScalarEvent":
            return Scalar(tidy(event.value), line, column, not event.style)
        if depth >= MAX_DEPTH:
            raise _TooDeepError
        if kind == "SequenceStartEvent":
            return Sequence(tuple(self._items(events, depth + 1)), line, column)
        return Mapping(tuple(self._entries(events, depth + 1)), line, column)

    def _items(self, events: "Iterator[yaml.Event]", depth: int) -> Iterator[Node]:
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                return
            yield self._node(event, events, depth)

    def _entries(self, events: "Iterator[yaml.Event]", depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                return
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if not isinstance(key, Scalar):
                self.problems.append(self.source.at(key, "a key must be a word", "write `key: value`"))
            elif key.text in seen:
                hint = f"the value in line {seen[key.text].line} is used; remove one of the two"
                self.problems.append(self.source.at(key, f'"{key.text}" stands here a second time', hint))
            else:
                seen[key.text] = key
                yield key, value

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        line = mark.line + self.source.first_line
        self.problems.append(self.source.problem(line, mark.column + 1, message, hint))

    def _broken(self, error: "yaml.MarkedYAMLError") -> Problem:
        reason = error.problem or ""
        mark = error.problem_mark or error.context_mark
        if "unexpected" in reason or "could not find" in reason:
            mark = error.context_mark or mark
        line = min(mark.line, len(self.source.lines) - 1) if mark else 0
        column = mark.column + 1 if mark and line == mark.line else 0
        if self.source.lines[line].lstrip(" ").startswith("\t"):
            reason = "found character '\\t'"
        for fragment, message, hint in _BROKEN:
            if fragment in reason or fragment in (error.context or ""):
                return self.source.problem(self.source.first_line + line, column, message, hint)
        message = f"this is not readable YAML ({reason})"
        return self.source.problem(self.source.first_line + line, column, message, "write `key: value`")


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text


def _repair(text: str, broken: Problem, source: Source) -> tuple[str, Problem] | None:
    """Put the value near a broken place in quotation marks if its line cannot be read even alone."""
    lines = _LINE_END.split(text)
    index = broken.line - source.first_line
    for candidate in (index, index - 1):
        if not 0 <= candidate < len(lines):
            continue
        match = _KEY_AND_VALUE.match(lines[candidate])
        if match is None or _is_open_bracket(match[4]) or _Builder(source).read(f"key: {match[4]}") is None:
            continue
        lead, key, colon, value = match.groups()
        if value[0] == value[-1] == '"' and '"' not in value[1:-1]:
            value = value[1:-1]
        lines[candidate] = f"{lead}{key}{colon}{quote(value)}"
        line, column = candidate + source.first_line, match.start(4) + 1
        message = f'the value of "{key.strip()}" needs quotation marks'
        hint = f"read as: {lines[candidate].strip()}"
        return "\n".join(lines), source.problem(line, column, message, hint, Severity.WARNING)
    return None


def _is_open_bracket(value: str) -> bool:
    return (value[0] == "[" and "]" not in value) or (value[0] == "{" and "}" not in value)
