"""Which block is the headline: a draft and a word from elsewhere in; the block's number, or -1, out."""

from broadsheet.intake.draft import Draft
from broadsheet.intake.title import find_title, title_shapes


def choose_title(draft: Draft, hint: str) -> int:
    """Return the headline's block: the page model's on a whole page, else the one that place and shape tell."""
    if draft.page is None:
        return find_title(draft.facts, title_shapes(draft), hint)
    if draft.page.headline >= 0:
        return draft.page.headline
    return find_title(draft.facts, title_shapes(draft), hint, draft.page.start)
