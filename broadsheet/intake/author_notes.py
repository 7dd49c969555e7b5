"""Read notes about an article's author: a paragraph in; whom it presents out, none rather than a wrong one."""

from broadsheet.intake.byline import opening_name
from broadsheet.intake.ruleset import Language
from broadsheet.text import fold


def author_of(text: str, language: Language | None) -> tuple[str, ...]:
    """Return the person whom a note about the author names first (``About the author: …``), else nothing."""
    openings = language.lists.get("author", ()) if language is not None else ()
    folded = fold(text[:40])
    if not folded.startswith(openings):
        return ()
    opening = next(one for one in openings if folded.startswith(one))
    name, _ = opening_name(text[len(opening) :].lstrip(" :–—-"))
    return (name,) if name else ()
