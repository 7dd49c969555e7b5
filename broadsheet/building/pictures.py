"""How large pictures are: a digest and its folder in; width and height of the pictures they show out.

Only the first bytes of a file are read, and only of pictures that an article or a page names: a browser
that knows the size beforehand moves nothing when the picture comes.
"""

import re
import struct
from collections.abc import Iterable
from pathlib import Path

from broadsheet.building.place import Place
from broadsheet.model import Digest, Page
from broadsheet.pages.article_pages import media_address

HEAD = 65_536
"""Bytes of a file in which its size stands; the largest preview in a photograph's header ends before that."""
LARGEST = 20_000
"""Pixels; what says more is no picture for a page."""

_SVG = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE | re.DOTALL)
_SIDE = re.compile(rb"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_BOX = re.compile(rb"""\sviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG file that a frame's size follows (ITU T.81, table B.1)."""

Size = tuple[int, int]
"""Width and height in pixels."""


def picture_sizes(place: Place, digest: Digest, media: Iterable[Page]) -> dict[str, Size]:
    """Return the size of each picture that is shown, by its address on the site; of unknown kinds nothing.

    ``media`` are the pages that are copies of pictures: no other file is looked at.
    """
    sizes: dict[str, Size] = {}
    sources = {image.src for article in digest.articles if article.images for image in article.images}
    for article in digest.articles:
        sources.update(article.shown)
    for page in digest.pages:
        sources.update(page.shown)
    known = {page.permalink for page in media} if sources else frozenset()
    for source in sorted(sources):
        path = _path(source)
        size = read_size(place.content / path) if f"/{path}" in known else None
        if size is not None and min(size) > 0 and max(size) <= LARGEST:
            sizes[media_address(source)] = size
    return sizes


def read_size(file: Path) -> Size | None:
    """Return the size of a PNG, JPEG, GIF, WebP or SVG picture, or None."""
    try:
        with file.open("rb") as handle:
            head = handle.read(HEAD)
    except (OSError, ValueError):
        return None
    return size_in(head)


def size_in(head: bytes) -> Size | None:
    """Return the size that the first bytes of a picture tell."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", head, 16)
            return width, height
        if head[:6] in (b"GIF87a", b"GIF89a"):
            width, height = struct.unpack_from("<HH", head, 6)
            return width, height
        if head.startswith(b"\xff\xd8"):
            return _jpeg(head)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
        return _svg(head)
    except (struct.error, ValueError):  # the file ends too early, or says nonsense
        return None


def _jpeg(head: bytes) -> Size | None:
    at = 2
    while head[at] == 0xFF if at < len(head) else False:
        marker, length = struct.unpack_from(">BH", head, at + 1)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + length
    return None


def _webp(head: bytes) -> Size | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _svg(head: bytes) -> Size | None:
    opened = _SVG.search(head)
    if opened is None:
        return None
    sides = {name: float(value) for name, value in _SIDE.findall(opened[0])}
    if len(sides) < 2:
        box = _BOX.search(opened[0])
        sides = {b"width": float(box[1]), b"height": float(box[2])} if box else {}
    return (round(sides[b"width"]), round(sides[b"height"])) if sides else None


def _path(source: str) -> str:
    """Return the path below the content folder of a picture as its article names it."""
    path = source.strip().replace("\\", "/")
    for prefix in ("/", "content/", "media/"):
        path = path.removeprefix(prefix)
    return f"media/{path}"
