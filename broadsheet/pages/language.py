"""The interface in one language: the words of ``layouts/strings/`` in; dates, counts and direction out."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from broadsheet.model import Problem
from broadsheet.pages.plurals import plural_form
from broadsheet.pages.runtime import Kept
from broadsheet.prints import fingerprint
from broadsheet.problems import ProblemError
from broadsheet.resources import layouts_folder
from broadsheet.yaml_lines import is_too_deep

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
FALLBACK = "en"


class Language:
    """Words and forms of one language; what a language lacks is said in English."""

    def __init__(
        self,
        code: str,
        files: Mapping[str, bytes],
        known: Mapping[str, Any] | None = None,
        kept: Kept | None = None,
    ) -> None:
        """``known`` are the ``interface_words``, if somebody has them; ``kept`` may have them."""
        self.code = code
        self.direction = direction_of(code)
        words = interface_words(code, files, kept) if known is None else known
        self._dates: dict[str, str] = words["dates"]
        self._plurals: dict[str, dict[str, str]] = words["counts"]
        self._names: dict[str, list[str]] = words["names"]
        self._kinds: dict[str, str] = words["kinds"]
        self._group: str = words["thousands"]
        self.words = SimpleNamespace(**words["words"])
        self.words.back, self.words.on = ("→", "←") if self.direction == "rtl" else ("←", "→")
        self.date = lru_cache(maxsize=20_000)(self._date)
        self.count = lru_cache(maxsize=20_000)(self._count)

    def number(self, number: int) -> str:
        """Write a number with the language's mark between thousands."""
        return f"{number:,}".replace(",", self._group) if number > 9999 else str(number)

    def _count(self, number: int, noun: str) -> str:
        """Write a number with its noun in the right form: ``14 stories``."""
        forms = self._plurals[noun]
        form = forms.get(plural_form(self.code, number)) or forms["other"]
        return form.replace("{n}", self.number(number))

    def kind(self, kind: str) -> str:
        """Return the name of a kind of removed text."""
        return self._kinds.get(kind, kind)

    def weekdays(self) -> list[tuple[str, str]]:
        """Return letter and name of each day, Monday first."""
        return list(zip(self._names["weekday_letters"], self._names["weekdays"], strict=True))

    def _date(self, day: str, form: str = "medium") -> str:
        """Write an ISO day (or month, ``YYYY-MM``) in one of the forms of ``dates``."""
        year, month, *rest = (int(part) for part in day[:10].split("-"))
        at = rest[0] if rest else 1
        weekday = date(year, month, at).weekday()
        names = self._names
        alone = names.get("months_alone") or names["months"]
        values = {
            "year": str(year),
            "month": names["months"][month - 1],
            "month_alone": alone[month - 1],
            "month_short": names["months_short"][month - 1],
            "day": str(at),
            "weekday": names["weekdays"][weekday],
            "weekday_short": names["weekdays_short"][weekday],
        }
        text = self._dates.get("first", "").format(**values) if at == 1 and form in _DAY_FORMS else ""
        if text:
            values["day"] = text
        return self._dates[form].format(**values)

    def moment(self, iso: str, form: str = "medium") -> str:
        """Write an ISO date with its time, if it has one, and its own offset."""
        text = self.date(iso[:10], form)
        if len(iso) <= 10:
            return text
        return f"{text}, {iso[11:16]} {_offset(iso[19:])}".rstrip()


_DAY_FORMS = frozenset({"long", "medium", "short", "day", "day_short"})


def direction_of(code: str) -> str:
    return "rtl" if code.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@lru_cache
def _offset(written: str) -> str:
    """Write an offset as readers know it: ``+05:30`` is ``UTC+5:30``."""
    if not written:
        return ""
    hours, minutes = (0, "00") if written == "Z" else (int(written[1:3]), written[4:6])
    if not hours and minutes == "00":
        return "UTC"
    sign = "+" if written[0] == "+" else "−"
    return f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")


def interface_words(code: str, files: Mapping[str, bytes], kept: Kept | None = None) -> dict[str, Any]:
    """Lay the language's words over English; a region's (``pt-BR``) over its language's; own ones over shipped.

    What was ``kept`` of the same files is taken as it is: to read them loads a YAML parser, 20 ms in all.
    """
    wanted = [FALLBACK, code.partition("-")[0].lower(), code]
    found = {name: _shipped(name) for name in dict.fromkeys(f"strings/{part}.yaml" for part in wanted)}
    texts = [(name, shipped, files.get(name, shipped)) for name, shipped in found.items()]
    mark = f"words {fingerprint(repr(texts).encode()).hex()}"
    words = kept.load(mark, dict) if kept else None
    if words is None:
        words = _merged(texts)
        if kept:
            kept.keep(mark, words)
    return words


def _merged(texts: Iterable[tuple[str, bytes, bytes]]) -> dict[str, Any]:
    """Lay words over words; each file's name comes with its shipped and its own content."""
    merged: dict[str, Any] = {}
    for name, shipped, own in texts:
        for content in dict.fromkeys((shipped, own)):
            words = _read(name, content)
            if merged and content is not shipped:
                _check(name, words, merged)
            for key, value in words.items():
                merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    return merged


def _shipped(name: str) -> bytes:
    try:
        return (layouts_folder() / name).read_bytes()
    except (OSError, ValueError):  # there is no such language
        return b""


@lru_cache(maxsize=32)
def _read(name: str, content: bytes) -> dict[str, Any]:
    if not content.strip():
        return {}
    import yaml

    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = content.decode("utf-8-sig")
        words = None if is_too_deep(text) else yaml.load(text, loader)
    except (yaml.YAMLError, ValueError) as error:  # a date such as 2024-13-45 is a bare ValueError
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"the words cannot be read: {getattr(error, 'problem', None) or error}"
        raise ProblemError(
            Problem(path=f"layouts/{name}", line=line, column=column, message=message)
        ) from error
    if words is None:
        return {}
    if not isinstance(words, dict):
        raise ProblemError(Problem(path=f"layouts/{name}", message="is not a list of words by name"))
    return words


def _check(name: str, words: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Compare what an owner wrote with what is shipped; raises ProblemError with all that does not fit."""
    problems = []
    for section, model in known.items():
        value = words.get(section, model)
        wrong = _misfits(section, value, model) if isinstance(model, dict) else _is_no_text(section, value)
        problems += [
            Problem(path=f"layouts/{name}", message=message, hint=f"see the shipped {name}")
            for message in wrong
        ]
    if problems:
        raise ProblemError(*problems)


def _misfits(section: str, value: Any, model: Mapping[str, Any]) -> list[str]:
    if not isinstance(value, dict):
        return [f'"{section}" must be a list of words by name']
    found: list[str] = []
    for key, entry in value.items():
        label = f"{section}: {key}"
        if section == "names":
            length = len(model.get(key, entry) if isinstance(entry, list) else ())
            if not isinstance(entry, list) or len(entry) != length or not all(map(_is_text, entry)):
                found.append(f'"{label}" must be a list of {len(model.get(key, ()))} texts')
        elif section == "counts":
            if not isinstance(entry, dict) or not all(map(_is_text, entry.values())):
                found.append(f'"{label}" must have a text for each plural form')
            elif "other" not in entry:
                found.append(f'"{label}" lacks the form "other"')
        else:
            found += _is_no_text(label, entry)
            if section == "dates" and _is_text(entry):
                found += _unknown_gaps(label, entry)
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_no_text(label: str, value: object) -> list[str]:
    return [] if isinstance(value, str) else [f'"{label}" must be a text: put it in quotation marks']


def _unknown_gaps(label: str, form: str) -> list[str]:
    try:
        form.format(**dict.fromkeys(_GAPS, "1"))
    except (LookupError, ValueError, AttributeError):
        return [f'"{label}" has a gap that is none of {", ".join(_GAPS)}']
    return []


_GAPS = ("year", "month", "month_alone", "month_short", "day", "weekday", "weekday_short")
"""What a form of a date may name in braces."""
