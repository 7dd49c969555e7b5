"""A live blog copied as a whole page keeps all its entries and its headline; the furniture between them goes."""

from tests.intake.conftest import Clean

PLACES = ("Carrick", "Ardmore", "Wellpark", "Sandmoor", "Port Ellery", "Gull Point", "Quay Town")
ENTRIES = [
    (
        f"{15 - at}:{20 + 5 * at}",
        f"Ferries stop at {place}",
        f"All sailings from {place} are cancelled until at least Saturday morning, the harbor office said, and about "
        f"{at + 2}00 passengers have been told to stay at home.",
    )
    for at, place in enumerate(PLACES)
]
POINTS = (
    "Gusts of 103mph recorded at Ardmore, the highest since 1998",
    "A lorry driver, 51, has died on the A89",
)
HEADLINE = "Storm Edwin live: 340,000 homes without power as red warning is extended"
MENU = (
    "Home",
    "News",
    "World",
    "UK",
    "Business",
    "Politics",
    "Health",
    "Education",
    "Science",
    "Technology",
    "Live",
)
FOOT = (
    "Load more updates",
    "Top stories",
    "Chancellor rules out fuel duty rise",
    "Ten die in mine collapse",
    "What does a red warning mean?",
    "Most read",
    "Terms of use",
    "About us",
    "Privacy policy",
    "Cookies",
    "Accessibility Help",
    "Contact us",
)


def test_a_live_blog_loses_no_entry(cleaned: Clean) -> None:
    entries = [line for entry in ENTRIES for line in (*entry, "Share this post")]
    page = (
        *MENU,
        HEADLINE,
        "By Ida Norr",
        "Last updated 24 January 2025, 14:47 GMT",
        *POINTS,
        "Share",
        *entries,
        *FOOT,
    )
    article = cleaned("\n\n".join(page)).article
    lost = [line for entry in ENTRIES for line in entry[1:] if line not in article.body]
    assert lost == []
    assert article.title == HEADLINE
    assert all(point in article.deck or point in article.body for point in POINTS)
    assert "Share this post" not in article.body
    assert "Chancellor" not in article.body


def test_who_wrote_a_quoted_post_stays_below_it(cleaned: Clean) -> None:
    told = (
        "The old ferry between Quillmouth and Harsk will run again from Monday, the harbor office said on Tuesday.",
        "Until then pupils are taken across the river by bus, which takes forty minutes longer on most mornings.",
        "She sails again! We have replaced both engines and every rope, and the horn has been tuned as well.",
        "— Orla Fenwick (@orlafenwick) April 30, 2024",
    )
    article = cleaned("\n\n".join(("Ferry to Harsk sails again", *told, "Maud Ellery", "Most read"))).article
    assert told[3] in article.body
    assert (article.date, article.byline) == ("", ("Maud Ellery",))
