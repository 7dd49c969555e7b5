"""The archive: the desk in; a page a month, a page a year and the archive itself out."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from broadsheet.model import Edition, Page
from broadsheet.pages.calendars import month_calendar, recent_weeks
from broadsheet.pages.contexts import ArchivePage, DayLine, Link, MonthLine, MonthPage, YearLine, YearPage
from broadsheet.pages.desk import Desk, edition_permalink

Line = TypeVar("Line", YearLine, MonthLine)

LATEST = 10
"""Editions that the archive names with their lead story."""


def archive_pages(desk: Desk) -> Iterator[Page]:
    """Plan the archive, its years and its months."""
    dated = [edition for edition in desk.digest.editions if edition.day]
    by_month = {month: list(group) for month, group in groupby(dated, lambda edition: edition.day[:7])}
    by_year = {year: list(group) for year, group in groupby(by_month, lambda month: month[:4])}
    daily = desk.config.editions.every == "day"
    months = {month: _month_line(month, editions, daily) for month, editions in by_month.items()}
    years = {year: _year_line(year, [months[month] for month in inside]) for year, inside in by_year.items()}
    yield desk.page("archive.html", _archive(desk, dated, tuple(years.values()), daily), "archive")
    yield from _year_pages(desk, list(years.values()))
    yield from _month_pages(desk, list(months.values()), by_month)


def _archive(desk: Desk, dated: Sequence[Edition], years: tuple[YearLine, ...], daily: bool) -> ArchivePage:
    undated = next((edition for edition in desk.digest.editions if not edition.day), None)
    bare = tuple(_without_calendars(year) for year in years)
    return ArchivePage(
        permalink=desk.addresses.claim("/archive/", "the archive"),
        index=desk.config.robots.index,
        years=bare,
        latest=tuple(_day_line(edition, desk, 0) for edition in dated[:LATEST]),
        undated=_day_line(undated, desk, 0) if undated else None,
        calendar=recent_weeks(dated, dated[0].day) if dated and daily else None,
        editions=len(dated),
        stories=sum(year.stories for year in years),
    )


def _without_calendars(year: YearLine) -> YearLine:
    months = tuple(
        MonthLine(
            month=month.month, permalink=month.permalink, editions=month.editions, stories=month.stories
        )
        for month in year.months
    )
    return YearLine(
        year=year.year, permalink=year.permalink, editions=year.editions, stories=year.stories, months=months
    )


def _year_pages(desk: Desk, years: list[YearLine]) -> Iterator[Page]:
    for newer, year, older in _with_neighbors(years):
        context = YearPage(
            permalink=desk.addresses.claim(year.permalink, f"the year {year.year}"),
            title=year.year,
            index=desk.config.robots.index,
            year=year.year,
            months=year.months,
            editions=year.editions,
            stories=year.stories,
            previous=Link(older.permalink, older.year) if older else None,
            next=Link(newer.permalink, newer.year) if newer else None,
        )
        yield desk.page("year.html", context, f"year {year.year}")


def _month_pages(desk: Desk, months: list[MonthLine], by_month: dict[str, list[Edition]]) -> Iterator[Page]:
    for newer, month, older in _with_neighbors(months):
        context = MonthPage(
            permalink=desk.addresses.claim(month.permalink, f"the month {month.month}"),
            title=month.month,
            index=desk.config.robots.index,
            month=month.month,
            days=tuple(_day_line(edition, desk, None) for edition in by_month[month.month]),
            calendar=month.calendar,
            previous=Link(older.permalink, older.month) if older else None,
            next=Link(newer.permalink, newer.month) if newer else None,
        )
        yield desk.page("month.html", context, f"month {month.month}")


def _with_neighbors(items: Sequence[Line]) -> Iterator[tuple[Line | None, Line, Line | None]]:
    """Yield each item between the one before and the one after."""
    befores: list[Line | None] = [None]
    befores.extend(items[:-1])
    afters: list[Line | None] = list(items[1:])
    afters.append(None)
    return zip(befores, items, afters, strict=False)  # an empty list has no ends


def _month_line(month: str, editions: Sequence[Edition], daily: bool) -> MonthLine:
    return MonthLine(
        month=month,
        permalink=edition_permalink(month),
        editions=len(editions),
        stories=sum(len(edition.stories) for edition in editions),
        calendar=month_calendar(editions, month) if daily else None,
    )


def _year_line(year: str, months: Sequence[MonthLine]) -> YearLine:
    return YearLine(
        year=year,
        permalink=edition_permalink(year),
        editions=sum(month.editions for month in months),
        stories=sum(month.stories for month in months),
        months=tuple(months),
    )


def _day_line(edition: Edition, desk: Desk, headlines: int | None) -> DayLine:
    """Return an edition with its lead and so many headlines (None: all)."""
    cards = [desk.card_of(story.lead) for story in edition.stories[:headlines]]
    return DayLine(
        day=edition.day,
        permalink=edition_permalink(edition.day),
        number=edition.number,
        stories=len(edition.stories),
        lead=desk.card_of(edition.stories[0].lead) if edition.stories else None,
        lines=tuple(cards),
    )
