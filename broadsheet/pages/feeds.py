"""The writers of files that no layout makes: what the file carries and the bodies in; its text out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from broadsheet.pages.addresses import absolute
from broadsheet.pages.atom import atom
from broadsheet.pages.contexts import FeedEntry, FeedPage, FeedsPage, Site, SitemapPage
from broadsheet.pages.entries import ReadBody, entry_html, entry_id, rfc3339, text, updated_of

XML = '<?xml version="1.0" encoding="utf-8"?>'
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def rss(feed: FeedPage, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Write an RSS 2.0 feed (rssboard.org), with the author's name by Dublin Core."""
    base = site.base_url
    self_link = f'href="{text(absolute(feed.permalink, base))}" rel="self" type="application/rss+xml"'
    lines = [
        XML,
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="{DUBLIN_CORE}">',
        "<channel>",
        f"<title>{text(feed.title)}</title>",
        f"<link>{text(absolute(feed.home, base))}</link>",
        f"<description>{text(site.description or site.title)}</description>",
        f"<language>{text(site.language)}</language>",
        f"<atom:link {self_link}/>",
        "<generator>Broadsheet</generator>",
        *([f"<copyright>{text(site.copyright)}</copyright>"] if site.copyright else []),
    ]
    lines += [_rss_item(entry, site, body, markdown) for entry in feed.entries]
    return "\n".join([*lines, "</channel>", "</rss>", ""])


def json_feed(feed: FeedPage, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Write a JSON Feed 1.1 (jsonfeed.org)."""
    from msgspec import json

    written: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": absolute(feed.home, site.base_url),
        "feed_url": absolute(feed.permalink, site.base_url),
        "language": site.language,
    }
    if site.description:
        written["description"] = site.description
    written["authors"] = [{"name": site.author or site.title}]
    written["items"] = [_json_item(entry, site, body, markdown) for entry in feed.entries]
    return json.format(json.encode(written), indent=1).decode() + "\n"


def opml(page: FeedsPage, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Write the list of feeds as OPML 2.0 (opml.org), for feed readers to import."""
    lines = [XML, '<opml version="2.0">', f"<head><title>{text(site.title)}</title></head>", "<body>"]
    for name, permalink in [(site.title, "/feed.xml")] + [
        (f"{line.name} – {site.title}", line.permalink) for line in (*page.topics, *page.sources)
    ]:
        address = text(absolute(permalink, site.base_url))
        home = text(absolute(permalink.removesuffix("feed.xml"), site.base_url))
        lines.append(f'<outline type="rss" text="{text(name)}" xmlUrl="{address}" htmlUrl="{home}"/>')
    return "\n".join([*lines, "</body>", "</opml>", ""])


def sitemap(page: SitemapPage, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Write a sitemap (sitemaps.org 0.9)."""
    lines = [XML, '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for permalink, changed in page.addresses:
        last = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{text(absolute(permalink, site.base_url))}</loc>{last}</url>")
    return "\n".join([*lines, "</urlset>", ""])


WRITERS: Mapping[str, Callable[[Any, Site, ReadBody, ReadBody], str]] = {
    "atom": atom,
    "rss": rss,
    "json": json_feed,
    "opml": opml,
    "sitemap": sitemap,
}
"""Writers by the name that stands in ``Page.layout``."""


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _rfc822(at: datetime) -> str:
    """Write a moment as RSS has it; ``email.utils`` does the same, and takes 15 ms to import."""
    day, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    return f"{day}, {at.day:02} {month} {at.year:04} {at:%H:%M:%S %z}"


def _rss_item(entry: FeedEntry, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    names = entry.byline or ((entry.source,) if entry.source else ())
    published = _rfc822(datetime.fromisoformat(rfc3339(entry.date)))
    content = entry_html(entry, site, body, markdown)
    lines = [
        "<item>",
        f"<title>{text(entry.title)}</title>",
        f"<link>{text(absolute(entry.permalink, site.base_url))}</link>",
        f'<guid isPermaLink="false">{entry_id(entry)}</guid>',
        *([f"<pubDate>{published}</pubDate>"] if entry.date else []),
        *(f"<dc:creator>{text(name)}</dc:creator>" for name in names),
        *(f"<category>{text(topic)}</category>" for topic in entry.topics),
        *([f"<description>{text(content)}</description>"] if content else []),
        "</item>",
    ]
    return "\n".join(lines)


def _json_item(entry: FeedEntry, site: Site, body: ReadBody, markdown: ReadBody) -> dict[str, Any]:
    names = entry.byline or ((entry.source,) if entry.source else ())
    item: dict[str, Any] = {
        "id": entry_id(entry),
        "url": absolute(entry.permalink, site.base_url),
        "title": entry.title,
        "content_html": entry_html(entry, site, body, markdown) or text(entry.title),
        "language": entry.lang,
    }
    if entry.link:
        item["external_url"] = entry.link
    if entry.summary:
        item["summary"] = entry.summary
    if entry.date:
        item["date_published"] = rfc3339(entry.date)
        item["date_modified"] = updated_of(entry)
    if names:
        item["authors"] = [{"name": name} for name in names]
    if entry.topics:
        item["tags"] = list(entry.topics)
    return item
