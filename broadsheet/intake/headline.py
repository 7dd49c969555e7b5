"""Which block is the headline: a draft and a word from elsewhere in; the block's number, or -1, out."""

from broadsheet.intake.alone import ASKING, HINTED, LIKELY, Verdict
from broadsheet.intake.draft import Draft
from broadsheet.intake.title import find_title


def choose_title(draft: Draft, hint: str) -> int:
    """Return the headline's block: the page model's on a whole page, else the one that place and shape tell."""
    if draft.page is None:
        return find_title(draft.facts, title_shapes(draft), hint)
    if draft.page.headline >= 0:
        return draft.page.headline
    return find_title(draft.facts, title_shapes(draft), hint, draft.page.start)


def title_shapes(draft: Draft) -> list[str]:
    """A short line that is likely furniture is no candidate for the headline, and an appeal no article."""
    pairs = zip(draft.shapes, draft.alone, strict=True)
    return [
        "rule"
        if (shape == "short" and _is_likely_furniture(verdict))
        or (shape == "body" and _is_likely_appeal(verdict))
        else shape
        for shape, verdict in pairs
    ]


def _is_likely_appeal(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind in ASKING and verdict.score >= HINTED


def _is_likely_furniture(verdict: Verdict | None) -> bool:
    """Hints and words of asking alone do not speak against a headline, which may be about giving."""
    if verdict is None or verdict.score < LIKELY:
        return False
    if verdict.kind in ASKING and verdict.rule.endswith((".hint", ".bank")):
        return False
    return not verdict.rule.startswith(("appeal.", "voice.")) or verdict.rule.endswith(".button")
