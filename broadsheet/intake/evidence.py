"""What can be counted in one block: its text and the rules in; words, voice and rule matches out."""

from msgspec import Struct

from broadsheet.intake.phrases import Hit, find_hits, has_quotation
from broadsheet.intake.ruleset import (
    ASK,
    FORMAL,
    GIVING,
    ME,
    MEDIA,
    MONEY,
    REPORT,
    STEM,
    VERB,
    WE,
    YOU,
    Language,
    Rules,
)
from broadsheet.text import count_words, ends_sentence, words_of

Voice = tuple[int, int, int, int, int, int, int, int, int]
NO_VOICE: Voice = (0, 0, 0, 0, 0, 0, 0, 0, 0)
VOICES = (WE, YOU, REPORT, ASK, MEDIA, MONEY, VERB, GIVING, ME, FORMAL)
SHIFTS = tuple(range(0, 24 * len(VOICES), 24))
FORMAL_SHIFT = SHIFTS[-1]
FIELD = (1 << 24) - 1
"""A block has fewer than 16 million words: a raw text over 16 MB is refused."""
MOST_MET = 100_000
"""Words remembered, about 10 MB."""
QUOTES = '"“”„«»'


class Facts(Struct, frozen=True):
    """What was counted in one block."""

    text: str
    words: list[str]
    count: int
    """Words; two characters count as one in scripts without spaces."""
    ends: bool
    """Whether it ends like a sentence."""
    quoted: bool
    hits: list[Hit]
    we: int = 0
    you: int = 0
    reports: int = 0
    asks: int = 0
    media: int = 0
    money: int = 0
    verbs: int = 0
    giving: int = 0
    me: int = 0

    @property
    def quotes(self) -> bool:
        """Whether it quotes more than a name or a title: four words or more in quotation marks."""
        return self.quoted and has_quotation(self.text)

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as running text: eight words with an end mark, or very many words."""
        return (
            (self.count >= 8 and self.ends)
            or self.count >= 40
            or (self.count >= 12 and self.text[-1] in ":;,")
        )


def gather(text: str, rules: Rules, language: Language | None) -> Facts:
    """Count the words that matter in a block and find the rules that match it."""
    words = words_of(text)
    count = len(words) if text.isascii() or (words and len(text) < 12 * len(words)) else count_words(text)
    hits = find_hits(text, words, rules) if words else []
    voice = _voice(text, words, language) if language is not None else NO_VOICE
    quoted = any(map(text.__contains__, QUOTES))
    return Facts(text, words, count, ends_sentence(text), quoted, hits, *voice)


def _voice(text: str, words: list[str], language: Language) -> Voice:
    """Count words of each flag: we, you, reporting verbs, asking, media, money, everyday verbs, giving, I.

    All counts are kept in one integer, so that a word costs one look-up and one addition.
    """
    met = language.met
    try:
        total = sum(map(met.__getitem__, words))
    except KeyError:
        total = sum([met[word] if word in met else _meet(word, language) for word in words])
    if not total:
        return NO_VOICE
    counted = language.counted.get(total)
    if counted is None:
        counted = _unpack(total, language)
    if total >> FORMAL_SHIFT and language.formal is not None:
        we, you, reports, asks, media, money, verbs, giving, me = counted
        you += len(language.formal.findall(text))
        return we, you, reports, asks, media, money, verbs, giving, me
    return counted


def _unpack(total: int, language: Language) -> Voice:
    """Take packed counts apart and remember them: most blocks share theirs with many others."""
    we, you, reports, asks, media, money, verbs, giving, me = [
        total >> shift & FIELD for shift in SHIFTS[:-1]
    ]
    counted = we, you, reports, asks, media, money, verbs, giving, me
    if len(language.counted) >= MOST_MET:
        language.counted.clear()
    language.counted[total] = counted
    return counted


def _meet(word: str, language: Language) -> int:
    """Look up a new word's flags, its stem's too, and remember them as packed counts."""
    flags = language.words.get(word, 0)
    for stem, flag in language.stems.get(word[:STEM], ()):
        if word.startswith(stem):
            flags |= flag
    if len(language.met) >= MOST_MET:
        language.met.clear()
    packed = sum(1 << shift for shift, flag in zip(SHIFTS, VOICES, strict=True) if flags & flag)
    language.met[word] = packed
    return packed
