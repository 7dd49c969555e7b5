"""How an article begins on the front page."""

from broadsheet.pages.contexts import Card, EditionPage
from broadsheet.pages.openings import opening, opening_length

BODY = "\n".join(f"<p>{word * 100}</p>" for word in ("a", "b", "c", "d"))


def test_at_least_so_many_paragraphs_and_about_so_many_characters() -> None:
    assert opening(BODY, 1).count("<p>") == 1
    assert opening(BODY, 2, 330).count("<p>") == 3
    assert opening(BODY, 2, 9_000).count("<p>") == 4


def test_pictures_headings_and_lists_do_not_begin_an_article() -> None:
    assert opening('<h2>x</h2>\n<p><img src="/media/a.png"></p>\n<p>Text.</p>', 2) == "<p>Text.</p>"


def test_longer_stories_beside_the_lead_make_its_opening_longer() -> None:
    lead = Card(permalink="/", title="War")
    short, long = (
        Card(permalink="/", title="Word " * 6),
        Card(permalink="/", title="Word " * 6, deck="word " * 60),
    )
    few = opening_length(EditionPage(permalink="/", lead=lead, side=(short, short)))
    many = opening_length(EditionPage(permalink="/", lead=lead, side=(long, long, long)))
    assert few < many
    assert opening_length(EditionPage(permalink="/")) == 0
