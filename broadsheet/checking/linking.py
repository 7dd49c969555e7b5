"""A digest and the links of its site that lead nowhere in; problems at the lines where they are typed out."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.articles.frontmatter import split
from broadsheet.articles.typed_links import TypedLink, typed_links
from broadsheet.building.place import Place
from broadsheet.model import Digest, Image, Page, Problem
from broadsheet.output.links import Broken, site_path
from broadsheet.output.publish import path_of
from broadsheet.pages.article_pages import media_address

Meaning = tuple[str, str]
"""A path of the site and an anchor on it."""


def link_problems(
    place: Place, digest: Digest, pages: Sequence[Page], broken: Sequence[Broken]
) -> list[Problem]:
    """Return a problem for each link of the owner's that leads nowhere, and for pictures that cannot be shown.

    A link that several pages show (an edition opens with its lead's first paragraphs) is told once.
    """
    origins = _origins(digest, pages)
    texts = _Texts(place, digest)
    found = list(_lost_pictures(texts, sorted({*origins.values()})))
    told: set[Meaning] = set()
    for own in (True, False):
        for one in broken:
            origin = origins.get(one.page, "")
            meaning = _meaning(one.page, one.target, place.config.base_url)
            if bool(origin) is own and (own or meaning not in told):
                told.add(meaning)
                found += _problems(one, meaning, texts.read(origin) if origin else _File(one.page, (), ()))
    return list(dict.fromkeys(found))


def _origins(digest: Digest, pages: Sequence[Page]) -> dict[str, str]:
    """Return the owner's file behind each page that has one, by the path of the page."""
    notes = {edition.day: edition.origin for edition in digest.editions if edition.origin}
    found = {}
    for page in pages:
        origin = getattr(page.context, "origin", "") if page.layout != "copy" else ""
        if page.layout == "edition.html":
            origin = notes.get(page.context.day, "")
        if origin:
            found[path_of(page.permalink)] = origin
    return found


class _File(Struct, frozen=True):
    """A file of the owner's and the links in it."""

    origin: str
    lines: tuple[str, ...]
    links: tuple[TypedLink, ...]
    """With lines that count those of the file."""


class _Texts:
    """Reads files of the owner's, each once."""

    def __init__(self, place: Place, digest: Digest) -> None:
        self._place = place
        self._images: Mapping[str, tuple[Image, ...]] = {
            article.origin: article.images for article in digest.articles if article.images
        }
        self._read: dict[str, _File] = {}

    def has_pictures(self, origin: str) -> bool:
        return "![" in self._text(origin)

    def read(self, origin: str) -> _File:
        found = self._read.get(origin)
        if found is None:
            text = self._text(origin)
            lines = tuple(text.splitlines())
            links = (*_links_of(text), *_images_of(self._images.get(origin, ()), lines))
            found = self._read[origin] = _File(origin, lines, links)
        return found

    def _text(self, origin: str) -> str:
        try:
            return (self._place.root / origin).read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return ""


def _links_of(text: str) -> Iterator[TypedLink]:
    body = split(text).body
    start = text.rfind(body)
    before = text.count("\n", 0, start) if start > 0 else 0
    for link in typed_links(body):
        yield replace(link, line=link.line + before)


def _images_of(images: Sequence[Image], lines: Sequence[str]) -> Iterator[TypedLink]:
    """Find the pictures that a header names."""
    for image in images:
        address = unquote(media_address(image.src))
        at = next((number for number, line in enumerate(lines) if image.src and image.src in line), -1)
        if address and at >= 0:
            column = lines[at].find(image.src) + 1
            yield TypedLink(typed=image.src, address=address, line=at + 1, column=column, is_picture=True)


def _meaning(page: str, target: str, base_url: str) -> Meaning:
    if base_url and target.startswith(base_url):
        target = "/" + target[len(base_url) :]
    try:
        parts = urlsplit(target)
    except ValueError:
        return target, ""
    path = site_path(page, unquote(parts.path), base_url)
    return _plain(path or target), unquote(parts.fragment)


def _plain(path: str) -> str:
    """Write a path of the site in one way: without ``index.html`` and slashes around."""
    return normpath("/" + path.removesuffix("index.html")).strip("/")


def _problems(broken: Broken, meaning: Meaning, file: _File) -> list[Problem]:
    """Tell of a link wherever it is typed; what no file of the owner's says stands on the page itself."""
    hint = "mend or remove it"
    found = []
    for link in file.links:
        own = f"/{broken.page}{link.address}" if link.address.startswith("#") else link.address
        parts = urlsplit(own) if own.startswith("/") else None
        if parts and (_plain(unquote(parts.path)), unquote(parts.fragment)) == meaning:
            word, reason = (
                ("picture", "there is no such file") if link.is_picture else ("link", broken.reason)
            )
            found.append(_at(link, file, f'{word} "{link.typed}": {reason}', hint))
    shown = f"/{meaning[0]}{'#' if meaning[1] else ''}{meaning[1]}"
    return found or [Problem(path=file.origin, message=f'link "{shown}": {broken.reason}', hint=hint)]


def _lost_pictures(texts: _Texts, origins: Sequence[str]) -> Iterator[Problem]:
    """Find pictures that stand as words on the page: they lie neither in the web nor among the digest's own."""
    for origin in origins:
        if not texts.has_pictures(origin):
            continue
        file = texts.read(origin)
        for link in file.links:
            if link.is_picture and link.address.startswith("/") and not link.address.startswith("/media/"):
                message = f'picture "{link.typed}" is not in content/media/; the page shows its words only'
                hint = f"put it there and write /media/{link.address.rpartition('/')[2]}"
                yield _at(link, file, message, hint)


def _at(link: TypedLink, file: _File, message: str, hint: str) -> Problem:
    return Problem(
        path=file.origin,
        line=link.line,
        column=link.column,
        message=message,
        hint=hint,
        source_line=file.lines[link.line - 1] if 0 < link.line <= len(file.lines) else "",
    )
