"""What earlier builds left behind: a place and the options in; the last outcome, if it still holds, out."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from broadsheet.model import Options, Outcome, Published
from broadsheet.place import ARTICLES, Inputs, Place, open_place, program_print, take_inputs
from broadsheet.store import Store, sweep
from broadsheet.survey import Stamp, hash_file, print_of, stamps_at


class LastBuild(Struct, frozen=True, kw_only=True):
    """What is remembered of a build to see at a glance that nothing has changed since."""

    inputs: bytes
    beside: bytes
    """The inputs without the article files."""
    site: bytes
    options: bytes
    looked_in: int
    """Nanoseconds since 1970: when the stamps of the inputs were taken."""
    looked_out: int
    """The same for the site."""
    paths: tuple[str, ...]
    """All files of the site."""
    young: dict[str, bytes]
    """Files of the site that were written too shortly before to be known by their stamps, and their hashes."""
    outcome: Outcome


class Look(Struct, frozen=True, kw_only=True):
    """What is seen at a glance at a digest."""

    place: Place
    inputs: Inputs
    outcome: Outcome | None
    """What the last build said, if building again would do nothing."""


def look_at(root: Path, options: Options, now: datetime) -> Look:
    """Stamp a digest's files and compare them with those of the last build.

    Stands apart from the pipeline, so that an idle build loads none of the stages.
    """
    place = open_place(root, base_url=options.base_url, output=options.output)
    sweep(place.state)
    inputs = take_inputs(place)
    return Look(place=place, inputs=inputs, outcome=Memory(place, options).last_outcome(inputs, now))


class Memory:
    """What earlier builds of a digest left behind, as far as this program and these options may use it."""

    def __init__(self, place: Place, options: Options) -> None:
        self.store = Store(place.state, program_print(), in_use=options.cache)
        self._output = place.output
        self._is_clean = options.clean
        settings = msgpack.encode((options.include, place.config, options.inbox, options.runner))
        self._options = hashlib.blake2b(settings, digest_size=16).digest()

    def last_outcome(self, inputs: Inputs, now: datetime) -> Outcome | None:
        """Return what the last build said if nothing it read or wrote has changed since."""
        last = self._last(now)
        if last is None or last.inputs != inputs.print() or inputs.is_racy(last.looked_in):
            return None
        return last.outcome if self._site_of(last) is not None else None

    def before_edits(self, inputs: Inputs, now: datetime) -> tuple[Outcome, dict[str, Stamp]] | None:
        """Return the last build's outcome and the stamps of its site, if only article files changed."""
        last = self._last(now)
        beside = inputs.beside(ARTICLES)
        if last is None or last.beside != beside.print() or beside.is_racy(last.looked_in):
            return None
        site = self._site_of(last)
        return (last.outcome, site) if site is not None else None

    def _last(self, now: datetime) -> LastBuild | None:
        last = None if self._is_clean else self.store.load("last", LastBuild)
        if last is None or last.options != self._options:
            return None
        is_over = last.outcome.until and datetime.fromisoformat(last.outcome.until) <= now
        return None if is_over else last

    def _site_of(self, last: LastBuild) -> dict[str, Stamp] | None:
        """Return the stamps of the site if it is as that build left it."""
        site = stamps_at(self._output, last.paths)
        if last.site != print_of(site):
            return None
        holds = all(hash_file(self._output / path) == known for path, known in last.young.items())
        return site if holds else None

    def remember(
        self,
        inputs: Inputs,
        site: dict[str, Stamp],
        looked_out: int,
        written: Mapping[str, bytes],
        outcome: Outcome,
    ) -> None:
        """Save the outcome without what concerns only the build that had it.

        ``written`` holds the hashes of the files that this build rendered.
        """
        young = {
            path: written.get(path) or hash_file(self._output / path)
            for path, stamp in site.items()
            if stamp.is_racy(looked_out)
        }
        kept = Published(unchanged=outcome.pages)
        lasting = replace(outcome, added=(), reasons=(), published=kept, same=True)
        record = LastBuild(
            inputs=inputs.print(),
            beside=inputs.beside(ARTICLES).print(),
            site=print_of(site),
            options=self._options,
            looked_in=inputs.looked,
            looked_out=looked_out,
            paths=tuple(site),
            young=young,
            outcome=lasting,
        )
        self.store.save("last", record)
