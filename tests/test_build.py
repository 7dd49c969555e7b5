"""The whole build: what is in the folder is on the site, nothing else is, and nothing is done twice."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet import pipeline
from broadsheet.problems import ProblemError
from tests.conftest import DigestFolder

RAW = """\
Support The Harbor Gazette!

Ferry crews vote to end strike after nine days

By Ada Merrin

November 17, 2026

The crews of the three island ferries voted on Monday to go back to work, ending a strike \
that had cut the outer islands off for nine days.

"We have a timetable we can live with," union secretary Jon Oster told reporters at the pier.

The first boat leaves at six on Tuesday morning, the company said. Extra sailings are planned until the weekend \
to bring food and fuel to the islands.

If you value our reporting, please support us with a small donation today. Your contribution keeps our \
journalism free for everyone. Thank you.

Not now

Read more
"""


def test_a_pasted_page_becomes_a_clean_article(digest: DigestFolder) -> None:
    raw = digest.write("content/inbox/ferry.txt", RAW)
    outcome = digest.build()
    assert not outcome.problems
    (added,) = outcome.added
    assert added.title == "Ferry crews vote to end strike after nine days"
    page = digest.page("2026/11/17/ferry-crews-vote-to-end-strike-after-nine-days/index.html")
    assert "ending a strike that had cut the outer islands off for nine days." in page
    assert "Ada Merrin" in page
    for name, content in digest.site().items():
        assert b"small donation" not in content, name
        assert b"Not now" not in content, name
    assert not raw.exists()
    originals = list((digest.root / "content/originals").glob("*.txt"))
    assert [path.read_text() for path in originals] == [RAW]


def test_adding_the_same_text_again_adds_nothing(digest: DigestFolder) -> None:
    digest.write("content/inbox/ferry.txt", RAW)
    digest.build()
    article = next((digest.root / "content/articles").rglob("*.md"))
    article.write_text(article.read_text().replace("Ferry crews vote", "Crews of the ferries vote"))
    digest.write("content/inbox/again.txt", RAW)
    outcome = digest.build()
    assert [item.is_new for item in outcome.added] == [False]
    assert len(list((digest.root / "content/articles").rglob("*.md"))) == 1
    assert "Crews of the ferries vote" in article.read_text()


def test_two_builds_give_the_same_bytes(digest: DigestFolder) -> None:
    digest.write("content/inbox/ferry.txt", RAW)
    digest.article("second", body="One.\n\nTwo.", topics="[Harbor]", source="Gazette")
    digest.build()
    first = digest.site()
    assert digest.build().published.written == 0
    digest.build(clean=True)
    assert digest.site() == first


def test_nothing_changed_is_seen_at_a_glance(digest: DigestFolder) -> None:
    digest.article("first")
    digest.build()
    time.sleep(0.1)  # past the window in which a file may change under the same stamp
    digest.build()
    assert digest.build().same


def test_a_build_does_not_depend_on_folder_zone_or_hash_seed(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(5):
        digest.article(f"article-{number}", topics="[b, a, c]", source=f"Outlet {number % 2}")
    digest.build()
    first = digest.site()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.chdir(tmp_path)
    digest.build(now=datetime(2031, 1, 1, tzinfo=UTC), output=str(tmp_path / "elsewhere"), jobs=2)
    other = DigestFolder.site(digest, str(tmp_path / "elsewhere"))
    assert other == first


def test_an_edit_changes_its_own_page_and_leaves_the_others_alone(digest: DigestFolder) -> None:
    for number in range(6):
        digest.article(f"article-{number}", date=f"2026-11-1{number}")
    digest.build()
    digest.article("article-2", date="2026-11-12", body="Another paragraph.\n\nAnd one.\n\nAnd a third.")
    outcome = digest.build()
    rendered = {stale.permalink for stale in outcome.reasons}
    assert "/2026/11/12/article-2/" in rendered
    assert not any("article-" in permalink for permalink in rendered - {"/2026/11/12/article-2/"})
    warm = digest.site()
    digest.build(clean=True)
    assert digest.site() == warm


def test_what_is_deleted_or_made_a_draft_is_gone_everywhere(digest: DigestFolder) -> None:
    digest.article("stays", title="The one that stays")
    digest.article("goes", title="Vanishing headline", topics="[Vanishing]", source="Vanishing Post")
    drafted = digest.article("drafted", title="Withheld headline")
    digest.build()
    (digest.root / "content/articles/goes.md").unlink()
    drafted.write_text(drafted.read_text().replace("---\n", "---\ndraft: true\n", 1))
    outcome = digest.build()
    assert [held.origin for held in outcome.held] == ["content/articles/drafted.md"]
    for name, content in digest.site().items():
        assert b"Vanishing" not in content and "vanishing" not in name, name
        assert b"Withheld" not in content, name


def test_future_articles_wait_and_come_by_themselves(digest: DigestFolder) -> None:
    digest.article("later", title="Tomorrow's news", publish="2026-11-21T06:00:00+00:00")
    digest.article("now", title="Today's news", date="2026-11-20")
    outcome = digest.build()
    assert outcome.articles == 1 and outcome.until == "2026-11-21T06:00:00+00:00"
    assert digest.build().published.written == 0
    later = digest.build(now=datetime(2026, 11, 21, 7, 0, tzinfo=UTC))
    assert not later.same and later.articles == 2


def test_one_bad_file_does_not_stop_the_others(digest: DigestFolder) -> None:
    digest.article("good")
    digest.write("content/articles/broken.md", "---\ntitle: [unclosed\n---\nText.\n")
    digest.write("content/articles/latin.md", "---\ntitle: Caf\xe9\n---\nText.\n".encode("latin-1"))
    digest.article("odd-date", date="2026-02-30")
    outcome = digest.build()
    assert {problem.path.rpartition("/")[2] for problem in outcome.problems} == {
        "broken.md",
        "latin.md",
        "odd-date.md",
    }
    assert all(problem.message for problem in outcome.problems)
    assert (digest.root / "site/2026/11/18/good/index.html").exists()


def test_a_broken_layout_leaves_the_old_site_as_it_was(digest: DigestFolder) -> None:
    digest.article("good")
    digest.build()
    before = digest.site()
    digest.write("layouts/article.html", "<p>{{ page.title }\n{% if %}</p>\n")
    digest.article("good", body="Changed.")
    with pytest.raises(ProblemError) as caught:
        digest.build()
    (problem,) = caught.value.problems
    assert problem.path == "layouts/article.html" and problem.line
    assert digest.site() == before
    (digest.root / "layouts/article.html").unlink()
    digest.build()
    assert b"Changed." in digest.site()["2026/11/18/good/index.html"]


def test_mistakes_in_the_config_are_reported_together_and_nothing_is_built(digest: DigestFolder) -> None:
    digest.article("good")
    digest.write("config.yaml", "titel: A\npagination: none\ntimezone: Europe/Berlinn\n")
    with pytest.raises(ProblemError) as caught:
        digest.build()
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3]
    assert "title" in caught.value.problems[0].message + caught.value.problems[0].hint
    assert not (digest.root / "site").exists()


def test_a_foreign_output_folder_is_refused(digest: DigestFolder) -> None:
    digest.article("good")
    digest.write("site/precious.txt", "mine")
    with pytest.raises(ProblemError):
        digest.build()
    assert digest.site() == {"precious.txt": b"mine"}


def test_a_site_file_changed_by_somebody_else_is_made_again(digest: DigestFolder) -> None:
    digest.article("good")
    digest.build()
    before = digest.site()
    (digest.root / "site/index.html").write_text("defaced")
    (digest.root / "site/2026/11/18/good/index.html").unlink()
    digest.build()
    assert digest.site() == before


def test_a_lost_or_damaged_memory_changes_nothing(digest: DigestFolder) -> None:
    digest.article("good")
    digest.article("gone")
    digest.build()
    for cache in (digest.root / ".broadsheet").glob("*.cache"):
        cache.write_bytes(os.urandom(200))
    (digest.root / "content/articles/gone.md").unlink()
    digest.build()
    assert not any("gone" in name for name in digest.site())


def test_media_are_copied_and_removed_with_their_source(digest: DigestFolder) -> None:
    digest.article("good")
    picture = digest.write("content/media/2026/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    digest.build()
    assert digest.site()["media/2026/map.svg"] == picture.read_bytes()
    picture.unlink()
    digest.build()
    assert "media/2026/map.svg" not in digest.site()


def test_an_empty_config_and_no_articles_build(digest: DigestFolder) -> None:
    digest.write("config.yaml", "")
    outcome = digest.build()
    assert not [problem for problem in outcome.problems if problem.severity == "error"]
    assert "index.html" in digest.site()


def test_a_mixed_inbox_names_the_bad_texts_and_publishes_the_rest(digest: DigestFolder) -> None:
    for number in range(40):
        digest.write(
            f"content/inbox/{number:03}.txt", RAW.replace("nine days", f"nine days and {number} hours")
        )
    digest.write("content/inbox/binary.txt", bytes(range(256)) * 40)
    digest.write("content/inbox/empty.txt", "")
    digest.write("content/inbox/dashes.txt", "---\n" + RAW)
    russian = (
        "Паромы снова ходят\n\nЭкипажи паромов проголосовали в понедельник за возвращение к работе.\n\n" * 3
    )
    digest.write("content/inbox/russian.txt", russian.encode("cp1251"))
    outcome = digest.build(jobs=2)
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    assert {Path(problem.path).name for problem in errors} == {"binary.txt", "empty.txt"}
    assert all(problem.hint for problem in errors)
    assert outcome.articles == 42
    assert {path.name for path in (digest.root / "content/inbox").iterdir()} == {"binary.txt", "empty.txt"}
    assert any("Экипажи паромов" in content.decode(errors="replace") for content in digest.site().values())


def test_a_mistyped_source_is_guessed(digest: DigestFolder) -> None:
    digest.write("config.yaml", "sources: {ellery-courier: {name: Ellery Courier}}\n")
    digest.article("odd", source="elery-courier")
    digest.article("other", source="Somebody Else")
    (problem,) = digest.build().problems
    assert problem.path == "content/articles/odd.md" and '"ellery-courier"' in problem.hint


@pytest.mark.parametrize("room", [0, 150])
def test_bodies_for_which_there_is_no_room_are_read_again(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    for number in range(6):
        digest.article(f"story-{number}", body=f'Report *{number}* says "so".\n\nAnd more of it.')
    digest.build()
    expected = digest.site()
    monkeypatch.setattr(pipeline, "ROOM", room)
    digest.build(clean=True, cache=False)
    assert digest.site() == expected
