"""Short articles for the tests of the digest and of its pages."""

from typing import Any

from broadsheet.digest.digest import make_digest
from broadsheet.model import Article, Config, Digest


def article(name: str, date: str = "2026-09-18", **fields: Any) -> Article:
    """Return an article whose id, title and file come from its name."""
    known: dict[str, Any] = {
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "date": date,
        "origin": f"content/articles/{date[:10] + '-' if date else ''}{name}.md",
        "words": 300,
        "body_key": f"key of {name}",
    }
    return Article(**(known | fields))


def digest_of(*articles: Article, **config: Any) -> Digest:
    return make_digest(articles, Config(**config))
