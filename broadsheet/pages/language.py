"""The interface in one language: the words of ``layouts/strings/`` in; dates, counts and direction out."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from broadsheet.model import Problem
from broadsheet.pages.plurals import plural_form
from broadsheet.problems import ProblemError

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
FALLBACK = "en"


class Language:
    """Words and forms of one language; what a language lacks is said in English."""

    def __init__(self, code: str, files: Mapping[str, bytes]) -> None:
        self.code = code
        self.direction = direction_of(code)
        words = _merged(code, files)
        self._dates: dict[str, str] = words["dates"]
        self._plurals: dict[str, dict[str, str]] = words["counts"]
        self._names: dict[str, list[str]] = words["names"]
        self._kinds: dict[str, str] = words["kinds"]
        self._group: str = words["thousands"]
        self.words = SimpleNamespace(**words["words"])
        self.words.back, self.words.on = ("→", "←") if self.direction == "rtl" else ("←", "→")
        self.date = lru_cache(maxsize=20_000)(self._date)
        self.count = lru_cache(maxsize=20_000)(self._count)
        self.moment = lru_cache(maxsize=2_000)(self._moment)

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

    def _moment(self, iso: str, form: str = "medium") -> str:
        """Write an ISO date with its time, if it has one, and its own offset."""
        text = self.date(iso[:10], form)
        if len(iso) <= 10:
            return text
        at = datetime.fromisoformat(iso)
        return f"{text}, {at:%H:%M} {_offset(at.utcoffset())}".rstrip()


_DAY_FORMS = frozenset({"long", "medium", "short", "day", "day_short"})


def direction_of(code: str) -> str:
    return "rtl" if code.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def _offset(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    minutes = int(offset.total_seconds() // 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _merged(code: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Lay the language's words over English; a region's (``pt-BR``) over its language's."""
    wanted = [FALLBACK, code.partition("-")[0].lower(), code]
    merged: dict[str, Any] = {}
    for name in dict.fromkeys(f"strings/{part}.yaml" for part in wanted):
        for key, value in _read(name, files).items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    return merged


def _read(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    if name not in files:
        return {}
    import yaml

    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        words = yaml.load(files[name].decode("utf-8"), loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"the words cannot be read: {getattr(error, 'problem', None) or error}"
        raise ProblemError(
            Problem(path=f"layouts/{name}", line=line, column=column, message=message)
        ) from error
    if not isinstance(words, dict):
        raise ProblemError(Problem(path=f"layouts/{name}", message="is not a list of words by name"))
    return words
