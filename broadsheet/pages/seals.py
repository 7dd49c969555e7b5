"""Pages' keys: a layout's fingerprint, the site and what a page sees in; the page with its key out."""

from collections.abc import Mapping

import msgspec

from broadsheet.model import Page
from broadsheet.pages.contexts import Context, Site
from broadsheet.prints import fingerprint


class Seals:
    """Seals pages of one site with hashes of everything that they can show."""

    def __init__(self, site: Site, fingerprints: Mapping[str, bytes]) -> None:
        """``fingerprints`` are of the layouts with all that they include (``Layouts.fingerprints``)."""
        self._encoder = msgspec.msgpack.Encoder()
        shared = self._encoder.encode(site)
        self._bases = {name: fingerprint(shared + mark) for name, mark in fingerprints.items()}
        self._plain = fingerprint(shared)

    def page(self, layout: str, context: Context, reason: str) -> Page:
        """Return the page with its key: a hash of the layout, the site and all that the page sees."""
        base = self._bases.get(layout, self._plain)
        return Page(
            permalink=context.permalink,
            layout=layout,
            context=context,
            key=fingerprint(base + self._encoder.encode(context)),
            reason=reason,
        )
