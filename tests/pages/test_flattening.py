"""A layout made one function writes what Jinja's own way writes, and leaves to it what only it can do."""

from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from broadsheet.building.compiled import CompiledLayouts
from broadsheet.pages import templates as templates_module
from broadsheet.pages.compiler import FastCodeGenerator, FastEnvironment
from broadsheet.pages.flattening import compile_layout
from broadsheet.pages.runtime import TemplateRuntimeError, Write, output_escaper, writer
from tests.digest.samples import article
from tests.pages.site import site_of

BASE = (
    "<title>{% block title %}{{ page }}{% endblock %}</title>{% set end %}{% block end %}fin{% endblock %}{% endset %}"
    "<main>{% block main %}{% block inner %}nothing{% endblock %}{% endblock %}</main>{{ end }}{{ shout('a<b') }}"
)
FLAT = {
    "alone": "a {{ page }} b",
    "the base itself": BASE,
    "one block": '{% extends "base.html" %}{% block main %}<p>{{ page }}</p>{% endblock %}',
    "a block in a set": '{% extends "base.html" %}{% block end %}{{ page }} & end{% endblock %}',
    "a block of a block": '{% extends "base.html" %}{% block inner %}in{% endblock %}',
    "two steps": '{% extends "middle.html" %}{% block deep %}{{ page }}!{% endblock %}',
    "a variable that stays in its block": (
        '{% extends "base.html" %}{% block title %}{% set page = "other" %}{{ page }}{% endblock %}'
        "{% block main %}{{ page }}{% endblock %}"
    ),
    "text outside of blocks is never shown": '{% extends "base.html" %} \n {% block main %}x{% endblock %} \n',
    "a macro of its own": (
        '{% extends "base.html" %}{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}'
        "{% block main %}{{ bold(page) }}{{ bold('<') }}{% endblock %}"
    ),
    "a macro of another file": (
        '{% extends "base.html" %}{% from "macros.html" import twice %}{% block main %}{{ twice(page) }}{% endblock %}'
    ),
    "a global's name for a value": '{% macro say(shout) %}{{ shout }}{% endmacro %}{{ say("<i>") }}',
    "joined values": "{{ page ~ '<' ~ 1 }}{{ markup ~ '<' ~ 1 }}",
    "a value or nothing": "a{{ page if page == 1 }}b",
    "numbers and lengths": "{{ '7'|int + 1 }}{{ page|length }}{% for x in (1,) + (2, page) %}{{ x }}{% endfor %}",
    "an item": "{{ letters['a<'] }}{{ page[2:] }}",
    "a macro with a name": '{% macro say(a, b="<") %}{{ a }}{{ b }}{% endmacro %}{{ say(b=1, a=2) }}{{ say(page) }}',
    "a loop": "{% for letter in page %}{{ loop.index }}{{ letter }}{% if not loop.last %}, {% endif %}{% endfor %}",
}
BOUND = {
    "super": '{% extends "base.html" %}{% block title %}{{ super() }} more{% endblock %}',
    "self": "{% block one %}1{% endblock %}{{ self.one() }}",
    "an include": '{% include "middle.html" %}{{ page }}',
    "a chain told by a value": "{% extends page_base %}{% block main %}m{% endblock %}",
    "a chain that may be": '{% if page %}{% extends "base.html" %}{% endif %}{% block main %}m{% endblock %}',
    "a variable above the blocks": '{% extends "base.html" %}{% set x = 1 %}{% block main %}{{ x }}{% endblock %}',
    "a block in a loop": "{% for letter in page %}{% block one scoped %}{{ letter }}{% endblock %}{% endfor %}",
    "a layout that extends itself": '{% extends "it.html" %}',
    "an import with context": '{% from "macros.html" import twice with context %}{{ twice(page) }}',
}
OTHERS = {
    "base.html": BASE,
    "middle.html": '{% extends "base.html" %}{% block main %}<i>{% block deep %}d{% endblock %}</i>{% endblock %}',
    "macros.html": "{% macro twice(text) %}{{ text }} {{ text }} {{ shout(1) }}{% endmacro %}",
}
VALUES: dict[str, Any] = {"page": "A <page>", "lang": "en"}


def environment_of(text: str) -> FastEnvironment:
    environment = FastEnvironment(
        loader=DictLoader({**OTHERS, "it.html": text}), autoescape=True, undefined=StrictUndefined
    )
    environment.code_generator_class = FastCodeGenerator
    environment.escape_output = output_escaper()
    environment.globals.update(
        shout=lambda text: f"{text}!", page_base="base.html", markup=Markup("<b>"), letters={"a<": "<"}
    )
    return environment


def whole_page(environment: FastEnvironment, name: str = "it.html") -> Write | None:
    code = compile_layout(environment, name)
    return writer(
        code, environment.globals, {"twice": lambda text: text * 2}, is_escaped=not name.endswith(".txt")
    )


@pytest.mark.parametrize("name", FLAT)
def test_one_function_writes_what_jinja_writes(name: str) -> None:
    environment = environment_of(FLAT[name])
    write = whole_page(environment)
    assert write is not None
    assert write(VALUES) == environment.get_template("it.html").render(VALUES)


def test_a_layout_that_means_an_item_is_left_to_jinja() -> None:
    environment = environment_of("{{ page.title }}{{ page.class }}")
    write = whole_page(environment)
    assert write is not None
    with pytest.raises(AttributeError):
        write({"page": {"title": "t", "class": "c"}})


@pytest.mark.parametrize("name", BOUND)
def test_what_only_jinja_can_do_is_left_to_it(name: str) -> None:
    assert whole_page(environment_of(BOUND[name])) is None


@pytest.mark.parametrize(
    "text",
    ['{% extends "nowhere.html" %}', "{% if %}", "{{ unknown }}", "{{ page.nothing }}", "{{ lang|nothing }}"],
)
def test_a_mistake_is_raised(text: str) -> None:
    with pytest.raises((TemplateError, TemplateRuntimeError, AttributeError)):
        write = whole_page(environment_of(text))
        assert write is not None
        write(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "{{ page|upper|replace('A', 'B') }}",
        "{% if page is defined %}yes{% endif %}",
        "{% for letter in page %}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% macro one(a) %}{{ a }}{% endmacro %}{{ one(1, 2) }}",
        "{{ letters.values()|first }}{{ nobody|default('none') }}",
    ],
)
def test_what_is_not_there_fails_instead_of_writing_something_else(text: str) -> None:
    write = whole_page(environment_of(text))
    assert write is not None
    with pytest.raises(Exception):  # noqa: B017  # whatever it is: Jinja has the last word
        write(VALUES)


def test_text_layouts_escape_nothing() -> None:
    environment = environment_of("")
    environment.loader = DictLoader({"it.txt": "{{ page }}{{ markup ~ page }}"})
    environment.autoescape = False
    write = whole_page(environment, "it.txt")
    assert write is not None
    assert write(VALUES) == environment.get_template("it.txt").render(VALUES) == "A <page><b>A <page>"


def test_code_is_kept_under_its_name(tmp_path: Path) -> None:
    code = compile_layout(environment_of("a {{ page }}"), "it.html")
    CompiledLayouts(tmp_path).keep("it.html one", code)
    assert CompiledLayouts(tmp_path).load("it.html one", CodeType) == code
    assert CompiledLayouts(tmp_path).load("it.html two", CodeType) is None
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert CompiledLayouts(tmp_path).load("it.html one", CodeType) is None
    CompiledLayouts(tmp_path / "nowhere").keep("it.html one", code)


def test_the_shipped_layouts_are_one_function_each_and_write_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [article(f"a{number}", topics=("Rail",), deck="A <deck> & more.") for number in range(30)]
    flat = site_of(articles)
    asked: list[str] = []
    plain = templates_module.Templates._by_context

    def told(self: templates_module.Templates, layout: str, values: dict[str, Any]) -> str:
        asked.append(layout)
        return plain(self, layout, values)

    monkeypatch.setattr(templates_module.Templates, "_by_context", told)
    assert site_of(articles) == flat
    assert not asked
    monkeypatch.setattr(templates_module.Templates, "_writer", lambda self, layout: None)
    assert site_of(articles) == flat
    assert asked
