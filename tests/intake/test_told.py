"""News and subheads that speak of donations, newsletters, accounts and comments: none is taken for furniture."""

from pathlib import Path

import pytest

from tests.intake.conftest import Clean

FOLDER = Path(__file__).parent / "told"
ARTICLES = {
    "en": (
        "Harbor drops night ferry after third breakdown",
        "The night ferry between Low Harbor and the outer islands will stop on Monday, the port said on Sunday.",
        "Engineers found a crack in the gearbox during an inspection that lasted until four in the morning.",
        "Islanders reacted with anger. A petition for a replacement collected 900 names by noon on Sunday.",
        "The authority expects the gearbox to be replaced by the end of May, when the part has been cast and tested.",
        "Until then, workers on late shifts will sleep in the old customs house, where thirty beds have been set up.",
    ),
    "de": (
        "Hafen stellt Nachtfähre nach dritter Panne ein",
        "Die Nachtfähre zu den äußeren Inseln fährt ab Montag nicht mehr, teilte die Hafenbehörde am Sonntag mit.",
        "Bei einer Untersuchung, die bis vier Uhr morgens dauerte, fanden Ingenieure einen Riss im Getriebe.",
        "Die Inselbewohner reagierten verärgert. Eine Petition für einen Ersatz fand bis mittags 900 Namen.",
        "Die Behörde rechnet damit, dass das Getriebe bis Ende Mai ersetzt ist, wenn das Teil geprüft ist.",
        "Bis dahin schlafen die Beschäftigten der Spätschicht im alten Zollhaus, in dem dreißig Betten stehen.",
    ),
    "fr": (
        "Le port supprime le bac de nuit après une troisième panne",
        "Le bac de nuit entre le port et les îles s'arrêtera lundi, a annoncé dimanche la direction du port.",
        "Les ingénieurs ont trouvé une fissure dans la boîte de vitesses lors d'une inspection nocturne.",
        "Les habitants des îles ont réagi avec colère. Une pétition a réuni 900 noms dimanche à midi.",
        "La direction pense que la boîte sera remplacée fin mai, quand la pièce aura été coulée et testée.",
    ),
    "es": (
        "El puerto suprime el ferri nocturno tras la tercera avería",
        "El ferri nocturno entre el puerto y las islas dejará de funcionar el lunes, según anunció la autoridad.",
        "Los ingenieros hallaron una grieta en la caja de cambios durante una inspección hasta las cuatro.",
        "Los isleños reaccionaron con enfado. Una petición reunió 900 firmas hasta el mediodía del domingo.",
        "La autoridad espera que la caja sea sustituida a finales de mayo, cuando la pieza haya sido probada.",
    ),
    "it": (
        "Il porto sopprime il traghetto notturno dopo il terzo guasto",
        "Il traghetto notturno tra il porto e le isole si fermerà lunedì, ha annunciato domenica l'autorità.",
        "Gli ingegneri hanno trovato una crepa nel cambio durante un'ispezione durata fino alle quattro.",
        "Gli isolani hanno reagito con rabbia. Una petizione ha raccolto 900 nomi entro mezzogiorno.",
        "L'autorità prevede che il cambio sarà sostituito entro la fine di maggio, dopo le prove del pezzo.",
    ),
    "pt": (
        "Porto suspende a balsa noturna após a terceira avaria",
        "A balsa noturna entre o porto e as ilhas vai parar na segunda-feira, anunciou a autoridade portuária.",
        "Os engenheiros encontraram uma fissura na caixa de velocidades durante uma inspeção até às quatro.",
        "Os ilhéus reagiram com raiva. Uma petição reuniu 900 nomes até ao meio-dia de domingo.",
        "A autoridade espera que a caixa seja substituída até ao fim de maio, depois de testada a peça.",
    ),
    "nl": (
        "Haven schrapt nachtveer na derde defect",
        "De nachtveer tussen de haven en de eilanden stopt maandag, meldde het havenbedrijf zondag.",
        "Ingenieurs vonden een scheur in de versnellingsbak bij een inspectie die tot vier uur duurde.",
        "De eilandbewoners reageerden boos. Een petitie haalde tot zondagmiddag 900 namen op.",
        "Het bedrijf verwacht dat de bak eind mei is vervangen, als het onderdeel gegoten en getest is.",
    ),
    "pl": (
        "Port zawiesza nocny prom po trzeciej awarii",
        "Nocny prom między portem a wyspami przestanie kursować w poniedziałek, podał w niedzielę zarząd portu.",
        "Inżynierowie znaleźli pęknięcie w skrzyni biegów podczas kontroli, która trwała do czwartej rano.",
        "Mieszkańcy wysp zareagowali gniewem. Petycja zebrała do niedzielnego południa 900 nazwisk.",
        "Zarząd spodziewa się, że skrzynia zostanie wymieniona do końca maja, gdy część zostanie sprawdzona.",
    ),
    "ru": (
        "Порт отменяет ночной паром после третьей поломки",
        "Ночной паром между портом и островами остановится в понедельник, сообщило в воскресенье управление.",
        "Инженеры нашли трещину в коробке передач во время проверки, которая длилась до четырёх утра.",
        "Жители островов возмутились. Петиция собрала к полудню воскресенья девятьсот подписей.",
        "Управление рассчитывает, что коробку заменят к концу мая, когда деталь отольют и испытают.",
    ),
    "uk": (
        "Порт скасовує нічний пором після третьої поломки",
        "Нічний пором між портом і островами зупиниться в понеділок, повідомило в неділю управління порту.",
        "Інженери знайшли тріщину в коробці передач під час перевірки, яка тривала до четвертої ранку.",
        "Мешканці островів обурилися. Петиція зібрала до полудня неділі дев'ятсот підписів.",
        "Управління сподівається, що коробку замінять до кінця травня, коли деталь виллють і перевірять.",
    ),
    "sv": (
        "Hamnen stoppar nattfärjan efter tredje haveriet",
        "Nattfärjan mellan hamnen och öarna slutar gå på måndag, meddelade hamnbolaget på söndagen.",
        "Ingenjörerna fann en spricka i växellådan under en kontroll som pågick till fyra på morgonen.",
        "Öborna reagerade med ilska. En namninsamling fick 900 namn fram till söndagens lunch.",
        "Bolaget räknar med att växellådan är bytt i slutet av maj, när delen har gjutits och provats.",
    ),
}


def lines(lang: str) -> list[str]:
    return (FOLDER / f"{lang}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("lang", "line"), [(lang, line) for lang in ARTICLES for line in lines(lang)], ids=lambda one: one[:40]
)
def test_a_line_of_news_between_paragraphs_stays(lang: str, line: str, cleaned: Clean) -> None:
    article = ARTICLES[lang]
    result = cleaned("\n\n".join([*article[:4], line, *article[4:]]))
    kept = [label.block.text for label in result.labels if label.kind.in_body]
    assert [text for text in (*article[1:], line) if text not in kept] == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Members get unlimited access to the pool and the sauna from the first of May."),
        ("en", "The newsletter goes out every Friday to 900 islanders and costs the port nothing."),
        ("de", "Das Abo der Park-App kostet vier Euro im Monat und ist jederzeit kündbar."),
        ("de", "Wer den Newsletter des Hafens abonniert, erfährt eine Stunde vorher, ob die Fähre fährt."),
    ],
)
def test_what_an_offer_is_told_of_stays_above_an_appeal(lang: str, line: str, cleaned: Clean) -> None:
    appeal = {
        "en": "Our reporting is free because readers like you pay for it. Please support our journalism.",
        "de": "Unterstützen Sie unseren Journalismus. Bitte spenden Sie heute, damit wir für Sie berichten können.",
    }[lang]
    result = cleaned("\n\n".join([*ARTICLES[lang], line, appeal]))
    kept = [label.block.text for label in result.labels if label.kind.in_body]
    assert line in kept
    assert appeal not in kept
