"""What the preview says itself: records in; the overlay of a page, the review and the overview as HTML out."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from broadsheet import resources
from broadsheet.model import Problem, Severity
from broadsheet.preview.inject import PREFIX
from broadsheet.preview.live import Candidate, Mark, Overview, Review, Shown
from broadsheet.problems import format_problem

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "preview"
MARKS_LIMIT = 500
"""Pages that are marked in lists; every page that is not on the site says so itself."""


def head(address: str, tag: str, marks: Mapping[str, Mark], *, follow: bool) -> bytes:
    """Return the elements for a page's head: the preview's styles and its script.

    ``address`` is the page's own as the browser sees it.
    """
    state = f"{hash(frozenset(marks.items())) & 0xFFFFFFFF:x}"
    return _render("head.html", address=address, tag=tag, marks=state, follow=follow)


def marks_style(marks: Mapping[str, Mark]) -> bytes:
    """Return a style that says, behind each link to it, that a page is not on the site."""
    shown = sorted(marks.items())[:MARKS_LIMIT]
    rules = (_mark_rule(quote(address.lstrip("/")), mark) for address, mark in shown)
    return "".join(rules).encode()


def _mark_rule(address: str, mark: Mark) -> str:
    links = (f'a[href$="/{address}{name}"]' for name in ("", "index.html"))
    words = mark.words.partition(": ")[0].replace("\\", "").replace('"', "")
    return f'main :is({",".join(links)})::after{{content:" ({words})"}}\n'


def overlay(shown: Shown) -> bytes:
    """Return what is laid over a page: its problems, its mark, and the way to the review."""
    return _render("overlay.html", shown=shown, warnings_only=_are_warnings(shown.problems))


def review_page(review: Review, token: str, tag: str, base: str) -> bytes:
    """Return an article's original, block by block, with its buttons."""
    title = f"Review: {review.title}"
    return _render("review.html", review=review, token=token, title=title, tag=tag, base=base)


def overview_page(
    overview: Overview, problems: tuple[Problem, ...], token: str, tag: str, base: str
) -> bytes:
    """Return the list of problems, of what is held back and of what waits."""
    values = {"overview": overview, "problems": problems, "token": token, "tag": tag, "base": base}
    return _render("overview.html", title=overview.title, **values)


def lines_page(candidates: tuple[Candidate, ...], token: str, tag: str) -> bytes:
    """Return the list of lines that recur, with the buttons to accept or refuse each."""
    return _render("lines.html", candidates=candidates, token=token, title="Lines that recur", tag=tag)


def message_page(title: str, text: str, problems: tuple[Problem, ...] = (), tag: str = "") -> bytes:
    """Return a page for what has no page: no digest yet, a mistake before the first good state."""
    return _render("message.html", title=title, text=text, problems=problems, tag=tag)


def client_file(name: str) -> bytes:
    """Return the preview's own script or style."""
    return resources.read_text(FOLDER, name).encode()


def _render(name: str, **values: Any) -> bytes:
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: resources.read_text(FOLDER, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(message=format_problem, review=review_address, path=quote)
    environment.globals["prefix"] = PREFIX
    return environment


def review_address(origin: str) -> str:
    """Return the address of the review of the article made from a file."""
    return f"{PREFIX}review?{urlencode({'of': origin})}"


def _are_warnings(problems: tuple[Problem, ...]) -> bool:
    return all(problem.severity is Severity.WARNING for problem in problems)
