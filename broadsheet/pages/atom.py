"""Atom feeds: what a feed carries and the bodies in; XML by RFC 4287 out."""

from broadsheet.pages.addresses import absolute
from broadsheet.pages.contexts import FeedEntry, FeedPage, Site
from broadsheet.pages.entries import (
    NEVER,
    ReadBody,
    entry_html,
    entry_id,
    feed_id,
    rfc3339,
    text,
    updated_of,
)


def atom(feed: FeedPage, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Write an Atom feed."""
    base = site.base_url
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{text(site.language)}">',
        f"<id>{feed_id(feed, site)}</id>",
        f"<title>{text(feed.title)}</title>",
        *([f"<subtitle>{text(site.description)}</subtitle>"] if site.description else []),
        f"<updated>{max(map(updated_of, feed.entries), default=NEVER)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{text(absolute(feed.permalink, base))}"/>',
        f'<link rel="alternate" type="text/html" href="{text(absolute(feed.home, base))}"/>',
        f"<author><name>{text(site.author or site.title)}</name></author>",
        "<generator>Broadsheet</generator>",
        *([f"<rights>{text(site.copyright)}</rights>"] if site.copyright else []),
    ]
    lines += [_entry(entry, site, body, markdown) for entry in feed.entries]
    return "\n".join([*lines, "</feed>", ""])


def _entry(entry: FeedEntry, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    foreign = f' xml:lang="{text(entry.lang)}"' if entry.lang != site.language else ""
    names = entry.byline or ((entry.source,) if entry.source else ())
    address = absolute(entry.permalink, site.base_url)
    lines = [
        f"<entry{foreign}>",
        f"<id>{entry_id(entry)}</id>",
        f"<title>{text(entry.title)}</title>",
        f'<link rel="alternate" type="text/html" href="{text(address)}"/>',
        *([f'<link rel="via" href="{text(entry.link)}"/>'] if entry.link else []),
        f"<updated>{updated_of(entry)}</updated>",
        *([f"<published>{rfc3339(entry.date)}</published>"] if entry.date else []),
        *(f"<author><name>{text(name)}</name></author>" for name in names),
        *(f'<category term="{text(topic)}"/>' for topic in entry.topics),
        *([f"<rights>{text(entry.license)}</rights>"] if entry.license else []),
        *([f"<summary>{text(entry.summary)}</summary>"] if entry.summary else []),
    ]
    content = entry_html(entry, site, body, markdown)
    if content:
        lines.append(f'<content type="html">{text(content)}</content>')
    return "\n".join([*lines, "</entry>"])
