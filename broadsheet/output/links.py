"""Links of a built site: a folder in, the links and anchors that lead nowhere out."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct

LINKING = {"href": "", "src": "", "action": "", "poster": ""}


class Broken(Struct, frozen=True):
    """A link that leads nowhere."""

    page: str
    """Path of the page it stands on, such as ``2024/05/03/slug/index.html``."""
    target: str
    reason: str


def broken_links(site: Path, base_url: str = "") -> list[Broken]:
    """Return the links between pages of the site that lead to no file or no anchor, by page.

    ``base_url`` is the address under which absolute links mean this site.
    """
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    anchors: dict[str, set[str]] = {}
    wanted: list[tuple[str, str]] = []
    for name, path in pages.items():
        seen = _Links()
        seen.feed(path.read_text(encoding="utf-8", errors="replace"))
        anchors[name] = seen.anchors
        wanted += [(name, target) for target in seen.targets]
    return [broken for name, target in wanted if (broken := _judge(site, name, target, anchors, base_url))]


class _Links(HTMLParser):
    """Collects the targets and the anchors of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors.update(value for key in ("id", "name") if (value := found.get(key)))
        if tag != "link" or found.get("rel") != "canonical":
            self.targets += [value for key in LINKING if (value := found.get(key)) is not None]
        if refresh := _refresh_target(found):
            self.targets.append(refresh)


def _refresh_target(found: dict[str, str | None]) -> str:
    if (found.get("http-equiv") or "").lower() != "refresh":
        return ""
    return (found.get("content") or "").partition("url=")[2]


def _judge(site: Path, name: str, target: str, anchors: dict[str, set[str]], base_url: str) -> Broken | None:
    if base_url and target.startswith(base_url):
        target = "/" + target[len(base_url) :]
    try:
        parts = urlsplit(target)
    except ValueError:
        return Broken(name, target, "is not an address")
    if parts.scheme or parts.netloc:
        return None
    path = site_path(name, unquote(parts.path), base_url)
    if path is None:
        return Broken(name, target, "leaves the site")
    found = next((option for option in _files(path) if (site / option).is_file()), None)
    if found is None:
        return Broken(name, target, "there is no such page")
    if parts.fragment and found.endswith(".html") and unquote(parts.fragment) not in anchors[found]:
        return Broken(name, target, "the page has no such anchor")
    return None


def site_path(name: str, path: str, base_url: str) -> str | None:
    """Return the path that a link on the page ``name`` means, below the site's root; None where it leads out."""
    if not path:
        return name
    base = urlsplit(base_url).path or "/"
    if path.startswith(base) and path.startswith("/"):
        path = path[len(base) :] or "index.html"
        folder = ""
    elif path.startswith("/"):
        folder, path = "", path[1:]
    else:
        folder = name.rpartition("/")[0]
    resolved = normpath(f"{folder}/{path}" if folder else path or ".")
    if resolved == ".." or resolved.startswith("../"):
        return None
    return resolved + "/" if path.endswith("/") or resolved == "." else resolved


def _files(path: str) -> Iterator[str]:
    if path.endswith("/"):
        yield "index.html" if path == "./" else f"{path}index.html"
    else:
        yield path
        yield f"{path}/index.html"
