"""The search index: a published site in, the files of its index out; made by Pagefind, which is an extra.

Pagefind looks at the articles' pages only and is run only when one of them has changed. Its files stand in
``pagefind/`` and belong to the site, but they are not the same to the byte each time (the order of its filters
is left to chance), so that folder stands outside the rule that an incremental build equals a clean one.
"""

import hashlib
import sys
from collections.abc import Collection, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.building.place import Place
from broadsheet.disk.store import Store
from broadsheet.disk.survey import Stamp, stamps_at, survey
from broadsheet.model import Page, Problem, Severity
from broadsheet.output.stage import Writer
from broadsheet.pages.contexts import ArticlePage
from broadsheet.warm.sight import CONFIG_NAME

FOLDER = "pagefind/"
WANTED = ("pagefind.", "pagefind-worker.js", "pagefind-entry.json", "wasm.", "fragment/", "index/", "filter/")
"""What a search needs of what Pagefind writes; the rest are widgets that no page of ours uses."""
LONGEST = 3_600
"""Seconds an index may take: 100,000 articles need about 150."""


class Remembered(Struct, frozen=True, array_like=True):
    """The index that stands in the site."""

    key: bytes
    """Hash of the pages it was made from."""
    files: dict[str, Stamp]


def with_search(place: Place) -> Place:
    """Return the place as it can be built here: where Pagefind is missing, with a warning and no search."""
    if not place.config.search or find_spec("pagefind") is not None:
        return place
    hint = 'pip install "broadsheet[search]", or set search: false'
    message = "search needs Pagefind, which is not installed; the site is built without its search page"
    warning = Problem(path=CONFIG_NAME, message=message, hint=hint, severity=Severity.WARNING)
    return replace(place, config=replace(place.config, search=False), problems=(*place.problems, warning))


class SearchIndex:
    """Knows the index of a site, and whether it is that of its pages."""

    def __init__(self, place: Place, pages: Iterable[Page], memory: Store, *, is_new: bool = False) -> None:
        """Load what is known of the index, unless it ``is_new``: then it is made in any case."""
        self._place, self._memory = place, memory
        self._key = key_of(pages, place.config.language) if place.config.search else b""
        old = memory.load("search", Remembered) if place.config.search and not is_new else None
        self._old = old or Remembered(b"", {})

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files of the index as the site has it, or none where it has no search."""
        return tuple(self._old.files)

    @property
    def stamps(self) -> dict[str, Stamp]:
        """Return the stamps of those files."""
        return self._old.files

    @property
    def is_stale(self) -> bool:
        """Whether the index must be made anew."""
        if not self._place.config.search:
            return False
        is_whole = stamps_at(self._place.output, self.files) == self._old.files
        return not self._old.files or not is_whole or self._old.key != self._key

    def make(self, stage: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Write a new index into the stage; return its paths, and what went wrong."""
        import tempfile

        with tempfile.TemporaryDirectory(dir=self._place.state, prefix="search-") as folder:
            problem = _run(self._place, folder)
            if problem is not None:
                return (), (problem,)
            writer = Writer(stage)
            paths = tuple(
                f"{FOLDER}{name}" for name in sorted(survey(Path(folder))) if name.startswith(WANTED)
            )
            for path in paths:
                writer.put(path, Path(folder, path.removeprefix(FOLDER)).read_bytes())
        return paths, ()

    def remember(self, paths: Collection[str]) -> None:
        """Save what the site's index was made from."""
        self._old = Remembered(self._key, stamps_at(self._place.output, sorted(paths)))
        self._memory.save("search", self._old)


def key_of(pages: Iterable[Page], language: str) -> bytes:
    """Return the hash of all that Pagefind looks at."""
    state = hashlib.blake2b(language.encode(), digest_size=16)
    for page in pages:
        if isinstance(page.context, ArticlePage):
            state.update(page.permalink.encode() + b"\0" + page.key)
    return state.digest()


def _run(place: Place, folder: str) -> Problem | None:
    import subprocess

    site = str(place.output.resolve())
    words: Sequence[str] = (
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        site,
        "--output-path",
        folder,
        "--quiet",
    )
    try:
        done = subprocess.run(
            [*words, "--force-language", place.config.language],
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _failed(str(error))
    said = done.stderr.decode("utf-8", "replace").split("\n")
    return _failed(next((line for line in reversed(said) if line.strip()), "")) if done.returncode else None


def _failed(reason: str) -> Problem:
    message = f"Pagefind could not make the search index: {reason.strip()[:300] or 'it does not say why'}"
    return Problem(
        path=CONFIG_NAME, message=message, hint="the site is whole without it", severity=Severity.WARNING
    )
