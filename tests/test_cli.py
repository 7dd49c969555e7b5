"""The command line as a user meets it: words in; what is printed where, and the exit code, out."""

import gc
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadsheet import __version__
from broadsheet.cli import run
from broadsheet.verbs import COMMANDS
from tests.conftest import DigestFolder
from tests.test_build import RAW


@pytest.fixture
def here(digest: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> DigestFolder:
    """A digest that is the current folder; messages without color."""
    monkeypatch.chdir(digest.root)
    monkeypatch.setenv("NO_COLOR", "1")
    return digest


def feed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Examples:" in text and f"broadsheet {name}" in text


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in COMMANDS)
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize("words", [["frobnicate"], ["build", "--frobnicate"], ["add"], ["list", "nothing"]])
def test_wrong_usage_is_2(here: DigestFolder, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    printed = capsys.readouterr()
    assert printed.err and not printed.out


def test_a_mistyped_command_is_guessed(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["biuld"]) == 2
    assert "Did you mean 'build'?" in capsys.readouterr().err


WITH_LITTLE_MEMORY = """
import resource, sys, unicodedata
from broadsheet.cli import run
run(["build", "-q"])
with open("content/articles/long.md", "w") as file:
    file.write("---\\ntitle: Long\\ndate: 2026-11-18\\n---\\n" + "Words of the harbor. " * 600_000)
with open("/proc/self/status") as status:
    size = next(int(line.split()[1]) for line in status if line.startswith("VmSize"))
resource.setrlimit(resource.RLIMIT_AS, ((size + 8_000) * 1024,) * 2)
sys.exit(run(["build", "--clean", "-j", sys.argv[1]]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux how large this process is")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_too_little_memory_is_said_in_words(here: DigestFolder, jobs: str) -> None:
    here.article("good")
    here.build()
    before = here.site()
    words = [sys.executable, "-c", WITH_LITTLE_MEMORY, jobs]
    done = subprocess.run(words, cwd=here.root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "not enough memory" in done.stderr and "Traceback" not in done.stderr
    assert here.site() == before


def test_no_digest_here_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build"], home=tmp_path) == 2
    assert "broadsheet init" in capsys.readouterr().err


def test_no_words_at_all_build(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    here.article("good")
    assert run([]) == 0
    printed = capsys.readouterr()
    assert not printed.out and "1 article" in printed.err
    assert (here.root / "site/index.html").exists()


def test_flags_alone_build(here: DigestFolder) -> None:
    here.article("hidden", draft="true")
    assert run(["-D", "-q"]) == 0
    assert "hidden" in here.page("index.html").lower()


def test_a_build_works_from_any_folder_inside(here: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    here.article("good")
    monkeypatch.chdir(here.root / "content/articles")
    assert run(["build", "-q"]) == 0
    assert (here.root / "site/index.html").exists()


def test_problems_are_1_and_name_file_line_and_cure(
    here: DigestFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    here.article("odd", date="Frday 3 May")
    assert run(["build"]) == 1
    lines = capsys.readouterr().err.splitlines()
    place = next(number for number, line in enumerate(lines) if "odd.md:3:7: error:" in line)
    assert '"Frday 3 May"' in lines[place]
    assert lines[place + 1].endswith("| date: Frday 3 May")
    assert lines[place + 2].index("^") == lines[place + 1].index("F")


def test_warnings_are_1_only_when_strict(here: DigestFolder) -> None:
    here.article("colon", title="Ferry: the strike ends")
    assert run(["build", "-q"]) == 0
    assert run(["build", "-q", "--strict"]) == 1


def test_a_runner_gets_annotations(
    here: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    here.article("odd", date="2026-02-30")
    assert run(["build"]) == 1
    assert "::error file=content/articles/odd.md,line=3,col=7::" in capsys.readouterr().err


def test_a_bug_of_ours_is_3_with_one_line_and_a_report(
    here: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("broadsheet.pipeline.open_place", fail)
    assert run(["build"]) == 3
    printed = capsys.readouterr().err
    assert "Traceback" not in printed and printed.count("\n") == 1
    assert "ZeroDivisionError" in (here.root / ".broadsheet/crash.log").read_text()


def test_an_interrupt_is_130(here: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("broadsheet.pipeline.open_place", interrupt)
    assert run(["build"]) == 130


def test_clean_is_a_filter(
    here: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, RAW)
    before = sorted(here.root.rglob("*"))
    assert run(["clean"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("---\n") and "nine days" in text and "small donation" not in text
    assert sorted(here.root.rglob("*")) == before


def test_clean_explains_every_block(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    file = here.write("page.txt", RAW)
    assert run(["clean", "--explain", str(file)]) == 0
    text = capsys.readouterr().out
    for kind in ("title", "byline", "date", "body", "appeal"):
        assert kind in text


def test_clean_as_json_says_everything(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    file = here.write("page.txt", RAW)
    assert run(["clean", "--json", str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["title"] == "Ferry crews vote to end strike after nine days"
    assert answer["byline"] == ["Ada Merrin"] and answer["date"] == "2026-11-17"
    assert {"line", "kind", "rule", "score", "evidence", "text"} == set(answer["blocks"][0])


def test_clean_of_lines_answers_each_in_order(
    here: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"id": "a", "text": RAW}),
        "not json",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": ""}),
        json.dumps({"id": "d", "text": RAW, "url": "https://gazette.example/ferry"}),
    ]
    feed(monkeypatch, "\n".join(lines) + "\n")
    assert run(["clean", "--jsonl"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 2, "b", "c", "d"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]
    assert {
        "id",
        "title",
        "byline",
        "date",
        "source",
        "lang",
        "caption",
        "deck",
        "summary",
        "body",
        "removed",
    } == set(answers[0])
    assert {"text", "kind", "rule", "line"} == set(answers[0]["removed"][0])


def test_add_prints_the_articles_file(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    file = here.write("page.txt", RAW)
    assert run(["add", str(file), "--source", "The Harbor Gazette", "--topic", "Harbor"]) == 0
    origin = capsys.readouterr().out.strip()
    text = (here.root / origin).read_text()
    assert "The Harbor Gazette" in text and "Harbor" in text
    assert file.read_text() == RAW, "a file outside the inbox stays where it is"
    assert run(["add", str(file)]) == 0
    assert "was there already" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(here: DigestFolder) -> None:
    file = here.write("content/inbox/page.txt", RAW)
    assert run(["add", "--dry-run", str(file)]) == 0
    assert file.exists() and not (here.root / "content/articles").exists()


def test_add_reads_stdin(here: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, RAW)
    assert run(["add", "-", "--date", "2026-11-16"]) == 0
    (article,) = (here.root / "content/articles").rglob("*.md")
    assert article.name.startswith("2026-11-16-")


def test_new_starts_a_draft(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", 'Ferry: "the end"']) == 0
    text = (here.root / capsys.readouterr().out.strip()).read_text()
    assert "draft: true" in text
    assert run(["build", "-q", "--strict"]) == 0


def test_list_names_every_layout_and_whose_it_is(
    here: DigestFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    own = here.write("layouts/partials/footer.html", "<p>Mine.</p>")
    assert run(["list", "layouts"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["partials/footer.html", "own", str(own)] in lines
    assert [name for name, whose, _ in lines if whose == "own"] == ["partials/footer.html"]
    assert all(Path(file).is_file() for _, _, file in lines) and "article.html" in {line[0] for line in lines}


def test_list_names_what_is_held_back(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    here.article("hidden", draft="true")
    here.article("later", publish="2126-01-01")
    here.article("gone", expires="2026-01-01")
    here.write("content/inbox/page.txt", RAW)
    assert run(["list"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert sorted(row[1] for row in rows) == ["draft", "expired", "future", "inbox"]
    assert run(["list", "drafts"]) == 0
    assert capsys.readouterr().out == "content/articles/hidden.md\tdraft\n"


def test_check_finds_dead_links_and_leftovers(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    body = "See [the map](/nowhere/).\n\nPlease support our journalism with a donation today. Thank you."
    here.article("good", body=body)
    assert run(["check"]) == 1
    text = capsys.readouterr().err
    assert "/nowhere/" in text or "nowhere/" in text
    assert "looks like appeal" in text


def test_check_leaves_alone_what_its_owner_put_back(
    here: DigestFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write("content/inbox/page.txt", RAW)
    assert run(["build", "-q"]) == 0
    (origin,) = [str(path.relative_to(here.root)) for path in (here.root / "content/articles").rglob("*.md")]
    assert run(["restore", origin]) == 0
    capsys.readouterr()
    assert run(["check", "--strict"]) == 0
    assert "looks like" not in capsys.readouterr().err
    (here.root / origin).write_text(
        (here.root / origin).read_text() + "\nDonate to our newsroom. Support us now.\n"
    )
    assert run(["check", "--strict"]) == 1
    assert "Donate to our newsroom" in capsys.readouterr().err


def test_check_of_a_good_digest_is_quiet(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    here.article("good", topics="[Harbor]", source="Gazette")
    assert run(["check", "--strict"]) == 0
    assert "0 problems" in capsys.readouterr().err


def test_check_proves_the_rebuild(here: DigestFolder, capsys: pytest.CaptureFixture[str]) -> None:
    here.article("good")
    here.article("other", topics="[Harbor]")
    assert run(["build", "-q"]) == 0
    here.article("good", body="Changed.")
    before = here.site()
    assert run(["check", "--rebuild"]) == 0
    assert here.site() == before


def test_check_sees_a_memory_that_lies(here: DigestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    here.article("good")
    assert run(["build", "-q"]) == 0
    (here.root / "site/index.html").write_text("spoiled")
    monkeypatch.setattr("broadsheet.building.rendering.PageSeam._why", lambda *_: "")
    assert run(["check", "--rebuild"]) == 1


LOADED = "import sys; from broadsheet.cli import run; code = run(sys.argv[1:]); print(*sys.modules); sys.exit(code)"


def in_a_process(here: DigestFolder, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command line in a process of its own, which prints the modules that it has loaded."""
    return subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=here.root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **variables},
    )


def test_a_plain_build_loads_neither_click_nor_yaml(here: DigestFolder) -> None:
    (here.root / "config.yaml").write_text('title: "The Sarrow Reader"\n')
    (here.root / "content/articles").mkdir(parents=True, exist_ok=True)
    header = '---\ntitle: "The weir holds"\ndate: 2026-11-18\n---\n'
    (here.root / "content/articles/weir.md").write_text(f"{header}\nThe weir at Sarrow holds.\n")
    plain = in_a_process(here)
    shutil.rmtree(here.root / "site")
    parsed = in_a_process(here, "build", "--clean", "-j", "1")
    assert (plain.returncode, plain.stderr) == (parsed.returncode, parsed.stderr)
    assert {"click", "yaml"}.isdisjoint(plain.stdout.split())
    assert "click" in parsed.stdout.split()


def test_a_build_leaves_the_collector_on(here: DigestFolder) -> None:
    here.article("good")
    for body in ("First.", "Second.", "Second."):
        here.article("good", body=body)
        assert run(["build", "-q"]) == 0
        assert gc.isenabled()


@pytest.mark.parametrize("words", [["build"], ["build", "-j", "1"]])
def test_color_is_as_the_environment_wants_it_however_the_words_are_read(
    here: DigestFolder, words: list[str]
) -> None:
    here.article("bad", title="[")
    colored = in_a_process(here, *words, FORCE_COLOR="1", NO_COLOR="")
    plain = in_a_process(here, *words, FORCE_COLOR="", NO_COLOR="1")
    assert "\x1b[" in colored.stderr
    assert plain.stderr
    assert "\x1b[" not in plain.stderr
    assert colored.returncode == plain.returncode


def test_help_and_an_idle_build_import_nothing_slow(here: DigestFolder) -> None:
    here.article("good")
    code = (
        "import sys; from broadsheet.cli import run; code = run(sys.argv[1:]); "
        "slow = {'jinja2', 'markdown_it', 'yaml', 'ftfy', 'dateparser', 'charset_normalizer', 'starlette'}; "
        "sys.exit(','.join(sorted(slow & set(sys.modules))) or code)"
    )
    for _ in range(2):
        assert run(["build", "-q"]) == 0
        time.sleep(0.1)  # past the window in which a file may change under the same stamp
    for words in (["--help"], ["build", "-q"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert done.returncode == 0, (words, done.stderr)


def test_a_shell_asks_for_completions_and_nothing_is_built(
    here: DigestFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_BROADSHEET_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "broadsheet bu")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run([]) == 0
    assert capsys.readouterr().out == "plain,build\n"
    assert not (here.root / "site").exists()
