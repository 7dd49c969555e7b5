"""The preview's server: it answers as a host would, what it should, to whom it should, and nothing else."""

import asyncio

import pytest

from broadsheet.preview.guard import Guard
from broadsheet.preview.server import Preview, Setting
from tests.conftest import DigestFolder
from tests.preview.preview import HOST, TOKEN, Desk
from tests.test_build import RAW


@pytest.fixture
def desk(digest: DigestFolder) -> Desk:
    digest.article("ferry", title="The ferry", body="It sails.")
    digest.article("größe", title="Größe")
    return Desk(digest)


def test_types_and_headers_are_a_host_s(desk: Desk) -> None:
    types = {
        "/": "text/html; charset=utf-8",
        "/assets/style.css": "text/css; charset=utf-8",
        "/feed.xml": "application/xml",
        "/robots.txt": "text/plain; charset=utf-8",
        "/assets/icon.svg": "image/svg+xml",
    }
    for path, kind in types.items():
        answer = desk.ask(path)
        assert answer.status == 200 and answer.headers["content-type"] == kind, path
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert b"_preview" not in desk.ask("/robots.txt").content + desk.ask("/feed.xml").content


def test_a_folder_without_its_slash_leads_to_the_page(desk: Desk) -> None:
    answer = desk.ask("/2026/11/18/ferry")
    assert answer.status in (301, 302) and answer.headers["location"] == "/2026/11/18/ferry/"
    assert desk.ask("/2026/11/18/ferry/index.html").status == 200


def test_letters_of_any_script_are_found(desk: Desk) -> None:
    assert "Größe" in desk.page("/2026/11/18/größe/")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/2026/11/18/FERRY/",
        "/config.yaml",
        "/../config.yaml",
        "/content/articles/ferry.md",
        "//",
        "/site/",
        "/media/../../config.yaml",
        "/assets/",
        "/.broadsheet/articles.cache",
        "/2026/11/18/ferry/extra",
        "/\x00",
    ],
)
def test_anything_else_is_the_digest_s_own_404(desk: Desk, path: str) -> None:
    answer = desk.ask(path)
    assert answer.status == 404 and b"<main" in answer.content
    assert b"pagination" not in answer.content and b"base_url" not in answer.content


def test_a_base_path_serves_as_a_project_page(digest: DigestFolder) -> None:
    digest.article("ferry", title="The ferry")
    desk = Desk(digest, base="/repo/")
    assert "The ferry" in desk.page("/repo/") and "The ferry" in desk.page("/repo/2026/11/18/ferry/")
    assert desk.ask("/repo").headers["location"] == "/repo/"
    assert desk.ask("/").status == 404 and desk.ask("/2026/11/18/ferry/").status == 404
    assert '"/repo/assets/style.css' in desk.ask("/repo/nowhere").text
    assert f"http://{HOST}/repo/2026/11/18/ferry/" in desk.page("/repo/feed.xml")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_get_and_head_are_answered(desk: Desk, method: str) -> None:
    answer = desk.ask("/", method)
    assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD"


def test_foreign_hosts_and_origins_get_nothing(desk: Desk) -> None:
    for path in ("/", "/_preview/", "/_preview/events", "/_preview/client.js"):
        assert desk.ask(path, host="evil.example").status == 403
        assert desk.ask(path, origin="http://evil.example").status == 403


def test_an_unchanged_page_is_not_sent_again(desk: Desk) -> None:
    tag = desk.ask("/").headers["etag"]
    assert desk.ask("/", if_none_match=tag).status == 304
    desk.digest.article("ferry", title="Another")
    desk.settled("content/articles/ferry.md")
    assert desk.ask("/", if_none_match=tag).status == 200


def test_pages_carry_the_script_and_a_policy_that_lets_only_it(desk: Desk) -> None:
    page = desk.page("/")
    assert f"script-src http://{HOST}/_preview/" in page
    assert page.count("/_preview/client.js") == 1 and page.index("client.js") < page.index("</head>")
    assert desk.ask("/_preview/client.js").headers["content-type"].startswith("text/javascript")
    assert desk.ask("/_preview/secrets").status == 404


def test_pictures_are_sent_so_that_they_can_do_nothing(desk: Desk) -> None:
    desk.digest.write(
        "content/media/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    )
    desk.settled("content/media/map.svg")
    assert "sandbox" in desk.ask("/media/map.svg").headers["content-security-policy"]


def added(desk: Desk) -> str:
    desk.digest.write("content/inbox/ferry-vote.txt", RAW)
    desk.settled("content/inbox/ferry-vote.txt")
    assert desk.act(action="add", origin="content/inbox/ferry-vote.txt").status == 303
    desk.settled()
    (file,) = desk.digest.root.glob("content/articles/2026/*.md")
    return file.relative_to(desk.digest.root).as_posix()


def test_the_review_puts_back_takes_out_and_undoes(desk: Desk) -> None:
    origin = added(desk)
    file = desk.digest.root / origin
    before = file.read_bytes()
    page = desk.page(f"/_preview/review?of={origin}")
    assert "small donation" in page and "appeal" in page and "Put back" in page and "Take out" in page
    number = page.partition("If you value our reporting")[0].rpartition('id="block-')[2].partition('"')[0]
    assert desk.act(action="put-back", origin=origin, number=number).status == 303
    assert b"If you value our reporting" in file.read_bytes()
    address = "/2026/11/17/ferry-crews-vote-to-end-strike-after-nine-days/"
    assert "If you value our reporting" in desk.page(address), "shown without waiting for the watcher"
    assert "Undo: block" in desk.page(f"/_preview/review?of={origin}")
    assert desk.act(action="undo", origin=origin).status == 303
    assert file.read_bytes() == before
    assert desk.act(action="undo", origin=origin).status == 409


def test_an_undo_never_overwrites_a_later_edit(desk: Desk) -> None:
    origin = added(desk)
    file = desk.digest.root / origin
    assert desk.act(action="put-back", origin=origin, number="1").status == 303
    file.write_text(file.read_text() + "\nMine.\n")
    assert desk.act(action="undo", origin=origin).status == 409
    assert "Mine." in file.read_text()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"token": "wrong", "action": "undo"}, 403),
        ({"action": "rm"}, 400),
        ({"action": "put-back", "origin": "../../etc/passwd", "number": "1"}, 409),
        ({"action": "put-back", "origin": "content/articles/ferry.md", "number": "1"}, 409),
        ({"action": "add", "origin": "config.yaml"}, 409),
    ],
)
def test_actions_do_only_what_they_are_for(desk: Desk, fields: dict[str, str], status: int) -> None:
    assert desk.act(**fields).status == status


def test_actions_come_from_the_preview_s_own_forms_only(desk: Desk) -> None:
    body = f"token={TOKEN}&action=undo".encode()
    form = "application/x-www-form-urlencoded"
    assert desk.ask("/_preview/act", "POST", body, content_type=form).status == 403
    evil = desk.ask("/_preview/act", "POST", body, content_type=form, origin="http://evil.example")
    assert evil.status == 403
    ours = f"http://{HOST}"
    assert desk.ask("/_preview/act", "POST", body, content_type="application/json", origin=ours).status == 413
    assert desk.ask("/_preview/act", "POST", b"a" * 100_000, content_type=form, origin=ours).status == 413


def test_on_the_network_there_is_no_review(desk: Desk) -> None:
    desk.preview = Preview(desk.live, Setting(guard=Guard("0.0.0.0", 8000, TOKEN)), desk.bugs.append)
    assert desk.act(action="undo", origin="content/articles/ferry.md").status == 403
    assert TOKEN not in desk.page("/_preview/")


def test_a_bug_of_ours_is_reported_and_answered(desk: Desk) -> None:
    desk.live.show = None  # type: ignore[assignment,method-assign]
    assert desk.ask("/").status == 500 and len(desk.bugs) == 1


def test_a_stream_tells_what_is_news_to_its_page_and_nothing_else(desk: Desk) -> None:
    async def listen() -> list[bytes]:
        tag = desk.live.tag("/2026/11/18/ferry/")
        stream = desk.preview.streams.listen("/2026/11/18/ferry/", "/2026/11/18/ferry/", tag)
        heard = [await anext(stream) for _ in range(3)]
        desk.digest.article("größe", title="Größe", body="Other words.")
        desk.saved("content/articles/größe.md")
        desk.preview.streams.wake()
        heard.append(await anext(stream))
        desk.digest.article("ferry", title="The ferry", body="It sails at noon.")
        desk.saved("content/articles/ferry.md")
        desk.preview.streams.wake()
        heard.append(await anext(stream))
        await stream.aclose()
        return heard

    heard = asyncio.run(listen())
    names = [event.partition(b"\n")[0] for event in heard]
    assert names == [b"event: hello", b"event: styles", b"event: edited", b"event: edited", b"event: page"]
