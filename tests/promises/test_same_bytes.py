"""The same published set gives the same bytes, wherever, whenever and however it is built or came about."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.problems import ProblemError
from tests.conftest import NOW, DigestFolder
from tests.test_incremental import Writer, build_both

NAMES = ["ferry", "über-uns", "harbor", "Zebra", "паром", "émile", "bridge", "日本"]


def fill(digest: DigestFolder, names: list[str]) -> None:
    """Write the same digest, its files in the given order."""
    digest.write("config.yaml", "title: Sheet\nbase_url: https://example.org/\nsources: {Wire: {name: W}}\n")
    for name in names:
        number = NAMES.index(name)
        digest.article(
            name,
            date=f"2026-11-{10 + number % 3}",
            topics=f"[Topic {number % 2}, Ünder]",
            source=["Wire", "Gazette"][number % 2],
            story=["", "ferries"][number % 4 == 0],
            body="The crews met at noon. " * (number + 1),
        )
        digest.write(f"content/media/{name}.svg", "<svg width='3' height='4'></svg>")
        digest.write(f"content/pages/{name}-page.md", f"---\ntitle: {name}\n---\n\nText.\n")
    digest.write("content/editions/2026-11-10.md", "---\ntitle: Monday\n---\n\nAn introduction.\n")


def build_alone(
    digest: DigestFolder, *words: str, umask: int = 0o022, **environment: str
) -> dict[str, bytes]:
    """Build in a process of its own with another environment."""
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "build", "-q", *words],
        cwd=digest.root,
        env={**os.environ, **environment},
        umask=umask,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return digest.site()


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "0"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "4294967295"},
        {"SOURCE_DATE_EPOCH": "1", "USER": "somebody", "HOSTNAME": "elsewhere", "COLUMNS": "20"},
    ],
    ids=lambda environment: next(iter(environment)) + environment.get("PYTHONHASHSEED", ""),
)
def test_no_environment_shows_in_the_site(
    make_digest_folder: Callable[[str], DigestFolder], environment: dict[str, str]
) -> None:
    here, there = make_digest_folder("here"), make_digest_folder("a/far away/ünd")
    fill(here, NAMES)
    here.build()
    fill(there, NAMES[::-1])
    jobs = str(len(environment))
    assert build_alone(there, "-j", jobs, umask=0o077, **environment) == here.site()


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_files_and_no_time_stamp_shows(
    make_digest_folder: Callable[[str], DigestFolder], seed: int
) -> None:
    chance = random.Random(seed)
    here, there = make_digest_folder("here"), make_digest_folder("there")
    fill(here, NAMES)
    fill(there, chance.sample(NAMES, len(NAMES)))
    for path in there.root.rglob("*"):
        os.utime(path, (chance.randint(0, 2_000_000_000),) * 2)
    here.build()
    there.build(jobs=1, cache=bool(seed % 2))
    assert here.site() == there.site()


def test_no_day_of_the_build_shows(make_digest_folder: Callable[[str], DigestFolder]) -> None:
    sites = []
    for number, now in enumerate(
        (NOW, NOW + timedelta(days=1), datetime(2031, 2, 28, 23, 59, 59, tzinfo=UTC))
    ):
        digest = make_digest_folder(str(number))
        fill(digest, NAMES)
        digest.build(now)
        sites.append(digest.site())
    assert sites[0] == sites[1] == sites[2]


@pytest.mark.slow
def test_no_number_of_processes_shows(digest: DigestFolder) -> None:
    for number in range(450):
        digest.article(f"a{number:03}", date=f"2026-11-{number % 18 + 1:02}", topics=f"[T{number % 5}]")
    sites = []
    for jobs in (1, 2, 8):
        digest.build(jobs=jobs, clean=True)
        sites.append(digest.site())
    assert sites[0] == sites[1] == sites[2]


class Owner(Writer):
    """An owner who also does what the first one does not: settings, folders, links, clocks and names."""

    def any_file(self) -> Path:
        content = self.digest.root / "content"
        files = sorted(path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
        return self.random.choice(files) if files else self.add()

    def other_case(self) -> None:
        file = self.one()
        other = file.with_name(file.name.swapcase().replace(".MD", ".md"))
        if not other.exists():
            file.rename(other)

    def file_to_folder(self) -> None:
        file = self.one()
        text = file.read_bytes()
        file.unlink()
        file.mkdir()
        (file / "inside.md").write_bytes(text)

    def folder_to_file(self) -> None:
        folders = sorted(
            path for path in (self.digest.root / "content/articles").glob("*.md") if path.is_dir()
        )
        for folder in folders[:1]:
            inside = sorted(folder.rglob("*.md"))
            text = inside[0].read_bytes() if inside else b"---\ntitle: Was a folder\n---\n"
            shutil.rmtree(folder)
            folder.write_bytes(text)

    def link(self) -> None:
        self.serial += 1
        target = self.digest.root / f"content/articles/link-{self.serial:03}.md"
        target.symlink_to(self.one() if self.random.random() < 0.7 else self.digest.root / "config.yaml")

    def clock_set_back(self) -> None:
        file = self.any_file()
        text = file.read_bytes()
        file.write_bytes(text.replace(b"a", b"e", 1) if file.suffix != ".yaml" else text)
        os.utime(file, (1_000_000_000, 1_000_000_000))

    def from_the_future(self) -> None:
        file = self.one()
        file.write_bytes(file.read_bytes().swapcase().replace(b"TITLE", b"title", 1))
        os.utime(file, (4_000_000_000, 4_000_000_000))

    def swap(self) -> None:
        """Let two files change places: sizes and times stay, contents do not."""
        one, other = self.one(), self.one()
        if one != other:
            away = one.with_name("away.bin")
            one.rename(away)
            other.rename(one)
            away.rename(other)

    def drop_note(self) -> None:
        shutil.rmtree(self.digest.root / "content/editions", ignore_errors=True)

    def drop_page(self) -> None:
        (self.digest.root / "content/pages/about.md").unlink(missing_ok=True)

    def picture_with_size(self) -> None:
        width = self.random.choice([30, 300, 900])
        self.digest.write("content/media/plan.svg", f'<svg xmlns="x" width="{width}" height="20"></svg>')
        self._set(self.one(), "image", "{src: plan.svg, alt: A plan}")

    def boilerplate(self) -> None:
        rule = f"rules:\n- id: appeal.en.own-{self.random.randint(1, 3)}\n  kind: appeal\n  phrases: [tea fund]\n"
        self.digest.write("content/boilerplate/en.yaml", rule)

    def sources(self) -> None:
        display = self.random.choice(["full", "excerpt", "link"])
        self.digest.write(
            "config.yaml",
            "base_url: https://example.org/sheet/\nrobots: {index: true}\n"
            f"sources: {{Gazette: {{name: The Gazette, display: {display}, url: 'https://gazette.example/'}}}}\n",
        )

    def words(self) -> None:
        self.digest.write("layouts/strings/en.yaml", f"latest: {self.text(1)}\n")

    def stray_labels(self) -> None:
        self.digest.write(f"content/originals/{self.random.randint(1, 3)}.json", self.text(2))

    def lose_cache(self) -> None:
        caches = sorted((self.digest.root / ".broadsheet").glob("*.cache"))
        for file in self.random.sample(caches, min(2, len(caches))):
            self.random.choice([Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-3])])(file)

    def old_site_back(self) -> None:
        """Put back an older state of the whole site folder, as a restored backup does."""
        saved, site = self.digest.root.parent / "saved", self.digest.root / "site"
        if saved.exists():
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(saved, site)
        elif site.exists():
            shutil.copytree(site, saved)

    @property
    def edits(self) -> list[Callable[[], object]]:
        return [
            self.other_case, self.file_to_folder, self.folder_to_file, self.link, self.clock_set_back,
            self.from_the_future, self.swap, self.drop_note, self.drop_page, self.picture_with_size,
            self.boilerplate, self.sources, self.words, self.stray_labels, self.lose_cache, self.old_site_back,
            *super().edits,
        ]  # fmt: skip

    @property
    def articles(self) -> list[Path]:
        return [path for path in super().articles if path.is_file() and not path.is_symlink()]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 103))
def test_after_any_edits_the_next_build_is_a_clean_build(digest: DigestFolder, seed: int) -> None:
    owner = Owner(digest, seed)
    for _ in range(5):
        owner.add()
    for step in range(14):
        for _ in range(owner.random.randint(1, 3)):
            owner.random.choice(owner.edits)()
        build_both(digest, now_offset=step)


@pytest.mark.parametrize("path", ["content/articles/a.md", "content/media/a.svg", "content/pages/a.md"])
def test_a_change_of_the_same_size_with_its_old_time_is_seen(digest: DigestFolder, path: str) -> None:
    file = digest.write(path, "---\ntitle: One\ndate: 2026-11-18\n---\n\nText one.\n")
    digest.build()
    times = file.stat()
    file.write_text(file.read_text().replace("one", "two"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    digest.build()
    assert any(b"Text two." in content for content in digest.site().values())
    assert not any(b"Text one." in content for content in digest.site().values())


def test_a_setting_that_is_wrong_leaves_the_old_site_and_its_cure_gives_the_clean_one(
    digest: DigestFolder,
) -> None:
    digest.article("good")
    digest.build()
    before = digest.site()
    for path, text in (
        ("config.yaml", "titel: X\n"),
        ("layouts/article.html", "{% if %}"),
        ("layouts/article.html", "{{ page.nonesuch }}"),
    ):
        kept = (digest.root / path).read_bytes() if (digest.root / path).exists() else None
        digest.write(path, text)
        with pytest.raises(ProblemError):
            digest.build()
        assert digest.site() == before
        if kept is None:
            (digest.root / path).unlink()
        else:
            digest.write(path, kept)
        digest.build()
        assert digest.site() == before
