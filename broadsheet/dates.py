"""Dates: ISO text checked, and dates written in words or figures found in a line, as ISO text."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, timedelta

from msgspec import Struct

from broadsheet.text import SIGNS, fold

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?(?![\d:])"
)
_TOKEN = re.compile(rf"(?:19|20)\d\d(?=\d{{1,2}}:\d\d)|\d+|[^\W\d_]+(?:[{SIGNS}]+[^\W\d_]*)*|[./:-]|年|月|日")
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/-])(?!\.\d)")
_EASTERN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_SOLAR_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_SOLAR = re.compile(rf"(\d{{1,2}}) ({'|'.join(_SOLAR_MONTHS)})(?: ماه)? ?،? ?(1[34]\d\d)(?!\d)")
_SOLAR_FIGURES = re.compile(r"(?<!\d)(13\d\d|14[01]\d)/(\d{1,2})/(\d{1,2})(?!\d)")
_PERSIAN_FIGURES = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SOLAR_EPOCH = 226_507
"""What is added to a count of solar days to make it Python's."""
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm |, ?|/)(\d{4})")
_CLOCK = re.compile(
    r"(?:(?<![\d.,:])|(오후|午後|下午|晚上)\s?)(\d{1,2})(?:[:.h]| h |[時时点點]|시 ?)(\d{2})(?![\d:.]*\d)"
    r"\s*(?:uhr|h\b|hs\b)?\s*([ap])?\.?\s?(?:m\b\.?)?"
    r"(?:\s*(z\b|gmt|utc|cet|cest|bst|est|edt|pst|pdt|msk|мск|mez|mesz))?"
)
_OFFSETS = {
    "z": "+00:00", "gmt": "+00:00", "utc": "+00:00", "cet": "+01:00", "mez": "+01:00", "cest": "+02:00",
    "mesz": "+02:00", "bst": "+01:00", "est": "-05:00", "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00",
    "msk": "+03:00", "мск": "+03:00",
}  # fmt: skip
FIRST_YEAR = 1850
_MAY_BE = re.compile(r"\d(?:\d{3}|\s?([./-])\s?\d{1,2}\s?\1\s?\d)")
"""What every date with a year has: four figures in a row, or three numbers between marks (``1/2/24``).

It begins with a figure, which the search then looks for.
"""


class FoundDate(Struct, frozen=True):
    """A date in a line: ISO text, where it stands, and whether its order of day and month was certain."""

    iso: str
    start: int
    end: int
    certain: bool = True
    clock: str = ""
    """The time that follows, ``HH:MM``, where no zone is written with it."""


def is_day(text: str) -> bool:
    """Say whether the text is a day of the calendar written ``YYYY-MM-DD``."""
    match = _ISO_DAY.fullmatch(text)
    return match is not None and _day(int(match[1]), int(match[2]), int(match[3])) != ""


def day_of(iso: str) -> str:
    """Return the day of an ISO date or time, or an empty string."""
    return iso[:10] if is_day(iso[:10]) else ""


def normalize_iso(text: str) -> str:
    """Return an ISO day or a time with its offset in one spelling, or an empty string.

    A time without an offset is cut to its day, because its day is all that is certain.
    """
    text = text.strip()
    if is_day(text):
        return text
    match = _ISO_TIME.fullmatch(text)
    if match is None or not is_day(match[1]) or int(match[2]) > 23 or int(match[3]) > 59:
        return ""
    if not match[5]:
        return match[1]
    offset = "+00:00" if match[5] == "Z" else match[5][:3] + ":" + match[5][-2:]
    return f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}{offset}"


def is_after(iso: str, today: str) -> bool:
    """Say whether a date lies in the future of ``today``; a day's difference of time zones is allowed."""
    if not today or not is_day(today[:10]) or not iso:
        return False
    return iso[:10] > (date.fromisoformat(today[:10]) + timedelta(days=1)).isoformat()


def find_dates(text: str, months: Mapping[str, int], *, month_first: bool = False) -> list[FoundDate]:
    """Find complete dates (day, month and year) in a line, in order, with the clock time that follows.

    ``months`` maps folded month names to 1..12. A figure date whose order of day and month is uncertain is
    read day first unless ``month_first``, and marked so.
    """
    return find_first_dates(text, [months], month_first=month_first)[1]


def find_first_dates(
    text: str, calendars: Sequence[Mapping[str, int]], *, month_first: bool = False
) -> tuple[int, list[FoundDate]]:
    """Do the same with the month names of several languages in turn: the first that finds a date, and its dates.

    Dates in figures are the first's.
    """
    if not calendars or not may_be_dated(text):
        return 0, []
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    tokens = list(_TOKEN.finditer(folded))
    words = {token[0] for token in tokens}
    number = 0
    found = _iso_dates(folded) or _worded(tokens, words, calendars[0])
    found = found or _numeric(folded, month_first) or _eastern(folded) or _solar(folded)
    for number in range(1, len(calendars)) if not found else ():
        found = _worded(tokens, words, calendars[number])
        if found:
            break
    return (number if found else 0), [_with_clock(folded, one) for one in found]


def may_be_dated(text: str) -> bool:
    """Say at once that a line has no complete date: most figures are none of one."""
    return _MAY_BE.search(text) is not None


def _iso_dates(text: str) -> list[FoundDate]:
    if text.count("-") < 2:
        return []
    found = []
    for match in _ISO_TIME.finditer(text.upper() if len(text.upper()) == len(text) else text):
        iso = normalize_iso(match[0])
        if iso:
            found.append(FoundDate(iso, match.start(), match.end()))
    if found:
        return found
    days = _ISO_DAY.finditer(text)
    return [FoundDate(match[0], match.start(), match.end()) for match in days if is_day(match[0])]


def _worded(tokens: list[re.Match[str]], words: Set[str], months: Mapping[str, int]) -> list[FoundDate]:
    found: list[FoundDate] = []
    if months.keys().isdisjoint(words):
        return found
    for index, token in enumerate(tokens):
        month = months.get(token[0])
        if month:
            one = _around_month(tokens, index, month)
            if one and (not found or one.start >= found[-1].end):
                found.append(one)
    return found


def _around_month(tokens: list[re.Match[str]], index: int, month: int) -> FoundDate | None:
    """Read ``3 May 2024``, ``3 de mayo de 2024``, ``May 3rd, 2024``, ``2024. május 3.`` around the month."""
    before, first = _number_back(tokens, index)
    after, last = _number_ahead(tokens, index + 1)
    if before >= FIRST_YEAR and 0 < after <= 31:
        return _found(before, month, after, tokens[first].start(), tokens[last].end())
    if before and after and before <= 31 and after >= FIRST_YEAR:
        return _found(after, month, before, tokens[first].start(), tokens[last].end())
    if after and after <= 31:
        year, last = _number_ahead(tokens, last + 1)
        if year >= FIRST_YEAR:
            return _found(year, month, after, tokens[index].start(), tokens[last].end())
    return None


def _number_back(tokens: list[re.Match[str]], index: int) -> tuple[int, int]:
    for step in range(index - 1, max(index - 4, -1), -1):
        word = tokens[step][0]
        if word.isdecimal():
            return int(word), step
        if word not in {".", "/", "-", "de", "of", "er", "º", "ª", "st", "nd", "rd", "th", "d", "го", "е"}:
            break
    return 0, index


def _number_ahead(tokens: list[re.Match[str]], index: int) -> tuple[int, int]:
    for step in range(index, min(index + 4, len(tokens))):
        word = tokens[step][0]
        if word.isdecimal():
            return int(word), step
        if word not in {".", "/", "-", "de", "del", "do", "of", "st", "nd", "rd", "th", "year"}:
            break
    return 0, index


def _numeric(text: str, month_first: bool) -> list[FoundDate]:
    found = []
    for match in _NUMERIC.finditer(text):
        one, mark, two, three = int(match[1]), match[2], int(match[3]), int(match[4])
        if len(match[1]) == 4 and len(match[4]) <= 2:
            found.append(_found(one, two, three, match.start(), match.end()))
        elif len(match[4]) in (2, 4) and len(match[1]) <= 2:
            year = three if len(match[4]) == 4 else 2000 + three
            found.append(_day_and_month(year, one, two, match, month_first and mark != "."))
    return [one for one in found if one]


def _day_and_month(
    year: int, one: int, two: int, match: re.Match[str], month_first: bool
) -> FoundDate | None:
    day, month = (two, one) if (month_first and one <= 12) or two > 12 else (one, two)
    certain = match[2] == "." or one > 12 or two > 12 or one == two
    iso = _day(year, month, day)
    return FoundDate(iso, match.start(), match.end(), certain) if iso else None


def _eastern(text: str) -> list[FoundDate]:
    if text.isascii():
        return []
    found = [_found(int(m[1]), int(m[2]), int(m[3]), m.start(), m.end()) for m in _EASTERN.finditer(text)]
    if "tháng" in text:
        found += [
            _found(int(m[3]), int(m[2]), int(m[1]), m.start(), m.end()) for m in _VIETNAMESE.finditer(text)
        ]
    return [one for one in found if one]


def _solar(text: str) -> list[FoundDate]:
    """Read dates of the calendar of Iran and Afghanistan: ``14 اردیبهشت 1403``, ``1403/02/14``."""
    found: list[FoundDate] = []
    if text.isascii() and "/" not in text:
        return found
    text = text.translate(_PERSIAN_FIGURES)
    for match in _SOLAR.finditer(text):
        month = _SOLAR_MONTHS.index(match[2]) + 1
        found.append(FoundDate(_solar_day(int(match[3]), month, int(match[1])), match.start(), match.end()))
    for match in _SOLAR_FIGURES.finditer(text):
        iso = _solar_day(int(match[1]), int(match[2]), int(match[3]))
        found.append(FoundDate(iso, match.start(), match.end()))
    return [one for one in found if one.iso]


def _solar_day(year: int, month: int, day: int) -> str:
    """Return the ISO day of one of the solar calendar, by its cycle of 33 years, which holds from 1244 to 1501."""
    if not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        return ""
    leap_days = (year + 1595) // 33 * 8 + ((year + 1595) % 33 + 3) // 4
    days = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date.fromordinal(_SOLAR_EPOCH + 365 * (year - 1) + leap_days + days + day).isoformat()


def _found(year: int, month: int, day: int, start: int, end: int) -> FoundDate | None:
    iso = _day(year, month, day)
    return FoundDate(iso, start, end) if iso else None


def _day(year: int, month: int, day: int) -> str:
    if not FIRST_YEAR <= year <= 2999:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _with_clock(text: str, found: FoundDate) -> FoundDate:
    """Add the time right after a day; without a zone the day is all that is certain, and the time stands apart."""
    if len(found.iso) > 10:
        return found
    match = _CLOCK.search(text, found.end, min(found.end + 30, len(text)))
    if match is None:
        return found
    is_late = match[1] is not None or match[4] == "p"
    hour, minute = int(match[2]) % 12 if is_late or match[4] else int(match[2]), int(match[3])
    hour += 12 if is_late else 0
    if hour > 23 or minute > 59:
        return found
    if not match[5]:
        return FoundDate(found.iso, found.start, found.end, found.certain, f"{hour:02}:{minute:02}")
    moment = datetime.fromisoformat(f"{found.iso}T{hour:02}:{minute:02}:00{_OFFSETS[match[5]]}")
    return FoundDate(moment.isoformat(), found.start, match.end(), found.certain)
