"""What HTML made of content may hold: the elements, attributes and addresses of an allow list, nothing else."""

import re

from tests.promises.sheet import Parsed

ELEMENTS = frozenset(
    {
        *("p", "em", "strong", "s", "a", "img", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td"),
    }
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "code": {"class"},
    "div": {"class", "role", "tabindex"},
    "th": {"style"},
    "td": {"style"},
}
_ALIGNED = re.compile(r"text-align:(?:left|center|right)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_GIVEN = ("http://", "https://", "mailto:")


def assert_harmless(html: str) -> None:
    """Parse a body's HTML as a browser does and hold it against the list."""
    for element in Parsed(html).elements:
        assert element.name in ELEMENTS, element.name
        for name, value in element.attributes.items():
            assert name in ATTRIBUTES.get(element.name, ()), (element.name, name)
            if name == "style":
                assert _ALIGNED.fullmatch(value), value
            if name in ("href", "src"):
                assert_address(value)


def assert_address(address: str) -> None:
    """Hold one address against what may be linked, read as a browser reads it."""
    read = re.sub(r"[\t\r\n]", "", address).strip(" \x00\x01\x02\x03\x1b\x1f")
    if _SCHEME.match(read):
        assert read.lower().startswith(_GIVEN), address
    else:
        assert not read.replace("\\", "/").startswith("//"), address
