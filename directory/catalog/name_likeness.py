"""How alike the names of two structures are that are of one kind and in one place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from directory.values.text import fold_place

# Both say all that tells one house from another: even two FINESS numbers may then be one mistyped.
SAME_WORDS = 100.0
# One names no house at all (« HAD »): it may be any of that kind, so somebody looks at each alone.
ONLY_THE_KIND = 10.0

_NOISE = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "n", "no",
    "numero", "ou", "par", "pour", "sur",
})  # fmt: skip
_SPELLED_OUT: Mapping[str, tuple[str, ...]] = {
    "ch": ("hopital",), "chr": ("hopital",), "chru": ("hopital",), "chu": ("hopital",),
    "chic": ("hopital", "intercommunal"), "chp": ("hopital", "prive"),
    "gh": ("groupe", "hopital"), "hp": ("hopital", "prive"), "polyclinique": ("clinique",),
    "hdj": ("hopital", "jour"),
}  # fmt: skip
# Among structures of one kind and place these say the kind once more, or that it has a place.
_OF_THE_KIND = frozenset({
    "accompagnement", "antenne", "appui", "association", "centre", "communaute", "coordination",
    "cpts", "dac", "dispositif", "domicile", "emasp", "emsp", "equipe", "errsp", "errspp",
    "etablissement", "had", "hospitalisation", "identifies", "jour", "lisp", "lits", "maison",
    "masp", "medecine", "mobile", "palliatifs", "palliative", "pays", "pediatriques",
    "professionnelle", "regionale", "ressource", "sante", "secteur", "service", "site", "soins",
    "territoire", "territoriale", "uasp", "unite", "usp",
})  # fmt: skip
_ROMAN = re.compile("[ivx]{2,}")
_DOT_OF_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
# « Nort » is « Nord » mistyped, « Bas » and « Pas » are two words.
_SHORTEST_MISTAKEN, _LONG_WORD = 4, 8


@dataclass(frozen=True, slots=True)
class ComparedName:
    """The words of a name that may tell it from another, in their order, each once.

    `marks` are its numbers and the letter that ends it: what tells « Équipe 1 » from « Équipe 2 ».
    `letters` are those of the whole name without spaces, which are often forgotten.
    """

    words: tuple[str, ...]
    marks: frozenset[str]
    letters: str


def compared_name(name: str, insee: str | None) -> ComparedName:
    """Read a name; the number of its own département (« HAD 35 ») is a word like another."""
    spelled = fold_place(_DOT_OF_INITIALS.sub(r"\1", name)).split()
    own_number, last = (insee or "")[:2], len(spelled) - 1
    words: dict[str, None] = {}
    marks = set()
    for place, word in enumerate(spelled):
        is_last_letter = place == last > 0 and len(word) == 1
        if is_last_letter or (_is_number(word) and word != own_number):
            marks.add(word.lstrip("0"))
        elif word not in _NOISE:
            words |= dict.fromkeys(_spelled_out(word))
    return ComparedName(tuple(words), frozenset(marks), "".join(spelled))


def likeness(first: ComparedName, second: ComparedName) -> float:
    """Give how much of what tells houses apart two names both say, to 100; 0 when they are two.

    Two houses have other numbers, or each a word of its own (« Nord », « Sud »). A name that only
    says less than the other may be the same house: whoever wrote it was brief.
    """
    if first.marks != second.marks:
        return 0.0
    if first.letters == second.letters:
        return SAME_WORDS
    theirs = [word for word in second.words if word not in first.words]
    mine = [word for word in first.words if word not in second.words]
    shared = sum(2 * len(word) for word in _telling(first.words) if word not in mine)
    apart = 0
    for word in tuple(mine):
        twin = next((other for other in theirs if _is_same_word(word, other)), None)
        if twin is not None:
            mine.remove(word)
            theirs.remove(twin)
            shared += min(len(word), len(twin))
            apart += 1
    mine, theirs = _telling(mine), _telling(theirs)
    if mine and theirs:
        if not _is_same_word("".join(mine), "".join(theirs)):
            return 0.0
        shared += sum(map(len, mine + theirs))
    else:
        apart += sum(map(len, mine + theirs))
    if shared:
        return SAME_WORDS * shared / (shared + apart)
    return ONLY_THE_KIND if apart else SAME_WORDS


def _spelled_out(word: str) -> tuple[str, ...]:
    if _is_same_word(word, "hospitalier"):
        return ("hopital",)
    return _SPELLED_OUT.get(word, (word,))


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _OF_THE_KIND]


def _is_number(word: str) -> bool:
    return _ROMAN.fullmatch(word) is not None or any(map(str.isdigit, word))


def _is_same_word(first: str, second: str) -> bool:
    """Allow one mistake in a word, two in a long one; an initial stands for its word."""
    if first == second:
        return True
    shorter = min(len(first), len(second))
    if shorter == 1:
        return first[0] == second[0]
    longer, most = max(len(first), len(second)), 2 if shorter >= _LONG_WORD else 1
    if longer < _SHORTEST_MISTAKEN or longer - shorter > most:
        return False
    return OSA.distance(first, second, score_cutoff=most) <= most
