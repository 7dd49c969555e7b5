"""The headline of a pasted text is found among what stands above it."""

import pytest

from broadsheet.intake.clean import clean
from broadsheet.model import Config, Hints
from tests.intake.conftest import shipped_rules

BODY = (
    "The old ferry between Quillmouth and Harsk will run again from Monday, the harbor office said on Tuesday.",
    "“We have replaced both engines and every rope,” said Orla Fenwick, who runs the line for the council.",
    "Until then pupils are taken across the river by bus, which takes forty minutes longer on most mornings.",
)


def title_of(*above: str, url: str = "") -> str:
    text = "\n\n".join([*above, *BODY])
    return clean(text, rules=shipped_rules(), config=Config(), hints=Hints(url=url)).article.title


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("The Lantern", "RIVER TRAFFIC", "Ferry to Harsk Sails Again", "By Maud Ellery"), 2),
        (("Subscribe", "NEW ENGINES", "Ferry Sails Again. Here’s Why It Took So Long.", "By Maud Ellery"), 2),
        (
            ("Ferry to Harsk sails again", "It took the harbor nine weeks to find a rope.", "By Maud Ellery"),
            0,
        ),
    ],
    ids=["under a kicker in capitals", "a sentence above the byline", "not the standfirst"],
)
def test_the_headline_is(above: tuple[str, ...], title: int) -> None:
    assert title_of(*above) == above[title]


def test_the_address_decides_between_two_lines() -> None:
    lines = ("Nine weeks without a boat", "Pupils tired of the bus", "4 May 2024")
    assert title_of(*lines, url="https://lantern.example/nine-weeks-without-a-boat") == lines[0]
    assert title_of(*lines, url="https://lantern.example/pupils-tired-of-the-bus") == lines[1]
