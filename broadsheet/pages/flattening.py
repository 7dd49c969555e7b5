"""A layout with the layouts that it extends in; one function that writes a whole page out.

Jinja hands each piece of a page up through a generator of every layout in the chain, and looks names up in a
context made for each page. Where the text of the layouts tells the chain, their blocks are put in their places
before anything is compiled.
"""

from collections.abc import Mapping
from io import StringIO
from keyword import iskeyword
from types import CodeType
from typing import Final

from jinja2 import Environment, nodes
from jinja2.compiler import Frame

from broadsheet.pages.compiler import PLAIN, FastCodeGenerator, is_global
from broadsheet.pages.runtime import WHOLE

VALUES: Final = frozenset(
    ("page", "lang", "dir", "nonce", "chrome", "body", "note", "metadata", "intro", "opening", "card")
)
"""All that a layout sees besides the globals."""
_GIVEN: Final = PLAIN | {"site", "words"}
"""Globals that are always there."""
_SHARED: Final = (nodes.FromImport, nodes.Macro)
"""What a layout that extends another may have outside its blocks, besides text that is never shown."""
_BOUND: Final = (nodes.Include, nodes.Import, nodes.ContextReference, nodes.DerivedContextReference)
"""What needs the context that there is not."""
_BOUND_NAMES: Final = frozenset({"self", "super", "caller", "varargs", "kwargs"})


def compile_layout(environment: Environment, name: str) -> CodeType:
    """Return a layout's code, as ``runtime.writer`` takes it; that of nothing where it cannot be flattened.

    Raises what Jinja raises for a layout that is missing or cannot be read.
    """
    flat = flatten(environment, name) or nodes.Template([], lineno=1)
    source = StringIO()
    _FlatCodeGenerator(environment, name, name, source, optimized=environment.optimized).visit(flat)
    return compile(source.getvalue(), name, "exec")


class _FlatCodeGenerator(FastCodeGenerator):
    """Writes ``story.title`` for ``{{ story.title }}``: where that fails, Jinja has its own way to find it.

    The names that Jinja's code imports are there already when it runs.
    """

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        if not x.startswith("from jinja2.runtime import "):
            super().writeline(x, node, extra)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        if node.ctx == "load" and is_global(node, _GIVEN, frame):
            self.write(frame.symbols.ref(node.name))
        else:
            super().visit_Name(node, frame)


def flatten(environment: Environment, name: str) -> nodes.Template | None:
    """Return a layout as one function of those ``VALUES`` that it names.

    None where only rendering can tell what it will do. Raises what Jinja raises for a layout that is missing
    or cannot be read.
    """
    chain = _chain(environment, name)
    if chain is None or any(_is_bound(layout) for layout in chain):
        return None
    blocks: dict[str, nodes.Block] = {}
    shared: list[nodes.Node] = []
    for layout in chain:
        for block in layout.find_all(nodes.Block):
            blocks.setdefault(block.name, block)
    for layout in chain[:-1]:
        shared = [*_shared(environment, layout), *shared]
    body = [_filled(node, blocks) for node in chain[-1].body]
    arguments = [nodes.Name(value, "param") for value in sorted(VALUES & _used([*shared, *body]))]
    macro = nodes.Macro(WHOLE, arguments, [], body, lineno=1)
    flat = nodes.Template([*shared, macro], lineno=1)
    flat.set_environment(environment)
    return flat


def _shared(environment: Environment, layout: nodes.Template) -> list[nodes.Node]:
    """Return the macros of a layout, its own and those that it imports from files with nothing else in them."""
    found: list[nodes.Node] = []
    for node in layout.body:
        if isinstance(node, nodes.FromImport):
            found += _imported(environment, node) or [node]
        elif isinstance(node, nodes.Macro):
            found.append(node)
    return found


def _imported(environment: Environment, node: nodes.FromImport) -> list[nodes.Node]:
    if not isinstance(node.template, nodes.Const) or not all(isinstance(name, str) for name in node.names):
        return []
    library = _parsed(environment, str(node.template.value))
    macros = [macro for macro in library.body if isinstance(macro, nodes.Macro)]
    others = [other for other in library.body if not isinstance(other, nodes.Macro) and not _is_blank(other)]
    if others or _is_bound(library) or not {macro.name for macro in macros} <= set(node.names):
        return []
    return list(macros)


def _used(body: list[nodes.Node]) -> set[str]:
    """Return the names in a layout, but for functions: ``card`` is a value, ``card(story)`` is a global."""
    whole = nodes.Template(body)
    called = {call.node.name for call in whole.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    return {found.name for found in whole.find_all(nodes.Name)} - called


def _chain(environment: Environment, name: str) -> list[nodes.Template] | None:
    """Return a layout and those it extends, one after the other; None where the text does not tell them."""
    chain: list[nodes.Template] = []
    names: list[str] = []
    while name not in names:
        names.append(name)
        layout = _parsed(environment, name)
        chain.append(layout)
        extends = list(layout.find_all(nodes.Extends))
        if not extends:
            return chain
        target = extends[0].template
        if len(extends) > 1 or extends[0] not in layout.body or not isinstance(target, nodes.Const):
            return None
        if not all(
            isinstance(node, (nodes.Block, nodes.Extends, *_SHARED)) or _is_blank(node)
            for node in layout.body
        ):
            return None
        name = str(target.value)
    return None


def _parsed(environment: Environment, name: str) -> nodes.Template:
    assert environment.loader is not None
    source, filename, _ = environment.loader.get_source(environment, name)
    return environment.parse(source, name, filename)


def _is_blank(node: nodes.Node) -> bool:
    """Say whether a node is nothing but white space."""
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _is_bound(layout: nodes.Template) -> bool:
    """Say whether a layout asks for something that only Jinja's own way of rendering has."""
    in_loops = (block for loop in layout.find_all(nodes.For) for block in loop.find_all(nodes.Block))
    return (
        not _BOUND_NAMES.isdisjoint(found.name for found in layout.find_all(nodes.Name))
        or next(layout.find_all(_BOUND), None) is not None
        or next(in_loops, None) is not None
        or any(block.required for block in layout.find_all(nodes.Block))
        or any(imported.with_context for imported in layout.find_all(nodes.FromImport))
    )


def _filled(node: nodes.Node, blocks: Mapping[str, nodes.Block]) -> nodes.Node:
    """Put the block of the first layout that has one where a layout names it."""
    if isinstance(node, nodes.Block):
        body = [_filled(inner, blocks) for inner in blocks[node.name].body]
        return nodes.Scope(body, lineno=node.lineno)
    for field, value in node.iter_fields():
        if isinstance(value, list):
            filled = [_filled(item, blocks) if isinstance(item, nodes.Node) else item for item in value]
            setattr(node, field, filled)
        elif isinstance(value, nodes.Node):
            setattr(node, field, _filled(value, blocks))
    return node
