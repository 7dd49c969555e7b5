"""Feeds: the desk in; what each feed carries out."""

from collections.abc import Iterator, Sequence

from broadsheet.model import Article, Group, Page
from broadsheet.pages.article_pages import NO_SETTINGS
from broadsheet.pages.contexts import FeedEntry, FeedLine, FeedPage, FeedsPage
from broadsheet.pages.desk import Desk, origin_of, web_address

SITE_FEEDS = (("/feed.xml", "atom"), ("/rss.xml", "rss"), ("/feed.json", "json"))

GROUP_LIMIT = 20
"""Entries of a topic's or a source's feed, at most: there are many of them."""


def feed_pages(desk: Desk) -> Iterator[Page]:
    """Plan the feeds of the site and of each topic and source; none without a base address.

    The site's feeds carry the full text; those of a topic or a source carry summaries: with them an
    article's text would be written into half a dozen files.
    """
    if not desk.config.base_url:
        return
    copies = desk.digest.copies
    articles = (
        [one for one in desk.digest.articles if origin_of(one) not in copies]
        if copies
        else desk.digest.articles
    )
    entries = _entries(desk, articles, whole=True)
    for permalink, writer in SITE_FEEDS:
        yield _feed(desk, permalink, writer, "", "/", entries)
    for kind, groups in (("topics", desk.digest.topics), ("sources", desk.digest.sources)):
        for group in groups:
            home = f"/{kind}/{group.slug}/"
            entries = _entries(desk, group.articles[:GROUP_LIMIT], whole=False)
            yield _feed(desk, f"{home}feed.xml", "atom", group.name, home, entries)
    yield from _lists(desk)


def _lists(desk: Desk) -> Iterator[Page]:
    """Plan the page that lists all feeds, and the same list as OPML."""
    topics = _lines("topics", desk.digest.topics)
    sources = _lines("sources", desk.digest.sources)
    email = next((edition.day for edition in desk.digest.editions if edition.day and edition.stories), "")
    for permalink, layout in (("/feeds/", "feeds.html"), ("/feeds.opml", "opml")):
        claimed = desk.addresses.claim(permalink, "the list of feeds")
        index = desk.config.robots.index
        context = FeedsPage(permalink=claimed, index=index, topics=topics, sources=sources, email=email)
        yield desk.page(layout, context, "list of feeds")


def _lines(kind: str, groups: Sequence[Group]) -> tuple[FeedLine, ...]:
    return tuple(FeedLine(name=group.name, permalink=f"/{kind}/{group.slug}/feed.xml") for group in groups)


def _feed(
    desk: Desk, permalink: str, writer: str, name: str, home: str, entries: tuple[FeedEntry, ...]
) -> Page:
    title = f"{name} – {desk.config.title}" if name else desk.config.title
    context = FeedPage(
        permalink=desk.addresses.claim(permalink, f"the feed of {home}"),
        title=title,
        home=home,
        entries=entries,
    )
    return desk.page(writer, context, f"feed {permalink}")


def _entries(desk: Desk, articles: Sequence[Article], *, whole: bool) -> tuple[FeedEntry, ...]:
    return tuple(_entry(desk, article, whole) for article in articles[: max(desk.config.feeds.limit, 0)])


def _entry(desk: Desk, article: Article, whole: bool) -> FeedEntry:
    card = desk.card_of(article)
    settings = desk.settings_of(article) or NO_SETTINGS
    full = whole and desk.display_of(article) == "full" and desk.config.feeds.content == "full"
    moment = article.date or article.added or article.day
    return FeedEntry(
        id=article.id,
        permalink=card.permalink,
        title=article.title,
        origin=article.origin if full else "",
        body_key=article.body_key if full else "",
        summary=card.deck,
        note=article.note,
        byline=article.byline,
        source=card.source,
        source_url=web_address(settings.url),
        link=web_address(article.link),
        date=moment,
        updated=article.updated or moment,
        lang=article.lang or desk.config.language,
        topics=tuple(link.name for link in desk.topics_of(article)),
        support_url=web_address(settings.support_url),
        license=settings.license,
    )
