"""Addresses: articles and the pattern of the config in; one address each, no two alike, and problems out."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from broadsheet.model import Article, Config, Problem, StaticPage
from broadsheet.slugs import slugify, undated_stem

UNDATED = "undated"
"""Stands in an address where the date of an article without any day would."""

LONGEST_NAME = 240
"""Bytes of UTF-8 in one part of an address: file systems allow 255, and a suffix may follow."""
LONGEST_PATH = 900
"""Bytes of a whole address: Linux allows 4,096, macOS 1,024, with the folder the site lies in."""

_FIELD = re.compile(r"{(\w+)}")
_DATED = ("{year}", "{month}", "{day}")


class Addresses:
    """Hands out addresses and remembers who has them, blind to case and to the form of accents."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._owners: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, permalink: str, owner: str, suffix: str = "") -> str:
        """Take an address for ``owner`` (a file, or what the page is); return the address it gets.

        If it is taken, an error names both and ``suffix`` makes another address; without a suffix
        the answer is an empty string.
        """
        key = _key(permalink)
        blocker = self._in_the_way(permalink)
        other = self._owners.get(key, owner)
        if other == owner and blocker is None:
            self._owners[key] = owner
            if "." in permalink:
                self._remember_names(permalink, owner)
            return permalink
        free = self._free(permalink, suffix) if suffix else ""
        if free:
            self._owners[_key(free)] = owner
        self.problems.append(_clash(permalink, owner, blocker or other, free))
        return free

    def is_taken(self, permalink: str) -> bool:
        return _key(permalink) in self._owners

    def _remember_names(self, permalink: str, owner: str) -> None:
        """Keep the names with a dot: as a file and as a folder they can stand only once."""
        parts = permalink.split("/")
        for length in range(1, len(parts)):
            if "." in parts[length - 1]:
                self._folders[_key("/".join(parts[:length]))] = owner
        if parts[-1]:
            self._files[_key(permalink)] = owner

    def _in_the_way(self, permalink: str) -> str | None:
        """Return the owner of a file where this address needs a folder, or the other way round."""
        if "." not in permalink:
            return None
        parts = permalink.split("/")
        folders = (_key("/".join(parts[:length])) for length in range(1, len(parts)))
        in_folder = next((self._files[folder] for folder in folders if folder in self._files), None)
        return in_folder or (self._folders.get(_key(permalink)) if parts[-1] else None)

    def _free(self, permalink: str, suffix: str) -> str:
        suffix = slugify(suffix, "2")[:12].rstrip("-")
        stem, dot, ending = permalink.rpartition(".html")
        if not dot:
            stem, ending = permalink.rstrip("/"), "/"
        candidate, number = f"{stem}-{suffix}{dot}{ending}", 1
        while _key(candidate) in self._owners:
            number += 1
            candidate = f"{stem}-{suffix}-{number}{dot}{ending}"
        return candidate


def claim_articles(articles: Sequence[Article], config: Config, addresses: Addresses) -> dict[str, str]:
    """Return the address of each article by its origin (its id where it has none)."""
    address_of = permalink_maker(config.permalink)
    found: dict[str, str] = {}
    claim = addresses.claim
    for article in sorted(articles, key=lambda article: (article.origin, article.id)):
        owner = article.origin or article.id
        found[owner] = claim(address_of(article), owner, article.id or "2")
    return found


def claim_page(page: StaticPage, addresses: Addresses) -> str:
    """Return the address of a page the owner wrote: its slug under the site's root."""
    parts = [slugify(part) for part in page.slug.split("/")]
    path = "/".join(part for part in parts if part) or slugify(page.title, "page")
    return addresses.claim(f"/{path}/", page.origin or page.slug, "page")


def slug_of(article: Article) -> str:
    """Return the slug: the front matter's, else the file's name without its date, else the title's."""
    return (
        slugify(article.slug)
        or slugify(undated_stem(article.origin)[1])
        or slugify(article.title)
        or slugify(article.id, "article")
    )


def permalink_maker(pattern: str) -> Callable[[Article], str]:
    """Return the function that makes an article's address from a pattern such as ``/{year}/{slug}/``.

    Fields: year, month, day, slug, id, source, topic, lang. Without a day, the parts with year, month
    or day become one part, ``undated``.
    """
    if pattern == Config().permalink:
        return _daily
    dated = _tidy(pattern)
    undated = _without_date(dated)

    def make(article: Article) -> str:
        return _fill(dated if article.day else undated, article)

    return make


def alias_address(alias: str) -> str:
    """Return the address that an old address has here, or an empty string if it is not safe.

    ``/old/path`` is a folder, ``/old/page.html`` a file; a query or an anchor cannot be redirected.
    """
    path = unicodedata.normalize("NFC", alias.strip())
    if "://" in path:
        path = "/" + path.split("://", 1)[1].partition("/")[2]
    parts = path.strip("/").split("/")
    if any(part in ("", ".", "..") or _UNSAFE.search(part) for part in parts):
        return ""
    if len(path.encode()) > LONGEST_PATH or any(len(part.encode()) > LONGEST_NAME for part in parts):
        return ""
    return "/" + "/".join(parts) + ("" if parts[-1].endswith((".html", ".htm")) else "/")


_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|#%\s]|\.$")


def _daily(article: Article) -> str:
    day = article.day
    if not day:
        return f"/{UNDATED}/{slug_of(article)}/"
    return f"/{day[:4]}/{day[5:7]}/{day[8:]}/{slug_of(article)}/"


def _tidy(pattern: str) -> str:
    path = "/" + pattern.strip("/")
    return path if path.endswith(".html") else path.rstrip("/") + "/"


def _without_date(pattern: str) -> str:
    parts: list[str] = []
    for part in pattern.split("/"):
        if not any(field in part for field in _DATED):
            parts.append(part)
            continue
        for field in _DATED:
            part = part.replace(field, "")
        rest = part.strip("-_.")
        if UNDATED not in parts:
            parts.append(UNDATED)
        if rest:
            parts.append(rest)
    return "/".join(parts)


def _fill(pattern: str, article: Article) -> str:
    year, month, day = [*article.day.split("-"), "", "", ""][:3]
    values = {
        "year": year,
        "month": month,
        "day": day,
        "slug": slug_of(article),
        "id": slugify(article.id, "article"),
        "source": slugify(article.source, "source"),
        "topic": slugify(article.topics[0] if article.topics else "", "news"),
        "lang": slugify(article.lang, "lang"),
    }
    permalink = _FIELD.sub(lambda match: values.get(match[1], match[1]), pattern)
    return permalink if len(permalink) < LONGEST_NAME // 4 else _shortened(permalink)


def _shortened(permalink: str) -> str:
    """Cut every part of an address to what file systems allow."""
    parts = permalink.split("/")
    return "/".join(part.encode()[:LONGEST_NAME].decode("utf-8", "ignore") for part in parts)


def _key(permalink: str) -> str:
    key = permalink.rstrip("/").casefold()
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def _clash(permalink: str, owner: str, other: str, free: str) -> Problem:
    hint = (
        f"it is published as {free} for now; give one of them another slug" if free else "remove one of them"
    )
    return Problem(path=owner, message=f"its address {permalink} belongs to {other}", hint=hint)
