"""Compiled layouts in; functions that write pages out, with the little that they need for it, without Jinja.

Loading Jinja takes 25 ms, as long as two hundred pages. What is here does what Jinja does, but is not all: a
layout that wants more fails, and is rendered by Jinja (see ``templates``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any, Final, Protocol, TypeVar

from markupsafe import Markup, escape

Thing = TypeVar("Thing", CodeType, dict[str, Any])
"""What is kept of layouts: a layout's code, or the words of a language."""
Write = Callable[[Mapping[str, object]], str]
"""Writes a page from the values that its layout sees."""

WHOLE: Final = "whole_page"
"""Name of the function in a compiled layout."""
missing: Final = object()
"""In place of a value that a layout names and nobody gave."""


class TemplateRuntimeError(Exception):
    """A layout wants what only Jinja has."""


class Macro:
    """A macro of a layout, or the layout itself."""

    def __init__(
        self,
        _environment: object,
        function: Callable[..., str],
        _name: str,
        arguments: tuple[str, ...],
        *catches: bool,
    ) -> None:
        """``catches``: further names, further values, a caller; and whether the text is escaped."""
        *others, self._is_escaped = catches
        if any(others):
            raise TemplateRuntimeError
        self.function, self.arguments = function, arguments

    def __call__(self, *values: object, **named: object) -> str:
        if len(values) > len(self.arguments):
            raise TemplateRuntimeError
        rest = [named.pop(name, missing) for name in self.arguments[len(values) :]]
        if named:
            raise TemplateRuntimeError
        text = self.function(*values, *rest)
        return Markup(text) if self._is_escaped else text


class LoopContext:
    """``loop`` in a layout: where it stands among the items."""

    index0: int
    index: int
    first: bool
    last: bool

    def __init__(self, items: Iterable[Any], _undefined: object) -> None:
        self._items = items if isinstance(items, (tuple, list)) else list(items)
        self.length = len(self._items)

    def __iter__(self) -> Iterator[tuple[Any, "LoopContext"]]:
        end = self.length - 1
        for place, item in enumerate(self._items):
            self.index0, self.index = place, place + 1
            self.first, self.last = place == 0, place == end
            yield item, self


def identity(value: Any) -> Any:
    """Return what is printed as it is."""
    return value


def str_join(parts: Iterable[object]) -> str:
    """Join the operands of ``~`` where nothing is escaped."""
    return "".join(map(str, parts))


def markup_join(parts: Iterable[object]) -> str:
    """Join the operands of ``~``: where one is safe, the others are escaped."""
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    return Markup("").join(texts) if any(isinstance(text, Markup) for text in texts) else "".join(texts)


class Nothing:
    """A value that nobody gave; whatever is done with it is left to Jinja."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take Jinja's words about what is missing."""

    def _fail(self, *_: object, **__: object) -> Any:
        raise TemplateRuntimeError

    __getattr__ = __getitem__ = __contains__ = __iter__ = __len__ = __bool__ = __call__ = _fail
    __str__ = __hash__ = __add__ = __radd__ = __lt__ = __gt__ = _fail
    __eq__ = __ne__ = _fail


def _call(
    function: Callable[..., Any],
    *values: object,
    _loop_vars: object = None,
    _block_vars: object = None,
    **named: object,
) -> Any:
    """Call what a layout calls; the variables of loops and blocks are for functions that want a context."""
    if hasattr(function, "jinja_pass_arg"):
        raise TemplateRuntimeError
    return function(*values, **named)


NAMES: Final[Mapping[str, Any]] = {
    "LoopContext": LoopContext,
    "Macro": Macro,
    "Markup": Markup,
    "TemplateRuntimeError": TemplateRuntimeError,
    "Undefined": lambda *_: "",
    "escape": escape,
    "identity": identity,
    "internalcode": identity,
    "markup_join": markup_join,
    "str_join": str_join,
    "missing": missing,
}
"""What a compiled layout finds without importing it."""
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {"int": int, "length": len}
"""Those of Jinja's own filters that layouts use most, as far as they do the same."""


def writer(
    code: CodeType, names: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]], *, is_escaped: bool
) -> Write | None:
    """Return what writes a layout's pages; None where its code is that of a layout only Jinja can render.

    ``names`` are the globals of layouts.
    """
    environment = SimpleNamespace(
        filters={**FILTERS, **filters},
        tests={},
        undefined=Nothing,
        concat="".join,
        escape_output=output_escaper(),
        getitem=lambda record, key: record[key],
    )
    context = SimpleNamespace(
        resolve_or_missing=lambda name: names.get(name, missing),
        call=_call,
        vars={},
        exported_vars=set(),
        eval_ctx=SimpleNamespace(autoescape=is_escaped, volatile=False),
    )
    namespace: dict[str, Any] = {"environment": environment, **NAMES}
    exec(code, namespace)
    for _ in namespace["root"](context):
        pass  # only text outside of blocks, which is never shown
    whole = context.vars.get(WHOLE)
    if whole is None:
        return None
    function: Callable[..., str] = whole.function
    arguments: tuple[str, ...] = whole.arguments

    def write(values: Mapping[str, object]) -> str:
        return function(*[values.get(name, missing) for name in arguments])

    return write


def output_escaper() -> Callable[[Any], str]:
    """Return the function that escapes what a layout prints; text marked as safe passes as it is.

    The result is only ever joined to a page, so plain text is enough where ``markupsafe.escape``
    makes a new ``Markup`` each time.
    """
    try:
        from markupsafe._speedups import _escape_inner
    except ImportError:
        return escape

    def escape_output(value: Any) -> str:
        if type(value) is str:
            escaped: str = _escape_inner(value)
            return escaped
        return value if type(value) is Markup else escape(value)

    return escape_output


class Kept(Protocol):
    """Where what is made of layouts is kept for later builds, by a text that names it and its state."""

    folder: Path

    def load(self, name: str, kind: type[Thing]) -> Thing | None:
        """Return what was kept under this name, if it is of this kind."""

    def keep(self, name: str, made: CodeType | dict[str, Any]) -> None:
        """Keep code or words; that they cannot be kept only means making them once more."""
