"""The index of the rules is kept between runs, and made anew when a rule file or a switch changes."""

from pathlib import Path

from broadsheet.building.place import Place
from broadsheet.editing.adding import RULES, read_rules
from broadsheet.model import CleanSettings, Config

MINE = """\
rules:
- id: appeal.mine.tea
  kind: appeal
  phrases: [buy us a pot of tea]
"""


def place(root: Path, **settings: object) -> Place:
    (root / "content/boilerplate").mkdir(parents=True, exist_ok=True)
    (root / ".broadsheet").mkdir(exist_ok=True)
    return Place(root=root, config=Config(**settings), problems=())  # type: ignore[arg-type]


def test_rules_read_again_are_the_same(tmp_path: Path) -> None:
    first, problems = read_rules(place(tmp_path))
    assert (tmp_path / f".broadsheet/{RULES}.cache").is_file()
    assert read_rules(place(tmp_path)) == (first, problems)


def test_a_new_rule_and_a_switch_are_noticed(tmp_path: Path) -> None:
    read_rules(place(tmp_path))
    (tmp_path / "content/boilerplate/mine.yaml").write_text(MINE, encoding="utf-8")
    assert "appeal.mine.tea" in {rule.id for rule in read_rules(place(tmp_path))[0].rules}
    off = CleanSettings(off=("appeal.mine.tea",))
    assert "appeal.mine.tea" not in {rule.id for rule in read_rules(place(tmp_path, clean=off))[0].rules}


def test_a_filter_writes_nothing(tmp_path: Path) -> None:
    read_rules(place(tmp_path), remember=False)
    assert list((tmp_path / ".broadsheet").iterdir()) == []
