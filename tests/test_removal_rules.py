"""The note on what was removed names the rules, as long as the labels file beside the original is there."""

import os

import pytest

from broadsheet.intake.labels_file import removal_rules
from tests.conftest import DigestFolder

PAGE = "2026/11/18/bridge/index.html"
LABELS = "content/originals/bridge.json"
RAW = (
    "Bridge closes for the winter\n\nBy Mira Holt\n\n18 November 2026\n\n"
    + "\n\n".join(
        f"The council closed span {number} of the bridge after a long night of votes." for number in range(4)
    )
    + "\n\nIf you value our reporting, please support us with a donation today.\n"
)


def labels(*judgements: tuple[str, str]) -> str:
    entries = ", ".join(f'{{"kind": "{kind}", "rule": "{rule}"}}' for kind, rule in judgements)
    return f'{{"version": 1, "labels": [{entries}]}}'


@pytest.fixture
def bridge(digest: DigestFolder) -> DigestFolder:
    removed = "{appeal: 12, sharing: 2}"
    digest.article("bridge", id="bridge", original="originals/bridge.txt", removed=removed)
    digest.article("other")
    digest.write(
        LABELS, labels(("body", "place.body"), ("appeal", "appeal.en.fund"), ("appeal", "near.appeal"))
    )
    return digest


def test_the_note_names_the_rules_of_each_kind(bridge: DigestFolder) -> None:
    bridge.build()
    page = bridge.page(PAGE)
    assert "Donation appeal: 12 words" in page and "appeal.en.fund, near.appeal" in page
    assert "Share buttons: 2 words</li>" in page
    assert "place.body" not in page


def test_changed_labels_change_that_page_alone(bridge: DigestFolder) -> None:
    bridge.build()
    bridge.write(LABELS, labels(("appeal", "appeal.en.other")))
    outcome = bridge.build()
    assert [stale.permalink for stale in outcome.reasons] == ["/2026/11/18/bridge/"]
    assert "appeal.en.other" in bridge.page(PAGE) and "near.appeal" not in bridge.page(PAGE)


def test_labels_of_the_same_size_and_time_are_noticed(bridge: DigestFolder) -> None:
    bridge.write(LABELS, labels(("appeal", "appeal.en.one")))
    bridge.build()
    file = bridge.root / LABELS
    seen = file.stat()
    bridge.write(LABELS, labels(("appeal", "appeal.en.two")))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    bridge.build()
    assert "appeal.en.two" in bridge.page(PAGE)


@pytest.mark.parametrize("damage", ["delete", "not JSON", '{"labels": 3}', "\xff"])
def test_without_readable_labels_the_counts_stand_alone(bridge: DigestFolder, damage: str) -> None:
    bridge.build()
    if damage == "delete":
        (bridge.root / LABELS).unlink()
    else:
        bridge.write(LABELS, damage.encode("latin-1"))
    assert not bridge.build().problems
    assert "Donation appeal: 12 words</li>" in bridge.page(PAGE)


def test_a_pasted_text_names_its_rules_from_the_first_build_on(digest: DigestFolder) -> None:
    digest.write("content/inbox/bridge.txt", RAW)
    digest.build()
    [page] = [
        text.decode()
        for name, text in digest.site().items()
        if "bridge-closes" in name and name.endswith(".html")
    ]
    [original] = (digest.root / "content/originals").glob("*.json")
    [(kind, rules)] = removal_rules(original.read_bytes())
    assert kind == "appeal" and rules
    assert all(rule in page for rule in rules)
    assert "value our reporting" not in page


def test_a_rule_with_markup_in_its_name_stays_text(bridge: DigestFolder) -> None:
    bridge.write(LABELS, labels(("appeal", "<script>alert(1)</script>")))
    bridge.build()
    assert "&lt;script&gt;alert(1)" in bridge.page(PAGE)
