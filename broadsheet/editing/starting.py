"""A new digest: a folder in, the starter's files written into it out."""

from collections.abc import Iterator
from pathlib import Path

from broadsheet import __version__, resources
from broadsheet.disk.store import STATE
from broadsheet.output.write import write_whole
from broadsheet.yaml_lines import quote

NAMES = {"gitignore": ".gitignore", "github": ".github", "gitkeep": ".gitkeep"}
"""Names in the starter that stand for names with a dot, which packaging tools like to leave out."""


def start_digest(folder: Path, title: str = "") -> Iterator[tuple[str, bool]]:
    """Write the starter into ``folder``; yield each path and whether it was written or there already."""
    starter = resources.starter_folder()
    for source in sorted(path for path in starter.rglob("*") if path.is_file()):
        relative = source.relative_to(starter)
        if "__pycache__" in relative.parts:
            continue
        target = Path(*(NAMES.get(part, part) for part in relative.parts))
        is_new = not (folder / target).exists()
        if is_new:
            write_whole(folder / target, _filled(source.read_bytes(), title), folder / STATE)
        yield target.as_posix(), is_new


def _filled(content: bytes, title: str) -> bytes:
    text = content.decode("utf-8").replace("{version}", __version__)
    named = quote(" ".join(title.split()) or "My Digest")
    return text.replace("{title}", named).encode("utf-8", "replace")
