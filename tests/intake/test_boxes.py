"""Boxes right behind an article stay with it; teasers, appeals and sign-up forms behind it do not."""

import pytest

from tests.intake.conftest import Clean

NEWS = (
    "Court stops the quarry above Ronk Valley",
    "By Ida Norr",
    "The regional court has stopped the quarry above Ronk Valley until a survey of its bank is finished, it said.",
    *(
        f"The {what} was looked at in {year}, and the office found that {count} of its stones had moved by spring."
        for what, year, count in (
            ("bank", 2019, 12),
            ("ramp", 2020, 31),
            ("pit", 2021, 7),
            ("road", 2022, 44),
        )
    ),
    'The operator called the order "a surprise". The town council had asked for it twice, most recently in September.',
)
APPEAL = (
    "Support the Ledger",
    "Our reporting is free because readers like you pay for it. Please support our journalism with a donation.",
    "Donate now",
)
CHRONOLOGY = (
    "The steps",
    "2011 – The plan for the quarries is passed",
    "2015 – First extension, by two years",
    "2018 – The northern bank comes down, nobody is hurt",
    "The committee has until 25 November to appeal.",
)
RESULTS = (
    "Other results of the day",
    "Marsh Rovers 0 - Athletic Penworth 0",
    "Moral FC 3 - Almond 1",
    "Dale B 2 - Villers 2",
    "On Sunday at noon Harsk plays at Moral.",
)
GLOSSARY = (
    "Glossary",
    "Ghost net: lost fishing gear that goes on catching",
    "Gill net: a net that stands upright in the water",
    "Trawl: pulled over the ground by one ship or two",
)
NOTICES = (
    "Roads (as of 13:30)",
    "A4, Most junction: down to one lane",
    "Road 73, Shorn: closed, way around by Radgost",
    "Railway 96: trains late by up to 70 minutes",
    "What to do in a storm?",
    "Close the windows and take things in from the balcony.",
    "Do not park below trees.",
)
STANDINGS = ("P W D L Pts", "1 Harsk 12 9 2 1 29", "2 Ellery 12 8 2 2 26", "3 Moral 12 7 1 4 22")
EVENTS = (
    "Coming up",
    "12 May, 7pm: reading with Jo Lind",
    "14 May, 4pm: picture book cinema",
    "20 May, 6pm: games",
)
ITEMS = ("What has moved", "• Stones of the bank", "• Stones of the ramp", "• The road to the pit")
TEASERS = (
    ("Floods: The river rises again", "Courts: Quarry case goes on", "Culture: Museum opens late"),
    (
        "How to turn a brewery into a bath",
        "Six walks that end at a good pub",
        "Tram line seven stops at the mill",
    ),
)


def body_of(cleaned: Clean, *blocks: str) -> str:
    return cleaned("\n\n".join(blocks)).article.body


@pytest.mark.parametrize("box", [CHRONOLOGY, RESULTS, GLOSSARY, NOTICES, STANDINGS, EVENTS, ITEMS])
@pytest.mark.parametrize("behind", [APPEAL, ("Share this article", "Facebook", "WhatsApp")])
def test_a_box_behind_the_last_paragraph_stays(
    box: tuple[str, ...], behind: tuple[str, ...], cleaned: Clean
) -> None:
    body = body_of(cleaned, *NEWS, *box, *behind)
    assert all(line.lstrip("• ") in body for line in box)
    assert behind[0] not in body


def test_a_box_below_an_advertisement_stays(cleaned: Clean) -> None:
    body = body_of(cleaned, *NEWS, "Advertisement", *NOTICES, *APPEAL)
    assert all(line in body for line in NOTICES)


@pytest.mark.parametrize("teasers", TEASERS)
def test_teasers_behind_the_last_paragraph_go(teasers: tuple[str, ...], cleaned: Clean) -> None:
    body = body_of(cleaned, *NEWS, "Read more", *teasers, *APPEAL)
    assert not any(line in body for line in teasers)


@pytest.mark.parametrize("sign", ["(dpa/tb/mhe)", "(afp, rah)", "(sha/lmo)"])
def test_who_signs_as_agencies_do_stays(sign: str, cleaned: Clean) -> None:
    assert sign in body_of(cleaned, *NEWS, sign, *APPEAL)


def test_what_something_cost_year_by_year_is_no_offer(cleaned: Clean) -> None:
    table = ("2021: 26.50 euros", "2022: 53 euros", "2023: 84 euros", "2024: 130 euros")
    body = body_of(cleaned, *NEWS[:3], *table, *NEWS[3:], *APPEAL)
    assert all(line in body for line in table)


def test_an_appeal_in_quotation_marks_of_one_stroke_is_somebodys(cleaned: Clean) -> None:
    told = (
        "Lamm wants gifts as at foreign stations. 'There you hear for a week: call now, donate now. It is strange, "
        "but it works,' he said."
    )
    assert told in body_of(cleaned, *NEWS[:3], told, *NEWS[3:], *APPEAL)


def test_the_verdict_of_a_fact_check_stays(cleaned: Clean) -> None:
    verdict = (
        "Our verdict",
        "FALSE",
        "The picture is genuine and out of its context: it was taken at Kranj in 2016.",
    )
    body = body_of(cleaned, *NEWS, *verdict, *APPEAL)
    assert all(line in body for line in verdict)
    assert APPEAL[1] not in body


def test_what_gifts_can_do_is_no_box(cleaned: Clean) -> None:
    gifts = ("$20 prints ten copies", "$50 sends a reporter to the court", "$100 pays for a photograph")
    body = body_of(cleaned, *NEWS, *gifts, *APPEAL)
    assert not any(line in body for line in gifts)
