"""What all feed formats share: an entry and its body in; its HTML, its id and its times out."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from urllib.parse import urljoin

from broadsheet.model import Body
from broadsheet.pages.addresses import absolute
from broadsheet.pages.contexts import FeedEntry, FeedPage, Site

ReadBody = Callable[[str], Body]

NEVER = "1970-01-01T00:00:00Z"
"""When an empty feed was updated."""

_ADDRESS = re.compile(r"(\s(?:href|src|poster)=\")([^\"]*)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def entry_html(entry: FeedEntry, site: Site, body: ReadBody, markdown: ReadBody) -> str:
    """Return an entry's HTML: the editor's note, the body where rights allow it, and the credit."""
    parts = [markdown(entry.note).html] if entry.note else []
    if entry.origin:
        parts.append(body(entry.origin).html)
    elif entry.summary:
        parts.append(f"<p>{escape(entry.summary)}</p>")
    html = absolute_addresses("\n".join(parts), entry.permalink, site.base_url)
    return f"{html}\n{_credit(entry)}".strip()


def _credit(entry: FeedEntry) -> str:
    name = escape(entry.source or entry.link)
    if entry.link:
        return f'<p><a href="{escape(entry.link)}">{name}</a></p>'
    return f"<p>{name}</p>" if name else ""


def absolute_addresses(html: str, permalink: str, base_url: str) -> str:
    """Make every address in HTML absolute, as seen from the page at ``permalink``."""
    if 'href="' not in html and 'src="' not in html and 'poster="' not in html:
        return html
    page = absolute(permalink, base_url)

    def resolve(match: re.Match[str]) -> str:
        address = match[2]
        if address.startswith("/") and not address.startswith("//"):
            return f"{match[1]}{absolute(address, base_url)}"
        try:
            return f"{match[1]}{urljoin(page, address)}"
        except ValueError:  # not an address at all
            return f"{match[1]}{page}"

    return _ADDRESS.sub(resolve, html)


def text(value: str) -> str:
    """Escape text for XML, without the characters that XML 1.0 forbids."""
    return escape(_FORBIDDEN.sub("", value))


def stable_id(name: str) -> str:
    """Return a URN that stays the same when the article's address, or the site's, changes (RFC 9562)."""
    digits = hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def entry_id(entry: FeedEntry) -> str:
    return stable_id(f"article:{entry.id}")


def feed_id(feed: FeedPage, site: Site) -> str:
    return stable_id(f"feed:{site.base_url}:{feed.permalink}")


def updated_of(entry: FeedEntry) -> str:
    """Return when an entry changed, with a fraction of a second that is its own.

    Many articles have a day and no time; validators warn of entries with equal times.
    """
    mark = hashlib.blake2b(entry.id.encode(), digest_size=4).digest()
    return f"{rfc3339(entry.updated)[:-1]}.{int.from_bytes(mark, 'big') % 1_000_000:06}Z"


def rfc3339(iso: str) -> str:
    """Return an ISO date as an instant in UTC, whole seconds; a bare day is its first moment."""
    if not iso:
        return NEVER
    if len(iso) <= 10:
        return f"{iso}T00:00:00Z"
    try:
        return datetime.fromisoformat(iso).astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
    except OverflowError:
        return f"{iso[:10]}T00:00:00Z"
