"""A digest at a glance: its folders in; all that a build may read, as the file system describes it, out."""

from __future__ import annotations

import os
import time

from broadsheet.disk.listing import NUMBER_BYTES, NUMBERS, Listing, files_below, files_in, is_content, packed

CONFIG_NAME = "config.yaml"
TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLES = "articles/"
"""Below the content folder."""
ORIGINALS = "originals"
BREAK = "\0\0"


class Sight:
    """What was seen of a digest at one moment."""

    def __init__(self, root: str, content: str, layouts: Sequence[str]) -> None:
        """Look at a digest; raises OSError where it has no config."""
        self.looked = time.time_ns()
        """Nanoseconds since 1970."""
        self._numbers = b""
        self.refused: dict[str, str] = {}
        """Below the content folder, what is no readable file of it, with the reason."""
        self.strange: dict[str, str] = {}
        """The same below the layout folders: no build is idle beside it, one fails on it."""
        self.content = files_below(content, is_content, self.refused, ORIGINALS)
        """Below the content folder, without the originals."""
        self.layouts = [files_below(folder, is_content, self.strange) for folder in layouts]
        """Below the layout folders, the digest's own and the shipped ones."""
        self.labels = files_in(os.path.join(content, ORIGINALS), ".json")
        """The labels files beside the originals, by their names."""
        self.config = Listing(root)
        self.config.add(CONFIG_NAME, os.stat(os.path.join(root, CONFIG_NAME)))

    @property
    def listings(self) -> list[Listing]:
        return [self.content, *self.layouts, self.labels, self.config]

    def names(self) -> bytes:
        """Return bytes that change when anything comes, goes or is refused."""
        refused = ["\0".join((path, *why)) for path, *why in (*self.refused.items(), *self.strange.items())]
        parts = ["\0".join(one) for one in (*(found.paths for found in self.listings), refused)]
        return BREAK.join(parts).encode("utf-8", "surrogateescape")

    def numbers(self) -> bytes:
        """Return the numbers of all files, of those of the content folder first."""
        if not self._numbers:
            self._numbers = b"".join(packed(found.numbers) for found in self.listings)
        return self._numbers

    def racy(self) -> tuple[list[int], bool]:
        """Return the content files that may change under their stamps, by place, and whether others may."""
        others = (found.racy(self.looked) for found in self.listings[1:])
        return self.content.racy(self.looked), any(others)


def differing(before: bytes, now: bytes) -> list[int]:
    """Return the places of the files whose numbers differ."""
    size = NUMBERS * NUMBER_BYTES
    spans = range(0, len(now), size)
    return [at // size for at in spans if before[at : at + size] != now[at : at + size]]
