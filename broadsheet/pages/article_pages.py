"""The articles' own pages: the desk in; one page an article and one redirect an old address out."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from broadsheet.model import AlsoIn, Article, Image, Page, Problem, SourceSettings, Story
from broadsheet.pages.contexts import ArticlePage, EditionLink, Link, Picture, Redirect, Report
from broadsheet.pages.desk import Desk, minutes_of, origin_of, web_address
from broadsheet.pages.permalinks import alias_address

NO_SETTINGS = SourceSettings(key="")


def article_pages(desk: Desk) -> Iterator[Page]:
    """Plan the page of every article, in the order of the digest."""
    places = _places(desk)
    stories = {origin_of(article): story for story in desk.digest.stories for article in story.articles}
    for article in desk.digest.articles:
        context = _context(article, desk, places, stories)
        yield desk.page(_layout(article, desk), context, article.origin)


def _layout(article: Article, desk: Desk) -> str:
    """Return the article's layout; one that is not there is an error, and the usual one serves."""
    name = layout_of(article)
    if desk.has_layout(name):
        return name
    hint = f"put {name} into layouts/, or remove the line; it is shown as any other article for now"
    problem = Problem(path=article.origin, message=f'there is no layout "{article.layout}"', hint=hint)
    desk.addresses.problems.append(problem)
    return "article.html"


def layout_of(article: Article) -> str:
    """Return the layout's file: ``article.html``, or the one the article names, with or without ending."""
    name = article.layout or "article.html"
    return name if name.endswith(".html") else f"{name}.html"


def redirect_pages(desk: Desk) -> Iterator[Page]:
    """Plan a page at each of an article's old addresses that leads to its new one."""
    for article in sorted(desk.digest.articles, key=origin_of):
        for alias in article.aliases:
            yield from _redirect(alias, article, desk)


def reports_of(story: Story | None, besides: Article, desk: Desk) -> tuple[Report, ...]:
    """Return the other articles of a story."""
    if story is None:
        return ()
    found = []
    for article in story.articles:
        if article.origin != besides.origin:
            card = desk.card_of(article)
            found.append(
                Report(title=card.title, source=card.source, permalink=card.permalink, lang=card.lang)
            )
    return tuple(found)


Place = tuple[EditionLink | None, Article | None, Article | None]


def _places(desk: Desk) -> dict[str, Place]:
    """Return each article's edition and its neighbors in the edition's order."""
    places: dict[str, Place] = {}
    for edition, link in zip(desk.digest.editions, desk.editions, strict=True):
        line = [article for story in edition.stories for article in story.articles]
        shown = link if link.day else None
        for before, article, after in zip([None, *line], line, [*line[1:], None], strict=False):
            places[origin_of(article)] = (shown, before, after)
    return places


def _context(
    article: Article, desk: Desk, places: Mapping[str, Place], stories: Mapping[str, Story]
) -> ArticlePage:
    origin = origin_of(article)
    edition, before, after = places[origin]
    group = desk.source_of.get(origin)
    settings = (desk.settings.get(group.key) if group else None) or NO_SETTINGS
    display = article.display or settings.display or desk.config.display
    allowed = display != "link"
    link = web_address(article.link)
    return ArticlePage(
        permalink=desk.permalinks[origin],
        title=article.title,
        description=(article.summary or article.deck) if allowed else "",
        lang=desk.foreign(article.lang or settings.lang),
        index=desk.config.robots.index and not (display == "full" and (link or article.source)),
        id=article.id,
        origin=article.origin,
        body_key="" if display == "link" else article.body_key,
        display=display,
        deck=article.deck if allowed else "",
        summary=article.summary if display == "excerpt" else "",
        topics=desk.topics_of(article),
        byline=article.byline,
        source=group.name if group else "",
        source_permalink=f"/sources/{group.slug}/" if group else "",
        source_url=web_address(settings.url),
        license=settings.license,
        support_url=web_address(settings.support_url),
        link=link,
        date=article.date,
        added="" if article.date else article.added,
        updated=article.updated,
        words=article.words,
        minutes=minutes_of(article),
        captions=article.captions if allowed else (),
        pictures=_pictures(article.images) if allowed and article.images else (),
        note=article.note,
        removed=article.removed,
        edition=edition,
        previous=_link(before, desk),
        next=_link(after, desk),
        reports=reports_of(stories.get(origin), article, desk),
        also=_also(article.also, desk) if article.also else (),
        extra=dict(article.extra),
    )


def _link(article: Article | None, desk: Desk) -> Link | None:
    return Link(desk.permalinks[origin_of(article)], article.title) if article else None


def _also(also: tuple[AlsoIn, ...], desk: Desk) -> tuple[Report, ...]:
    return tuple(
        Report(source=desk.source_name(other.source), link=web_address(other.link)) for other in also
    )


def _pictures(images: tuple[Image, ...]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            address=media_address(image.src),
            remote=web_address(image.src),
            alt=image.alt,
            caption=image.caption,
            credit=image.credit,
        )
        for image in images
    )


def media_address(src: str) -> str:
    """Return the site's address of a file under ``content/media/``; empty if it is not one."""
    path = src.strip().replace("\\", "/")
    for prefix in ("/", "content/", "media/"):
        path = path.removeprefix(prefix)
    if not path or ":" in path or ".." in path.split("/"):
        return ""
    return "/media/" + quote(path)


def _redirect(alias: str, article: Article, desk: Desk) -> Iterator[Page]:
    address = alias_address(alias)
    target = desk.permalinks[origin_of(article)]
    if not address:
        hint = "write a path on this site, such as /old/address/"
        message = f'alias "{alias}" cannot be an address of this site'
        desk.addresses.problems.append(Problem(path=article.origin, message=message, hint=hint))
    elif address != target and (permalink := desk.addresses.claim(address, f"an alias in {article.origin}")):
        context = Redirect(permalink=permalink, title=article.title, target=target, index=False)
        yield desk.page("redirect.html", context, f"alias of {article.origin}")
