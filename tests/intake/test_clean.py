"""Cleaning a pasted text: what goes, what stays, and what is read from it. All outlets are invented."""

from broadsheet.intake.labels_file import dump_labels, load_labels
from broadsheet.model import CleanSettings, Config, Kind, SourceSettings, TopicSettings
from tests.intake.conftest import Clean

TITLE = "Harbor to be dredged for the first time in thirty years"
LEDE = "The harbor of Ellery will be dredged from June, the council decided on Monday night by nine votes to four."
SECOND = "“We have waited long enough,” said Mara Quill, who runs the ferry. Her boat ran aground twice this winter."
THIRD = "The work will cost 2.4 million and take until the first storms of autumn, the harbor master said."
STORY = (TITLE, LEDE, SECOND, THIRD)
APPEAL = (
    "We have a small favor to ask. Our reporters depend on readers like you, and your support keeps us going.",
    "Donate now",
    "Not now",
)


def text_of(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def body_of(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def test_an_appeal_behind_the_article_goes_with_its_buttons(cleaned: Clean) -> None:
    result = cleaned(text_of(*STORY, *APPEAL))
    assert result.article.title == TITLE
    assert result.article.body == body_of(LEDE, SECOND, THIRD)
    assert [label.block.text for label in result.removed] == list(APPEAL)
    assert all(label.rule and label.evidence for label in result.removed)


def test_an_appeal_inside_a_quotation_is_kept(cleaned: Clean) -> None:
    quoted = (
        "“Please donate now, we need your help,” the message to the pensioners read, according to the police."
    )
    result = cleaned(text_of(*STORY, quoted))
    assert result.article.body == body_of(LEDE, SECOND, THIRD, quoted)


def test_a_story_about_donations_keeps_how_to_give(cleaned: Clean) -> None:
    how = "Anyone who wants to help can donate through the harbor fund or leave clothes at the boathouse on Saturday."
    title = "Donations for the burnt boathouse pass forty thousand"
    result = cleaned(text_of(title, LEDE, SECOND, THIRD, how))
    assert result.article.body == body_of(LEDE, SECOND, THIRD, how)


def test_an_appeal_glued_to_the_lede_is_cut_inside_the_line(cleaned: Clean) -> None:
    result = cleaned(text_of(TITLE, f"Support our journalism! {LEDE}", SECOND, THIRD))
    assert result.article.body == body_of(LEDE, SECOND, THIRD)
    assert [label.block.text for label in result.removed] == ["Support our journalism!"]


def test_a_banner_above_the_headline_goes(cleaned: Clean) -> None:
    result = cleaned(text_of("Support the Ellery Courier!", *STORY))
    assert result.article.title == TITLE
    assert [label.kind for label in result.removed] == [Kind.APPEAL]


def test_an_interview_question_about_support_stays(cleaned: Clean) -> None:
    question = "Would you ask our readers to support you?"
    result = cleaned(text_of(TITLE, LEDE, SECOND, question, THIRD, LEDE))
    assert question in result.article.body


def test_nothing_is_taken_from_a_text_without_furniture(cleaned: Clean) -> None:
    result = cleaned(text_of(*STORY))
    assert result.removed == ()
    assert result.article.removed == ()


def test_every_word_is_published_or_listed_as_removed(cleaned: Clean) -> None:
    raw = text_of(
        "Menu", *STORY, "Advertisement", *APPEAL, "Related", "Goat eats letter", "© 2024 Ellery Courier"
    )
    result = cleaned(raw)
    assert "".join("".join(label.block.text.split()) for label in result.labels) == "".join(raw.split())


def test_metadata_is_read_with_its_place(cleaned: Clean) -> None:
    raw = text_of(TITLE, "By Mara Quill and Tom Ash", "May 3, 2024", "Photo: Ina Reed", LEDE, SECOND, THIRD)
    article = cleaned(raw, today="2024-05-10").article
    assert article.byline == ("Mara Quill", "Tom Ash")
    assert article.date == "2024-05-03"
    assert article.captions == ("Photo: Ina Reed",)
    assert article.lang == "en"
    assert article.summary == LEDE
    assert dict(cleaned(raw).found) == {"title": "line 1", "byline": "line 3", "date": "line 5"}


def test_a_date_in_the_future_is_refused(cleaned: Clean) -> None:
    result = cleaned(text_of(TITLE, "May 3, 2099", LEDE, SECOND, THIRD), today="2024-05-10")
    assert result.article.date == ""
    assert "future" in result.warnings[0]


def test_a_standfirst_set_apart_becomes_the_deck(cleaned: Clean) -> None:
    deck = "Councilors end a quarrel that began when the ferry first ran aground"
    article = cleaned(text_of(TITLE, deck, "By Mara Quill", LEDE, SECOND, THIRD)).article
    assert article.deck == deck
    assert article.summary == deck
    assert article.body == body_of(LEDE, SECOND, THIRD)


def test_source_and_topics_come_from_the_config(cleaned: Clean) -> None:
    config = Config(
        sources=(SourceSettings(key="courier", name="Ellery Courier", url="https://courier.example/"),),
        topics=(
            TopicSettings(name="Sea", keywords=("harbor", "tide")),
            TopicSettings(name="Law", keywords=("court",)),
        ),
    )
    article = cleaned(text_of("Support the Ellery Courier!", *STORY), config=config).article
    assert article.source == "courier"
    assert article.topics == ("Sea",)
    by_address = cleaned(
        text_of(*STORY), config=config, url="https://www.courier.example/2024/harbor"
    ).article
    assert (by_address.source, by_address.link) == ("courier", "https://www.courier.example/2024/harbor")


def test_only_furniture_gives_a_warning_and_no_body(cleaned: Clean) -> None:
    result = cleaned("Share\n\nSubscribe\n\nRead more\n")
    assert result.article.body == ""
    assert result.warnings


def test_a_language_without_rules_keeps_everything(cleaned: Clean) -> None:
    blocks = (
        "Satama ruopataan kesällä",
        "Valtuusto päätti asiasta maanantaina illalla pitkän kokouksen jälkeen.",
    )
    assert cleaned(text_of(*blocks)).removed == ()


def test_cleaning_a_cleaned_text_changes_nothing(cleaned: Clean) -> None:
    source = (
        f'---\nid: 0123456789ab\ntitle: "{TITLE}"\ndate: 2024-05-03\nlang: en\n---\n\n{LEDE}\n\n1\\. May\n'
    )
    article = cleaned(source).article
    assert (article.id, article.title, article.date) == ("0123456789ab", TITLE, "2024-05-03")
    assert article.body == f"{LEDE}\n\n1\\. May\n"


def test_three_dashes_at_the_top_are_not_front_matter(cleaned: Clean) -> None:
    assert cleaned(f"---\n{text_of(*STORY)}").article.title == TITLE
    assert cleaned("---\n- a: [b\n---\nA line.\n").article.title


def test_the_id_depends_on_the_text_alone(cleaned: Clean) -> None:
    first, second = cleaned(text_of(*STORY)), cleaned(text_of(*STORY), name="other.txt", today="2024-01-01")
    assert first.article.id == second.article.id
    assert len(first.article.id) == 12


def test_labels_can_be_written_and_read_back(cleaned: Clean) -> None:
    raw = text_of("Menu", *STORY, *APPEAL)
    result = cleaned(raw)
    again = load_labels(dump_labels(result), raw)
    assert again == result.labels


def test_a_careful_cleaning_removes_less_than_a_thorough_one(cleaned: Clean) -> None:
    lead = "We publish what we find, and you decide what it is worth to our newsroom this month."
    raw = text_of(*STORY, lead, *APPEAL)
    careful, normal = (
        cleaned(raw, config=Config(clean=CleanSettings(strictness=level))) for level in ("careful", "normal")
    )
    assert lead in careful.article.body
    assert lead not in normal.article.body
    assert set(careful.removed) <= set(normal.removed)


def test_an_editors_letter_about_money_keeps_every_sentence(cleaned: Clean) -> None:
    letter = (
        "Why our newsroom is asking readers for money",
        "We have never asked before. Since 1931 the Courier has lived on advertising, and this year it cannot.",
        "We need your support to keep reporters in the courtroom, and we will tell you what it is spent on.",
        "If you value our work, please consider becoming a member. If you cannot, we understand.",
    )
    assert cleaned(text_of(*letter)).removed == ()


def test_a_whole_copied_page_gives_its_article(cleaned: Clean) -> None:
    menu = (
        "Skip to content",
        "Menu",
        "Search",
        "Log in",
        *[f"Section {name}" for name in "ABCDEFGHIJKLMNOPQRST"],
    )
    other = [
        line
        for n in range(20)
        for line in (f"Goat number {n} eats another letter", "Read more", "3 comments")
    ]
    result = cleaned("\n".join((*menu, *STORY, *other, "Privacy policy", "© 2024 Ellery Courier")))
    assert LEDE in result.article.body
    assert THIRD in result.article.body
    assert "Goat" not in result.article.body
