"""The articles' own pages: the desk in; one page an article and one redirect an old address out."""

from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import quote

from broadsheet.dates import is_day
from broadsheet.model import Article, Image, Page, Problem, SourceSettings
from broadsheet.pages.contexts import ArticlePage, EditionLink, Link, Picture, Redirect, Report, WithdrawnPage
from broadsheet.pages.desk import Desk, minutes_of, origin_of, web_address
from broadsheet.pages.permalinks import alias_address, permalink_maker

MOST_REPORTS = 50
"""Other articles of a story that a page names: with all of ten thousand on ten thousand pages a site is endless."""
NO_SETTINGS = SourceSettings(key="")


def article_pages(desk: Desk) -> Iterator[Page]:
    """Plan the page of every article, in the order of the digest."""
    places = _places(desk)
    for article in desk.digest.articles:
        context = _context(article, desk, places)
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


def withdrawn_pages(desk: Desk) -> Iterator[Page]:
    """Plan a page at the address of each withdrawn article, unless another has the address now."""
    address_of = permalink_maker(desk.config.permalink)
    for article in desk.digest.withdrawn:
        address = address_of(article)
        if desk.addresses.is_taken(address):
            continue
        day, _, reason = article.withdrawn.partition(" ")
        dated = day if is_day(day) else ""
        context = WithdrawnPage(
            permalink=desk.addresses.claim(address, article.origin),
            index=False,
            day=dated,
            reason=reason.strip() if dated else "",
        )
        yield desk.page("withdrawn.html", context, f"withdrawn: {article.origin}")


def reports_of(article: Article, desk: Desk) -> tuple[Report, ...]:
    """Return the other reports of an article's story; of several copies of one text the first."""
    story = desk.stories.get(origin_of(article))
    if story is None:
        return ()
    text = desk.text_of(article)
    own = story.articles[: len(story.articles) - story.copies]
    found = (_report(other, desk) for other in own if desk.text_of(other) != text)
    return tuple(islice(found, MOST_REPORTS))


def also_of(article: Article, desk: Desk) -> tuple[Report, ...]:
    """Return where the same text also appeared: the copies that the digest has, then those it is told of."""
    story = desk.stories.get(origin_of(article)) if desk.digest.copies else None
    text, origin = desk.text_of(article), origin_of(article)
    others = (one for one in (story.articles if story else ()) if desk.text_of(one) == text)
    copies = (_report(one, desk) for one in others if origin_of(one) != origin)
    found = list(islice(copies, MOST_REPORTS))
    found += [Report(source=desk.source_name(one.source), link=web_address(one.link)) for one in article.also]
    return tuple(found)


def _report(article: Article, desk: Desk) -> Report:
    card = desk.card_of(article)
    return Report(title=card.title, source=card.source, permalink=card.permalink, lang=card.lang)


Place = tuple[EditionLink | None, Article | None, Article | None]


def _places(desk: Desk) -> dict[str, Place]:
    """Return each article's edition and its neighbors in the edition's order."""
    places: dict[str, Place] = {}
    for edition, link in zip(desk.digest.editions, desk.editions, strict=True):
        line = [
            one for story in edition.stories for one in story.articles[: len(story.articles) - story.copies]
        ]
        shown = link if link.day else None
        for before, article, after in zip([None, *line], line, [*line[1:], None], strict=False):
            places[origin_of(article)] = (shown, before, after)
    for copy, original in desk.digest.copies.items():
        if copy not in places:  # no edition has it: its text is there already
            places[copy] = (places[original][0], None, None)
    return places


def _context(article: Article, desk: Desk, places: Mapping[str, Place]) -> ArticlePage:
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
        lang=desk.card_of(article).lang,
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
        pictures=_pictures(article.images, desk) if allowed and article.images else (),
        sizes=desk.sizes_of(article.shown) if article.shown and display == "full" else {},
        note=article.note,
        removed=article.removed,
        rules=dict(article.rules),
        edition=edition,
        previous=_link(before, desk),
        next=_link(after, desk),
        reports=reports_of(article, desk),
        also=also_of(article, desk) if article.also or origin in desk.stories else (),
        extra=dict(article.extra),
    )


def _link(article: Article | None, desk: Desk) -> Link | None:
    if article is None:
        return None
    card = desk.card_of(article)
    return Link(card.permalink, card.title, card.lang)


def _pictures(images: tuple[Image, ...], desk: Desk) -> tuple[Picture, ...]:
    return tuple(_picture(image, desk) for image in images)


def _picture(image: Image, desk: Desk) -> Picture:
    address = media_address(image.src)
    width, height = desk.sizes.get(address, (0, 0))
    return Picture(
        address=address,
        remote=web_address(image.src),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        width=width,
        height=height,
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
