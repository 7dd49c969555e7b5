"""Which articles are public now: all articles and the clock in; the published ones, and what waits and why, out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from broadsheet.model import Article, Held, Include, Reason


class Selection(Struct, frozen=True):
    """The articles of a build."""

    published: tuple[Article, ...]
    held: tuple[Held, ...]
    until: str = ""
    """ISO instant (UTC) at which another set would be published; empty: never."""
    withdrawn: tuple[Article, ...] = ()
    """Articles that were taken off the site for good."""


def select(articles: Sequence[Article], now: datetime, timezone: str, include: Include) -> Selection:
    """Sort articles into published and held.

    ``now`` has a zone. A date without a time is that whole day in ``timezone``: an article dated today
    is out all day, one that expires today is out until midnight comes.
    """
    zone = ZoneInfo(timezone)
    near = (now - timedelta(days=2)).strftime("%Y-%m-%d")
    published: list[Article] = []
    held: list[Held] = []
    changes: list[datetime] = []
    withdrawn = tuple(article for article in articles if article.withdrawn)
    held += [Held(one.origin, Reason.WITHDRAWN, one.withdrawn[:10]) for one in withdrawn]
    for article in articles:
        if article.withdrawn:
            continue
        verdict = _verdict(article, now, near, zone, changes)
        if verdict is None or getattr(include, _FLAG[verdict.reason]):
            published.append(article)
        else:
            held.append(verdict)
    until = min(changes).isoformat() if changes else ""
    return Selection(tuple(published), tuple(held), until, withdrawn)


_FLAG = {Reason.DRAFT: "drafts", Reason.FUTURE: "future", Reason.EXPIRED: "expired"}


def _verdict(
    article: Article, now: datetime, near: str, zone: ZoneInfo, changes: list[datetime]
) -> Held | None:
    if article.draft:
        return Held(article.origin, Reason.DRAFT)
    start = article.publish or article.date
    if start > near:  # text compares as time does; most articles are older and cost nothing here
        begins = instant(start, zone)
        if begins > now:
            changes.append(begins)
            return Held(article.origin, Reason.FUTURE, start)
    if article.expires:
        ends = instant(article.expires, zone, end_of_day=True)
        if ends <= now:
            return Held(article.origin, Reason.EXPIRED, article.expires)
        changes.append(ends)
    return None


def instant(iso: str, zone: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    """Return the instant (UTC) an ISO date means; a bare day is its first moment, or its last, in ``zone``."""
    if len(iso) > 10:
        return _in_utc(datetime.fromisoformat(iso))
    day = date.fromisoformat(iso)
    if not end_of_day:
        return _in_utc(datetime.combine(day, time(), zone))
    return _LAST if day == date.max else _in_utc(datetime.combine(day + timedelta(days=1), time(), zone))


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first or the last day of the calendar, in a zone that leads out of it
        return _LAST if moment.year > 5000 else _FIRST
