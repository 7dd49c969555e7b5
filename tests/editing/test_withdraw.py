"""``withdraw``: off every page, feed and index; a plain page at its address; and it does not come back."""

import os
from pathlib import Path

import pytest

from broadsheet.cli import run
from broadsheet.editing.withdrawing import with_line
from broadsheet.problems import ProblemError
from tests.conftest import DigestFolder

RAW = "Ferry crews vote to strike\n\nBy Mira Holt\n18 November 2026\n\n" + "\n\n".join(
    f"The crews of the night ferries met again in hall {number} and counted the votes by hand until late."
    for number in range(6)
)


def command(digest: DigestFolder, *words: str) -> int:
    before = Path.cwd()
    os.chdir(digest.root)
    try:
        return run(words, home=digest.root)
    finally:
        os.chdir(before)


def withdrawn(digest: DigestFolder, *words: str) -> None:
    digest.article("2026-11-18-the-vote", title="Ferry crews vote", topics="[Harbor]", source="Gazette")
    digest.article("2026-11-18-other")
    digest.build()
    assert command(digest, "withdraw", "the-vote", *words) == 0
    digest.build()


def test_a_withdrawn_article_is_gone_from_every_page_feed_and_index(digest: DigestFolder) -> None:
    withdrawn(digest, "--reason", "at the paper's request <b>")
    everywhere = b"".join(digest.site().values())
    assert b"Ferry crews vote" not in everywhere
    assert b"the-vote" not in b"".join(
        content for name, content in digest.site().items() if "the-vote" not in name
    )
    assert "topics/harbor/index.html" not in digest.site()
    assert "sources/gazette/index.html" not in digest.site()


def test_its_address_says_that_it_was_withdrawn_and_why(digest: DigestFolder) -> None:
    withdrawn(digest, "--reason", "at the paper's request <b>")
    page = digest.page("2026/11/18/the-vote/index.html")
    assert '<meta name="robots" content="noindex">' in page
    assert "at the paper&#39;s request &lt;b&gt;" in page
    assert "A plain paragraph" not in page


def test_an_incremental_build_after_withdrawing_is_a_clean_build(digest: DigestFolder) -> None:
    withdrawn(digest)
    warm = digest.site()
    digest.build(clean=True, cache=False)
    assert digest.site() == warm


def test_the_same_raw_text_does_not_come_back(digest: DigestFolder) -> None:
    digest.write("content/inbox/vote.txt", RAW)
    [added] = digest.build().added
    assert command(digest, "withdraw", added.origin) == 0
    digest.write("content/inbox/again.txt", RAW)
    outcome = digest.build()
    assert not any(one.is_new for one in outcome.added) and outcome.articles == 0
    assert [str(held.reason) for held in outcome.held] == ["withdrawn"]
    assert b"counted the votes" not in b"".join(digest.site().values())


def test_taking_the_line_away_puts_the_article_back(digest: DigestFolder) -> None:
    withdrawn(digest)
    file = digest.root / "content/articles/2026-11-18-the-vote.md"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("withdrawn:")))
    digest.build()
    assert "Ferry crews vote" in digest.page("index.html")


def test_a_new_article_may_have_the_address(digest: DigestFolder) -> None:
    withdrawn(digest)
    digest.article("the-vote", title="Another vote")
    assert not digest.build().problems
    assert "Another vote" in digest.page("2026/11/18/the-vote/index.html")


def test_only_one_line_of_the_file_is_new(digest: DigestFolder) -> None:
    text = b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nBody with\r\n---\r\nrule.\r\n"
    new = with_line(text, "a.md", "2026-11-20")
    assert new == text.replace(b"A\r\n", b'A\r\nwithdrawn: "2026-11-20"\r\n')
    for bad in (new, b"No header.\n", b"", b"---\ntitle: A\n"):
        with pytest.raises(ProblemError):
            with_line(bad, "a.md", "2026-11-20")


def test_list_names_what_is_withdrawn(digest: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    withdrawn(digest)
    capsys.readouterr()
    assert command(digest, "list", "withdrawn") == 0
    assert "the-vote.md\twithdrawn\t20" in capsys.readouterr().out


def test_list_stories_says_why_articles_are_together(
    digest: DigestFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    opening = "The freighter Marit Olsen ran aground off Pellworth with 19 crew, said Ivo Brandstad of the coastguard."
    digest.article("aground", body=opening, source="Courier")
    digest.article("stranded", body=f"In the night, {opening}", source="Post")
    digest.article("placed", body="Nothing of the kind.", story="aground")
    digest.article("parted", body=opening, source="Echo", story="none")
    assert command(digest, "list", "stories") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {Path(line[1]).stem for line in lines} == {"aground", "stranded", "placed"}
    assert any("Brandstad" in line[2] and "also in content/articles/" in line[2] for line in lines)
    assert any("front matter" in line[2] for line in lines)
