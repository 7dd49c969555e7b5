"""What earlier builds left behind: a place and the options in; the last outcome, if it still holds, out."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import astuple, replace

from broadsheet.building import entries
from broadsheet.building.place import Inputs, Place, open_place, take_inputs
from broadsheet.building.telling import report
from broadsheet.disk.listing import Listing, hash_file, packed
from broadsheet.disk.store import Store, sweep
from broadsheet.disk.survey import Stamp
from broadsheet.model import Options, Outcome, Published
from broadsheet.program import program_print
from broadsheet.warm.lastbuild import RECORD, LastBuild, names_of, racy_facts
from broadsheet.warm.sight import Sight

PLAIN = Options()
PLAN = "plan"
"""Name of the last plan's shelf, see ``shortcut``."""


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


class Edited(NamedTuple):
    """What is known where only articles' files changed since the last build."""

    last: LastBuild
    sight: Sight
    paths: list[str]
    """Those that changed or may have, below the content folder."""
    site: Listing
    """The site's files, which are as that build left them."""


class Memory:
    """What earlier builds of a digest left behind, as far as this program and these options may use it."""

    def __init__(self, place: Place, options: Options) -> None:
        self.store = Store(place.state, program_print(), in_use=options.cache)
        self._place = place
        self._output = str(place.output)
        self._settings = options
        settings = msgpack.encode((options.include, place.config, options.inbox, options.runner))
        self._options = hashlib.blake2b(settings, digest_size=16).hexdigest()

    def made(self, last: LastBuild) -> bool:
        """Whether a build was made with these options and this config."""
        return last.facts["options"] == self._options

    @property
    def takes_inbox(self) -> bool:
        """Whether raw texts are turned into articles."""
        return self._settings.inbox

    def last_outcome(self, inputs: Inputs, now: datetime) -> Outcome | None:
        """Return what the last build said if nothing it read or wrote has changed since."""
        last = self._last(now)
        if last is None or inputs.sight is None or last.edited(inputs.sight) != []:
            return None
        return outcome_of(last) if last.standing(self._output) is not None else None

    def before_edits(self, inputs: Inputs, now: datetime) -> Edited | None:
        """Return which articles' files changed since the last build, if nothing else has."""
        last = self._last(now)
        paths = last.edited(inputs.sight) if last and inputs.sight else None
        site = last.standing(self._output) if last and paths else None
        if last is None or inputs.sight is None or not paths or site is None:
            return None
        return Edited(last, inputs.sight, paths, site)

    def _last(self, now: datetime) -> LastBuild | None:
        last = None if self._settings.clean else LastBuild.load(self.store)
        return last if last is not None and self.made(last) and last.holds_at(now.timestamp()) else None

    def remember(
        self,
        inputs: Inputs,
        site: dict[str, Stamp],
        looked_out: int,
        written: Mapping[str, bytes],
        outcome: Outcome,
        now: datetime,
    ) -> None:
        """Save the outcome of a build at ``now`` without what concerns only the build that had it.

        ``written`` holds the hashes of the files that this build rendered.
        """
        if inputs.sight is None:
            return
        found = Listing(self._output)
        found.paths += site
        found.numbers += (number for stamp in site.values() for number in astuple(stamp))
        young = {
            path: written.get(path) or hash_file(f"{self._output}/{path}")
            for path in (found.paths[place] for place in found.racy(looked_out))
        }
        kept = Published(unchanged=outcome.pages)
        lasting = replace(outcome, added=(), reasons=(), published=kept, same=True)
        LastBuild(
            self._facts(inputs.sight, lasting, now),
            self._place.text.encode(),
            (inputs.sight.names(), inputs.sight.numbers()),
            (names_of(found.paths), packed(found.numbers)),
            young,
            msgpack.encode(lasting),
        ).save(self.store)

    def forget(self) -> None:
        """Forget the last build before the site is changed."""
        self.store.forget(RECORD)

    def _facts(self, sight: Sight, outcome: Outcome, now: datetime) -> dict[str, str]:
        """Return what must be known of a build before anything is decoded."""
        config, options = self._place.config, self._settings
        is_plain = replace(options, jobs=0, runner=False, clean=False) == PLAIN
        return {
            "options": self._options,
            "plain": ("runner" if options.runner else "plain") if is_plain else "",
            "content": config.content,
            "layouts": config.layouts,
            "output": config.output,
            "since": str(int(now.timestamp())),
            "until": outcome.until,
            **racy_facts(sight),
            "marks": marks_of(self.store),
            "answer": "" if outcome.problems else "\n".join(report(outcome, verbose=False)),
        }


def marks_of(store: Store) -> str:
    """Return what changes when the records of which an edit is shown without a new plan are others."""
    return (entries.Entries(store).mark() + store.mark(PLAN)).hex()


def outcome_of(last: LastBuild) -> Outcome | None:
    try:
        return msgpack.decode(last.outcome, type=Outcome)
    except MsgspecError:
        return None
