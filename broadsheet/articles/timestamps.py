"""A date as people write it in a header in; ISO 8601 as `model.py` has it, or the reason it is none, out."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from functools import lru_cache
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WRITTEN = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2}(?::\d{2})?)?)?)?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def is_canonical(text: str) -> bool:
    """Say whether a date is already written as `model.py` wants it."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat() == text
        return len(text) == 25 and datetime.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read_date(text: str, timezone: str = "UTC") -> str:
    """Return a date as ISO 8601; a time without a zone is one of ``timezone``.

    Raises ValueError with the reason in the writer's words when it is not a date.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError("")
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    _check_day(year, month, day)
    if match["hour"] is None:
        return f"{year:04}-{month:02}-{day:02}"
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("a time runs from 00:00 to 23:59")
    moment = datetime(year, month, day, hour, minute, second)
    return moment.replace(tzinfo=_zone(match["zone"], timezone)).isoformat()


def _check_day(year: int, month: int, day: int) -> None:
    if year < 1:
        raise ValueError("years start at 0001")
    if not 1 <= month <= 12:
        raise ValueError("months run from 01 to 12")
    from calendar import monthrange  # no date of our own writing needs it: 2 ms

    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"{_MONTHS[month - 1]} {year} has {days} days")


def _zone(written: str | None, timezone: str) -> tzinfo:
    if written is None and timezone != "UTC":
        from zoneinfo import ZoneInfo

        return ZoneInfo(timezone)
    if written is None or written.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = written[1:].replace(":", "").ljust(6, "0")
    hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ValueError("an offset runs from -23:59 to +23:59")
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return fixed_zone(-offset if written[0] == "-" else offset)
