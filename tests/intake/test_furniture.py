"""Lines of an outlet's own around and inside its articles: recipe buttons, tip lines, series, notes on the author.

What looks like them and is news stays: a police appeal, a person whom the last paragraph is the first to name.
"""

import pytest

from tests.intake.conftest import Clean

ARTICLES = {
    "en": (
        "Ferry to the outer islands keeps its night sailing",
        "The last ferry of the day to the outer islands will sail on all winter, the harbor office said on Tuesday.",
        "In June the office had wanted to drop it, because on most evenings only eleven passengers came on board.",
        "A petition with 2,300 names changed the council's mind, which now pays for the fuel until the end of May.",
    ),
    "de": (
        "Fähre zu den Inseln fährt weiter auch bei Nacht",
        "Die letzte Fähre des Tages zu den Inseln fährt den ganzen Winter weiter, teilte das Hafenamt am Dienstag mit.",
        "Im Juni hatte das Amt sie streichen wollen, weil an den meisten Abenden elf Fahrgäste kamen und kein Auto.",
        "Eine Petition mit 2300 Namen hat den Rat umgestimmt, der nun bis Ende Mai für den Treibstoff aufkommt.",
    ),
    "fr": (
        "Le bac des îles gardera sa traversée de nuit",
        "Le dernier bac de la journée vers les îles continuera tout l'hiver, a annoncé mardi la capitainerie du port.",
        "En juin, elle avait voulu le supprimer, parce que onze passagers montaient à bord la plupart des soirs.",
        "Une pétition de 2 300 noms a fait changer d'avis le conseil, qui paiera le carburant jusqu'à la fin de mai.",
    ),
    "it": (
        "Il traghetto delle isole conserva la corsa notturna",
        "L'ultimo traghetto del giorno per le isole viaggerà tutto l'inverno, ha fatto sapere martedì la capitaneria.",
        "A giugno voleva sopprimerlo, perché quasi tutte le sere salivano a bordo soltanto undici passeggeri.",
        "Una petizione con 2.300 nomi ha convinto il consiglio, che ora paga il carburante fino alla fine di maggio.",
    ),
    "pl": (
        "Prom na wyspy zachowa nocny kurs",
        "Ostatni prom dnia na wyspy będzie pływał przez całą zimę, poinformował we wtorek kapitanat portu.",
        "W czerwcu kapitanat chciał go zlikwidować, bo w większość wieczorów na pokład wchodziło jedenastu pasażerów.",
        "Petycja z 2300 nazwiskami przekonała radę, która teraz płaci za paliwo, a umowa jest ważna do końca maja.",
    ),
    "ru": (
        "Паром на острова сохранит ночной рейс",
        "Последний за день паром на острова будет ходить всю зиму, сообщили во вторник в управлении порта.",
        "В июне управление хотело его отменить, потому что почти каждый вечер на борт поднимались одиннадцать человек.",
        "Петиция, под которой стоят 2300 имён, убедила совет, и теперь он оплачивает топливо до конца мая.",
    ),
}


def left(cleaned: Clean, lang: str, line: str, before: int) -> bool:
    """Say whether a line stays among an article's paragraphs, which all stay."""
    headline, *body = ARTICLES[lang]
    text = cleaned("\n\n".join((headline, *body[:before], line, *body[before:]))).article.body
    assert all(paragraph in text for paragraph in body)
    return line in text


FURNITURE = [
    ("en", "Translate This Post"),
    ("en", "This was published 14 years ago"),
    ("en", "Like this: Like Loading..."),
    (
        "en",
        "We’re sorry, this feature is currently unavailable. We’re working to restore it. Please try later.",
    ),
    ("en", "Which cookies we are using or switch them off in settings is told on our page on privacy."),
    ("en", "Share this with your friends"),
    ("de", "Möchten Sie Push-Benachrichtigungen erhalten?"),
    ("fr", "Publicité Lire la suite"),
    ("fr", "Vous pouvez régler tous vos paramètres de cookies dans les onglets du côté gauche."),
    ("it", "Immagine di copertina"),
    ("ru", "Развернуть на весь экран"),
    ("en", "Jump to recipe"),
    ("en", "Add to my shopping list"),
    ("en", "Load earlier updates"),
    ("en", "This ad hasn't loaded yet"),
    ("en", "This article is open to everyone"),
    ("en", "Spotted something odd? Send it to our newsroom."),
    ("en", "Copy deadline for the June issue is 20 May."),
    ("en", "Also in this series: How the valley lost its trains"),
    ("en", "From the vault: an evening with the Tuba Sisters"),
    ("en", "Listen back: the harbor master on the Lunchtime Programme"),
    ("de", "Zum Rezept springen"),
    ("de", "Ältere Einträge laden"),
    ("de", "48 Postings"),
    ("de", "Dieser Artikel ist frei zugänglich."),
    ("de", "Redaktionsschluss für den nächsten Gemeindebrief: 20. Mai"),
    ("de", "Schreiben Sie unserer Lokalredaktion, wenn Sie mehr wissen!"),
    ("de", "Aus unserem Archiv: Als die Seebrücke brannte"),
    ("fr", "Imprimer la recette"),
    ("fr", "Envoyez-nous vos photos de la tempête."),
    ("fr", "À réécouter : la maire dans la matinale"),
    ("it", "Salva la ricetta"),
    ("it", "Hai una segnalazione? Mandala al giornale."),
    ("it", "Dal nostro archivio: la notte in cui bruciò il molo"),
    ("pl", "Przejdź do przepisu"),
    ("pl", "Ten tekst przeczytasz bez logowania."),
    ("pl", "Masz dla nas temat? Napisz!"),
    ("pl", "Ktoś widział wilka? Napisz do redakcji!"),
    ("ru", "Видели волка? Свяжитесь с редакцией."),
    ("ru", "Перейти к рецепту"),
    ("ru", "Заметили ошибку? Напишите нам."),
    ("ru", "Из нашего архива: ночь, когда горел причал"),
]
NEWS = [
    ("en", "Seen something? Detectives want anyone who was in Mill Lane on Sunday night to call 101."),
    ("en", "Have you seen a hedgehog? The trust asks people to mark it on its map."),
    ("en", "The deadline for the next round of grants is 15 March."),
    ("en", "Also in the series the home side won the second Test by four wickets."),
    ("en", "In the same series: Low Bay by nine wickets"),
    ("en", "Contributions for the next edition of the biennale are judged blind."),
    ("en", "Got a story for the judge, the skipper was asked, and it had better be short."),
    ("en", "Next up: Low Bay, away, on Saturday."),
    ("en", "Next up for the Rovers is a trip to Low Bay, who have not lost at home since March."),
    ("en", "From the vault the thieves took nine gold cups and a ledger."),
    ("en", "This article of the constitution is open to two readings, the judge found."),
    ("de", "Haben Sie etwas gesehen? Hinweise nimmt die Polizei unter 05999 1020 entgegen."),
    ("de", "Bei Redaktionsschluss lag noch kein Ergebnis der Obduktion vor."),
    ("de", "Aus dem Archiv der Werft stammen die Pläne, nach denen nun gebaut wird."),
    ("de", "Kennen Sie ein Thema, über das alle streiten? In Niederhafen ist es die Linde."),
    ("de", "Fehler gefunden hat der Prüfer in elf von zwölf Rechnungen."),
    ("fr", "Date limite d'envoi des textes du concours : 15 mai"),
    ("fr", "Vous avez vu une camionnette grise ? La gendarmerie lance un appel à témoins."),
    ("it", "A seguire: il voto del consiglio, giovedì alle otto."),
    ("pl", "Widziałeś szarą furgonetkę? Policja prosi o kontakt pod numerem 112."),
    ("ru", "Заметили ошибку только через год, когда считали выручку порта."),
    ("ru", "Из архива музея пропали девять писем капитана."),
]
NOTES = [
    ("en", 'Marisol Quigg is the author of "Ninety Winters on the Breakwater".'),
    ("en", "Tamsin Ardle is a retired hydrologist. Her column appears on the first Friday of the month."),
    ("en", "The author is a freelance journalist."),
    ("en", "Ines Caldwell lives in Port Ellery with two whippets and writes about the sea."),
    ("en", "Guest columnist Alaric Boone runs a bakery on the quay."),
    ("de", "Mechthild Oberpaul lehrt Agrarsoziologie. Zuletzt erschien von ihr „Weidegang“."),
    ("de", "Die Autorin ist freie Journalistin und schreibt regelmäßig für das Hafenblatt."),
    ("fr", "Hermine Lavoine est journaliste indépendante. Elle écrit sur les prisons."),
    ("it", "Fausto Bellincioni insegna diritto agrario. Il suo ultimo libro è «Confini»."),
    ("pl", "Autorka jest stałą współpracowniczką „Kuriera”."),
    ("ru", "Автор — независимый журналист, пишет о тюрьмах."),
]
PERSONS = [
    ("en", "Marisol Quigg is the author of the petition, which hangs in every shop of the islands."),
    ("en", "Tamsin Ardle is a retired hydrologist. She has kept the log of the tides since 1974."),
    ("en", "The author of the report, Hattie Brill, will present it to the council on Thursday."),
    ("en", "Ines Caldwell lives in the last house before the cliff. She is not moving, she said."),
    ("en", "Bertrand Oake teaches at the primary school whose roof came down. He was not hurt."),
    ("en", "Abeni Coker reports for duty at six, as she has since the first boat sailed in 1988."),
    ("en", "Alaric Boone is a lecturer in marine biology who was first on the quay that night."),
    ("en", "Percival Stott is a freelance diver, one of four who went down to the wreck."),
    ("en", "The author will sign copies at the Corn Exchange on Saturday."),
    ("fr", "Gwenola Prigent écrit sur les murs de sa chambre depuis l'âge de six ans."),
    ("en", 'Josiah Penfold is a columnist, and was on board. "Nobody slept," he said.'),
    ("de", "Mechthild Oberpaul lehrt an der Grundschule, deren Dach einstürzte. Sie blieb unverletzt."),
    ("de", "Der Autor des Drohbriefs ist weiter unbekannt."),
    ("fr", "Hermine Lavoine vit dans la dernière maison avant la falaise."),
    ("it", "Fausto Bellincioni insegna nella scuola dove è crollato il tetto."),
    ("pl", "Bożena Szczudło jest autorką skargi, którą bada prokuratura."),
    ("ru", "Автор романа умер в воскресенье на 82-м году жизни."),
    ("de", "Unser Autor ist der Regen, sagt der Bauer."),
    ("ru", "Ефросинья Лапшина — автор жалобы, которую рассматривает суд."),
]


TOLD = [
    ("en", "The auditors found a mistake in eleven of the twelve bills, and the council paid back £4,000."),
    ("en", "Pilots must report an error of this kind within three days, under a rule from 1987."),
    ("en", "The minister waited a full day before commenting, and then read from a sheet."),
    ("en", "The poem, originally published by a press in Leeds, hangs in every bus of the town."),
    ("en", "A transcript provided by the court runs to 412 pages and names nine officers."),
    ("en", "The mayor wants the young to join the conversation about the new square."),
    ("en", "Fans follow her on every tour, and some have slept in the van since March."),
    ("en", "The code of press conduct was written in 1953 and has been amended nine times."),
    ("en", "The company, registered in England in 1987, owns three ferries and a crane."),
    ("en", "No part of this plan was known to the crew before the ship left Low Bay."),
    ("en", "Residents can submit a tip to Crime Stoppers at any hour, and 900 did so in March."),
    ("en", "The type of story that the club tells about itself began with a goat."),
    ("en", "Posted in 1943, the letter reached the island on Monday, eighty years late."),
    ("en", "Filed in May, the suit names nine officers and a clerk of the harbor office."),
    ("en", "Skip to 1953 in the log and the pier is gone, and with it the band."),
    ("de", "Mehr dazu will der Rat erst am Montag in öffentlicher Sitzung bekannt geben."),
    ("it", "Per approfondire lo scavo del porto serviranno nove milioni e due anni."),
    ("de", "Mit dem Laden des Schiffs begannen die Arbeiter am Montag um vier Uhr früh."),
    ("de", "Patienten können ihre Einwilligung widerrufen, ohne dafür einen Grund zu nennen."),
    ("it", "I diritti riservati al comune passano alla provincia dal primo gennaio prossimo."),
    ("pl", "Za kopiowanie bez zgody właściciela mapy grozi grzywna do pięciu tysięcy złotych."),
    ("ru", "При использовании материалов прошлого века дом обошёлся вдвое дешевле."),
    ("de", "Die Prüfer haben in elf von zwölf Rechnungen Fehler entdeckt, die nun alle zu bezahlen sind."),
    ("de", "Ein Fehler im Text des Vertrags kostet die Gemeinde nun zwei Grundstücke."),
    ("de", "Dieser Text entstand im Jahr 1312 und ist das älteste Zeugnis der Stadt."),
    ("fr", "Une erreur dans l'article 3 du décret a bloqué les travaux pendant deux ans."),
    ("fr", "Les règles de participation au budget de la ville changent au mois de mai."),
    ("it", "Hai trovato un errore, scrisse il maestro sul quaderno, e la classe applaudì a lungo."),
    ("pl", "Minister czekał cały dzień, aby komentować wyrok dopiero po jego uprawomocnieniu."),
    ("ru", "Мнение редакции не совпало с мнением цензора, и газету закрыли на девять дней."),
]


@pytest.mark.parametrize(("lang", "line"), TOLD)
def test_a_sentence_of_news_stays_though_notices_use_its_words(lang: str, line: str, cleaned: Clean) -> None:
    assert left(cleaned, lang, line, 3)
    assert left(cleaned, lang, line, 1)


@pytest.mark.parametrize(("lang", "line"), FURNITURE)
def test_an_outlet_s_own_line_goes(lang: str, line: str, cleaned: Clean) -> None:
    assert not left(cleaned, lang, line, 3)
    assert not left(cleaned, lang, line, 2)


@pytest.mark.parametrize(("lang", "line"), NEWS)
def test_news_that_looks_like_it_stays(lang: str, line: str, cleaned: Clean) -> None:
    assert left(cleaned, lang, line, 3)
    assert left(cleaned, lang, line, 2)


@pytest.mark.parametrize(("lang", "line"), NOTES)
def test_a_note_on_the_author_goes_though_no_byline_tells_the_name(
    lang: str, line: str, cleaned: Clean
) -> None:
    assert not left(cleaned, lang, line, 3)


@pytest.mark.parametrize(("lang", "line"), PERSONS)
def test_a_person_of_the_story_in_its_last_paragraph_stays(lang: str, line: str, cleaned: Clean) -> None:
    assert left(cleaned, lang, line, 3)


def test_whom_the_article_tells_of_is_not_its_author(cleaned: Clean) -> None:
    headline, *body = ARTICLES["en"]
    told = "The idea came from Tamsin Ardle, who had crossed on the night boat for thirty years to measure the tides."
    note = "Tamsin Ardle is a columnist. Her column appears on the first Friday of the month."
    text = cleaned("\n\n".join((headline, body[0], told, *body[1:], note))).article.body
    assert note in text


def test_a_note_names_the_author_of_the_byline_only(cleaned: Clean) -> None:
    headline, *body = ARTICLES["en"]
    note = "Tamsin Ardle is a columnist. Her column appears on the first Friday of the month."
    assert note in cleaned("\n\n".join((headline, "By Ida Norr", *body, note))).article.body
    assert note not in cleaned("\n\n".join((headline, "By Tamsin Ardle", *body, note))).article.body


def test_the_word_of_the_day_is_a_subhead_among_paragraphs_only(cleaned: Clean) -> None:
    assert left(cleaned, "en", "Quote of the day", 2)
    assert not left(cleaned, "en", "Quote of the day", 3)


def test_a_row_of_sections_above_the_headline_is_no_standfirst(cleaned: Clean) -> None:
    row = "What's on   Council   Planning   Food   People   Got a yarn?"
    article = cleaned("\n\n".join((row, *ARTICLES["en"]))).article
    assert article.title == ARTICLES["en"][0]
    assert "Council" not in article.deck + article.body
