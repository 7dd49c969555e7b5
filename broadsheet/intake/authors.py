"""Pass 2, who wrote it: a draft in; author notes and a byline behind the article decided."""

from broadsheet.intake.author_notes import author_of, noted_author
from broadsheet.intake.byline import byline_names, is_byline_word, is_name_line, names_of_line
from broadsheet.intake.draft import Draft
from broadsheet.intake.signed import is_doubted
from broadsheet.model import Kind

NOTES = 3
"""Paragraphs before the article's end among which a note about its author may stand."""
LONGEST_NOTE = 45
"""Words of the longest note about an author whom nothing else names."""
LONGEST = 9
"""Words of the longest line of names."""
NEAR_END = 2
"""Blocks behind the last paragraph in which a name alone is the author's."""
SEARCHED = 40
"""Blocks behind the article in which a byline with its word is looked for."""
TEASER, TEASER_LINES = 4, 3
"""Words of a headline, and lines above a byline behind the article among which one is another article's."""
BESIDE = 3
"""Blocks between a byline behind the article and its date."""


def settle_authors(draft: Draft) -> None:
    """Take the note on the author at the article's end, and a byline that stands behind the article only."""
    if draft.page is not None:
        return
    names = known_names(draft)
    _take_notes(draft, names)
    box = _find_box(draft)
    if box and _is_author(draft, box, names):
        draft.decide(box, Kind.BYLINE, "place.behind-name", 0.8, "the author's name above a note about them")
        if draft.final[box + 1] is None or box + 1 > draft.last:
            draft.decide(box + 1, Kind.WIDGET, "place.author", 0.9, "a note about the author, at the end")
        return
    if draft.title < 0 or draft.last < draft.first:
        return
    end = _last_text(draft)
    behind = range(end + 1, len(draft.blocks))
    found = (
        [number for number in behind if draft.kind(number) is Kind.BYLINE] if names else _find_behind(draft)
    )
    for number in found:
        if draft.final[number] is None:
            draft.decide(
                number, Kind.BYLINE, "place.behind-name", 0.8, "the author's name, behind the article"
            )
    if found and "date" not in draft.shapes[: end + 1]:
        _take_date(draft, found[0], end)


def _last_text(draft: Draft) -> int:
    """Return the article's last paragraph of running text; short lines may follow it up to its end."""
    texts = (number for number in range(draft.last, -1, -1) if draft.shapes[number] == "body")
    return next(texts, draft.last)


def known_names(draft: Draft) -> tuple[str, ...]:
    """Return the names in the byline near the headline."""
    byline = Kind.BYLINE
    for number, verdict in enumerate(draft.final):
        if verdict is not None and verdict.kind is byline:
            text = draft.blocks[number].text
            names = byline_names(text, draft.language) or names_of_line(text)
            if names:
                return names
    return ()


def _take_notes(draft: Draft, names: tuple[str, ...]) -> None:
    """A paragraph among the last ones that opens with the author's full name, or says so, is about the author."""
    number = draft.last
    for _ in range(NOTES):
        while number > draft.first and (draft.final[number] is not None or draft.shapes[number] == "rule"):
            number -= 1
        if number <= draft.first:
            return
        text = draft.facts[number].text
        is_known = any(text.lower().startswith(f"{name.lower()} ") for name in names)
        if is_known or author_of(text, draft.language) or (not names and _is_note(draft, number)):
            draft.decide(number, Kind.WIDGET, "place.author", 0.9, "a note about the author, at the end")
        number -= 1


def _is_note(draft: Draft, number: int) -> bool:
    """Say whether a last paragraph says of somebody whom the article does not speak of that they write."""
    facts = draft.facts[number]
    if facts.count > LONGEST_NOTE or facts.quoted or facts.reports or facts.we or facts.you:
        return False
    if draft.shapes[number] != "body" or "body" in draft.shapes[number + 1 : draft.last + 1]:
        return False
    found = noted_author(facts.text, draft.language)
    if not found:
        return False
    surname = found[0].rpartition(" ")[2]
    return not any(surname in draft.facts[one].text for one in range(max(draft.title + 1, 0), number))


def _find_box(draft: Draft) -> int:
    """Return the one name at the article's end over a paragraph that begins with it, or 0.

    An article that presents several persons so is about them.
    """
    if draft.last < draft.first:
        return 0
    start = max(draft.first + 1, 1)
    behind = range(max(start, draft.last - NOTES), min(len(draft.blocks) - 1, draft.last + 1 + NOTES))
    boxes = [number for number in behind if _is_box(draft, number)]
    if len(boxes) != 1 or any(_is_box(draft, number) for number in range(start, behind.start)):
        return 0
    return boxes[0]


def _is_box(draft: Draft, number: int) -> bool:
    is_short = draft.shapes[number] != "body" and draft.shapes[number + 1] == "body"
    return is_short and is_name_line(draft.facts[number]) and _is_about(draft, number)


def _is_about(draft: Draft, number: int) -> bool:
    after = draft.facts[number + 1]
    if draft.shapes[number + 1] != "body" or after.quotes or after.reports:
        return False
    names = names_of_line(draft.blocks[number].text)
    if len(names) != 1:
        return False
    opening = tuple(word.strip(",.") for word in after.text.lower().split(None, 3)[:3])
    return names[0].lower().split()[-1] in opening


def _is_author(draft: Draft, box: int, names: tuple[str, ...]) -> bool:
    """Without a byline near the headline, or with the same one, the box at the end is the author's."""
    written = {name.lower() for name in names}
    return not written or not written.isdisjoint(
        name.lower() for name in names_of_line(draft.blocks[box].text)
    )


def _find_behind(draft: Draft) -> list[int]:
    """Return the blocks behind the article that name its author, or none when that is not certain."""
    end = min(len(draft.blocks), draft.last + 1 + SEARCHED)
    for number in range(draft.last + 1, end):
        text, facts = draft.blocks[number].text, draft.facts[number]
        if draft.shapes[number] == "byline":
            return [] if _is_teasers(draft, number) else [number]
        if draft.shapes[number] != "short" or facts.count > LONGEST:
            continue
        if (
            is_byline_word(text, draft.language)
            and number + 1 < end
            and is_name_line(draft.facts[number + 1])
        ):
            return [number + 1]
        is_near = number <= draft.last + NEAR_END
        if not is_name_line(facts) or not (is_near or ("," in text and len(names_of_line(text)) > 1)):
            continue
        if not is_doubted(draft, number):
            return [number]
    return []


def _is_teasers(draft: Draft, number: int) -> bool:
    """Say whether a byline behind the article stands under the headline of another one."""
    above = range(draft.last + 1, number)
    return any(draft.shapes[n] == "short" and draft.facts[n].count >= TEASER for n in above[-TEASER_LINES:])


def _take_date(draft: Draft, name: int, end: int) -> None:
    """The date beside such a byline is the article's own when it stands nowhere else."""
    near = range(max(end + 1, name - BESIDE), min(len(draft.blocks), name + BESIDE + 1))
    dates = [number for number in near if draft.shapes[number] == "date"]
    if len(dates) == 1:
        draft.decide(dates[0], Kind.DATE, "place.date", 0.7, "the date beside the author's name")
