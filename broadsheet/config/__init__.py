"""The text of `config.yaml` in; a complete Config and everything that is wrong with the file out."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.config.flat import read_flat
from broadsheet.config.keys import KEYS, Key
from broadsheet.model import (
    CleanSettings,
    Config,
    EditionSettings,
    FeedSettings,
    Problem,
    RobotSettings,
    Severity,
    SourceSettings,
    TopicSettings,
)
from broadsheet.problems import nearest
from broadsheet.yaml_lines import Mapping as MappingNode
from broadsheet.yaml_lines import Node, Scalar, Sequence, Source, read_yaml, typed

_BY_NAME: Final = {key.name: key for key in KEYS}
_GROUPS: Final[Mapping[str, type[Struct]]] = {
    "editions": EditionSettings,
    "feeds": FeedSettings,
    "robots": RobotSettings,
    "clean": CleanSettings,
}
_TOP: Final = tuple(dict.fromkeys(key.name.partition(".")[0] for key in KEYS))
PLACEHOLDERS: Final = ("year", "month", "day", "slug", "id", "source", "topic", "lang")


def read_config(text: str, path: str = "config.yaml") -> tuple[Config, tuple[Problem, ...]]:
    """Read the settings; never fails.

    A value that is wrong is a problem and leaves its default in place, so that all mistakes are found at
    once; a file that is not YAML gives a Config of defaults. Callers stop at an error.
    """
    text = text.removeprefix("\ufeff")
    tree = read_flat(text, path) or read_yaml(text, path)
    reading = _Reading(tree.source, list(tree.problems))
    if tree.root is None:
        return Config(), tree.problems
    if not isinstance(tree.root, MappingNode):
        reading.wrong(tree.root, "the settings are not keys and values", "write each line as `key: value`")
        return Config(), tuple(reading.problems)
    config = Config(**_read_entries(reading, tree.root.entries, ""))
    for key, node in tree.root.entries:
        if key.text == "output" and _overlaps(config):
            hint = "name a folder of its own, such as site"
            reading.wrong(
                node, f'output "{config.output}" is where you write, and would be overwritten', hint
            )
            config = replace(config, output=Config().output)
    return config, tuple(reading.problems)


def _overlaps(config: Config) -> bool:
    output = f"{config.output}/"
    written = (f"{config.content}/", f"{config.layouts}/")
    return any(output.startswith(folder) or folder.startswith(output) for folder in written)


def config_reference() -> str:
    """Return the table of all keys, in Markdown, for the README."""
    rows = [f"| `{key.name}` | {_default_of(key)} | {_doc_of(key)} |" for key in KEYS]
    return "\n".join(["| key | default | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def _default_of(key: Key) -> str:
    value: Any = Config()
    for name in key.name.split("."):
        value = getattr(value, name)
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value or value == 0 else ""


def _doc_of(key: Key) -> str:
    choices = " or ".join(f"`{choice}`" for choice in key.choices[-2:])
    choices = ", ".join([*(f"`{choice}`" for choice in key.choices[:-2]), choices])
    return f"{key.doc} One of {choices}." if choices else key.doc


class _Reading:
    """Collects what is wrong with the settings."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems

    def wrong(self, node: Node, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(self.source.at(node, message, hint, severity))

    def unknown(self, key: Scalar, known: Iterable[str], where: str) -> None:
        known = list(known)
        meant = nearest(key.text.lower(), known)
        hint = f"did you mean {meant}?" if meant else f"known are {', '.join(known)}"
        if not where:
            hint += "; your own values stand under `extra:`"
        self.wrong(key, f'"{key.text}" is not a key of {where or "the settings"}', hint)

    def text(self, key: Key, node: Node) -> str | None:
        """Return a value's text; ``None`` for an empty one, which keeps the default."""
        if not isinstance(node, Scalar):
            self.wrong(node, f"{key.name} must be one value", f"write {key.name.rpartition('.')[2]}: …")
            return None
        text = "" if node.plain and node.text in ("null", "~") else node.text.strip()
        return text or None


def _read_entries(reading: _Reading, entries: Iterable[tuple[Scalar, Node]], group: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    known = (
        [name.partition(".")[2] for name in _BY_NAME if name.startswith(f"{group}.")] if group else list(_TOP)
    )
    for name, node in entries:
        if name.text not in known:
            reading.unknown(name, known, group)
        elif not group and name.text in _GROUPS:
            values[name.text] = _read_group(reading, name.text, node)
        else:
            key = _BY_NAME[f"{group}.{name.text}" if group else name.text]
            value = _KINDS[key.kind](reading, key, node)
            if value is not None:
                values[name.text] = value
    return values


def _read_group(reading: _Reading, group: str, node: Node) -> Struct:
    default = _GROUPS[group]()
    if isinstance(node, MappingNode):
        return replace(default, **_read_entries(reading, node.entries, group))
    if not (isinstance(node, Scalar) and not node.text):
        names = ", ".join(name.partition(".")[2] for name in _BY_NAME if name.startswith(f"{group}."))
        reading.wrong(node, f"{group} must be a map", f"write its keys on their own lines, indented: {names}")
    return default


def _choice(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None or text in key.choices:
        return text
    meant = nearest(text.lower(), key.choices)
    hint = f"did you mean {meant}?" if meant else f"write one of {', '.join(key.choices)}"
    reading.wrong(node, f'{key.name} "{text}" is unknown', hint)
    return None


def _fact(reading: _Reading, key: Key, node: Node) -> bool | None:
    text = reading.text(key, node)
    if text is None:
        return None
    fact = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
        text.lower()
    )
    if fact is None:
        reading.wrong(node, f'{key.name} "{text}" is neither true nor false', "write true or false")
    return fact


def _number(reading: _Reading, key: Key, node: Node) -> int | None:
    text = reading.text(key, node)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0:
        return int(text)
    reading.wrong(
        node, f'{key.name} "{text}" is not a number from 1 to 999999', "write it in digits, such as 50"
    )
    return None


def _day(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    try:
        if text is None or date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    reading.wrong(node, f'{key.name} "{text}" is not a day', "write it as 2024-05-03")
    return None


def _base_url(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None:
        return None
    if _WEB_ADDRESS.fullmatch(text) and _has_host(text):
        return text if text.endswith("/") else f"{text}/"
    hint = "write it as https://example.org/ or https://name.github.io/repository/"
    reading.wrong(node, f'{key.name} "{text}" is not the address of a site', hint)
    return None


def _has_host(address: str) -> bool:
    """Whether the host is one: brackets belong around an IPv6 address only."""
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\@]+(?:/[^\s?#\"'<>\\]*)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None or _LANGUAGE.fullmatch(text):
        return text
    hint = f"write {text.replace('_', '-')}" if "_" in text else "write it as en, de or pt-BR"
    reading.wrong(node, f'{key.name} "{text}" is not a language code', hint)
    return None


def _timezone(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None or text == "UTC":
        return text
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(text)
    except (ValueError, LookupError, OSError):
        zones = sorted(available_timezones())
        cities = {zone.rpartition("/")[2].lower(): zone for zone in zones}
        meant = nearest(text, zones) or cities.get(nearest(text.lower().replace(" ", "_"), cities), "")
        hint = f"did you mean {meant}?" if meant else "write it as UTC or Europe/Berlin"
        reading.wrong(node, f'{key.name} "{text}" is not a time zone', hint)
        return None
    return text


def _folder(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None:
        return None
    folder = "/".join(part for part in text.replace("\\", "/").split("/") if part not in ("", "."))
    is_outside = text.startswith(("/", "\\", "~")) or ".." in folder.split("/") or ":" in text or not folder
    if is_outside or not text.isprintable():
        reading.wrong(
            node, f'{key.name} "{text}" is not a folder inside the digest', f"write it as {key.name}"
        )
        return None
    return folder


def _output(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    is_absolute = text is not None and (text.startswith("/") or text[1:3] in (":\\", ":/"))
    if text is None or (is_absolute and text.isprintable()):
        return text
    return _folder(reading, key, node)


def _permalink(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None:
        return None
    names = re.findall(r"\{([^{}]*)\}", text)
    unknown = next((name for name in names if name not in PLACEHOLDERS), None)
    bare = re.sub(r"\{[^{}]*\}", "x", text)
    if unknown is not None:
        meant = nearest(unknown, PLACEHOLDERS)
        hint = (
            f"did you mean {{{meant}}}?"
            if meant
            else "known are " + " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        )
        reading.wrong(node, f'{key.name} "{text}" has an unknown placeholder {{{unknown}}}', hint)
    elif "slug" not in names and "id" not in names:
        reading.wrong(
            node, f'{key.name} "{text}" is the same for many articles', "put {slug} or {id} into it"
        )
    elif not text.startswith("/") or not _PLAIN_PATH.fullmatch(bare) or ".." in bare.split("/"):
        reading.wrong(
            node, f'{key.name} "{text}" is not an address', "write it as /{year}/{month}/{day}/{slug}/"
        )
    else:
        return text if text.endswith(("/", ".html")) else f"{text}/"
    return None


_PLAIN_PATH = re.compile(r"/(?:[\w.~-]+/)*(?:[\w.~-]+)?")


def _plain(reading: _Reading, key: Key, node: Node) -> str | None:
    return reading.text(key, node)


def _texts(reading: _Reading, key: Key, node: Node) -> tuple[str, ...]:
    if isinstance(node, MappingNode):
        reading.wrong(node, f"{key.name} must be a list", "write [one, two]")
        return ()
    if isinstance(node, Sequence):
        texts = [reading.text(key, item) for item in node.items]
    else:
        texts = [part.strip() for part in (reading.text(key, node) or "").split(",")]
    return tuple(dict.fromkeys(text for text in texts if text))


def _topics(reading: _Reading, key: Key, node: Node) -> tuple[TopicSettings, ...] | None:
    if isinstance(node, Sequence):
        return tuple(TopicSettings(name=name) for name in _texts(reading, key, node))
    if not isinstance(node, MappingNode):
        if reading.text(key, node):
            reading.wrong(node, "topics must be a map", "write `Health: [hospital, vaccine]` on a line below")
        return None
    return tuple(
        TopicSettings(name=name.text, keywords=_texts(reading, Key(f"topics.{name.text}", "", ""), words))
        for name, words in node.entries
    )


def _sources(reading: _Reading, key: Key, node: Node) -> tuple[SourceSettings, ...] | None:
    if not isinstance(node, MappingNode):
        if isinstance(node, Sequence) or reading.text(key, node):
            reading.wrong(
                node, "sources must be a map", "write `gazette: {name: The Gazette}` on a line below"
            )
        return None
    return tuple(_source(reading, name.text, fields) for name, fields in node.entries)


_SOURCE_KINDS: Final = {
    "name": "text",
    "url": "link",
    "lang": "language",
    "license": "text",
    "display": "choice",
    "contact": "text",
    "support_url": "link",
}


def _source(reading: _Reading, name: str, node: Node) -> SourceSettings:
    if isinstance(node, Scalar):
        return SourceSettings(key=name, name=reading.text(Key(f"sources.{name}", "", ""), node) or "")
    if not isinstance(node, MappingNode):
        reading.wrong(node, f"sources.{name} must be a map", f"write {{{', '.join(_SOURCE_KINDS)}}}")
        return SourceSettings(key=name)
    values: dict[str, str] = {}
    for field, value_node in node.entries:
        kind = _SOURCE_KINDS.get(field.text)
        if kind is None:
            reading.unknown(field, _SOURCE_KINDS, f"sources.{name}")
            continue
        key = Key(
            f"sources.{name}.{field.text}", kind, "", _BY_NAME["display"].choices if kind == "choice" else ()
        )
        value = _KINDS[kind](reading, key, value_node)
        if value is not None:
            values[field.text] = value
    return SourceSettings(key=name, **values)


def _link(reading: _Reading, key: Key, node: Node) -> str | None:
    text = reading.text(key, node)
    if text is None or re.fullmatch(r"https?://[^\s\"'<>\\]+", text):
        return text
    reading.wrong(node, f'{key.name} "{text}" is not a web address', "write it as https://example.org/")
    return None


def _extra(reading: _Reading, key: Key, node: Node) -> tuple[tuple[str, Any], ...] | None:
    if not isinstance(node, MappingNode):
        if isinstance(node, Sequence) or reading.text(key, node):
            reading.wrong(node, "extra must be a map", "write your keys on their own lines, indented")
        return None
    return tuple((name.text, typed(value)) for name, value in node.entries)


_KINDS: Final[Mapping[str, Callable[[_Reading, Key, Node], Any]]] = {
    "text": _plain,
    "choice": _choice,
    "fact": _fact,
    "number": _number,
    "day": _day,
    "base_url": _base_url,
    "language": _language,
    "timezone": _timezone,
    "folder": _folder,
    "output": _output,
    "permalink": _permalink,
    "texts": _texts,
    "topics": _topics,
    "sources": _sources,
    "link": _link,
    "extra": _extra,
}
