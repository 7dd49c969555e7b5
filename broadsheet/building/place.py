"""A digest on disk: its root and options in; its config, folders, inputs and fingerprints out."""

import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet import resources
from broadsheet.disk.listing import is_utf8
from broadsheet.disk.store import STATE, Store
from broadsheet.disk.survey import Stamp, printable, read_file, stamps
from broadsheet.model import Config, Problem
from broadsheet.problems import ProblemError, has_errors, reason_of
from broadsheet.program import program_print
from broadsheet.warm.sight import CONFIG_NAME, Sight

LARGEST_CONFIG = 4 * 1024 * 1024
"""Bytes."""
NAME_BYTES = 240
"""A folder's name may have 255 bytes, and the stage beside it has a longer one."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a digest lies and what its config says."""

    root: Path
    config: Config
    problems: tuple[Problem, ...]
    text: str = ""
    """Of the config file, as it was read."""

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

    @property
    def folders(self) -> tuple[Path, Path, Path, Path, Path]:
        """The site's folder, the root, and those that the site may not lie in."""
        return (self.output, self.root, self.content, self.root / self.config.layouts, self.state)

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
    sight: Sight | None = None
    """What all this was taken from."""

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
    return Place(root=root, config=config, problems=tuple(problems), text=text)


def take_inputs(place: Place) -> Inputs:
    """Stamp everything a build may read."""
    return inputs_of(Sight(str(place.root), str(place.content), [str(folder) for folder in place.layouts]))


def inputs_of(sight: Sight) -> Inputs:
    """Return what was seen at a glance, with a record for each file."""
    layouts = {
        f"{index}/{path}": stamp
        for index, found in enumerate(sight.layouts)
        for path, stamp in stamps(found).items()
    }
    return Inputs(
        content=stamps(sight.content),
        layouts=layouts,
        config=stamps(sight.config)[CONFIG_NAME],
        looked=sight.looked,
        refused=sight.refused,
        labels=stamps(sight.labels),
        sight=sight,
    )


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
