"""The data files that ship with Broadsheet: a name in, the text or the folder out."""

from functools import cache
from pathlib import Path

from broadsheet import program

PACKAGE = Path(program.FOLDER)


@cache
def read_text(*parts: str) -> str:
    """Return a shipped text file, such as ``read_text("boilerplate", "en.yaml")``."""
    return PACKAGE.joinpath(*parts).read_text(encoding="utf-8")


@cache
def names(folder: str, suffix: str = "") -> tuple[str, ...]:
    """Return the sorted names of the files in a shipped folder."""
    entries = PACKAGE.joinpath(folder).iterdir()
    return tuple(sorted(entry.name for entry in entries if entry.name.endswith(suffix) and entry.is_file()))


def layouts_folder() -> Path:
    """Return the folder of the shipped layouts: inside the wheel, else beside the package."""
    return Path(program.layouts_folder())


def starter_folder() -> Path:
    """Return the folder that ``init`` copies."""
    return PACKAGE / "starter"
