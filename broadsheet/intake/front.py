"""Split off front matter that a raw text already has: decoded text in; its plain keys and the rest out."""

import re

from msgspec import Struct

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:(?:\s|$)", re.MULTILINE)


class Front(Struct, frozen=True):
    """The keys of a front matter, read as text or lists of text; the body; and the line the body starts on."""

    keys: dict[str, str | list[str]]
    body: str
    line: int

    def text(self, *names: str) -> str:
        """Return the first of the keys that holds a text."""
        for name in names:
            value = self.keys.get(name)
            if isinstance(value, str) and value:
                return value
        return ""

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return the first of the keys that holds a text or a list of texts, as a list."""
        for name in names:
            value = self.keys.get(name)
            if value:
                return tuple([value] if isinstance(value, str) else value)
        return ()


def split_front(text: str) -> Front | None:
    """Return the front matter of a text, or None when it has none; a rule of dashes is not front matter."""
    if not text.startswith("---"):
        return None
    match = _FENCE.match(text)
    if match is None or not _KEY.match(match[1].lstrip()):
        return None
    keys = _read(match[1])
    return Front(keys, text[match.end() :], text[: match.end()].count("\n") + 1) if keys else None


def _read(source: str) -> dict[str, str | list[str]]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        root = yaml.load(source, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(root, dict):
        return {}
    return {str(key): _plain(value) for key, value in root.items() if isinstance(value, str | list)}


def _plain(value: str | list[object]) -> str | list[str]:
    return value if isinstance(value, str) else [item for item in value if isinstance(item, str)]
