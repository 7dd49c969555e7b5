"""README says what the program does: its examples and help texts are made by the program itself."""

import re
from pathlib import Path

import pytest

from broadsheet.cli import run
from broadsheet.config import config_reference
from broadsheet.verbs import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SAMPLE = ROOT / "tests/readme/perch.txt"


def parts(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Make the generated parts of README."""
    raw = SAMPLE.read_text(encoding="utf-8").strip("\n")
    assert run(["clean", str(SAMPLE)], home=ROOT) == 0
    article = capsys.readouterr().out.strip("\n")
    helps = []
    for name in COMMANDS:
        assert run([name, "--help"]) == 0
        helps.append(f"```text\n{capsys.readouterr().out.strip()}\n```")
    return {
        "before": f"```text\n{raw}\n```",
        "after": f"```markdown\n{article}\n```",
        "config": f"Every key of `config.yaml`, with its default:\n\n{config_reference().strip()}",
        "help": "\n\n".join(helps),
    }


def test_readme_is_up_to_date(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    text = before = README.read_text(encoding="utf-8")
    for name, content in parts(capsys).items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        assert pattern.search(text), f"README has no part {name!r}"
        text = pattern.sub(lambda match, content=content: f"{match[1]}{content}\n{match[2]}", text)  # type: ignore[misc]
    if pytestconfig.getoption("--update"):
        README.write_text(text, encoding="utf-8")
    assert text == before or pytestconfig.getoption("--update"), "run: pytest tests/test_readme.py --update"


def test_the_links_of_readme_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert targets and all((ROOT / target).exists() for target in targets)
