"""Pass 2, notes on who wrote it that only their words give away: a draft in; these paragraphs taken."""

from broadsheet.intake.authors import known_names
from broadsheet.intake.byline import one_name
from broadsheet.intake.draft import Draft
from broadsheet.intake.evidence import Facts
from broadsheet.intake.ruleset import REPORT, Language
from broadsheet.model import Kind
from broadsheet.text import fold, has_unspaced, words_of

NOTES = 3
"""Paragraphs before the article's end among which such a note may stand."""
LEAST = 2
"""Paragraphs that an article has at least besides a note of this kind."""
NOTE_WORDS = 45
"""Words of the longest note on an author that only its words give away."""
TITLED = 30
"""The same where a longer title stands in quotation marks, which may as well be somebody's words."""
NAMED = 4
"""Words of the longest name that opens a note."""
UNSURE = 2
"""Phrases of those that are said of others too which a note on an unnamed author must have."""
ANY = " *"
"""Ends an opening behind which nothing more is needed: only outlets say ``our columnist``."""
FAR = 40
"""Signs that may stand between two parts of a phrase."""


def take_notes(draft: Draft) -> None:
    """Take notes on their author that nothing but their words gives away, once all else is decided.

    ``Ida Norr is the author of "Tides".`` or ``The writer is a freelance reporter.`` ends the article; whom the
    article itself tells of stands in other paragraphs too.
    """
    if draft.language is None or not draft.language.lists.get("writes"):
        return
    span = range(max(draft.first, 0), draft.last + 1)
    kept = [n for n in span if draft.final[n] is None and (draft.facts[n].ends or draft.shapes[n] == "body")]
    names = known_names(draft)
    for number in reversed(kept[-NOTES:]):
        if len(kept) > LEAST and _is_note(draft, number, kept, names):
            draft.decide(number, Kind.WIDGET, "place.writer", 0.8, "says what outlets say of a writer")


def _is_note(draft: Draft, number: int, kept: list[int], names: tuple[str, ...]) -> bool:
    """Say whether a paragraph presents the author: its first words, and phrases that outlets say of writers.

    Where the byline does not give the name, that takes a phrase that is said of nobody else, or two others.
    """
    facts, language = draft.facts[number], draft.language
    if language is None or not facts.ends or facts.count > (TITLED if facts.quotes else NOTE_WORDS):
        return False
    text = fold(facts.text)
    openings = language.lists.get("noted", ())
    opening = next((one for one in openings if _opens(text, one.removesuffix(ANY))), "")
    sure, others = _claims(text, language)
    if _reports_else(facts, [*sure, *others, opening], language):
        return False
    if opening:
        told = opening.removesuffix(ANY)
        behind = facts.text[len(told) :].lstrip()
        is_named = opening.endswith(ANY) and behind[:1].isupper()
        is_told = any(told in fold(draft.blocks[n].text) for n in kept if n != number)
        return not is_told and (is_named or _is_enough(*_claims(fold(behind), language)))
    name = _opening_name(facts.text)
    if names:
        return bool(sure or others) and fold(name) in {fold(one) for one in names}
    if not name or not _is_enough(sure, others):
        return False
    last = words_of(name)[-1]
    return not any(last in draft.facts[n].words for n in (*kept, *_captions(draft)) if n != number)


def _claims(text: str, language: Language) -> tuple[list[str], list[str]]:
    """Return what a folded text says of somebody: phrases that are said of writers only, and of others too."""
    sure, others = (language.lists.get(name, ()) for name in ("writes", "presents"))
    return _said(text, sure), _said(text, others)


def _is_enough(sure: list[str], others: list[str]) -> bool:
    return bool(sure) or len(others) >= UNSURE


def _said(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Return the phrases that a folded text has, without those that are parts of others."""
    found = [one for one in phrases if _says(text, one)]
    return [one for one in found if not any(one != other and one in other for other in found)]


def _captions(draft: Draft) -> list[int]:
    return [number for number, shape in enumerate(draft.shapes) if shape == "caption"]


def _opens(text: str, words: str) -> bool:
    """Say whether a folded text begins with some words; in scripts without spaces the next sign may be a letter."""
    behind = text[len(words) : len(words) + 1]
    return text.startswith(words) and (not behind.isalpha() or has_unspaced(words))


def _says(text: str, phrase: str) -> bool:
    """Say whether a folded text has the parts of a phrase in their order, close to one another."""
    first, _, second = phrase.partition(" * ")
    at = text.find(first)
    if at < 0 or not second:
        return at >= 0 and not (
            at and first[0].isalpha() and text[at - 1].isalpha() and not has_unspaced(first)
        )
    return -1 < text.find(second, at + len(first)) <= at + len(first) + FAR


def _reports_else(facts: Facts, said: list[str], language: Language) -> bool:
    """Say whether a reporting verb stands in a note besides those that say what its author does."""
    own = {word for phrase in said for word in phrase.split()}
    return any(language.words.get(word, 0) & REPORT for word in facts.words if word not in own)


def _opening_name(text: str) -> str:
    """Return the person's name that a paragraph opens with, or an empty string."""
    words = text.split(None, NAMED)[:NAMED]
    found = (one_name(" ".join(words[:size])) for size in range(len(words), 1, -1))
    return next((name for name in found if name), "")
