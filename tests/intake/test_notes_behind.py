"""One-line notes behind an article: who wrote it, and whose opinion it is; a person whom the news names stays."""

from tests.intake.conftest import Clean

NEWS = (
    "Ferry to the outer islands keeps its night sailing",
    "The last ferry of the day to the outer islands will sail on all winter, the harbor office said on Tuesday.",
    "In June the office had wanted to drop it, because on most evenings only eleven passengers came on board.",
    "A petition with 2,300 names changed the council's mind, which now pays for the fuel until the end of May.",
)
NACHRICHT = (
    "Fähre zu den Inseln fährt weiter auch bei Nacht",
    "Die letzte Fähre des Tages zu den Inseln fährt den ganzen Winter weiter, teilte das Hafenamt am Dienstag mit.",
    "Im Juni hatte das Amt sie streichen wollen, weil an den meisten Abenden elf Fahrgäste kamen und kein Auto.",
    "Eine Petition mit 2300 Namen hat den Rat umgestimmt, der nun bis Ende Mai für den Treibstoff aufkommt.",
)


def test_an_editor_presented_in_one_line_goes(cleaned: Clean) -> None:
    note = "Maria Lind is the HP's artificial intelligence editor."
    assert note not in cleaned("\n\n".join((*NEWS, note))).article.body


def test_a_new_editor_whom_the_news_names_stays(cleaned: Clean) -> None:
    told = "Maria Lind had fought for the ferry for a year, and wept when the vote was read out in the hall."
    note = "Maria Lind is the island paper's only editor."
    assert note in cleaned("\n\n".join((*NEWS, told, note))).article.body


def test_a_professor_who_wrote_it_goes_and_whose_opinion_it_is(cleaned: Clean) -> None:
    notes = (
        "Der Autor ist Professor an der Hochschule am Hafen und in mehreren Gremien zu Fragen der Fähren tätig.",
        "Namentlich gekennzeichnete Beiträge geben die Meinung des Autors wieder, nicht die der Redaktion.",
    )
    body = cleaned("\n\n".join((*NACHRICHT, *notes))).article.body
    assert not [note for note in notes if note in body]
    assert NACHRICHT[-1] in body
