"""Whatever stands in an article, its pages are made and nothing breaks."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import AlsoIn, Article, EditionSettings, Image
from tests.examples import examples
from tests.pages.site import site_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = ["", "0001-01-01", "9999-12-31", "2026-02-28", "2026-12-31"]
MOMENTS = [*DAYS, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-09-18T08:00:00Z"]
MOMENT = st.sampled_from(MOMENTS)


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    found = []
    for number in range(draw(st.integers(0, 3))):
        fields: dict[str, Any] = {
            name: draw(TEXT) for name in ("slug", "source", "deck", "summary", "note", "story", "link")
        }
        found.append(
            Article(
                id=str(number),
                title=draw(TEXT),
                date=draw(MOMENT),
                added=draw(MOMENT),
                updated=draw(MOMENT),
                lang=draw(st.sampled_from(["", "ar", "xx", "en"])),
                byline=tuple(draw(st.lists(TEXT, max_size=2))),
                topics=tuple(draw(st.lists(TEXT, max_size=2))),
                aliases=tuple(draw(st.lists(TEXT, max_size=2))),
                images=(Image(src=draw(TEXT), caption=draw(TEXT)),),
                also=(AlsoIn(source=draw(TEXT), link=draw(TEXT)),),
                display=draw(st.sampled_from(["", "full", "excerpt", "link"])),
                removed=((draw(TEXT), draw(st.integers(0, 99_999))),),
                words=draw(st.integers(0, 99_999)),
                origin=f"content/articles/{number}.md",
                **fields,
            )
        )
    return found


@given(
    articles(),
    st.sampled_from(["en", "ru", "he", "xx-YY"]),
    st.sampled_from(["UTC", "Asia/Tokyo", "America/Lima"]),
    st.sampled_from(["day", "week"]),
)
@examples(25, slow=True)
def test_any_article_gets_its_pages(found: list[Article], language: str, timezone: str, every: str) -> None:
    editions = EditionSettings(every=every)
    site = site_of(found, language=language, timezone=timezone, editions=editions, title="T", pagination=1)
    assert "<\x01" not in "".join(site.values())
    assert len(site) == len({name.casefold() for name in site})
