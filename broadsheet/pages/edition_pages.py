"""Editions: the desk in; the front page and one page an edition out."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from broadsheet.model import Article, Edition, Page, Story
from broadsheet.pages.article_pages import also_of, reports_of
from broadsheet.pages.calendars import recent_weeks
from broadsheet.pages.contexts import Card, EditionLink, EditionPage, Section
from broadsheet.pages.desk import Desk, last_day, origin_of

SECONDARIES = 3
"""Stories beside the lead."""

OPEN_STORIES = 4
"""Stories of a section that are shown with their decks; the others are headlines."""

HEADLINES_BEFORE = 8
"""Headlines of the edition before, on the front page."""


def edition_pages(desk: Desk) -> Iterator[Page]:
    """Plan the front page (the latest edition, or an empty one) and each edition at its own address."""
    editions = desk.digest.editions
    latest = editions[0] if editions else Edition(day="", number=0, stories=())
    before = editions[1] if len(editions) > 1 else None
    yield desk.page("edition.html", _front(latest, before, desk), "front page")
    for position, edition in enumerate(editions):
        older = desk.editions[position + 1] if position + 1 < len(editions) else None
        newer = desk.editions[position - 1] if position else None
        permalink = desk.editions[position].permalink
        desk.addresses.claim(permalink, f"the edition of {edition.day or 'no day'}")
        context = edition_context(edition, desk, permalink, older if older and older.day else None, newer)
        yield desk.page("edition.html", context, f"edition of {edition.day or 'no day'}")


def _front(edition: Edition, before: Edition | None, desk: Desk) -> EditionPage:
    older = desk.editions[1] if before and before.day else None
    page = edition_context(edition, desk, "/", older, None)
    cards = [desk.card_of(story.lead) for story in before.stories[:HEADLINES_BEFORE]] if before else []
    calendar = None
    if edition.day and desk.config.editions.every == "day":
        calendar = recent_weeks(desk.digest.editions, edition.day)
    return replace(page, is_front=True, before=tuple(cards), calendar=calendar)


def edition_context(
    edition: Edition, desk: Desk, permalink: str, older: EditionLink | None, newer: EditionLink | None
) -> EditionPage:
    """Return what the page of an edition at ``permalink`` sees."""
    stories = edition.stories
    lead = stories[0] if stories else None
    shown = lead is not None and desk.display_of(lead.lead) == "full"
    articles = [article for story in stories for article in story.articles]
    weekly = desk.config.editions.every == "week" and edition.day
    return EditionPage(
        permalink=permalink,
        title=edition.headline,
        description=_description(edition),
        index=desk.config.robots.index,
        day=edition.day,
        number=edition.number,
        until=last_day(edition.day) if weekly else "",
        headline=edition.headline,
        intro=edition.intro,
        lead=_lead_card(lead, desk, shown) if lead else None,
        lead_origin=lead.lead.origin if lead and shown else "",
        lead_key=lead.lead.body_key if lead and shown else "",
        reports=reports_of(lead.lead, desk) if lead else (),
        also=also_of(lead.lead, desk) if lead else (),
        side=tuple(story_card(story, desk) for story in stories[1 : 1 + SECONDARIES]),
        sections=_sections(stories[1 + SECONDARIES :], desk),
        stories=len(stories),
        sources=len(
            {desk.source_of[origin].slug for origin in map(origin_of, articles) if origin in desk.source_of}
        ),
        minutes=sum(desk.card_of(story.lead).minutes for story in stories),
        previous=older,
        next=newer,
    )


def _lead_card(story: Story, desk: Desk, opened: bool) -> Card:
    """Return the lead's card; above its first paragraphs stands the source's standfirst or nothing.

    The summary that lists show is most often the first paragraph once more.
    """
    card = story_card(story, desk)
    return replace(card, deck=story.lead.deck) if opened and story.lead.words else card


def story_card(story: Story, desk: Desk) -> Card:
    """Return the card of a story: its lead's, with the number of outlets that report it."""
    card = desk.card_of(story.lead)
    whole = desk.stories.get(origin_of(story.lead))
    if whole is None:
        return card
    sources = len({desk.card_of(article).source or article.id for article in whole.articles})
    return replace(card, sources=sources)


def _sections(stories: Sequence[Story], desk: Desk) -> tuple[Section, ...]:
    """Group stories by their first topic: the config's topics in its order, then by name, then the rest."""
    by_topic: dict[str, list[Story]] = {}
    for story in stories:
        by_topic.setdefault(_topic(story.lead, desk), []).append(story)
    order = {topic.name: place for place, topic in enumerate(desk.config.topics)}

    def place(name: str) -> tuple[bool, int, str]:
        return not name, order.get(name, len(order)), name.casefold()

    return tuple(_section(name, by_topic[name], desk) for name in sorted(by_topic, key=place))


def _topic(article: Article, desk: Desk) -> str:
    return desk.card_of(article).topic


def _section(name: str, stories: Sequence[Story], desk: Desk) -> Section:
    cards = tuple(story_card(story, desk) for story in stories)
    permalink = cards[0].topic_permalink
    return Section(
        name=name,
        permalink=permalink,
        slug=permalink.strip("/").rpartition("/")[2],
        count=len(cards),
        cards=cards[:OPEN_STORIES],
        lines=cards[OPEN_STORIES:],
    )


def _description(edition: Edition) -> str:
    """Return the first headlines, as a search engine or a chat shows a link to the edition."""
    return " · ".join(story.lead.title for story in edition.stories[:3])
