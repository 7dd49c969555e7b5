"""Which program this is: nothing in; bytes that change when it, Python or a library that shapes the site does, out."""

import os
import sys

from broadsheet import __version__
from broadsheet.disk.listing import files_below, is_content, packed
from broadsheet.disk.store import check_of

FOLDER = os.path.dirname(os.path.realpath(__file__))
"""The package's own."""
SHAPING_LIBRARIES = ("markdown_it", "jinja2", "yaml", "msgspec", "mdurl", "rensa", "pagefind")
"""Libraries whose version can show in the site's bytes."""

_known: list[bytes] = []
"""The answer, once it has been asked for."""


def program_print() -> bytes:
    """Return 16 bytes that change when Broadsheet, Python or a library that shapes the site does."""
    if not _known:
        _known.append(_program_print())
    return _known[0]


def _program_print() -> bytes:
    parts = [__version__.encode(), sys.version.encode()]
    own = files_below(FOLDER, is_content)
    parts += ["\0".join(own.paths).encode("utf-8", "surrogateescape"), packed(own.numbers)]
    for name in SHAPING_LIBRARIES:
        origin = origin_of(name)
        if origin:
            seen = os.stat(origin)
            numbers = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
            parts += [name.encode(), packed(numbers)]
    return check_of(b"\0".join(parts))


def origin_of(name: str) -> str:
    """Return the file of a library, nothing where it is not installed; a third of what ``importlib.util`` costs."""
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        spec = find(name, None) if find else None
        if spec is not None:
            return spec.origin or ""
    return ""


def layouts_folder() -> str:
    """Return the folder of the shipped layouts: inside the wheel, else beside the package."""
    inside = os.path.join(FOLDER, "_layouts")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(FOLDER), "layouts")
