"""The promises from the outside: what a hostile or unlucky folder, terminal or disk may not break."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from broadsheet import cli
from broadsheet.building.place import open_place
from broadsheet.disk.survey import printable
from broadsheet.editing import adding
from broadsheet.model import Outcome
from broadsheet.output.links import broken_links
from broadsheet.output.publish import publish
from broadsheet.output.stage import open_stage
from broadsheet.problems import ProblemError
from broadsheet.verbs import group
from tests.conftest import DigestFolder
from tests.test_build import RAW

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% include 'x' %}"


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "broadsheet", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def shell(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which ``$B`` is the command."""
    line = script.replace("$B", f"'{sys.executable}' -m broadsheet")
    return subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60)


def named(outcome: Outcome) -> dict[str, str]:
    """Return path -> message of all problems, each of which must have a cure or a place."""
    assert all(problem.hint or problem.line for problem in outcome.problems)
    return {problem.path: problem.message for problem in outcome.problems}


def test_a_name_that_is_not_utf8_is_refused_by_name_and_the_rest_is_built(digest: DigestFolder) -> None:
    digest.article("good")
    for folder in ("articles", "inbox", "media", "pages"):
        (digest.root / "content" / folder).mkdir(exist_ok=True)
        path = os.fsencode(digest.root / "content" / folder) + b"/bad\xff.md"
        with open(path, "wb") as handle:
            handle.write(b"---\ntitle: Bad\ndate: 2026-11-18\n---\n\nText.\n")
    problems = named(digest.build())
    assert set(problems) == {
        rf"content/{folder}/bad\xff.md" for folder in ("articles", "inbox", "media", "pages")
    }
    assert "2026/11/18/good/index.html" in digest.site()
    assert named(digest.build()) == problems


def test_links_that_lead_out_and_files_that_are_none_are_refused_by_name(digest: DigestFolder) -> None:
    secret = digest.root.parent / "secret.md"
    secret.write_text("---\ntitle: Secret\ndate: 2026-11-18\n---\n\nSecret words.\n")
    digest.article("good")
    articles = digest.root / "content/articles"
    (articles / "out.md").symlink_to(secret)
    (articles / "folder").symlink_to(digest.root.parent)
    (articles / "nothing.md").symlink_to("nowhere.md")
    (articles / "circle.md").symlink_to("circle.md")
    os.mkfifo(articles / "pipe.md")
    (articles / "folder.md").mkdir()
    problems = named(digest.build())
    names = {path.rpartition("/")[2] for path in problems}
    assert names == {"out.md", "folder", "nothing.md", "circle.md", "pipe.md"}
    assert not any(b"Secret words" in content for content in digest.site().values())


def test_pictures_that_are_one_file_elsewhere_are_named(digest: DigestFolder) -> None:
    for name in ("Map.png", "map.png", "a?b.png", "plain ü.png"):
        digest.write(f"content/media/{name}", name)
    problems = named(digest.build())
    assert set(problems) == {"content/media/map.png", "content/media/a?b.png"}


def test_a_picture_with_a_line_end_in_its_name_is_refused(digest: DigestFolder) -> None:
    digest.write("content/media/a\nb.png", "x")
    assert set(named(digest.build())) == {r"content/media/a\nb.png"}
    assert not any("media" in name for name in digest.site())


def test_an_idle_build_repeats_what_is_refused_until_it_is_gone(digest: DigestFolder) -> None:
    digest.article("good")
    link = digest.root / "content/articles/gone.md"
    link.symlink_to("nowhere.md")
    assert digest.build().problems and digest.build().problems
    link.unlink()
    assert not digest.build().problems


def test_names_in_messages_are_one_line() -> None:
    assert printable("content/a\nb\udcff.md") == r"content/a\nb\xff.md"
    assert printable("content/über 🎉.md") == "content/über 🎉.md"


@pytest.mark.parametrize("output", ["layouts/x", ".broadsheet/x", "content/x", "a\udcffb", "x" * 300])
def test_an_output_folder_where_the_owner_writes_is_refused(digest: DigestFolder, output: str) -> None:
    target = str(digest.root / output) if "/" in output else output
    with pytest.raises(ProblemError) as caught:
        open_place(digest.root, output=target)
    assert all(problem.hint for problem in caught.value.problems)


def test_an_output_link_that_goes_in_circles_is_a_problem(digest: DigestFolder) -> None:
    digest.article("good")
    (digest.root / "site").symlink_to("site")
    done = run(digest.root, "build")
    assert done.returncode == 1 and "site" in done.stderr and "Traceback" not in done.stderr


def test_a_link_inside_the_site_does_not_lead_a_build_out_of_it(digest: DigestFolder) -> None:
    article = digest.article("good")
    digest.build()
    outside = digest.root.parent / "outside"
    (digest.root / "site/2026").rename(outside)
    (digest.root / "site/2026").symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    digest.article("good", body="Changed words.")
    digest.build()
    assert not (digest.root / "site/2026").is_symlink()
    assert "Changed words." in digest.page("2026/11/18/good/index.html")
    article.unlink()
    digest.build()
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_a_foreign_folder_in_the_place_of_a_page_stops_before_anything_changes(digest: DigestFolder) -> None:
    digest.article("good")
    digest.build()
    (digest.root / "site/sitemap.xml").unlink()
    digest.write("site/sitemap.xml/mine.txt", "mine")
    before = digest.site()
    digest.article("good", body="Changed words.")
    with pytest.raises(ProblemError, match="did not make"):
        digest.build()
    assert digest.site() == before


def test_a_folder_of_ours_in_the_place_of_a_page_gives_way(tmp_path: Path) -> None:
    output = tmp_path / "site"
    for path in ("a/index.html", "a"):
        stage = open_stage(output)
        (stage / path).parent.mkdir(exist_ok=True)
        (stage / path).write_text(path)
        publish(stage, output, [path], [path])
    assert (output / "a").read_text() == "a"


@pytest.mark.parametrize("link", ["https://[::1", "http://[bad]/x"])
def test_an_address_with_stray_brackets_is_a_broken_link(tmp_path: Path, link: str) -> None:
    (tmp_path / "index.html").write_text(f'<a href="{link}">x</a>')
    assert [broken.reason for broken in broken_links(tmp_path)] == ["is not an address"]


def test_a_base_address_with_stray_brackets_is_refused(digest: DigestFolder) -> None:
    with pytest.raises(ProblemError, match="not the address of a site"):
        open_place(digest.root, base_url="https://[::1")


def test_json_lines_of_any_kind_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.commands.clean.MAX_LINE", 200_000)
    text = (
        "Ferry strike ends after nine days\\n\\nThe crews of the ferries voted on Monday to return to work."
    )
    lines = [
        b'{"id":"long","text":"' + b"x" * 500_000 + b'"}',
        b'{"id":1,"text":"\xff\xfe"}',
        f'{{"id":"\\ud800","text":"{text}"}}'.encode(),
        b"[" * 100_000,
        b"",
        b"null",
        b'{"id":NaN,"text":"x"}',
        b'{"id":2}',
        f'{{"id":"last","text":"{text}"}}'.encode(),
    ]
    result = CliRunner().invoke(group, ["clean", "--jsonl"], input=b"\n".join(lines), obj=Path.cwd())
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers if "error" not in answer] == ["\ud800", "last"]
    assert len(answers) == len(lines) - 1 and answers[-1]["id"] == "last"


@pytest.mark.slow
def test_a_missing_file_of_json_lines_is_a_problem(tmp_path: Path) -> None:
    for path in ("nothing.jsonl", "."):
        done = run(tmp_path, "clean", "--jsonl", path)
        assert done.returncode == 1 and "cannot be read" in done.stderr and "bug" not in done.stderr


def test_a_hundred_thousand_unknown_keys_do_not_hang_a_build(digest: DigestFolder) -> None:
    keys = "".join(f"key-{number}: x\n" for number in range(20_000))
    digest.write(
        "content/articles/many.md", f"---\ntitle: Many\ndate: 2026-11-18\nslugg: many\n{keys}---\n\nText.\n"
    )
    outcome = digest.build()
    assert outcome.articles == 1 and len(outcome.problems) == 1  # the slip is still noticed


@pytest.mark.slow
def test_a_title_without_letters_gets_a_readable_file_name(digest: DigestFolder) -> None:
    for title in ("🎉", "@#%"):
        done = run(digest.root, "new", title)
        assert done.returncode == 0 and "-article" in done.stdout


@pytest.mark.parametrize(("flag", "value"), [("--lang", '"><script>'), ("--url", "javascript:alert(1)")])
def test_a_hint_that_no_article_may_have_is_refused(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch, flag: str, value: str
) -> None:
    digest.write("page.txt", RAW)
    monkeypatch.chdir(digest.root)
    assert cli.run(["add", "page.txt", flag, value]) == 2
    assert not (digest.root / "content").exists()


@pytest.mark.slow
def test_any_title_of_a_new_digest_is_kept(tmp_path: Path) -> None:
    title = 'The "Sheet": {version} \\ #1'
    assert run(tmp_path, "init", "it", "--title", f"{title}\n").returncode == 0
    assert open_place(tmp_path / "it").config.title == title


@pytest.mark.slow
@pytest.mark.parametrize(
    "script", ["$B clean <&-", "$B clean --jsonl <&-", "$B list >&-", "$B build >&- 2>&- <&-"]
)
def test_closed_streams_are_no_bug(digest: DigestFolder, script: str) -> None:
    done = shell(digest.root, script)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr and "bug" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "script", ["$B --help >/dev/full", "$B new Title >/dev/full", "$B build 2>/dev/full"]
)
def test_a_full_device_behind_the_output_is_said_without_a_traceback(
    digest: DigestFolder, script: str
) -> None:
    digest.article("good")
    done = shell(digest.root, script)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "bug" not in done.stderr


def test_a_reader_that_has_gone_is_no_problem(digest: DigestFolder) -> None:
    done = shell(digest.root, "$B --help | head -n 1")
    assert done.returncode == 0 and not done.stderr


def test_what_the_system_refuses_is_a_problem_and_not_a_bug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("")
    (tmp_path / ".broadsheet").write_text("a file where a folder belongs")
    (tmp_path / "content").write_text("a file where a folder belongs")
    assert cli.run(["new", "Title"]) == 1
    shown = capsys.readouterr().err
    assert "content" in shown and "try again" in shown and "bug" not in shown


def _limit_files() -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))


def test_a_full_disk_leaves_the_old_site_and_the_inbox_as_they_were(digest: DigestFolder) -> None:
    """A limit on the size of files gives the same error at the same places as a disk without room."""
    digest.article("good")
    digest.build()
    before = digest.site()
    digest.article("good", body="Changed words. " * 2_000)
    raw = digest.write(
        "content/inbox/long.txt", RAW + "\n\n" + "The boats left at six in the morning. " * 400
    )
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "build", "--no-cache"],
        cwd=digest.root,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=_limit_files,
    )
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert digest.site() == before and raw.exists()
    assert not list((digest.root / "content").rglob("*.tmp"))
    assert not (digest.root / ".site.next").exists()
    digest.build()
    assert "Changed words." in digest.page("2026/11/18/good/index.html") and not raw.exists()


@pytest.mark.slow
def test_a_locale_without_utf8_builds_the_same_site(digest: DigestFolder) -> None:
    digest.article("über", title="Über uns")
    assert run(digest.root, "build").returncode == 0
    first = digest.site()
    done = run(
        digest.root,
        "build",
        "--clean",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONHASHSEED="7",
    )
    assert done.returncode == 0, done.stderr
    assert digest.site() == first and "2026/11/18/über/index.html" in first


@pytest.mark.slow
def test_no_home_and_no_cache_folder_are_no_problem(digest: DigestFolder) -> None:
    digest.article("good")
    digest.build()
    first = digest.site()
    for environment in ({"HOME": "relative"}, {"XDG_CACHE_HOME": "/dev/null/x"}):
        assert run(digest.root, "build", "--clean", **environment).returncode == 0
        assert digest.site() == first
    assert not (digest.root / "relative").exists()


def test_nothing_in_any_field_can_run_or_is_evaluated(digest: DigestFolder) -> None:
    text = json.dumps(HOSTILE)
    fields = {"byline": f"[{text}]", "topics": f"[{text}]", "source": text, "deck": text, "summary": text,
              "caption": text, "note": text, "story": text, "link": "https://example.org/?a=1&b=2",
              "also": f"[{{source: {text}, link: 'https://example.org/'}}]"}  # fmt: skip
    body = f"{HOSTILE}\n\n[a](javascript:alert(1)) [b](&#106;avascript:alert(1)) ![c](javascript:alert(1))"
    body += " [d](data:text/html,x)"
    digest.article("hostile", title=text, body=body, **fields)
    digest.article("other", title=text, story=text)
    digest.write("content/pages/about.md", f"---\ntitle: {text}\n---\n\n{body}\n")
    digest.write("content/editions/2026-11-18.md", f"---\ntitle: {text}\n---\n\n{body}\n")
    digest.write("config.yaml", f"title: {text}\ndescription: {text}\nbase_url: https://example.org/\n")
    digest.build()
    for name, content in digest.site().items():
        assert b">49<" not in content, name
        if name.endswith((".html", ".xml")):
            shown = content.decode().lower()
            assert "<script>alert" not in shown and "<img src=x" not in shown, name
            assert 'href="javascript' not in shown and 'src="javascript' not in shown, name
            assert 'href="data:' not in shown, name


@pytest.mark.slow
def test_two_hundred_raw_texts_of_every_kind(digest: DigestFolder) -> None:
    for number in range(196):
        digest.write(f"content/inbox/{number:03}.txt", RAW.replace("nine", f"{number + 10}"))
    digest.write("content/inbox/binary.txt", bytes(range(256)) * 40)
    digest.write("content/inbox/empty.txt", "")
    digest.write("content/inbox/dashes.txt", "---\n" + RAW)
    russian = "Паромы снова ходят\n\nЭкипажи паромов проголосовали за возвращение к работе.\n\n" * 3
    digest.write("content/inbox/russian.txt", russian.encode("cp1251"))
    done = run(digest.root, "build", "-q")
    errors = [line for line in done.stderr.splitlines() if ": error: " in line]
    assert done.returncode == 1 and len(errors) <= 3
    assert len(list((digest.root / "content/articles").rglob("*.md"))) == 198


@pytest.mark.parametrize(
    "aliases",
    [
        f"['/{'y' * 400}/']",
        f"['/{'a/' * 2500}']",
        "[/a.html, /a.html/b/]",
        "[/.broadsheet-manifest, /assets/, /feed.xml, /media/]",
    ],
)
def test_an_impossible_alias_does_not_stop_the_others(digest: DigestFolder, aliases: str) -> None:
    digest.article("good")
    digest.article("odd", aliases=aliases)
    outcome = digest.build()
    assert {problem.path for problem in outcome.problems} <= {
        "content/articles/odd.md",
        "an alias in content/articles/odd.md",
    }
    assert outcome.problems
    assert {"2026/11/18/good/index.html", "2026/11/18/odd/index.html"} <= set(digest.site())


def test_a_long_address_is_cut_and_not_a_crash(digest: DigestFolder) -> None:
    digest.write("config.yaml", "permalink: /{slug}-{topic}/\n")
    digest.article("x" * 180, topics=f"[{'t' * 230}]")
    assert digest.build().articles == 1


def test_a_layout_that_is_not_there_is_named_and_the_article_shown(digest: DigestFolder) -> None:
    digest.article("odd", layout="nonesuch", body="Still here.")
    assert 'no layout "nonesuch"' in named(digest.build())["content/articles/odd.md"]
    assert "Still here." in digest.page("2026/11/18/odd/index.html")


@pytest.mark.parametrize("key", ["date", "publish", "expires"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_crash(digest: DigestFolder, key: str, moment: str) -> None:
    digest.article("edge", **{key: moment})
    digest.article("good")
    assert digest.build().articles >= 1


def test_only_the_originals_folder_itself_is_passed_over(digest: DigestFolder) -> None:
    digest.article("originals/inside")
    digest.write("content/originals/raw.md", "---\ntitle: Raw\n---\n")
    assert digest.build().articles == 1


def test_a_worker_that_the_system_ends_is_a_problem_and_not_a_bug(
    digest: DigestFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, read_raw = os.getpid(), adding.read_raw

    def die(*arguments: Any) -> Any:
        if os.getpid() != parent:
            os._exit(9)
        return read_raw(*arguments)

    monkeypatch.setattr("broadsheet.editing.adding.PARALLEL_FROM", 1)
    monkeypatch.setattr("broadsheet.editing.adding.read_raw", die)
    for number in range(4):
        digest.write(f"content/inbox/{number}.txt", RAW)
    with pytest.raises(ProblemError) as caught:
        digest.build(jobs=2)
    assert "ended" in caught.value.problems[0].message
