"""Known words, and those that a mistyped word may stand for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST_NEAR = 20
_ONE_ERROR, _SAME_SOUND = 2, 3  # unlikeness
_SOUNDS = (
    (re.compile("eaux?|aux?"), "o"),
    (re.compile("ph"), "f"),
    (re.compile("qu|ck|c(?![eiyh])|k"), "k"),
    (re.compile("c(?=[eiy])|ss"), "s"),
    (re.compile("(?<!c)h|w"), ""),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=..)[esxtdz]+$"), ""),
)


class KnownWords:
    """Folded words with their weight; the heavier word is the likelier."""

    def __init__(self, weights: Mapping[str, int], *, shortest: int = 5) -> None:
        """`shortest` is the length from which a typed word may be a mistyped one of these."""
        self._weights = dict(weights)
        self._shortest = shortest

    def __contains__(self, word: object) -> bool:
        return word in self._weights

    def __len__(self) -> int:
        return len(self._weights)

    def weight(self, word: str) -> int:
        """Give the weight of a word, 0 when it is not known."""
        return self._weights.get(word, 0)

    def has_longer(self, word: str) -> bool:
        """Whether some longer word begins with a word."""
        rank = bisect_right(self.in_order, word)
        return rank < len(self.in_order) and self.in_order[rank].startswith(word)

    @cached_property
    def in_order(self) -> list[str]:
        """The words in alphabetical order."""
        return sorted(self._weights)

    def near(self, word: str) -> list[tuple[int, str]]:
        """List (unlikeness, word) for what a word may stand for, in no special order.

        A letter added, dropped, changed or swapped is one error; a word of eight letters may have
        two. A word that sounds the same is likelier than one with two errors.
        """
        if len(word) < self._shortest or word.isdigit():
            return []
        allowed = 1 if len(word) < 8 else 2
        found = dict.fromkeys(self._by_sound.get(_sound(word), ()), _SAME_SOUND)
        for near, count, _ in process.extract(
            word, self._choices, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST_NEAR
        ):
            if _starts_alike(word, near):
                found[near] = min(int(count) * _ONE_ERROR, found.get(near, 2 * _ONE_ERROR))
        return [(unlikeness, near) for near, unlikeness in found.items()]

    @cached_property
    def _choices(self) -> list[str]:
        return [word for word in self._weights if len(word) >= 4 and not word.isdigit()]

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        sounds: dict[str, list[str]] = {}
        for word in self._choices:
            sounds.setdefault(_sound(word), []).append(word)
        return sounds


def nearest_words(word: str, vocabularies: Iterable[KnownWords], *, most: int = 3) -> list[str]:
    """List what a word may stand for: the likeliest, then the earlier vocabulary, then weight."""
    found = sorted(
        (unlikeness, rank, -known.weight(near), near)
        for rank, known in enumerate(vocabularies)
        for unlikeness, near in known.near(word)
    )
    return list(dict.fromkeys(near for *_, near in found))[:most]


def _starts_alike(word: str, near: str) -> bool:
    """The first letter is seldom wrong, except swapped with the second or left out."""
    return near[0] == word[0] or near[:2] == word[1::-1] or near[1:2] == word[0]


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
