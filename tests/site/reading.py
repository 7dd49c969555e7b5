"""A page's HTML in; what can be asked of it without a browser out."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

LOADING = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}
"""Elements that make a browser fetch something, and the attribute that says what."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Parsed(HTMLParser):
    """What stands on one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.targets: list[str] = []
        """Addresses that are linked."""
        self.loaded: list[str] = []
        """Addresses that are fetched."""
        self.scripts: list[str] = []
        """Types of the scripts."""
        self.policy = ""
        self.labelled: list[str] = []
        """Ids that other elements point to."""
        self.inline: list[str] = []
        """Attributes that a strict policy forbids."""
        self.unbalanced = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.targets.append(found.get("href", ""))
        if tag == "script":
            self.scripts.append(found.get("type", ""))
        is_loaded = tag in LOADING and (tag != "link" or found.get("rel") in ("stylesheet", "icon"))
        if is_loaded and LOADING[tag] in found:
            self.loaded.append(found[LOADING[tag]])
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]
        self.labelled += [found[key] for key in ("aria-labelledby", "for") if key in found]
        self.inline += [key for key in found if key == "style" or key.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced = self.unbalanced or f"</{tag}>"


@cache
def parsed_pages(site: Path) -> dict[str, Parsed]:
    """Return every page of the site, without redirects and e-mail editions, which are none."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        if not name.startswith("email/") and 'http-equiv="refresh"' not in text:
            found[name] = Parsed(text)
    return found
