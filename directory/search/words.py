"""A typed text cut into words that know where they stand, and the light French stemming."""

import re
import unicodedata
from dataclasses import dataclass

from directory.values.text import fold, fold_place

# Soft hyphens and zero-width marks come along with pasted text; they would split words.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PHONE = r"(?<!\d)0\d(?:[ .\-]?\d\d){4}(?!\d)"
_CHUNK = re.compile(rf"{_PHONE}|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_DIGIT_GAPS = re.compile(r"(?<=\d)[ .\-](?=\d)")

# Little words that choose nothing; fold() has taken accents and apostrophes away.
_STOP_WORDS_TEXT = """
a ai ar au aux avec c ce ces cette d dans de des du e elle en er et est eur eus g gant
il ils ha i j je l la le les leur lui m ma mais me mes mon n ne nos notre nous o on ou
par pas pour qu que qui s sa se ses son sont sur t ta te tes the to of in for un une v
vers vos votre vous y
"""
_EVERYDAY_WORDS_TEXT = """
ami amie alors aussi avez avoir bien comment comme conjoint donc epouse epoux etre ete fait faire
faut femme frere maman mari mere moins non oui papa parents pere peut peux plus pouvez quand quel
quelle quelles quels quoi si soeur sommes suis tres trop veulent veut veux voudrais voudrait
"""
STOP_WORDS = frozenset(f"{_STOP_WORDS_TEXT} {_EVERYDAY_WORDS_TEXT}".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word and the span of the clean text that it was read from."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Make a text safe to read and to show again: composed, one line, no control characters."""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join("".join(c if _is_readable(c) else " " for c in text).split())


def _is_readable(character: str) -> bool:
    return character.isprintable() and not "\ud800" <= character <= "\udfff"


def words_of(text: str) -> tuple[Word, ...]:
    """Cut a clean text into folded words, « St » spelt out, a telephone number in one piece."""
    return tuple(
        Word(part, chunk.start(), chunk.end())
        for chunk in _CHUNK.finditer(text)
        for part in fold_place(_DIGIT_GAPS.sub("", chunk.group())).split()
    )


def folded_words(text: str) -> list[str]:
    """Fold a text into its words, little ones left out, « St » as it is spelt out."""
    return [word for word in fold_place(fold(text)).split() if word not in STOP_WORDS]


_ENDINGS = (
    ("eaux", "eau"),
    ("aux", "al"),
    ("ives", "if"),
    ("ive", "if"),
    ("ifs", "if"),
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("elles", "el"),
    ("elle", "el"),
    ("iennes", "ien"),
    ("ienne", "ien"),
)


def stem(word: str) -> str:
    """Take plural and feminine endings off a folded word; names of places mostly stay whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + replacement
    if word[-1] in "sx":
        word = word[:-1]
    if len(word) > 5 and word.endswith("ee"):
        word = word[:-2]
    elif len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word
