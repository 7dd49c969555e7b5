"""Lines that say how to pay go beside an appeal that the model took; a charity's stay in the story about it."""

from tests.intake.conftest import Clean

NEWS = (
    "Fähre zu den Inseln fährt weiter auch bei Nacht",
    "Die letzte Fähre des Tages zu den Inseln fährt den ganzen Winter weiter, teilte das Hafenamt am Dienstag mit.",
    "Im Juni hatte das Amt sie streichen wollen, weil an den meisten Abenden elf Fahrgäste kamen und kein Auto.",
    "Eine Petition mit 2300 Namen hat den Rat umgestimmt, der nun bis Ende Mai für den Treibstoff aufkommt.",
    "Die Werft hat die Rampe erneuert und rechnet damit, dass sie zwanzig Jahre hält, ehe das Salz sie zerfrisst.",
)
ASKING = (
    "Diese Arbeit ist nur mit Ihrer Unterstützung möglich!",
    "Helfen Sie mit, sichern Sie unabhängigen Journalismus, der nur seinen Lesern verpflichtet ist.",
)
PAYING = (
    "1000 Dank!",
    "Per Kreditkarte, Apple Pay etc.",
    "Alternativ via Banküberweisung, IBAN: DE00 0000 0000 0000 0000 00",
    "BITCOIN Empfängerschlüssel auf Anfrage",
)
STORY = (
    "Tierheim am Hafen sucht nach dem Brand eine Bleibe",
    "Nach dem Brand im Tierheim am Hafen sind vierzig Hunde ohne Dach, sagte die Leiterin Ida Norr am Dienstag.",
    "Die Feuerwehr hatte die halbe Nacht gelöscht, und die Nachbarn nahmen die Katzen auf, bis es hell wurde.",
    "Für das Futter fehlt Geld, und das Tierheim am Hafen hat ein Konto eingerichtet, auf das jeder einzahlen kann.",
    "Spenden an das Tierheim am Hafen, IBAN: DE00 0000 0000 0000 0000 00, Stichwort: Neubau",
    "Auch das Rathaus nimmt Bargeld an, und am Sonntag sammelt der Pfarrer nach der Messe für die Hunde.",
)


def test_ways_to_pay_go_with_the_appeal_above_them(cleaned: Clean) -> None:
    body = cleaned("\n\n".join((*NEWS, *ASKING, *PAYING))).article.body
    assert not [line for line in PAYING if line[:12] in body]
    assert NEWS[-1] in body


def test_the_account_of_a_charity_stays_in_the_story_about_it(cleaned: Clean) -> None:
    body = cleaned("\n\n".join(STORY)).article.body
    assert not [line for line in STORY[1:] if line not in body]


def test_thanks_that_no_appeal_stands_beside_stay(cleaned: Clean) -> None:
    body = cleaned("\n\n".join((*NEWS, "Vielen Dank für das Gespräch!"))).article.body
    assert "Vielen Dank" in body
