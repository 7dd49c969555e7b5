"""What can be counted in one block: its text and the rules in; words, voice and rule matches out."""

from itertools import compress, count

from msgspec import Struct

from broadsheet.intake.lexicon import lexicon_of
from broadsheet.intake.phrases import Hit, find_hits, has_quotation
from broadsheet.intake.ruleset import Language, Rules
from broadsheet.text import count_words, ends_sentence, words_of

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
    size = len(words) if text.isascii() or (words and len(text) < 12 * len(words)) else count_words(text)
    lexicon = lexicon_of(rules, language)
    told = list(map(lexicon.__getitem__, words))
    hits = find_hits(text, words, rules, compress(count(), told)) if words else []
    voice = lexicon.voice(text, sum(filter(None, told)))
    quoted = any(map(text.__contains__, QUOTES))
    return Facts(text, words, size, ends_sentence(text), quoted, hits, *voice)
