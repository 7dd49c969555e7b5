"""The last build: what it left in the store in; what has changed since, and whether its site still stands, out.

A build with nothing to do goes through here: nothing slow is imported, and no record is decoded.
"""

from __future__ import annotations

from broadsheet.disk.listing import Listing, files_at, hash_file, packed
from broadsheet.disk.store import Store
from broadsheet.warm.sight import ARTICLES, Sight, differing

TYPE_CHECKING = False  # typing itself takes 8 ms to load
if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD = "last"
PARTS = 8
BREAK = "\0"


class LastBuild:
    """What is remembered of a build to see at a glance what has changed since."""

    def __init__(
        self,
        facts: dict[str, str],
        config: bytes,
        inputs: tuple[bytes, bytes],
        site: tuple[bytes, bytes],
        young: dict[str, bytes],
        outcome: bytes,
    ) -> None:
        self.facts = facts
        """By name, see ``memory.Memory.remember``."""
        self.config = config
        """The config's text."""
        self.inputs = inputs
        """Names and numbers of all that it read, as in ``Sight``."""
        self.site = site
        """Names and numbers of all files of the site."""
        self.young = young
        """Files of the site that were written too shortly before to be known by their stamps, and their hashes."""
        self.outcome = outcome
        """In msgpack, for whom the answer is not enough."""

    @classmethod
    def load(cls, store: Store) -> LastBuild | None:
        """Return the last build that this program remembered, if any."""
        parts = store.load_parts(RECORD)
        if parts is None or len(parts) != PARTS:
            return None
        facts = dict(fact.partition("=")[::2] for fact in _text(parts[0]).split(BREAK))
        young = (line.partition(" ")[::2] for line in _text(parts[6]).split(BREAK) if line)
        known = {path: bytes.fromhex(mark) for mark, path in young}
        return cls(facts, parts[1], (parts[2], parts[3]), (parts[4], parts[5]), known, parts[7])

    def save(self, store: Store) -> None:
        """Remember this build."""
        facts = _bytes(BREAK.join(f"{name}={value}" for name, value in self.facts.items()))
        young = _bytes(BREAK.join(f"{mark.hex()} {path}" for path, mark in self.young.items()))
        store.save_parts(RECORD, (facts, self.config, *self.inputs, *self.site, young, self.outcome))

    def holds_at(self, seconds: float) -> bool:
        """Say whether a build at a moment, in seconds since 1970, would publish the same set of articles.

        A clock that stands before that build was put right since.
        """
        if seconds < int(self.facts["since"]):
            return False
        if not self.facts["until"]:
            return True
        from datetime import datetime

        return seconds < datetime.fromisoformat(self.facts["until"]).timestamp()

    def edited(self, sight: Sight) -> list[str] | None:
        """Return the articles' files that changed, or may have; None if anything else did, or comes or goes."""
        names, numbers = self.inputs
        if self.facts["racy beside"] or sight.names() != names:
            return None
        now = sight.numbers()
        places = set(differing(numbers, now)) if numbers != now else set[int]()
        places.update(int(place) for place in self.facts["racy"].split())
        paths = sight.content.paths
        if any(place >= len(paths) or not paths[place].startswith(ARTICLES) for place in places):
            return None
        return [paths[place] for place in sorted(places)]

    def after_edits(
        self, sight: Sight, site: Listing, looked: int, written: Mapping[str, bytes], marks: str
    ) -> LastBuild:
        """Return what is to be remembered after a build that changed some pages only.

        ``site`` is what now stands there, ``written`` has the hashes of the files that were rendered.
        """
        young = {
            path: written.get(path) or self.young.get(path) or hash_file(f"{site.folder}/{path}")
            for path in (site.paths[place] for place in site.racy(looked))
        }
        facts = {**self.facts, **racy_facts(sight), "marks": marks}
        inputs, numbers = (self.inputs[0], sight.numbers()), packed(site.numbers)
        return LastBuild(facts, self.config, inputs, (self.site[0], numbers), young, self.outcome)

    def standing(self, output: str) -> Listing | None:
        """Return what is in the site's folder, if it is as that build left it."""
        names, numbers = self.site
        paths = _text(names).split(BREAK) if names else []
        found = files_at(output, paths)
        if packed(found.numbers) != numbers or len(found.paths) != len(paths):
            return None
        holds = all(hash_file(f"{output}/{path}") == known for path, known in self.young.items())
        return found if holds else None


def racy_facts(sight: Sight) -> dict[str, str]:
    """Return which files may change under their stamps: articles' by their place; whether others may."""
    racy, is_racy_beside = sight.racy()
    is_racy_beside |= any(not sight.content.paths[place].startswith(ARTICLES) for place in racy)
    return {"racy": " ".join(map(str, racy)), "racy beside": "racy" if is_racy_beside else ""}


def names_of(paths: list[str]) -> bytes:
    """Write the names of a site's files as ``LastBuild.site`` has them."""
    return _bytes(BREAK.join(paths))


def _text(packed: bytes) -> str:
    return packed.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
