"""Addresses as pages write them: permalinks in; relative and absolute addresses out."""

import re
from functools import lru_cache
from urllib.parse import quote

ROOT = "\x01"
"""Stands for the way from a page to the site's root until the page is finished: one byte, for to find two costs
twenty times as much. Rendered Markdown is cleared of it, and fields have no control characters."""

_SITE_ADDRESS = re.compile(r"(\s(?:href|src|poster)=\")/(?!/)([^\"]*)")


@lru_cache(maxsize=50_000)
def rooted(permalink: str, links: str = "folder") -> str:
    """Return a permalink with the root's mark in front, percent-encoded; ``file`` names index.html."""
    path, mark, anchor = permalink.partition("#")
    address = path[1:] if path.isascii() else quote(path[1:], safe="/%:@!$&'()*+,;=~-._")
    if links == "file" and (not address or address.endswith("/")):
        address += "index.html"
    return f"{ROOT}{address}{mark}{anchor}"


def absolute(permalink: str, base_url: str) -> str:
    """Return the absolute address of a permalink (empty without a base address)."""
    return rooted(permalink).replace(ROOT, base_url) if base_url else ""


def way_to_root(permalink: str) -> str:
    """Return the relative way from a page to the site's root, such as ``../../``."""
    return "../" * (permalink.count("/") - 1) or "./"


def mark_site_addresses(html: str, links: str = "folder") -> str:
    """Put the root's mark before addresses that start with a slash in rendered Markdown."""
    if '"' not in html or '="/' not in html:
        return html
    return _SITE_ADDRESS.sub(lambda match: match[1] + rooted("/" + match[2], links), html)
