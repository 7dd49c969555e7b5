"""The layouts, compiled: a layout's name and what it sees in; text out. Template mistakes become problems."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from types import CodeType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from broadsheet import __version__
from broadsheet.model import Problem
from broadsheet.pages.addresses import ROOT, absolute, rooted
from broadsheet.pages.contexts import Card, Site
from broadsheet.pages.language import Language, direction_of
from broadsheet.pages.layouts import Layouts
from broadsheet.pages.runtime import Kept, Write, output_escaper, writer
from broadsheet.problems import ProblemError

if TYPE_CHECKING:
    from types import TracebackType

    from jinja2 import Environment

SetLine = Callable[[str, str], str]
"""A line of text and its language to HTML."""

_PREFIX = "layouts/"


class Templates:
    """Renders layouts; keeps what is the same on many pages (chrome, cards) ready."""

    def __init__(
        self,
        layouts: Layouts,
        site: Site,
        kept: Kept | None = None,
        set_line: SetLine | None = None,
        words: Mapping[str, Any] | None = None,
    ) -> None:
        """Compile nothing yet.

        ``kept`` has what earlier builds have compiled. ``set_line`` gives a line of text as HTML with the marks
        of a language; without it lines stay as they are typed. ``words`` are the interface's, if they are known
        already.
        """
        from markupsafe import Markup, escape

        self._escape: Callable[[object], str] = escape
        self.site = site
        self.files = layouts.by_name()
        self.language = Language(site.language, self.files, words, kept)
        self._markup: Callable[[str], str] = partial(str.__new__, Markup)  # its own takes three times as long
        self._set_line = set_line if site.typography else None
        self._pieces: dict[tuple[str, Card | None], str] = {}
        self._kept = kept
        self._state = layouts.state().hex()
        self._writers: dict[str, Write | None] = {}

    def render(self, layout: str, **values: Any) -> str:
        """Render a layout; a mistake in it raises ProblemError with the layout's line.

        Where its one function fails, Jinja's own way does what it wants, or tells the line of the mistake.
        """
        with suppress(Exception):
            write = self._writers[layout] if layout in self._writers else self._writer(layout)
            if write is not None:
                return write(values)
        text = self._by_context(layout, values)
        self._writers[layout] = None
        return text

    def prepare(self, layouts: Iterable[str]) -> None:
        """Make layouts ready, once for all processes that come of this one."""
        for layout in layouts:
            with suppress(Exception):  # it will come up again where the layout is rendered
                self._writer(layout)

    def _writer(self, layout: str) -> Write | None:
        name = f"{layout} {self._state}"
        code = self._kept.load(name, CodeType) if self._kept else None
        if code is None:
            from broadsheet.pages.flattening import compile_layout

            code = compile_layout(self._environment, layout)
            if self._kept:
                self._kept.keep(name, code)
        is_escaped = not layout.endswith(".txt")
        self._writers[layout] = writer(code, self._globals, self._filters, is_escaped=is_escaped)
        return self._writers[layout]

    def _by_context(self, layout: str, values: dict[str, Any]) -> str:
        try:
            return self._environment.get_template(layout).render(values)
        except ProblemError:
            raise
        except Exception as error:  # a layout is the owner's code: whatever it raises is a mistake in it
            problem = self._explained(layout, error)
            if problem is None:
                raise
            raise ProblemError(problem) from error

    def _explained(self, layout: str, error: Exception) -> Problem | None:
        """Return what is wrong in a layout; None for an error that did not arise in one."""
        from jinja2 import TemplateError, TemplateNotFound

        if isinstance(error, TemplateNotFound):
            return self._missing(layout, str(error.name))
        return (
            self._problem(layout, error) if isinstance(error, TemplateError) or self._place(error) else None
        )

    def markup(self, html: str) -> str:
        """Mark HTML that our own Markdown renderer made as safe."""
        return self._markup(html)

    def piece(self, name: str, card: Card | None = None) -> str:
        """Render a partial that sees only the site and a card; each one once."""
        key = (name, card)
        found = self._pieces.get(key)
        if found is None:
            values = {} if card is None else {"card": card}
            found = self._pieces[key] = self._markup(
                self.render(f"partials/{name}.html", **values).rstrip("\n")
            )
        return found

    @cached_property
    def _environment(self) -> "Environment":
        """Jinja itself, for layouts that have to be compiled or that only it can render."""
        from jinja2 import FunctionLoader, StrictUndefined

        from broadsheet.pages.compiler import FastCodeGenerator, FastEnvironment, JinjaCache

        folder = self._kept.folder if self._kept else None
        environment = FastEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=lambda name: name is None or not name.endswith(".txt"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            optimized=False,  # compiled layouts are kept for other sites: no setting may be folded into them
            bytecode_cache=JinjaCache(str(folder), f"broadsheet-{__version__}-%s") if folder else None,
        )
        environment.code_generator_class = FastCodeGenerator
        environment.escape_output = output_escaper()
        environment.filters.update(self._filters)
        environment.globals.clear()
        environment.globals.update(self._globals)
        return environment

    @cached_property
    def _globals(self) -> dict[str, Any]:
        """What every layout sees."""
        return {
            "site": self.site,
            "words": self._safe_words(),
            "range": range,
            "piece": self.piece,
            "card": partial(self.piece, "card"),
            "line": partial(self.piece, "line"),
            "weekdays": self.language.weekdays(),
            "direction": self.language.direction,
        }

    def _safe_words(self) -> SimpleNamespace:
        """Return the interface words, escaped once; ``fill`` escapes what it fills in."""
        from markupsafe import escape

        return SimpleNamespace(**{name: escape(word) for name, word in vars(self.language.words).items()})

    @cached_property
    def _filters(self) -> dict[str, Callable[..., Any]]:
        language, site = self.language, self.site
        return {
            "url": lru_cache(maxsize=50_000)(self._url),
            "absolute": lambda permalink: absolute(permalink, site.base_url),
            "date": language.date,
            "moment": language.moment,
            "count": language.count,
            "number": language.number,
            "kind": language.kind,
            "typeset": self._typeset,
            "dir": direction_of,
            "edition": lambda day: f"/{day.replace('-', '/')}/",
            "fill": lru_cache(maxsize=10_000)(self._fill),
            "host": host_of,
            "initial": lambda text: text[:1],
            "total": lambda pairs: sum(count for _, count in pairs),
            "json_ld": self._json_ld,
        }

    def _url(self, permalink: str) -> str:
        """Write a permalink as a relative address, with the root's mark in front."""
        address = self._escape(rooted(permalink, self.site.links).removeprefix(ROOT))
        return self._markup(f"{ROOT}{address}")

    def _typeset(self, text: str, lang: str = "") -> str:
        """Set the marks of a headline as its language does; most have none, and stay as they are."""
        lang = lang or self.site.language
        is_plain = '"' not in text and "'" not in text and " -" not in text and lang[:2] != "fr"
        return text if is_plain or self._set_line is None else self._markup(self._set_line(text, lang))

    def _fill(self, sentence: str, **values: object) -> str:
        """Put values at the names in braces of a sentence that is safe already."""
        filled = str(sentence)
        for name, value in values.items():
            filled = filled.replace(f"{{{name}}}", self._escape(value))
        return self._markup(filled)

    def _json_ld(self, value: Any) -> str:
        """Write a value as JSON that is safe inside a script element."""
        from msgspec import json

        text = json.encode(value).decode()
        return self._markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        content = self.files.get(name)
        if content is None:
            return None
        try:
            return content.decode("utf-8-sig"), _PREFIX + name, lambda: True
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            message = "is not UTF-8"
            raise ProblemError(Problem(path=_PREFIX + name, line=line, message=message)) from error

    def _problem(self, layout: str, error: Exception) -> Problem:
        path, line = self._place(error) or (_PREFIX + layout, 0)
        lines = self.files.get(path.removeprefix(_PREFIX), b"").decode("utf-8", "replace").splitlines()
        source_line = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(path=path, line=line, message=_message(error), source_line=source_line)

    def _missing(self, layout: str, name: str) -> Problem:
        """Point to the line of ``layout`` that asks for a layout that is not there."""
        lines = self.files.get(layout, b"").decode("utf-8", "replace").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if name in text), 0)
        source_line = lines[line - 1] if line else ""
        message = f'there is no layout "{name}"'
        return Problem(path=_PREFIX + layout, line=line, message=message, source_line=source_line)

    def _place(self, error: BaseException) -> tuple[str, int] | None:
        """Return the layout and line where an error arose: the innermost frame that is a layout's."""
        name = getattr(error, "filename", None) or getattr(error, "name", None)
        line = getattr(error, "lineno", None)
        if isinstance(name, str) and line:
            return (name if name.startswith(_PREFIX) else _PREFIX + name), line
        found = None
        trace: TracebackType | None = error.__traceback__
        while trace:
            filename = trace.tb_frame.f_code.co_filename
            if filename.startswith(_PREFIX):
                found = (filename, trace.tb_lineno)
            trace = trace.tb_next
        return found


def host_of(address: str) -> str:
    """Return the host of an address, without ``www.``."""
    return re.sub(r"^[a-z]+://(?:[^/@]*@)?(?:www\.)?", "", address, flags=re.IGNORECASE).partition("/")[0]


def _message(error: Exception) -> str:
    text = str(error).strip().splitlines()
    first = text[0] if text else type(error).__name__
    return re.sub(r"'[\w.]*broadsheet\.[\w.]*?(\w+) object' has", r"\1 has", first)
