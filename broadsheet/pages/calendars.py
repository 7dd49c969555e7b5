"""Calendars: editions in; weeks of days that link to them, each with how full it was, out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from broadsheet.model import Edition
from broadsheet.pages.contexts import Calendar, Cell
from broadsheet.pages.desk import edition_permalink

WEEKS = 5
LEVELS = 4


def recent_weeks(editions: Sequence[Edition], until: str) -> Calendar:
    """Return the weeks up to that of ``until``, five at most and none before the first edition's."""
    end = date.fromisoformat(until)
    monday = end - timedelta(days=end.weekday())
    first = date.fromisoformat(min((edition.day for edition in editions if edition.day), default=until))
    since_first = (monday - first).days + first.weekday()
    start = monday - timedelta(days=max(0, min(7 * (WEEKS - 1), since_first)))
    span = range((end - start).days + 1)
    counts = _counts(editions, start.isoformat(), until)
    days = [(start + timedelta(days=ahead)).isoformat() for ahead in span]
    return Calendar(_weeks(days, counts, until))


def month_calendar(editions: Sequence[Edition], month: str) -> Calendar:
    """Return a whole month (``YYYY-MM``)."""
    first = date.fromisoformat(f"{month}-01")
    days = [f"{month}-{day:02}" for day in range(1, _length(first) + 1)]
    counts = _counts(editions, days[0], days[-1])
    return Calendar(_weeks([""] * first.weekday() + days, counts, ""), month)


def _length(first: date) -> int:
    if first.month == 12:
        return 31
    return (first.replace(month=first.month + 1) - first).days


def _counts(editions: Sequence[Edition], start: str, end: str) -> dict[str, int]:
    return {edition.day: len(edition.stories) for edition in editions if start <= edition.day <= end}


def _weeks(days: list[str], counts: Mapping[str, int], current: str) -> tuple[tuple[Cell, ...], ...]:
    ranks = _ranks(counts)
    cells = [_cell(day, counts, ranks, current) for day in days]
    cells += [Cell("")] * (-len(cells) % 7)
    return tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))


def _ranks(counts: Mapping[str, int]) -> dict[int, int]:
    """Give each number of stories a level from 1 to 4 by its rank: one huge day leaves the others apart."""
    steps = sorted({stories for stories in counts.values() if stories})
    return {stories: 1 + place * LEVELS // len(steps) for place, stories in enumerate(steps)}


def _cell(day: str, counts: Mapping[str, int], ranks: Mapping[int, int], current: str) -> Cell:
    if day not in counts:
        return Cell(day, current=bool(day) and day == current)
    stories = counts[day]
    return Cell(day, edition_permalink(day), stories, ranks.get(stories, 0), day == current)
