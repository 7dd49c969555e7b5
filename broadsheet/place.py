"""A digest on disk: its root and options in; its config, folders, inputs and fingerprints out."""

import hashlib
import os
import sys
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet import __version__, resources
from broadsheet.model import Config, Problem
from broadsheet.problems import ProblemError, has_errors, reason_of
from broadsheet.store import Store
from broadsheet.survey import (
    Stamp,
    is_any_racy,
    is_content,
    is_utf8,
    print_of,
    printable,
    read_file,
    stamp_of,
    stamps_in,
    survey,
)

STATE = ".broadsheet"
CONFIG_NAME = "config.yaml"
ARTICLES = "articles/"
"""Below the content folder."""
ORIGINALS = "originals"
LARGEST_CONFIG = 4 * 1024 * 1024
"""Bytes."""
NAME_BYTES = 240
"""A folder's name may have 255 bytes, and the stage beside it has a longer one."""
SHAPING_LIBRARIES = ("markdown_it", "jinja2", "yaml", "msgspec", "mdurl", "rensa", "pagefind")
"""Libraries whose version can show in the site's bytes."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a digest lies and what its config says."""

    root: Path
    config: Config
    problems: tuple[Problem, ...]

    @property
    def content(self) -> Path:
        return self.root / self.config.content

    @property
    def output(self) -> Path:
        return self.root / self.config.output

    @property
    def state(self) -> Path:
        return self.root / STATE

    @property
    def layouts(self) -> tuple[Path, ...]:
        """Folders of layouts, the digest's own first."""
        return (self.root / self.config.layouts, resources.layouts_folder())

    def relative(self, path: Path) -> str:
        """Name a file as problems do: relative to the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


class Inputs(Struct, frozen=True):
    """Stamps of everything a build may read, by path below the folder in question."""

    content: dict[str, Stamp]
    """Below the content folder, without the originals."""
    layouts: dict[str, Stamp]
    """Below the layout folders, the digest's own and the shipped ones."""
    config: Stamp
    looked: int
    """Nanoseconds since 1970: when the stamps were taken."""
    refused: dict[str, str] = {}
    """Below the content folder, what is no readable file of it, with the reason."""
    labels: dict[str, Stamp] = {}
    """The labels files beside the originals, by their names."""
    strange: tuple[str, ...] = ()
    """Below the layout folders, what is no readable file: no build is idle beside it, one fails on it."""

    def is_racy(self, looked: int) -> bool:
        """Whether any file may have changed under its stamp since ``looked``."""
        return is_any_racy({**self.content, **self.layouts, "": self.config}, looked) or is_any_racy(
            self.labels, looked
        )

    def print(self) -> bytes:
        """Return 16 bytes that change when any input does."""
        parts = print_of(self.content) + print_of(self.layouts) + print_of({"": self.config})
        parts += print_of(self.labels)
        parts += "\n".join([*sorted(self.refused), *self.strange]).encode("utf-8", "surrogateescape")
        return hashlib.blake2b(parts, digest_size=16).digest()

    def beside(self, folder: str) -> "Inputs":
        """Return all inputs but the content files below one folder."""
        content = {path: stamp for path, stamp in self.content.items() if not path.startswith(folder)}
        return replace(self, content=content)

    def below(self, folder: str) -> dict[str, Stamp]:
        """Return the content files below one folder, such as ``articles/``."""
        return {path: stamp for path, stamp in self.content.items() if path.startswith(folder)}


def open_place(
    root: Path, *, base_url: str | None = None, output: str | None = None, remember: bool = True
) -> Place:
    """Read the config of a digest; raises ProblemError with all its mistakes where there is an error.

    With ``remember`` the read config is kept among what earlier builds left behind.
    """
    path = root / CONFIG_NAME
    try:
        text = read_file(path, LARGEST_CONFIG).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(
            path=CONFIG_NAME, message=f"is not UTF-8 text (byte {error.start})", hint="save it as UTF-8"
        )
        raise ProblemError(problem) from error
    except OSError as error:
        problem = Problem(path=CONFIG_NAME, message=f"cannot be read: {reason_of(error)}")
        raise ProblemError(problem) from error
    config, problems = _config(root, text, remember)
    if base_url is not None:
        config, more = _with_base_url(config, base_url)
        problems += more
    if output is not None:
        config, more = _with_output(root, config, output)
        problems += more
    if has_errors(problems):
        raise ProblemError(*problems)
    return Place(root=root, config=config, problems=tuple(problems))


def take_inputs(place: Place) -> Inputs:
    """Stamp everything a build may read."""
    looked = time.time_ns()
    refused: dict[str, str] = {}
    content = survey(place.content, is_content, refused, besides=ORIGINALS)
    layouts: dict[str, Stamp] = {}
    strange: dict[str, str] = {}
    for index, folder in enumerate(place.layouts):
        found = survey(folder, is_content, strange)
        layouts.update({f"{index}/{path}": stamp for path, stamp in found.items()})
    labels = stamps_in(place.content / ORIGINALS, ".json")
    return Inputs(
        content, layouts, stamp_of(place.root / CONFIG_NAME), looked, refused, labels, tuple(strange)
    )


@cache
def program_print() -> bytes:
    """Return bytes that change when Broadsheet, Python or a library that shapes the site does."""
    parts = [__version__.encode(), sys.version.encode()]
    parts.append(print_of(survey(resources.PACKAGE, is_content)))
    for name in SHAPING_LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin:
            parts.append(print_of({name: stamp_of(spec.origin)}))
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()


class _Read(Struct, frozen=True):
    """A config as it was read; remembered because loading a YAML parser costs more than an idle build."""

    text: str
    config: Config
    problems: tuple[Problem, ...]


def _config(root: Path, text: str, remember: bool) -> tuple[Config, tuple[Problem, ...]]:
    memory = Store(root / STATE, program_print(), in_use=remember)
    known = memory.load("config", _Read)
    if known is None or known.text != text:
        from broadsheet.config import read_config

        config, problems = read_config(text, CONFIG_NAME)
        known = _Read(text, config, tuple(problems))
        memory.save("config", known)
    return known.config, known.problems


def _with_base_url(config: Config, base_url: str) -> tuple[Config, tuple[Problem, ...]]:
    """Check an address from the command line by the rules of the config file."""
    import json

    from broadsheet.config import read_config

    checked, problems = read_config(f"base_url: {json.dumps(base_url)}\n", "--base-url")
    return _with(config, base_url=checked.base_url), tuple(problems)


def _with_output(root: Path, config: Config, output: str) -> tuple[Config, tuple[Problem, ...]]:
    """Take a folder from the command line; where the owner writes, it is refused as in the config file."""
    folder = Path(output).absolute()
    hint = "name a folder of its own, such as site"
    if not is_utf8(output) or not output.isprintable() or len(folder.name.encode()) > NAME_BYTES:
        message = "is no name for a folder"
        return config, (Problem(path=f"--output {printable(output[:60])}", message=message, hint=hint),)
    resolved = _real(folder)
    for name in (config.content, config.layouts, STATE):
        if resolved.is_relative_to(_real(root / name)):
            message = f"is inside {name}; nothing was written"
            return config, (Problem(path=f"--output {output}", message=message, hint=hint),)
    return _with(config, output=str(folder)), ()


def _real(path: Path) -> Path:
    """Follow all links; unlike ``Path.resolve`` without an exception for those that go in circles."""
    return Path(os.path.realpath(path))


def _with(config: Config, **changes: str) -> Config:
    return replace(config, **changes)
