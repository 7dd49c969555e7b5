"""Numbered subheads below a heading that may open a list of links stay; the links of a numbered list go."""

from tests.intake.conftest import Clean

LEDE = "Anyone who wants to cross the sound in winter has to plan for fog, ice and a pier that is closed at night."
TEXT = (
    "The harbor office tells on its board before six in the morning which of the boats will sail on that day."
)

GUIDE = (
    "Тому, кто хочет зимой попасть на другой берег, приходится помнить о тумане, льде и закрытом на ночь причале.",
    "Управление порта советует выходить из дома за час до отхода и брать с собой тёплую одежду и горячий чай.",
    "Если паром всё же не идёт, есть несколько способов узнать об этом заранее и не мёрзнуть на причале зря.",
    "Содержание",
    "1. Посмотрите на доску у причала",
    "Прежде чем звонить в управление порта, убедитесь, что вы поняли всё написанное на ней правильно.",
    "• На доске уже стоит сегодняшнее число, а под ним имя дежурного капитана.",
    "• Над причалом не поднят чёрный шар, который предупреждает о сильном ветре.",
    "2. Позвоните в управление порта",
    "• Дежурный отвечает с шести утра и говорит, какие суда выйдут в этот день.",
    "• Если линия занята, перезвоните через десять минут или зайдите в контору.",
    "3. Поезжайте на автобусе вокруг бухты",
)


def test_a_numbered_subhead_with_text_before_the_next_is_no_link(cleaned: Clean) -> None:
    body = cleaned("\n\n".join(GUIDE)).article.body
    assert GUIDE[4][3:] in body


def test_links_counted_line_by_line_go(cleaned: Clean) -> None:
    links = (
        "1. Storm tears off the ramp",
        "2. Eel prices at a record low",
        "3. Council sells the old library",
    )
    parts = [LEDE, TEXT, TEXT.replace("six", "seven"), "Related articles", *links]
    body = cleaned("\n\n".join(["How to cross the sound in winter", *parts])).article.body
    assert not any(link[3:] in body for link in links)


def test_a_long_subhead_below_a_line_that_is_a_link_itself_stays(cleaned: Clean) -> None:
    subhead = "The boats sail on most days, but nobody can tell when they do"
    links = ("READ ALSO", "Storm tears off the ramp of the old pier", "Read also: Eel prices at a record low")
    more = (TEXT.replace("six", "seven"), *links, subhead, TEXT.replace("six", "five"), TEXT)
    body = cleaned("\n\n".join(["How to cross the sound in winter", LEDE, TEXT, *more])).article.body
    assert subhead in body
    assert not [link for link in links if link in body]


def test_a_headline_cut_short_below_read_also_is_a_link(cleaned: Clean) -> None:
    link = "Storm tears off the ramp of the old pier and carries the fishermen's sheds to the..."
    parts = [LEDE, TEXT, "Read Also", link, TEXT.replace("six", "seven")]
    body = cleaned("\n\n".join(["How to cross the sound in winter", *parts])).article.body
    assert link[:20] not in body
    assert parts[-1] in body


def test_a_sentence_that_breaks_off_elsewhere_stays(cleaned: Clean) -> None:
    broken = "Nobody in the harbor office could say on Monday what would become of the old pier..."
    parts = [LEDE, TEXT, broken, TEXT.replace("six", "seven")]
    body = cleaned("\n\n".join(["How to cross the sound in winter", *parts])).article.body
    assert broken[:20] in body
