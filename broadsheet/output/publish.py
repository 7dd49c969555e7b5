"""The output folder: staged pages in, the site changed in one go out; only what we made is deleted."""

import contextlib
import os
import signal
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from broadsheet.model import Problem, Published
from broadsheet.output.stage import MANIFEST, STAGE, drop_stage, real_path, refusal
from broadsheet.problems import ProblemError

FRONT = "index.html"


def path_of(permalink: str) -> str:
    """Return the file behind an address: ``/a/b/`` is ``a/b/index.html``."""
    path = permalink.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def check_output(output: Path, root: Path, *owned: Path) -> tuple[Problem, ...]:
    """Return why ``output`` may not be published into, or nothing.

    Refused: the home folder, a drive's root, the digest itself, a folder around it or inside one of its
    ``owned`` folders or of a repository's own, and one that holds files of somebody else and none of our
    manifest.
    """
    resolved = real_path(output)
    refused = {real_path(Path(os.path.expanduser("~"))), Path(resolved.anchor), real_path(root)}
    folders = [real_path(folder) for folder in owned]
    if resolved in refused or any(part.is_relative_to(resolved) for part in (*folders, real_path(root))):
        return (refusal(output, "is not a folder of its own"),)
    for folder, real in zip(owned, folders, strict=True):
        if resolved.is_relative_to(real):
            return (refusal(output, f"is inside the folder {folder.name}"),)
    if ".git" in resolved.parts:
        return (refusal(output, "is inside a repository's own folder"),)
    if resolved.exists() and not resolved.is_dir():
        return (refusal(output, "is a file"),)
    if resolved.is_dir() and not (resolved / MANIFEST).exists() and not _is_empty(resolved):
        return (refusal(output, "holds files that Broadsheet did not make"),)
    return ()


def publish(stage: Path, output: Path, staged: Collection[str], wanted: Collection[str]) -> Published:
    """Bring the staged files into the site, delete what is not wanted any more, and drop the stage.

    ``staged`` are the paths that were written into the stage, ``wanted`` all paths of the site.
    Everything that can fail for want of space has been written before the first file is replaced.
    """
    output = real_path(output)
    try:
        if output not in stage.parents and _is_first(stage, output, _manifest({*wanted, MANIFEST})):
            return Published(written=len(staged))
        written, pruned = _change(stage, output, set(staged), set(wanted))
    finally:
        drop_stage(stage)
    return Published(written=written, unchanged=len({*staged, *wanted}) - written, pruned=pruned)


def replace_pages(stage: Path, output: Path, staged: Collection[str], count: int) -> Published:
    """Bring staged files into the places of those of a site that has ``count`` files, and drop the stage.

    As ``publish``, where the site stays the same but for what is in these files.
    """
    output = real_path(output)
    try:
        _refuse_foreign(stage, output, staged, read_manifest(output))
        _drop_links(output, staged)
        _make_folders(output, staged)
        with _uninterrupted():
            written = sum(_replace_if_new(stage / path, output / path) for path in sorted(staged, key=_turn))
    finally:
        drop_stage(stage)
    return Published(written=written, unchanged=count - written)


def _change(stage: Path, output: Path, staged: set[str], wanted: set[str]) -> tuple[int, int]:
    """Bring a site that there is to its next state; return how many files were written and deleted."""
    old = read_manifest(output)
    gone = old - wanted - {MANIFEST}
    _refuse_foreign(stage, output, staged, old)
    both, last = stage / f"{MANIFEST}.both", stage / f"{MANIFEST}.last"
    both.write_bytes(_manifest({*wanted, *old, MANIFEST}))
    last.write_bytes(_manifest({*wanted, MANIFEST}))
    _drop_links(output, {*staged, *gone})
    _make_folders(output, staged)
    written = 0
    with _uninterrupted():
        _replace_if_new(both, output / MANIFEST)
        pruned = _prune(output, {path for path in gone if not staged.isdisjoint(_folders(path))})
        for path in sorted(staged, key=_turn):
            written += _replace_if_new(stage / path, output / path)
        pruned += _prune(output, gone)
        _replace_if_new(last, output / MANIFEST)
    return written, pruned


def _turn(path: str) -> tuple[bool, int, str]:
    """Return when a page's turn comes: what others link to before them, the front page last."""
    return path == FRONT, -path.count("/"), path


def _is_empty(output: Path) -> bool:
    """Whether nothing but a stage of ours is in a folder."""
    return all(name == STAGE for name in os.listdir(output))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold a Ctrl-C back until the files are all in their places: about 20 microseconds a file."""
    import threading

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
    file = output / MANIFEST
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else ""
    except OSError:
        return set()
    paths = (path for path in text.split("\n") if path and "\0" not in path)
    return {path for path in paths if ".." not in path.split("/") and path[0] != "/"}


def _refuse_foreign(stage: Path, output: Path, staged: Collection[str], old: Collection[str]) -> None:
    """Stop before anything is changed where somebody else's file stands in the place of one of ours."""
    for path in staged:
        full = f"{output}{os.sep}{path}"
        if os.path.islink(full):
            continue
        if os.path.isdir(full):
            files = (file.relative_to(output).as_posix() for file in Path(full).rglob("*"))
            foreign = [file for file in files if file not in old and not (output / file).is_dir()]
        else:
            is_ours = path in old or not os.path.exists(full) or _same(stage / path, output / path)
            foreign = [] if is_ours else [path]
        if foreign:
            message = "Broadsheet did not make this, and it stands where a page belongs"
            hint = "move it away; the site is as it was"
            raise ProblemError(Problem(path=f"{output}{os.sep}{foreign[0]}", message=message, hint=hint))


def _make_folders(output: Path, staged: Iterable[str]) -> None:
    """Make new folders before the first file is replaced: on a full disk that is what fails."""
    made: list[str] = []
    try:
        for folder in sorted({folder for path in staged for folder in _folders(path)}):
            full = f"{output}{os.sep}{folder}"
            with contextlib.suppress(FileExistsError, NotADirectoryError, FileNotFoundError):
                os.mkdir(full)
                made.append(full)
    except OSError as error:
        for full in reversed(made):
            os.rmdir(full)
        reason = (error.strerror or str(error)).lower()
        raise ProblemError(refusal(output, f"cannot be written: {reason}")) from error


def _drop_links(output: Path, paths: Iterable[str]) -> None:
    """Take away links that stand for folders of the site: behind them lies what is not ours to change."""
    folders = {folder for path in paths for folder in _folders(path)}
    for folder in sorted(folders):
        full = f"{output}{os.sep}{folder}"
        if os.path.islink(full):
            os.unlink(full)


def _is_first(stage: Path, output: Path, manifest: bytes) -> bool:
    """Let the stage be the site, where there is none yet; say whether that was so."""
    if output.exists() and any(output.iterdir()):
        return False
    (stage / MANIFEST).write_bytes(manifest)
    try:
        if output.exists():
            output.rmdir()
        os.replace(stage, output)
    except OSError:  # it may not be removed
        return False
    return True


def _manifest(paths: Collection[str]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(paths)).encode("utf-8", "surrogateescape")


def _same(new: Path, old: Path) -> bool:
    try:
        if new.stat().st_size != old.stat().st_size or old.is_symlink():
            return False
        return new.read_bytes() == old.read_bytes()
    except OSError:
        return False


def _replace_if_new(new: Path, target: Path) -> bool:
    """Put a staged file into its place; say whether that has changed anything."""
    if _same(new, target):
        return False
    try:
        os.replace(new, target)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        _make_way(target)
        os.replace(new, target)
    return True


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
