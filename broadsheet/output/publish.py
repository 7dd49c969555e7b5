"""The output folder: staged pages in, the site changed in one go out; only what we made is deleted."""

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from broadsheet.model import Problem, Published
from broadsheet.problems import ProblemError

MANIFEST = ".broadsheet-manifest"
"""Lists every file of the site that we made: only these are ever replaced or deleted."""


def path_of(permalink: str) -> str:
    """Return the file behind an address: ``/a/b/`` is ``a/b/index.html``."""
    path = permalink.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def check_output(output: Path, root: Path, content: Path) -> tuple[Problem, ...]:
    """Return why ``output`` may not be published into, or nothing.

    Refused: the home folder, a drive's root, the digest itself or a folder around or inside its content,
    and a folder that holds files of somebody else and none of our manifest.
    """
    resolved = _real(output)
    refused = {Path(os.path.expanduser("~")), Path(resolved.anchor), _real(root)}
    inside = (_real(content), _real(root))
    if resolved in refused or any(part.is_relative_to(resolved) for part in inside):
        return (_refusal(output, "is not a folder of its own"),)
    if resolved.is_relative_to(_real(content)):
        return (_refusal(output, "is inside the content folder"),)
    if resolved.exists() and not resolved.is_dir():
        return (_refusal(output, "is a file"),)
    if resolved.is_dir() and not (resolved / MANIFEST).exists() and any(resolved.iterdir()):
        return (_refusal(output, "holds files that Broadsheet did not make"),)
    return ()


def stage_of(output: Path) -> Path:
    """Return the folder beside ``output`` in which the next state of the site is collected."""
    resolved = _real(output)
    return resolved.with_name(f".{resolved.name}.next")


def open_stage(output: Path) -> Path:
    """Make an empty stage, throwing away what a killed build may have left."""
    stage = stage_of(output)
    try:
        if stage.exists():
            shutil.rmtree(stage)
        stage.mkdir(parents=True)
    except OSError as error:
        raise ProblemError(
            _refusal(output, f"cannot be written: {(error.strerror or '').lower()}")
        ) from error
    return stage


class Writer:
    """Puts pages into a stage; remembers which folders it has made already."""

    def __init__(self, stage: Path) -> None:
        self._stage = f"{stage}{os.sep}"
        self._made: set[str] = set()

    def put(self, path: str, content: bytes) -> None:
        """Write one staged file; raises OSError when the disk is full."""
        full = self._stage + path
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            self._make(folder)
        handle = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
        finally:
            os.close(handle)

    def _make(self, folder: str) -> None:
        """Make a folder, asking for its parents only where it cannot be made at once."""
        try:
            os.mkdir(self._stage + folder)
        except FileExistsError:
            pass  # another worker's
        except FileNotFoundError:
            os.makedirs(self._stage + folder, exist_ok=True)
        self._made.add(folder)


def publish(stage: Path, output: Path, staged: Collection[str], wanted: Collection[str]) -> Published:
    """Bring the staged files into the site, delete what is not wanted any more, and drop the stage.

    ``staged`` are the paths that were written into the stage, ``wanted`` all paths of the site.
    Everything that can fail for want of space has been written before the first file is replaced.
    """
    output = _real(output)
    manifest = _manifest({*wanted, MANIFEST})
    old = read_manifest(output)
    if not output.exists() or not any(output.iterdir()):
        return _publish_first(stage, output, staged, manifest)
    written = unchanged = 0
    gone = old - set(wanted) - {MANIFEST}
    _refuse_foreign(output, staged, old)
    _drop_links(output, {*staged, *gone})
    with _uninterrupted():
        _write_manifest(stage, output, _manifest({*wanted, *old, MANIFEST}))
        pruned = _prune(output, {path for path in gone if _folders(path) & set(staged)})
        for path in sorted(staged):
            if _same(stage / path, output / path):
                unchanged += 1
            else:
                _replace(stage / path, output / path)
                written += 1
        pruned += _prune(output, gone)
        _write_manifest(stage, output, manifest)
    shutil.rmtree(stage, ignore_errors=True)
    unchanged += len(set(wanted) - set(staged))
    return Published(written=written, unchanged=unchanged, pruned=pruned)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold a Ctrl-C back until the files are all in their places: about 20 microseconds a file."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held:
        raise KeyboardInterrupt


def read_manifest(output: Path) -> set[str]:
    """Return the paths that we made in this site."""
    try:
        text = (output / MANIFEST).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return set()
    return {path for path in text.split("\n") if path and ".." not in path.split("/") and path[0] != "/"}


def _refuse_foreign(output: Path, staged: Collection[str], old: Collection[str]) -> None:
    """Stop before anything is changed where somebody else's folder stands in the place of a file of ours."""
    for path in staged:
        full = f"{output}{os.sep}{path}"
        if not os.path.isdir(full) or os.path.islink(full):
            continue
        files = (file.relative_to(output).as_posix() for file in Path(full).rglob("*") if not file.is_dir())
        if any(file not in old for file in files):
            message = "a folder with files that Broadsheet did not make stands where a page belongs"
            hint = "move it away; the site is as it was"
            raise ProblemError(Problem(path=full, message=message, hint=hint))


def _drop_links(output: Path, paths: Iterable[str]) -> None:
    """Take away links that stand for folders of the site: behind them lies what is not ours to change."""
    folders = {folder for path in paths for folder in _folders(path)}
    for folder in sorted(folders):
        full = f"{output}{os.sep}{folder}"
        if os.path.islink(full):
            os.unlink(full)


def _publish_first(stage: Path, output: Path, staged: Collection[str], manifest: str) -> Published:
    (stage / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")
    try:
        if output.exists():
            output.rmdir()
        os.replace(stage, output)
    except OSError:  # the output is a mount point, or lies on another file system
        output.mkdir(parents=True, exist_ok=True)
        shutil.copytree(stage, output, dirs_exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
    return Published(written=len(staged))


def _manifest(paths: Collection[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))


def _write_manifest(stage: Path, output: Path, text: str) -> None:
    target = output / MANIFEST
    with contextlib.suppress(OSError):
        if target.read_text(encoding="utf-8") == text:
            return
    part = stage / MANIFEST
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, target)


def _same(new: Path, old: Path) -> bool:
    try:
        if new.stat().st_size != old.stat().st_size or old.is_symlink():
            return False
        return new.read_bytes() == old.read_bytes()
    except OSError:
        return False


def _replace(new: Path, target: Path) -> None:
    try:
        os.replace(new, target)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        _make_way(target)
        os.replace(new, target)


def _make_way(target: Path) -> None:
    """Turn a file of an earlier build that stands where a folder is needed into a folder, and back."""
    for parent in reversed(target.parents):
        if parent.is_file() or (parent.is_symlink() and not parent.is_dir()):
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        with contextlib.suppress(OSError):
            target.rmdir()


def _folders(path: str) -> set[str]:
    """Return the folders a path lies in: any of them may have become a page's own file."""
    parts = path.split("/")
    return {"/".join(parts[:length]) for length in range(1, len(parts))}


def _prune(output: Path, paths: Iterable[str]) -> int:
    pruned = 0
    folders: set[Path] = set()
    for path in paths:
        full = output / path
        with contextlib.suppress(OSError):
            full.unlink()
            pruned += 1
            folders.update(parent for parent in full.parents if output in parent.parents)
    for folder in sorted(folders, key=lambda item: len(item.parts), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()  # only an empty one goes
    return pruned


def _real(path: Path) -> Path:
    """Follow all links; unlike ``Path.resolve`` without an exception for those that go in circles."""
    return Path(os.path.realpath(path))


def _refusal(output: Path, reason: str) -> Problem:
    return Problem(
        path=str(output),
        message=f"the output folder {reason}; nothing was written",
        hint="name an empty or new folder: `output: site` in config.yaml, or -d site",
    )
