"""The preview shows what the build would write, as soon as a file has come to rest, and the last good page else."""

import re
from collections.abc import Callable

import pytest

from tests.conftest import DigestFolder
from tests.preview.preview import HOST, Desk
from tests.test_build import RAW

FERRY = "/2026/11/18/ferry/"
FERRY_FILE = "content/articles/ferry.md"
PREVIEWS = re.compile(
    r"<(?:link|script)[^>]*/_preview/[^>]*>(?:</script>)?\n?|<aside id=\"broadsheet-preview\".*?</aside>",
    re.DOTALL,
)


@pytest.fixture
def desk(digest: DigestFolder) -> Desk:
    digest.article("ferry", title="The ferry", body="It sails.")
    digest.article("bridge", title="The bridge", body="It stands.", date="2026-11-17")
    return Desk(digest)


def plain(page: str) -> str:
    """Return a page without what the preview adds to it."""
    return re.sub(r"content=\"default-src[^\"]*\"|nonce[=-]\"?[\w+/=-]+[\"']?", "", PREVIEWS.sub("", page))


def test_every_page_is_the_build_s(desk: Desk) -> None:
    desk.digest.write("content/media/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    desk.digest.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    desk.settled("content/media/map.svg", "content/pages/about.md")
    desk.digest.build(base_url=f"http://{HOST}/")
    for name, content in desk.digest.site().items():
        if name == ".nojekyll" or "pagefind" in name:
            continue
        answer = desk.ask("/" + name.removesuffix("index.html"))
        assert answer.status == 200, name
        if name.endswith(".html"):
            assert plain(answer.text) == plain(content.decode()), name
        else:
            assert answer.content == content, name


def test_an_edited_body_is_shown_before_the_digest_is_put_together(desk: Desk) -> None:
    before = desk.live.tag(FERRY)
    desk.digest.article("ferry", title="The ferry", body="It sails at noon.\n\nAnd at six.")
    desk.saved(FERRY_FILE)
    assert "It sails at noon." in desk.page(FERRY)
    assert desk.live.tag(FERRY) != before
    at_once = desk.live.tag(FERRY)
    desk.follower.plan()
    assert "It sails at noon." in desk.page(FERRY)
    assert at_once != before


def test_a_new_title_is_on_every_page_before_the_digest_is_put_together(desk: Desk) -> None:
    desk.digest.article("ferry", title="A new ferry", body="It sails.")
    desk.saved(FERRY_FILE)
    pages = (FERRY, "/", "/2026/11/18/", "/archive/", "/2026/11/", "/feed.xml")
    early = {page: plain(desk.page(page)) for page in pages}
    assert all("A new ferry" in text for text in early.values())
    desk.follower.plan()
    for page in pages:
        assert "The ferry" not in desk.page(page), page
        assert "A new ferry" in desk.page(page), page


def test_a_file_saved_without_a_change_changes_nothing(desk: Desk) -> None:
    version = desk.live.status.version
    desk.digest.article("ferry", title="The ferry", body="It sails.")
    desk.saved(FERRY_FILE)
    assert desk.live.status.version == version and not desk.follower._asked_first


def test_new_and_deleted_articles_come_and_go(desk: Desk) -> None:
    desk.digest.article("third", title="A third")
    desk.settled("content/articles/third.md")
    assert "A third" in desk.page("/") and "A third" in desk.page("/2026/11/18/third/")
    (desk.digest.root / "content/articles/third.md").unlink()
    desk.settled("content/articles/third.md")
    assert desk.ask("/2026/11/18/third/").status == 404
    assert "A third" not in desk.page("/")


def test_a_new_slug_moves_the_page_and_says_where(desk: Desk) -> None:
    desk.digest.article("ferry", title="The ferry", slug="boat")
    desk.settled(FERRY_FILE)
    assert desk.ask(FERRY).status == 404
    assert dict(desk.live.status.moved)[FERRY] == "/2026/11/18/boat/"


@pytest.mark.parametrize(
    "bad",
    [
        "---\ntitle: [unclosed\n---\nNo.\n",
        "",
        "---\ntitle: The ferry\ndate: 2026-02-30\n---\nNo.\n",
        "---\ntitle: Caf\xe9\n---\nNo.\n".encode("latin-1"),
    ],
)
def test_a_mistake_keeps_the_last_good_page_and_is_laid_over_it(desk: Desk, bad: str | bytes) -> None:
    desk.page(FERRY)
    good = desk.digest.root.joinpath(FERRY_FILE).read_bytes()
    desk.digest.write(FERRY_FILE, bad)
    desk.settled(FERRY_FILE)
    page = desk.page(FERRY)
    assert "It sails." in page and f"{FERRY_FILE}" in page and "last good page" in page
    assert "The ferry" in desk.page("/") and "1 problem in the digest" in desk.page("/")
    desk.digest.write(FERRY_FILE, good)
    desk.settled(FERRY_FILE)
    assert "preview-problems" not in desk.page(FERRY) and not desk.live.status.problems


def test_a_page_never_looked_at_survives_a_broken_header(desk: Desk) -> None:
    desk.digest.write(FERRY_FILE, "---\ntitle: [unclosed\n---\n\nIt sails on.\n")
    desk.settled(FERRY_FILE)
    assert "It sails on." in desk.page(FERRY) and "The ferry" in desk.page(FERRY)


def test_a_broken_layout_keeps_the_last_good_pages_and_is_mended(desk: Desk) -> None:
    desk.page(FERRY)
    desk.digest.write("layouts/article.html", "<p>{{ page.title }\n{% if %}</p>\n")
    desk.settled("layouts/article.html")
    for address in (FERRY, "/2026/11/17/bridge/"):
        page = desk.page(address)
        assert "layouts/article.html:" in page and "It s" in page
    assert desk.live.status.problems
    desk.digest.write("layouts/article.html", "<html><head></head><body>Mine: {{ page.title }}</body></html>")
    desk.settled("layouts/article.html")
    assert "Mine: The ferry" in desk.page(FERRY)
    assert "preview-problems" not in desk.page(FERRY) and not desk.live.status.problems
    (desk.digest.root / "layouts/article.html").unlink()
    desk.settled("layouts/article.html")
    assert "Mine" not in desk.page(FERRY)


def test_a_broken_config_keeps_everything_and_is_said_on_every_page(desk: Desk) -> None:
    good = desk.digest.root.joinpath("config.yaml").read_bytes()
    desk.digest.write("config.yaml", "titel: A\npagination: none\n")
    desk.settled("config.yaml")
    assert "config.yaml:1" in desk.page("/") and "The Test Sheet" in desk.page("/")
    desk.digest.write("config.yaml", good.replace(b"The Test Sheet", b"Another Sheet"))
    desk.settled("config.yaml")
    assert "Another Sheet" in desk.page("/") and "config.yaml" not in desk.page("/")


def test_a_preview_starts_with_a_broken_config_and_recovers(digest: DigestFolder) -> None:
    digest.article("ferry", title="The ferry")
    digest.write("config.yaml", "titel: A\n")
    desk = Desk(digest)
    answer = desk.ask("/")
    assert answer.status == 503 and "config.yaml:1" in answer.text
    digest.write("config.yaml", "title: A\n")
    desk.settled("config.yaml")
    assert "The ferry" in desk.page("/")


def test_half_a_file_on_the_disk_is_never_shown(desk: Desk) -> None:
    desk.page(FERRY)
    desk.digest.write(FERRY_FILE, "---\ntitle: The ferry\n---\n\nHalf")
    assert "It sails." in desk.page(FERRY) and "Half" not in desk.page("/")


def test_drafts_and_the_future_are_marked(digest: DigestFolder) -> None:
    digest.article("hidden", draft="true")
    digest.article("later", publish="2126-01-01")
    digest.article("open")
    desk = Desk(digest, drafts=True, future=True)
    assert "Draft: not on the site" in desk.page("/2026/11/18/hidden/")
    assert "Appears 2126-01-01" in desk.page("/2026/11/18/later/")
    assert "preview-mark" not in desk.page("/2026/11/18/open/")
    assert '/2026/11/18/hidden/"]' in desk.page("/_preview/marks.css")
    assert Desk(digest).ask("/2026/11/18/hidden/").status == 404


def test_a_text_in_the_inbox_is_shown_from_memory_and_written_by_a_button(desk: Desk) -> None:
    raw = desk.digest.write("content/inbox/ferry-vote.txt", RAW[:200])
    desk.settled("content/inbox/ferry-vote.txt")
    raw.write_text(RAW)
    desk.settled("content/inbox/ferry-vote.txt")
    address = "/2026/11/17/ferry-crews-vote-to-end-strike-after-nine-days/"
    page = desk.page(address)
    assert "In the inbox, not yet added" in page and "small donation" not in page
    titles = re.findall(r"<title[^>]*>Ferry crews vote", desk.page("/feed.xml"))
    assert len(titles) == 1, "a text that grows is one article"
    assert not list(desk.digest.root.glob("content/articles/2026/*"))
    assert desk.act(action="add", origin="content/inbox/ferry-vote.txt").status == 303
    desk.settled()
    assert not raw.exists()
    assert "preview-mark" not in desk.page(address) and "Review" in desk.page(address)
    assert not desk.live.status.problems


def test_a_bad_text_in_the_inbox_is_named(desk: Desk) -> None:
    desk.digest.write("content/inbox/picture.png", b"\x89PNG")
    desk.settled("content/inbox/picture.png")
    assert "content/inbox/picture.png" in desk.page("/_preview/")


def test_the_site_folder_is_left_alone(desk: Desk) -> None:
    for path in ("/", FERRY, "/nowhere/", "/_preview/"):
        desk.ask(path)
    assert not (desk.digest.root / "site").exists()


def test_many_edits_end_in_what_a_build_makes(
    desk: Desk, make_digest_folder: Callable[[str], DigestFolder]
) -> None:
    import random

    chance = random.Random(6)
    for step in range(60):
        name = f"story-{chance.randrange(8)}"
        file = desk.digest.root / f"content/articles/{name}.md"
        if file.exists() and chance.random() < 0.2:
            file.unlink()
        else:
            day = f"2026-11-{chance.randrange(10, 20)}"
            topic = chance.choice(["Harbor", "Rail"])
            desk.digest.article(
                name, title=f"Title {step}", body=f"Body {step}.", date=day, topics=f"[{topic}]"
            )
        desk.saved(f"content/articles/{name}.md")
        if chance.random() < 0.3:
            desk.follower.plan()
        assert desk.ask("/").status == 200
    desk.follower.plan()
    desk.digest.build(base_url=f"http://{HOST}/")
    for path, content in desk.digest.site().items():
        if path.endswith(".html") and path != "404.html":
            assert plain(desk.page("/" + path.removesuffix("index.html"))) == plain(content.decode()), path
