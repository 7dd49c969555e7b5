"""A page to bytes: the page, the layouts and a way to its body in; the finished file out."""

import html as html_module
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from broadsheet.model import Body, Page, Problem
from broadsheet.pages import contexts
from broadsheet.pages.addresses import ROOT, mark_site_addresses, way_to_root
from broadsheet.pages.feeds import WRITERS
from broadsheet.pages.language import direction_of
from broadsheet.pages.metadata import news_article
from broadsheet.pages.openings import opening, opening_length
from broadsheet.pages.sizes import with_sizes
from broadsheet.pages.templates import Templates
from broadsheet.problems import ProblemError

ReadMarkdown = Callable[[str], Body]
"""The rendered form of some Markdown (a note, an introduction, a page)."""


class ReadBody(Protocol):
    """Gives the rendered body of an article by its origin."""

    def __call__(self, origin: str, *, start: bool = False) -> Body:
        """Return the body; with ``start`` its first paragraphs may do."""


def plain_paragraphs(text: str) -> Body:
    """Show Markdown as it is typed, for callers that have no Markdown renderer."""
    parts = [f"<p>{html_module.escape(part)}</p>" for part in text.split("\n\n") if part.strip()]
    return Body(html="\n".join(parts), words=len(text.split()))


def render(
    page: Page, templates: Templates, body: ReadBody, markdown: ReadMarkdown = plain_paragraphs
) -> bytes:
    """Render one page; raises ProblemError for a mistake in a layout."""
    if page.layout == "asset":
        return templates.files.get(page.context.name, b"") if page.context.name else b""
    writer = WRITERS.get(page.layout)
    if writer is not None:
        return writer(page.context, templates.site, body, markdown).encode()
    try:
        values = _values(page.context, page.key.hex()[:16] or "0", templates, body, markdown)
        text = templates.render(page.layout, page=page.context, **values)
    except ProblemError as error:
        raise ProblemError(*(_explained(problem, page) for problem in error.problems)) from error
    return text.encode("utf-8", "replace").replace(ROOT.encode(), _root(page, templates).encode())


def _values(
    context: contexts.Context, nonce: str, templates: Templates, body: ReadBody, markdown: ReadMarkdown
) -> Mapping[str, object]:
    """Return what a layout sees besides ``page`` and ``site``.

    The nonce of the content security policy comes from the page's key, a hash of everything the page
    shows: no text can contain the nonce of the page it stands on.
    """
    site = templates.site
    lang = context.lang or site.language
    values: dict[str, object] = {
        "lang": lang,
        "dir": direction_of(lang),
        "nonce": nonce,
        "chrome": templates.piece("chrome_attributes") if context.lang else "",
    }

    def ready(rendered: Body) -> str:
        return templates.markup(mark_site_addresses(rendered.html.replace(ROOT, ""), site.links))

    if isinstance(context, contexts.ArticlePage):
        shown = _shown_body(context, body)
        values["body"] = ready(replace(shown, html=with_sizes(shown.html, context.sizes))) if shown else ""
        values["note"] = ready(markdown(context.note)) if context.note else ""
        values["metadata"] = news_article(context, site)
    elif isinstance(context, contexts.EditionPage):
        values["intro"] = ready(markdown(context.intro)) if context.intro else ""
        lead = body(context.lead_origin, start=True) if context.lead_origin else None
        values["opening"] = (
            ready(replace(lead, html=_elsewhere(opening(lead.html, 2, opening_length(context)), context)))
            if lead
            else ""
        )
    elif isinstance(context, contexts.TextPage):
        text = markdown(context.markdown)
        values["body"] = ready(replace(text, html=with_sizes(text.html, context.sizes)))
    return values


def _elsewhere(html: str, context: contexts.EditionPage) -> str:
    """Let links to a place in the article lead there from the edition's page, too."""
    return html.replace('href="#', f'href="{context.lead.permalink}#') if context.lead else html


def _shown_body(context: contexts.ArticlePage, body: ReadBody) -> Body | None:
    """Return as much of the body as the source's rights allow."""
    if context.display == "full":
        return body(context.origin)
    if context.display == "excerpt" and not (context.summary or context.deck):
        whole = body(context.origin, start=True)
        return replace(whole, html=opening(whole.html, 1))
    return None


def _root(page: Page, templates: Templates) -> str:
    """Return what the root's mark stands for: a relative way, on the 404 page the absolute path."""
    if page.permalink != "/404.html":
        return way_to_root(page.permalink)
    return urlsplit(templates.site.base_url).path or "/"


def _explained(problem: Problem, page: Page) -> Problem:
    return replace(problem, hint=problem.hint or f"while rendering {page.reason or page.permalink}")
