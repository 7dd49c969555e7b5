"""The HTML of a body and the sizes of its pictures in; the same with width and height out, so that nothing moves."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

Sizes = Mapping[str, tuple[int, int]]
"""Width and height in pixels by address, not quoted: ``/media/old map.png``."""

_SHOWN = re.compile(r'<img src="(/media/[^"]*)"')


def with_sizes(html: str, sizes: Sizes) -> str:
    """Return the HTML with the size of every picture that is known."""

    def sized(found: "re.Match[str]") -> str:
        size = sizes.get(unquote(unescape(found[1])))
        return f'{found[0]} width="{size[0]}" height="{size[1]}"' if size else found[0]

    return _SHOWN.sub(sized, html) if sizes else html
