"""The labels file beside an original: a cleaned text in, JSON text out, and back."""

import msgspec

from broadsheet.model import KEPT_KINDS, Block, Cleaned, Kind, Label
from broadsheet.text import squeeze

VERSION = 1


class _Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    kind: Kind
    rule: str
    score: float
    start: int
    end: int
    line: int
    gap: int = 1
    evidence: tuple[str, ...] = ()
    text: str = ""
    """The block's words where it has no range in the decoded text: a block of a saved page."""


class _LabelsFile(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    id: str
    characters: int
    """Length of the decoded text that the ranges count in."""
    labels: tuple[_Entry, ...]


def dump_labels(cleaned: Cleaned) -> str:
    """Write the labels as JSON: kind, rule, score and character range in the decoded text for every block."""
    entries = tuple(_entry(label) for label in cleaned.labels)
    length = max((label.block.end for label in cleaned.labels), default=0)
    record = _LabelsFile(version=VERSION, id=cleaned.article.id, characters=length, labels=entries)
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode("utf-8") + "\n"


def load_labels(source: str, text: str) -> tuple[Label, ...]:
    """Read labels back and take each block's words from the decoded text.

    Raises ValueError when the JSON is damaged or does not belong to this text.
    """
    try:
        record = msgspec.json.decode(source, type=_LabelsFile)
    except msgspec.MsgspecError as error:
        raise ValueError(f"the labels file is damaged: {error}") from error
    if record.version != VERSION:
        raise ValueError(f"the labels file has version {record.version}, this program reads {VERSION}")
    if record.characters > len(text) or any(not 0 <= one.start <= one.end for one in record.labels):
        raise ValueError("the labels file does not belong to this text")
    return tuple(_label(entry, text) for entry in record.labels)


class _Judgement(msgspec.Struct, frozen=True):
    """What a labels file says of a block, as far as a reader is told."""

    kind: str
    rule: str


class _Judgements(msgspec.Struct, frozen=True):
    labels: tuple[_Judgement, ...]


def removal_rules(source: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the kinds that were taken out, each with the rules that did, in the order of first appearance.

    Nothing where the file is damaged: a page can do without, and ``list removed`` says what is wrong.
    """
    try:
        found = msgspec.json.decode(source, type=_Judgements).labels
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ()
    rules: dict[str, dict[str, None]] = {}
    for one in found:
        if one.kind not in KEPT_KINDS:
            rules.setdefault(one.kind, {})[one.rule] = None
    return tuple((kind, tuple(names)) for kind, names in rules.items())


def _entry(label: Label) -> _Entry:
    block = label.block
    return _Entry(
        kind=label.kind,
        rule=label.rule,
        score=round(label.score, 3),
        start=block.start,
        end=block.end,
        line=block.line,
        gap=block.gap,
        evidence=label.evidence,
        text="" if block.end else block.text,
    )


def _label(entry: _Entry, text: str) -> Label:
    words = entry.text or squeeze(text[entry.start : entry.end])
    block = Block(words, entry.line, entry.start, entry.end, gap=entry.gap)
    return Label(block, entry.kind, entry.rule, entry.score, entry.evidence)
