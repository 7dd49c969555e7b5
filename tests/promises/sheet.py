"""What the tests of the promises share: every field filled with one text; the pages parsed as readers do."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from broadsheet.text import tidy
from tests.conftest import DigestFolder

DAY = "2026-11-18"


def fill_every_field(digest: DigestFolder, value: str, body: str = "A plain paragraph of news.") -> None:
    """Put a YAML value wherever an owner or a raw text may put one."""
    fields = {
        "byline": f"[{value}]", "topics": f"[{value}]", "source": value, "deck": value, "summary": value,
        "caption": value, "note": value, "id": value, "slug": value, "story": value, "layout": value,
        "link": value, "lang": value, "display": value, "original": value, "aliases": f"[{value}]",
        "also": f"[{{source: {value}, link: {value}}}, {{source: {value}, link: 'https://e.example/'}}]",
        "image": f"[{{src: {value}, alt: {value}, caption: {value}, credit: {value}}},"
        f" {{src: a.png, alt: {value}, caption: {value}, credit: {value}}}, 'https://e.example/a.png']",
        "extra": f"{{k: {value}, {value}: k}}", "removed": f"{{{value}: 3}}",
    }  # fmt: skip
    digest.article("first", title=value, body=body, **fields)
    digest.article("second", title=value, body=body, source="k", topics=f"[{value}]", story=value)
    digest.article("third", title=value, body=body, source="k", display="excerpt", note=value)
    digest.article("fourth", title=value, body=body, source="k", display="link", draft="false")
    digest.article("fifth", title=value, body=body, withdrawn=value)
    digest.write("content/media/a.png", b"\x89PNG\r\n\x1a\n")
    page = f"---\ntitle: {value}\nsummary: {value}\nslug: {value}\n---\n\n{body}\n"
    digest.write("content/pages/about.md", page)
    digest.write(f"content/editions/{DAY}.md", f"---\ntitle: {value}\n---\n\n{body}\n")
    source = f"{{name: {value}, url: 'https://k.example/', license: {value}, contact: {value}}}"
    digest.write(
        "config.yaml",
        f"title: {value}\ndescription: {value}\nauthor: {value}\ncopyright: {value}\n"
        f"base_url: https://example.org/sheet/\nextra: {{{value}: {value}}}\n"
        f"sources: {{k: {source}, {value}: {value}}}\ntopics: {{{value}: [{value}]}}\n",
    )


class Element:
    """A start tag with its attributes, as a browser has them."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes


class Parsed(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.scripts: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.pieces: list[str] = []
        self._script: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, found))
        if tag == "script":
            self._script = found.get("type", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
        else:
            self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def pages_of(digest: DigestFolder) -> Iterator[tuple[str, str]]:
    """Yield every text of the site with its path."""
    for path, content in digest.site().items():
        if not path.startswith(("assets/", "media/", "pagefind/")):
            yield path, content.decode("utf-8")


def assert_well_formed(digest: DigestFolder) -> None:
    """Every page, feed and index is what its name says, and holds no character that no reader sees."""
    for path, text in pages_of(digest):
        assert tidy(text) == text, (path, sorted(set(text) - set(tidy(text))))
        if path.endswith((".xml", ".opml")):
            ElementTree.fromstring(text)
        elif path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".html"):
            for kind, script in Parsed(text).scripts:
                if kind == "application/ld+json":
                    json.loads(script)


def words_in(text: str) -> list[str]:
    """Return the letters and digits of a text in runs: what no typography may change."""
    return re.findall(r"\w+", text)
