"""A page's lines with the first look's scores come in; rows that tell the headline from other lines go out."""

import re
from collections.abc import Sequence
from itertools import accumulate

from broadsheet.intake.page_features import OWN, densest_run
from broadsheet.model import Block

HEADLINE = (
    "hint_share", "hint_line_share", "score", "mean_3_after", "mean_8_after", "mean_20_after", "mean_8_before",
    "share_before", "main_from", "again_below",
)  # fmt: skip
"""What a line shows as a candidate for the headline, besides its own figures and its place."""
MOST_WORDS = 40
ARTICLE_BELOW = 0.05
"""Mean first score of the twenty lines below from which a line may be a headline."""
_WORD = re.compile(r"\w+").findall


def headline_rows(
    blocks: Sequence[Block],
    own: Sequence[tuple[float, ...]],
    places: Sequence[tuple[float, ...]],
    first: Sequence[float],
    hint: str,
) -> dict[int, tuple[float, ...]]:
    """Return a row for each line that may be the headline: own figures of it and its neighbors, place, ``HEADLINE``.

    ``hint`` holds words the headline may have, such as those of the page's address.
    """
    total = len(own)
    sums = [0.0, *accumulate(first)]
    everything = sums[-1] or 1.0
    main_begin, _ = densest_run([value - 0.35 for value in first])
    wanted = set(_WORD(hint.lower()))
    last_place = {block.text: index for index, block in enumerate(blocks)}
    padded = [(0,) * len(OWN), *own, (0,) * len(OWN)]
    rows = {}
    for i, figures in enumerate(own):
        if figures[1] > MOST_WORDS or figures[0] < 4:
            continue
        up = min(total, i + 21)
        mean = (sums[up] - sums[i + 1]) / 20
        words = set(_WORD(blocks[i].text.lower())) if wanted else set()
        shared = len(words & wanted)
        if mean < ARTICLE_BELOW and shared * 2 <= len(wanted):
            continue
        rows[i] = (
            *padded[i], *figures, *padded[i + 2], *places[i],
            shared / len(wanted) if wanted else -1.0, shared / len(words) if words else -1.0, first[i],
            (sums[min(total, i + 4)] - sums[i + 1]) / 3, (sums[min(total, i + 9)] - sums[i + 1]) / 8, mean,
            (sums[i] - sums[max(0, i - 8)]) / 8, sums[i] / everything, i - main_begin,
            1 if last_place[blocks[i].text] > i else 0,
        )  # fmt: skip
    return rows
