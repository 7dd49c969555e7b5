"""Stories on the site: one text is shown once, reports of one event name one another, nothing is merged."""

import re

import pytest

from tests.conftest import CONFIG, DigestFolder

THINGS = ("harbor", "ferry", "bridge", "school", "court", "museum", "storm", "engine", "letter", "island")
WIRE = " ".join(f"The {thing} of Pellworth was counted again, the clerk wrote down." for thing in THINGS)
EVENT = (
    "The freighter Marit Olsen ran aground off Hvalsey with 19 crew, said Ivo Brandstad of the coastguard."
)


@pytest.fixture
def papers(digest: DigestFolder) -> DigestFolder:
    digest.write("config.yaml", f"{CONFIG}sources: {{p: {{name: Northern Post}}}}\n")
    digest.article("wire", title="Wire headline", body=WIRE, source="Wire", topics="[Harbor]")
    digest.article("echo", title="Echo headline", body=f"Varn. {WIRE}", source="Echo", topics="[Harbor]")
    digest.article("tomorrow", title="Late headline", body=WIRE, source="p", date="2026-11-19")
    digest.article("ship", title="Ship aground", body=EVENT, source="Wire", date="2026-11-19")
    digest.article("bank", title="On the bank", body=f"Sunday. {EVENT}", source="p", date="2026-11-19")
    digest.build()
    return digest


def test_a_text_is_shown_once_in_editions_topics_and_the_feed(papers: DigestFolder) -> None:
    headlines = ("Wire headline", "Echo headline", "Late headline")
    for name in ("topics/harbor/index.html", "feed.xml", "2026/11/18/index.html"):
        shown = [title for title in headlines if title in papers.page(name)]
        assert len(shown) == 1, name
    assert not any(title in papers.page("2026/11/19/index.html") for title in headlines)


def test_every_copy_keeps_its_page_and_names_the_others(papers: DigestFolder) -> None:
    for name, others in (("18/wire", {"Echo", "Northern Post"}), ("19/tomorrow", {"Echo", "Wire"})):
        page = papers.page(f"2026/11/{name}/index.html")
        block = page[page.index("also appeared in") :]
        assert set(re.findall(r"<li><a href=[^>]*><bdi>([^<]*)</bdi></a></li>", block)) == others
    assert "No. 1<" in papers.page("2026/11/19/tomorrow/index.html")


def test_reports_of_one_event_name_one_another(papers: DigestFolder) -> None:
    assert ">Ship aground</a> <cite>Wire</cite>" in papers.page("2026/11/19/bank/index.html")
    assert ">On the bank</a> <cite>Northern Post</cite>" in papers.page("2026/11/19/ship/index.html")
    assert "2 sources" in papers.page("index.html")


def test_an_incremental_build_parts_what_a_clean_one_parts(papers: DigestFolder) -> None:
    papers.article("bank", title="On the bank", body=EVENT, source="p", date="2026-11-19", story="none")
    papers.article("echo", title="Echo headline", body="Another text.", source="Echo", topics="[Harbor]")
    papers.build()
    warm = papers.site()
    papers.build(cache=False, clean=True)
    assert papers.site() == warm
    assert "Echo headline" in papers.page("2026/11/18/index.html")
