"""The law: after any sequence of edits, an incremental build is a clean build, byte for byte."""

import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.building.memory import look_at
from broadsheet.building.place import open_place
from broadsheet.model import Options
from broadsheet.pipeline import build, held_back
from broadsheet.problems import ProblemError
from tests.conftest import NOW, DigestFolder, quiet

WORDS = ["harbor", "council", "ferry", "vote", "winter", "bridge", "school", "court", "museum", "storm"]
TOPICS = ["Harbor", "Courts", "Schools", "Über uns"]
SOURCES = ["Gazette", "Northern Post", "Wire"]


class Writer:
    """An owner who edits at random, in every way an owner does."""

    def __init__(self, digest: DigestFolder, seed: int) -> None:
        self.digest = digest
        self.random = random.Random(seed)
        self.serial = 0

    @property
    def articles(self) -> list[Path]:
        return sorted((self.digest.root / "content/articles").rglob("*.md"))

    def text(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count)).capitalize()

    def header(self) -> dict[str, object]:
        day = f"2026-11-{self.random.randint(12, 19)}"
        topics = ", ".join(self.random.sample(TOPICS, self.random.randint(0, 3)))
        return {"title": f'"{self.text(4)}"', "date": day, "topics": f"[{topics}]",
                "source": self.random.choice(SOURCES)}  # fmt: skip

    def body(self) -> str:
        return "\n\n".join(
            self.text(self.random.randint(5, 40)) + "." for _ in range(self.random.randint(1, 4))
        )

    def one(self) -> Path:
        return self.random.choice(self.articles) if self.articles else self.add()

    def add(self) -> Path:
        self.serial += 1
        return self.digest.article(f"article-{self.serial:03}", body=self.body(), **self.header())

    def wire(self) -> None:
        """Add a copy of a wire's text, or a report of its event."""
        self.serial += 1
        words = random.Random(f"wire {self.random.randint(1, 2)}").choices(WORDS, k=80)
        clauses = [" ".join(words[at : at + 8]) for at in range(0, 80, 8)]
        body = f"At noon Marit Olsen of Pellworth met Ivo Brandstad, {', '.join(clauses)}."
        self.digest.article(f"wire-{self.serial:03}", body=body, **self.header())

    def cleaned(self) -> None:
        """Add an article with an original, of which something was taken out."""
        self.serial += 1
        name = f"cleaned-{self.serial:03}"
        facts = {"id": name, "original": f"originals/{name}.txt", "removed": "{appeal: 9, sharing: 2}"}
        self.digest.article(name, body=self.body(), **self.header(), **facts)
        self.labels(name)

    def labels(self, name: str) -> None:
        kinds = self.random.choices(("appeal", "sharing", "body"), k=3)
        labels = ", ".join(
            f'{{"kind": "{kind}", "rule": "{kind}.{self.random.choice("ab")}"}}' for kind in kinds
        )
        self.digest.write(f"content/originals/{name}.json", f'{{"labels": [{labels}]}}')

    def relabel(self) -> None:
        found = sorted((self.digest.root / "content/originals").glob("*.json"))
        if found:
            self.labels(self.random.choice(found).stem)

    def drop_labels(self) -> None:
        for file in sorted((self.digest.root / "content/originals").glob("*.json"))[:1]:
            file.unlink()

    def withdraw(self) -> None:
        self._set(self.one(), "withdrawn", "2026-11-19 at the paper's request")

    def edit_body(self) -> None:
        file = self.one()
        head, _, _ = file.read_text().rpartition("---\n")
        file.write_text(f"{head}---\n\n{self.body()}\n")

    def add_words(self) -> None:
        file = self.one()
        file.write_text(f"{file.read_text()}\n{self.text(1).lower()}\n")

    def edit_title(self) -> None:
        self._set(self.one(), "title", f'"{self.text(3)}"')

    def edit_topics(self) -> None:
        self._set(self.one(), "topics", f"[{self.random.choice(TOPICS)}]")

    def edit_date(self) -> None:
        self._set(self.one(), "date", f"2026-11-{self.random.randint(10, 20)}")

    def undate(self) -> None:
        self._set(self.one(), "date", "")

    def make_draft(self) -> None:
        self._set(self.one(), "draft", "true")

    def publish_later(self) -> None:
        self._set(self.one(), "publish", "2026-11-25")

    def join_story(self) -> None:
        for file in (self.one(), self.one()):
            self._set(file, "story", "ferries")

    def alias(self) -> None:
        self.serial += 1
        self._set(self.one(), "aliases", f"[/old/{self.serial}/]")

    def rename(self) -> None:
        file = self.one()
        self.serial += 1
        file.rename(file.with_name(f"renamed-{self.serial:03}.md"))

    def delete(self) -> None:
        if len(self.articles) > 2:
            self.one().unlink()

    def break_header(self) -> None:
        file = self.one()
        file.write_text(file.read_text().replace("title:", "title: [", 1))

    def touch(self) -> None:
        os.utime(self.one())

    def same_size_old_time(self) -> None:
        file = self.one()
        text, times = file.read_text(), file.stat()
        head, _, body = text.rpartition("---\n")
        file.write_text(f"{head}---\n{body.swapcase()}")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def layout(self) -> None:
        self.digest.write("layouts/partials/footer.html", f"<footer><p>{self.text(2)}</p></footer>\n")

    def drop_layout(self) -> None:
        shutil.rmtree(self.digest.root / "layouts", ignore_errors=True)

    def style(self) -> None:
        self.digest.write("layouts/assets/style.css", f"/* {self.text(2)} */\n")

    def config(self) -> None:
        changes = [
            f'title: "{self.text(2)}"\n',
            "base_url: https://example.org/sheet/\npagination: 2\n",
            "base_url: https://example.org/sheet/\neditions: {every: week}\n",
            "permalink: /news/{slug}/\nbase_url: https://other.example/\n",
            "base_url: https://example.org/sheet/\nsources: {Wire: {name: The Wire, display: excerpt}}\n",
            "timezone: Pacific/Auckland\nlinks: file\n",
        ]
        self.digest.write("config.yaml", self.random.choice(changes))

    def note(self) -> None:
        text = f"---\ntitle: {self.text(3)}\n---\n\n{self.text(9)}.\n"
        self.digest.write(f"content/editions/2026-11-{self.random.randint(12, 19)}.md", text)

    def page(self) -> None:
        self.digest.write("content/pages/about.md", f"---\ntitle: {self.text(2)}\n---\n\n{self.text(9)}.\n")

    def picture(self) -> None:
        width = self.random.randint(1, 3)
        self.digest.write(
            "content/media/map.svg", f'<svg viewBox="0 0 {width} 2"><!-- {self.text(2)} --></svg>'
        )

    def show_picture(self) -> None:
        with self.one().open("a") as file:
            file.write("\n![A map](/media/map.svg)\n")

    def drop_picture(self) -> None:
        (self.digest.root / "content/media/map.svg").unlink(missing_ok=True)

    def spoil_site(self) -> None:
        files = [path for path in (self.digest.root / "site").rglob("*.html") if path.is_file()]
        if files:
            self.random.choice(files).write_text("spoiled")

    def _set(self, file: Path, key: str, value: str) -> None:
        lines = [line for line in file.read_text().split("\n") if not line.startswith(f"{key}:")]
        file.write_text("\n".join([lines[0], f"{key}: {value}", *lines[1:]]) if value else "\n".join(lines))

    @property
    def edits(self) -> list[Callable[[], object]]:
        return [
            self.wire, self.wire, self.withdraw, self.cleaned, self.relabel, self.relabel, self.drop_labels,
            self.add, self.add, self.edit_body, self.add_words, self.add_words, self.edit_title, self.edit_topics,
            self.edit_date, self.undate, self.make_draft, self.publish_later, self.join_story, self.alias, self.rename,
            self.delete, self.break_header, self.touch, self.same_size_old_time, self.layout, self.drop_layout,
            self.style, self.config, self.note, self.page, self.picture, self.show_picture, self.drop_picture,
            self.spoil_site,
        ]  # fmt: skip


def build_both(digest: DigestFolder, now_offset: int) -> None:
    """Build incrementally and cleanly and compare every byte."""
    now = NOW + timedelta(hours=now_offset)
    elsewhere = digest.root.parent / "clean"
    shutil.rmtree(elsewhere, ignore_errors=True)
    try:
        digest.build(now)
    except ProblemError:
        with pytest.raises(ProblemError):
            digest.build(now, cache=False, output=str(elsewhere))
        return
    digest.build(now, cache=False, output=str(elsewhere))
    warm, clean = digest.site(), digest.site(str(elsewhere))
    assert warm.keys() == clean.keys()
    assert [name for name in warm if warm[name] != clean[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_an_incremental_build_is_a_clean_build(digest: DigestFolder, seed: int) -> None:
    writer = Writer(digest, seed)
    for _ in range(4):
        writer.add()
    writer.cleaned()
    for step in range(14):
        for _ in range(writer.random.randint(1, 3)):
            writer.random.choice(writer.edits)()
        build_both(digest, now_offset=step)


def test_going_back_to_an_earlier_state_goes_back_on_the_site(digest: DigestFolder) -> None:
    writer = Writer(digest, 1)
    for _ in range(4):
        writer.add()
    digest.build()
    before = digest.site()
    file = writer.one()
    text = file.read_bytes()
    for other in ("Short.", "Other text.", "More."):
        digest.article("intruder", body=other)
        file.write_text(file.read_text() + other)
        digest.build()
    file.write_bytes(text)
    (digest.root / "content/articles/intruder.md").unlink()
    digest.build()
    assert digest.site() == before


def test_edited_bodies_take_the_short_way_and_it_leads_to_the_same_site(digest: DigestFolder) -> None:
    writer = Writer(digest, 2)
    for _ in range(9):
        writer.add()
    time.sleep(0.1)  # until the stamp of the config tells whether it was changed
    for _ in range(3):
        digest.build()  # the comparison with a clean build makes the next one forget the last
        for step in range(5):
            for _ in range(1 + step % 2):
                writer.add_words()
            outcome = digest.build()
            assert {stale.why for stale in outcome.reasons} == {"its body changed"}
            assert outcome.articles == 9
        build_both(digest, now_offset=0)
    digest.build()
    writer.spoil_site()
    writer.add_words()
    build_both(digest, now_offset=0)
    writer.add_words()
    writer.page()
    build_both(digest, now_offset=0)


@pytest.mark.parametrize("change", ["title: Another", "topics: [Courts]", "date: 2026-11-09", "draft: true"])
def test_an_edit_that_moves_an_article_takes_the_whole_way(digest: DigestFolder, change: str) -> None:
    writer = Writer(digest, 3)
    for _ in range(4):
        writer.add()
    time.sleep(0.1)
    digest.build()
    writer.add_words()
    assert {stale.why for stale in digest.build().reasons} == {"its body changed"}
    key, _, value = change.partition(": ")
    writer._set(writer.one(), key, value)
    assert {stale.why for stale in digest.build().reasons} != {"its body changed"}
    build_both(digest, now_offset=0)


def test_another_build_between_the_look_and_the_lock_is_seen(digest: DigestFolder) -> None:
    digest.article("one")
    digest.build()
    digest.article("two")
    seen = look_at(digest.root, Options(), NOW)
    digest.article("three")
    digest.build()
    build(digest.root, Options(), NOW, quiet, seen.inputs)
    assert "Three" in digest.page("index.html")


def test_an_edit_that_another_command_has_read_is_not_taken_for_an_old_one(digest: DigestFolder) -> None:
    """``list`` and ``check`` remember what they read, but the site does not show it yet."""
    for name in ("one", "two"):
        digest.article(name)
    time.sleep(0.1)
    digest.build()
    digest.article("one", title="Another title")
    held_back(open_place(digest.root), NOW, quiet)
    digest.article("one", title="Another title", body="Another body.")
    build_both(digest, now_offset=0)


@pytest.mark.parametrize("name", ["articles", "articles-edits", "plan", "pages", "pages-edits", "last"])
def test_any_part_of_the_memory_may_be_lost_or_damaged(digest: DigestFolder, name: str) -> None:
    writer = Writer(digest, 5)
    for _ in range(4):
        writer.add()
    time.sleep(0.1)
    digest.build()
    file = digest.root / f".broadsheet/{name}.cache"
    for damage in (
        file.unlink,
        lambda: file.write_bytes(file.read_bytes()[:-3]),
        lambda: file.write_bytes(b""),
    ):
        for _ in range(3):
            writer.add_words()
            digest.build()
        assert file.exists()
        damage()
        writer.add_words()
        build_both(digest, now_offset=0)
        digest.build()


def test_edits_beside_the_memory_are_put_into_it_in_the_end(digest: DigestFolder) -> None:
    writer = Writer(digest, 6)
    for _ in range(4):
        writer.add()
    time.sleep(0.1)
    digest.build()
    for _ in range(4):
        writer.add_words()
        assert {stale.why for stale in digest.build().reasons} == {"its body changed"}
    beside = [digest.root / f".broadsheet/{name}-edits.cache" for name in ("articles", "pages")]
    assert all(file.exists() for file in beside)
    writer.add()
    outcome = digest.build()
    assert not any(file.exists() for file in beside)
    assert outcome.published.unchanged, "what lay beside was forgotten"
    build_both(digest, now_offset=0)
