"""When an article belongs to: an article's dates and file name in; its day and its place in time out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from broadsheet.model import Article, Config, Problem
from broadsheet.problems import ProblemError
from broadsheet.slugs import undated_stem


def moment_of(article: Article, by: str) -> str:
    """Return the date that decides the edition, or an empty string.

    ``by: date`` asks for the date of the original first, ``by: added`` for the day it was added;
    then the other; then the date that the file's name starts with. Never the file's time.
    """
    if by == "added":
        return article.added or article.date or _day_in_name(article.origin)
    return article.date or article.added or _day_in_name(article.origin)


def day_reader(config: Config) -> Callable[[str], str]:
    """Return the function that turns an ISO date into its day in the digest's time zone."""
    zone = find_zone(config.timezone)
    plain_utc = config.timezone in ("UTC", "Etc/UTC", "Z")

    def day_of(moment: str) -> str:
        if len(moment) <= 10:
            return moment
        if plain_utc and moment.endswith(("+00:00", "Z")):
            return moment[:10]
        try:
            return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()
        except OverflowError:  # the first and the last day of the calendar
            return moment[:10]

    return day_of


def find_zone(name: str) -> tzinfo:
    """Return the time zone of a name such as ``Europe/Berlin``."""
    if name in ("UTC", "Etc/UTC", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError) as error:
        hint = "write a name such as Europe/Berlin, or UTC"
        message = f'time zone "{name}" is not known'
        raise ProblemError(Problem(path="config.yaml", message=message, hint=hint)) from error


def instant_key(moment: str) -> str:
    """Return text that sorts as time does; a bare day counts as its first minute (UTC)."""
    if len(moment) <= 10 or moment.endswith(("+00:00", "Z")):
        return moment[:19]
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).isoformat()[:19]
    except OverflowError:
        return moment[:19]


def edition_day(day: str, every: str) -> str:
    """Return the day that names the edition: the day itself, or its week's Monday."""
    if every != "week" or not day:
        return day
    at = date.fromisoformat(day)
    if at.toordinal() <= at.weekday():
        return day
    return (at - timedelta(days=at.weekday())).isoformat()


def _day_in_name(origin: str) -> str:
    day = undated_stem(origin)[0] if origin else ""
    if not day:
        return ""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""
