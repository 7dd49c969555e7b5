"""Topics and sources: the desk in; an index of each and the pages of every topic and source out."""

from collections.abc import Iterator, Sequence

from broadsheet.model import Article, Group, Page, SourceSettings
from broadsheet.pages.contexts import Card, GroupLine, GroupPage, IndexPage, Section
from broadsheet.pages.desk import Desk, edition_permalink, web_address

NO_SETTINGS = SourceSettings(key="")


def topic_pages(desk: Desk) -> Iterator[Page]:
    """Plan ``/topics/`` and the pages of each topic."""
    yield _index(desk, "topics", desk.digest.topics)
    for group in desk.digest.topics:
        yield from _pages(desk, "topic", group, NO_SETTINGS)


def source_pages(desk: Desk) -> Iterator[Page]:
    """Plan ``/sources/`` and the pages of each source."""
    yield _index(desk, "sources", desk.digest.sources)
    for group in desk.digest.sources:
        yield from _pages(desk, "source", group, desk.settings.get(group.key, NO_SETTINGS))


def _index(desk: Desk, kind: str, groups: Sequence[Group]) -> Page:
    context = IndexPage(
        permalink=desk.addresses.claim(f"/{kind}/", f"the list of {kind}"),
        index=desk.config.robots.index,
        groups=tuple(_line(desk, kind, group) for group in groups),
    )
    return desk.page(f"{kind}.html", context, f"list of {kind}")


def _line(desk: Desk, kind: str, group: Group) -> GroupLine:
    first, last = _span(group)
    settings = desk.settings.get(group.key, NO_SETTINGS) if kind == "sources" else NO_SETTINGS
    return GroupLine(
        name=group.name,
        permalink=f"/{kind}/{group.slug}/",
        count=len(group.articles),
        first=first,
        last=last,
        license=settings.license,
    )


def _span(group: Group) -> tuple[str, str]:
    """Return the first and the last day on which the group has an article."""
    days = [article.day for article in group.articles if article.day]
    return (min(days), max(days)) if days else ("", "")


def _pages(desk: Desk, kind: str, group: Group, settings: SourceSettings) -> Iterator[Page]:
    size = max(desk.config.pagination, 1)
    parts = [group.articles[at : at + size] for at in range(0, len(group.articles), size)]
    home = f"/{kind}s/{group.slug}/"
    addresses = [home, *(f"{home}page/{number}/" for number in range(2, len(parts) + 1))]
    first, last = _span(group)
    for place, articles in enumerate(parts):
        context = GroupPage(
            permalink=desk.addresses.claim(addresses[place], f"the {kind} {group.name}"),
            title=group.name,
            index=desk.config.robots.index,
            name=group.name,
            count=len(group.articles),
            first=first,
            last=last,
            sections=_by_day(desk, articles),
            number=place + 1,
            pages=len(parts),
            previous=addresses[place - 1] if place else "",
            next=addresses[place + 1] if place + 1 < len(parts) else "",
            url=web_address(settings.url),
            license=settings.license,
            contact=settings.contact,
            support_url=web_address(settings.support_url),
            display=settings.display or desk.config.display,
            feed=f"{home}feed.xml" if desk.config.base_url else "",
        )
        yield desk.page(f"{kind}.html", context, f"{kind} {group.name}")


def _by_day(desk: Desk, articles: Sequence[Article]) -> tuple[Section, ...]:
    cards = desk.cards
    days: dict[str, list[Card]] = {}
    for article in articles:  # newest first, so those of a day stand together
        days.setdefault(article.day, []).append(cards[article.origin or article.id])
    daily = desk.config.editions.every == "day"
    return tuple(
        Section(
            day=day, permalink=edition_permalink(day) if daily else "", count=len(shown), cards=tuple(shown)
        )
        for day, shown in days.items()
    )
