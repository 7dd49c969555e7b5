"""What earlier builds left behind: a place and the options in; the last outcome, if it still holds, out."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from broadsheet.model import Options, Outcome, Published
from broadsheet.place import Inputs, Place, open_place, program_print, take_inputs
from broadsheet.store import Store
from broadsheet.survey import Stamp, hash_file, print_of, stamps_at


class LastBuild(Struct, frozen=True, kw_only=True):
    """What is remembered of a build to see at a glance that nothing has changed since."""

    inputs: bytes
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


def unchanged(root: Path, options: Options, now: datetime) -> Outcome | None:
    """Return the last build's outcome if building again would do nothing.

    Stands apart from the pipeline, so that an idle build loads none of the stages.
    """
    place = open_place(root, base_url=options.base_url, output=options.output)
    return Memory(place, options).last_outcome(take_inputs(place), now)


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
        last = None if self._is_clean else self.store.load("last", LastBuild)
        if last is None or last.options != self._options or last.inputs != inputs.print():
            return None
        if last.outcome.until and datetime.fromisoformat(last.outcome.until) <= now:
            return None
        if inputs.is_racy(last.looked_in):
            return None
        if last.site != print_of(stamps_at(self._output, last.paths)):
            return None
        holds = all(hash_file(self._output / path) == known for path, known in last.young.items())
        return last.outcome if holds else None

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
            site=print_of(site),
            options=self._options,
            looked_in=inputs.looked,
            looked_out=looked_out,
            paths=tuple(site),
            young=young,
            outcome=lasting,
        )
        self.store.save("last", record)
