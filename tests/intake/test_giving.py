"""Articles about gifts and money, and live blogs, lose nothing to the appeal behind them; the appeal goes."""

import pytest

from tests.intake.conftest import Clean

APPEAL = (
    "Support the Ledger",
    "Our reporting is free because readers like you pay for it. Please support our journalism with a donation.",
    "Donate now",
)


def body_of(cleaned: Clean, *blocks: str) -> str:
    return cleaned("\n\n".join(blocks)).article.body


def test_subheads_of_advice_on_giving_stay(cleaned: Clean) -> None:
    advice = (
        "How to help after the fires at Warren Dale: where to give, and what not to send",
        "By Ida Norr",
        "More than 190 homes have burnt around Warren Dale since Sunday. Three people have died, the shire said.",
        "Give money first",
        '"Cash is the only thing that is always the right size," says Gwen Tolm, who ran the relief center in 2019.',
        "The volunteers' trust pays for masks, radios and the funerals nobody likes to plan for. Donate there.",
        "Don't",
        "Don't bring clothes. Don't drive in to have a look. Don't give to a page that you cannot trace to a town.",
        "Hay and fencing wire are wanted at the saleyards. Last time 40 trucks turned up at once, and none could turn.",
        "This list was last checked at noon on Thursday, when the office of the shire had counted 61 families.",
    )
    body = body_of(cleaned, *advice, *APPEAL)
    assert "Give money first" in body
    assert "Don't\n" in body
    assert APPEAL[1] not in body


def test_what_the_tax_office_says_of_gifts_to_an_appeal_stays(cleaned: Clean) -> None:
    story = (
        "Rebuilding Warren Dale appeal",
        "The churches of the shire have opened an appeal for the families who lost their homes in the fires of Sunday.",
        "Gifts can be left at any parish hall, and the money will buy roofing iron before the rains, the bishop said.",
        "Gifts are tax-deductible.",
    )
    assert story[-1] in body_of(cleaned, *story)


def test_a_paragraph_of_figures_in_a_story_on_appeals_stays(cleaned: Clean) -> None:
    figures = (
        "Does it work? Of the 40 papers that gave us their figures, the quiet ones win 2.1 supporters for a thousand "
        "readers, the witty ones 1.8, those in distress 0.6, and the members of the quiet ones stay for 31 months."
    )
    story = (
        "The letter that weeps every week: how newspapers ask for money",
        "By Ida Norr",
        "Every fifth of the 212 letters that this magazine has collected begins with a question, and means an answer.",
        "The coffee stands in 64 of them. It costs 4.20 euros there, and nobody has ever been seen to drink it.",
        figures,
    )
    body = body_of(cleaned, *story, *APPEAL)
    assert figures in body
    assert APPEAL[1] not in body


def test_news_that_names_an_account_in_passing_stays_beside_a_form(cleaned: Clean) -> None:
    last = (
        "The council will now say where the money is. Since Monday a note with the four balances hangs at "
        "the school. Whoever still wants to give finds the IBAN there. Tonia Berg has read it and gone home again."
    )
    story = (
        "Eleven million have been given after the landslide. Why has no roof been built?",
        "By Ida Norr",
        "When Mount Sterl came down on 2 October, 23 houses were gone within eleven seconds, the canton said.",
        last,
    )
    body = body_of(cleaned, *story, "Newsletter", "Subscribe now for free", "Email address")
    assert last in body


def test_the_times_and_the_first_entry_of_a_live_blog_stay(cleaned: Clean) -> None:
    entries = (
        "18:58",
        "The mayor has told people on the island to leave by nine. Buses run from the town hall, he said on the radio.",
        "18:30",
        "The prime minister has cut short a visit. Speaking at the airport, she said the army would help.",
        *APPEAL,
        "17:40",
        "Airlines have cancelled 212 flights, the airport operator says. Passengers should not travel to the terminal.",
        "17:15",
        "Good evening, and welcome to our coverage of the storm. We will be here all night.",
    )
    body = body_of(
        cleaned, "Live: storm Idris comes ashore as 140,000 leave the coast", "By Ida Norr", *entries
    )
    assert "17:15" in body
    assert "Good evening" in body
    assert APPEAL[1] not in body


def test_a_figure_behind_a_match_report_is_no_part_of_the_appeal(cleaned: Clean) -> None:
    report = (
        "Harsk turns the derby around in added time",
        "By Ida Norr",
        'The first people went home at 16:12, with Harsk three goals behind. "Nobody said a word," said the coach.',
        "Selin Akt scored after the interval, and from then on the rain was a storm, as the captain told the radio.",
        "Goals: 0:1 Drexler (9), 0:2 Drexler (22), 1:2 Akt (49), 2:2 White (90)",
        "Attendance: 1,940",
    )
    body = body_of(cleaned, *report, "We stand in the rain for you", *APPEAL)
    assert "Attendance: 1,940" in body
    assert APPEAL[1] not in body


LETTERS = {
    "en": (
        "A note to our readers",
        "Dear readers,",
        "You have followed this paper through two floods and a change of owners, and many of you write to us weekly.",
        "From the first of May we will ask you to subscribe to read us online. A handful of articles stay free.",
        "We have put off this step for six years, because we know what a month costs in this town.",
        "Paper costs a third more than in 2021, and our press in Harrow closed in March. We print in Dunmere now.",
        "We will tell you in a year what became of it.",
    ),
    "de": (
        "In eigener Sache",
        "Ein neues Blatt für das Tal",
        "Liebe Leserinnen und Leser,",
        "vor einem Jahr haben wir die Druckerei in Altenrode verkauft, und seither drucken wir in der Stadt.",
        "Wir haben in dieser Zeit 214 Briefe von Ihnen bekommen. Die meisten fragten nach dem Preis.",
        "Ohne Ihre Unterstützung wird es nicht gehen: Unabhängiger Journalismus kostet uns im Monat 61.000 Euro.",
        "Was sich ändert, steht von heute an auf der zweiten Seite.",
        "Ihre",
        "Hanna Brüggemann",
        "Chefredakteurin",
    ),
}


@pytest.mark.parametrize("lang", LETTERS)
def test_a_letter_to_readers_is_an_article(cleaned: Clean, lang: str) -> None:
    article = cleaned("\n\n".join(LETTERS[lang])).article
    told = f"{article.title}\n{article.deck}\n{article.body}"
    assert [line for line in LETTERS[lang][2:] if line not in told] == []


def test_a_letter_above_the_headline_goes(cleaned: Clean) -> None:
    letter = (
        "Dear reader,",
        "We are a small newsroom, and we do not have a paywall. Please support our journalism with a donation today.",
        "Donate now",
        "Ferry to Innish Point stops for the winter",
        "By Ida Norr",
        "The ferry to Innish Point makes its last crossing on Sunday, the harbor office said, and returns in April.",
        "It carried 14,200 people this year, fewer than in any since 2009, as the pier was closed for seven weeks.",
        "Anton Rehl, who has steered it for 22 years, will paint the hull over the winter.",
    )
    article = cleaned("\n\n".join(letter)).article
    assert article.title == letter[3]
    assert letter[1] not in article.body


def test_the_account_of_a_storys_charity_stays_line_by_line(cleaned: Clean) -> None:
    story = (
        "Donations for the flooded valley pass two million",
        "The account that the region of Arve has opened for the valley holds 2.1 million euros, its council said.",
        "Two thirds of the donations came from outside the region, most of them less than 50 euros.",
        "Anybody can make a donation to the region by using these details:",
        "IBAN:",
        "XX69 0200 8024 3500 0104 4289",
        "Reference:",
        "ARVE VALLEY",
        "The account is in the name of the region's office for civil protection and stays open until Easter.",
        "What becomes of each euro will be told in public, as it was after the storm of 2019.",
    )
    body = body_of(cleaned, *story)
    assert [line for line in story[1:] if line not in body] == []


def test_an_outlets_account_in_the_midst_of_news_goes(cleaned: Clean) -> None:
    story = (
        "Ferry to Innish Point stops for the winter",
        "The ferry to Innish Point makes its last crossing on Sunday, the harbor office said, and returns in April.",
        "You can support our journalism with a donation to this account:",
        "IBAN:",
        "XX69 0200 8024 3500 0104 4289",
        "Anton Rehl, who has steered it for 22 years, will paint the hull over the winter, as he does each year.",
    )
    body = body_of(cleaned, *story)
    assert story[2] not in body
    assert story[4] not in body
    assert story[5] in body


def test_an_item_of_a_numbered_list_stays_though_it_sounds_like_asking(cleaned: Clean) -> None:
    advice = (
        "Seven ways to see through a false charity",
        "The consumer office of Arve had 61 complaints about false collectors this spring, it said on Friday.",
        "1. Look the name up in the register of the county",
        "It is open to all, and the clerk answers the telephone until six.",
        "2. Ask how your donation will be used",
        "Who collects for a roof can show the roof, or at least the bill for the scaffold.",
        "3. Never pay in gift cards",
        "No charity has ever needed them, the office said.",
    )
    body = body_of(cleaned, *advice)
    assert [line.split(". ", 1)[-1] for line in advice[1:] if line.split(". ", 1)[-1] not in body] == []


def test_news_of_anothers_paywall_stays(cleaned: Clean) -> None:
    story = (
        "The chain has reached 100,000 paying readers, four years after it put up its first soft wall.",
        "Visitors to most of its sites may read 30 articles a month without paying, and some stories are for "
        "subscribers only. A subscription costs 4.99 pounds a month as a rule, and gives full access to the site, "
        "fewer banners and the printed pages as pictures. Some of the largest sites also have newsletters.",
        "Its daily papers have had metered walls since 2020, after a trial in the north.",
    )
    body = body_of(cleaned, *story)
    assert [line for line in story if line not in body] == []


def test_a_letters_long_headline_stays(cleaned: Clean) -> None:
    letter = (
        "Letter from the editor: Why we are asking readers to pay for our stories from May",
        "Let me be direct. What we print is not free, and what we put on the web is not either: somebody drives there.",
        "We have asked for nothing on the web since 2009, and our accountant has counted what that cost us.",
        "From May a story will cost as much as a stamp, and the first five of a month nothing at all.",
    )
    article = cleaned("\n\n".join(letter)).article
    assert article.title == letter[0]
    assert [line for line in letter[1:] if line not in article.body] == []
