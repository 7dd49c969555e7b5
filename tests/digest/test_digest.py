"""The digest: days, order, editions, topics, sources and stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.digest.digest import make_digest
from broadsheet.model import (
    Article,
    Config,
    EditionNotes,
    EditionSettings,
    SourceSettings,
    StaticPage,
    TopicSettings,
)
from tests.digest.samples import article, digest_of


def days(*articles: Article, **config: object) -> list[str]:
    return [one.day for one in digest_of(*articles, **config).articles]


@pytest.mark.parametrize(
    ("date", "timezone", "day"),
    [
        ("2026-09-18", "Pacific/Auckland", "2026-09-18"),
        ("2026-09-18T23:30:00+00:00", "UTC", "2026-09-18"),
        ("2026-09-18T23:30:00Z", "UTC", "2026-09-18"),
        ("2026-09-18T23:30:00+00:00", "Europe/Berlin", "2026-09-19"),
        ("2026-09-18T01:00:00+03:00", "UTC", "2026-09-17"),
        ("0001-01-01T00:00:00+05:00", "UTC", "0001-01-01"),
    ],
)
def test_the_day_is_that_of_the_sites_time_zone(date: str, timezone: str, day: str) -> None:
    assert days(article("one", date), timezone=timezone) == [day]


def test_without_a_date_the_day_it_was_added_counts_and_then_the_files_name() -> None:
    added = article("added", "", added="2026-09-17T08:00:00+00:00")
    named = article("named", "", origin="content/articles/2026-09-16-named.md")
    assert days(added, named) == ["2026-09-17", "2026-09-16"]


def test_editions_by_added_look_at_the_day_added_first() -> None:
    settings = EditionSettings(by="added")
    assert days(article("one", "2026-09-01", added="2026-09-18"), editions=settings) == ["2026-09-18"]


def test_an_article_without_any_day_is_in_the_last_edition_that_has_no_number() -> None:
    digest = digest_of(article("lost", "", origin="content/articles/lost.md"), article("dated"))
    assert [(edition.day, edition.number) for edition in digest.editions] == [("2026-09-18", 1), ("", 0)]
    assert digest.editions[-1].stories[0].lead.id == "lost"


def test_a_day_in_a_files_name_that_does_not_exist_is_no_day() -> None:
    assert days(article("odd", "", origin="content/articles/2026-02-30-odd.md")) == [""]


def test_pinned_articles_come_first_then_later_ones_then_by_id() -> None:
    digest = digest_of(
        article("b", "2026-09-18T08:00:00+00:00"),
        article("a", "2026-09-18T08:00:00+00:00"),
        article("late", "2026-09-18T23:00:00+03:00"),
        article("pinned", "2026-09-18", pin=True),
        article("next-day", "2026-09-19"),
    )
    assert [one.id for one in digest.articles] == ["next-day", "pinned", "late", "a", "b"]


@given(st.permutations([article(name, f"2026-09-1{name}") for name in "13579"]))
def test_the_order_of_the_articles_does_not_matter(shuffled: list[Article]) -> None:
    assert make_digest(shuffled, Config()) == digest_of(
        *(article(name, f"2026-09-1{name}") for name in "13579")
    )


def test_editions_are_numbered_in_days_since_the_start() -> None:
    digest = digest_of(article("one", "2026-09-10"), article("two", "2026-09-13"))
    assert [edition.number for edition in digest.editions] == [4, 1]
    started = digest_of(article("one", "2026-09-10"), editions=EditionSettings(start="2026-09-11"))
    assert [edition.number for edition in started.editions] == [0]


def test_a_weeks_edition_is_named_by_its_monday_and_numbered_in_weeks() -> None:
    weekly = EditionSettings(every="week")
    digest = digest_of(article("one", "2026-09-20"), article("two", "2026-09-21"), editions=weekly)
    assert [(edition.day, edition.number) for edition in digest.editions] == [
        ("2026-09-21", 2),
        ("2026-09-14", 1),
    ]


def test_the_editors_notes_order_the_edition_and_make_one_where_no_article_is() -> None:
    notes = [
        EditionNotes(day="2026-09-18", headline="Slow day", order=("b",), origin="content/editions/a.md"),
        EditionNotes(day="2026-09-20", intro="Nothing.", origin="content/editions/b.md"),
    ]
    digest = make_digest([article("a"), article("b")], Config(), notes=notes)
    assert [edition.day for edition in digest.editions] == ["2026-09-20", "2026-09-18"]
    assert [story.lead.id for story in digest.editions[1].stories] == ["b", "a"]
    assert digest.editions[1].headline == "Slow day"


def test_topics_that_differ_in_case_are_one_and_spelled_as_in_the_config() -> None:
    config = Config(topics=(TopicSettings(name="World"),))
    digest = make_digest([article("a", topics=("world",)), article("b", topics=("WORLD", "Rail"))], config)
    assert [(topic.name, topic.slug, len(topic.articles)) for topic in digest.topics] == [
        ("Rail", "rail", 1),
        ("World", "world", 2),
    ]


def test_two_topics_with_one_slug_get_two() -> None:
    digest = digest_of(article("a", topics=("C",)), article("b", topics=("C++",)))
    assert [topic.slug for topic in digest.topics] == ["c", "c-2"]


def test_a_source_is_known_by_its_key_and_by_its_name() -> None:
    config = Config(sources=(SourceSettings(key="gazette", name="The Gazette"),))
    articles = [
        article("a", source="gazette"),
        article("b", source="The Gazette"),
        article("c", source="Else"),
    ]
    digest = make_digest(articles, config)
    assert [(source.name, source.key, len(source.articles)) for source in digest.sources] == [
        ("Else", "Else", 1),
        ("The Gazette", "gazette", 2),
    ]


def test_articles_with_one_story_key_are_one_story() -> None:
    digest = digest_of(
        article("a", story="Cranes"),
        article("b", story="cranes"),
        article("c", story="none"),
        article("d", story="x"),
    )
    assert [(story.slug, len(story.articles)) for story in digest.stories] == [("cranes", 2)]
    assert len(digest.editions[0].stories) == 3


def test_pages_of_the_owner_come_in_the_order_of_their_names() -> None:
    pages = [StaticPage(slug=slug, title=slug, body="") for slug in ("imprint", "about")]
    assert [page.slug for page in make_digest([], Config(), pages=pages).pages] == ["about", "imprint"]


def test_no_article_is_lost() -> None:
    copies = [article("same", origin=f"content/articles/{number}.md", topics=("T",)) for number in range(3)]
    digest = digest_of(*copies)
    assert len(digest.articles) == len(digest.topics[0].articles) == 3
