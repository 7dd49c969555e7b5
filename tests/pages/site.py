"""A little digest rendered in memory, for the tests of the pages."""

import atexit
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from broadsheet.building.compiled import CompiledLayouts
from broadsheet.digest.digest import make_digest
from broadsheet.model import Article, Body, Config, EditionNotes, StaticPage
from broadsheet.pages.layouts import LayoutFile, Layouts, read_layouts
from broadsheet.pages.plan import Plan, plan
from broadsheet.pages.render import render
from broadsheet.pages.templates import Templates
from broadsheet.resources import layouts_folder

_FOLDER = tempfile.TemporaryDirectory(prefix="broadsheet-layouts-")
atexit.register(_FOLDER.cleanup)
COMPILED = CompiledLayouts(Path(_FOLDER.name))
"""Compiled layouts, kept for the run: compiling them takes longer than all the rest."""
SHIPPED = read_layouts([layouts_folder()])
BODY = '<p>First paragraph of {0}.</p>\n<p>Second <a href="/media/map.pdf">paragraph</a>.</p>\n<p>Third.</p>'


def layouts_with(**files: str) -> Layouts:
    """Return the shipped layouts with some of them replaced; ``article_html`` stands for article.html."""
    changed = {name.replace("_", "."): text.encode() for name, text in files.items()}
    kept = [file for file in SHIPPED.files if file.name not in changed]
    return Layouts((*kept, *(LayoutFile(name, text) for name, text in changed.items())))


def body_of(origin: str, *, start: bool = False) -> Body:
    return Body(html=BODY.format(origin.rpartition("/")[2]), words=9)


def plan_of(
    articles: Sequence[Article],
    *,
    notes: Sequence[EditionNotes] = (),
    pages: Sequence[StaticPage] = (),
    layouts: Layouts = SHIPPED,
    **config: Any,
) -> Plan:
    settings = Config(**({"title": "The Test Sheet", "base_url": "https://example.org/sheet/"} | config))
    return plan(make_digest(articles, settings, notes=notes, pages=pages), settings, layouts)


def site_of(articles: Sequence[Article], *, layouts: Layouts = SHIPPED, **config: Any) -> dict[str, str]:
    """Return every text file of the site by its permalink."""
    planned = plan_of(articles, layouts=layouts, **config)
    templates = Templates(layouts, planned.site, COMPILED)
    return {page.permalink: render(page, templates, body_of).decode() for page in planned.pages}
