"""Forgiving typing errors: the nearest known word, when nothing else explains a word."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.words import STOP_WORDS

_SHORTEST = 4
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed and as it was read."""

    typed: str
    read: str


def nearest_words(
    word: str, vocabularies: Iterable[tuple[Iterable[str], Callable[[str], float]]]
) -> list[str]:
    """List the known words that `word` may stand for, the likeliest first.

    A vocabulary is its words and the weight of a word; the earlier vocabulary wins over the later.
    """
    allowed = _allowed_errors(word)
    if not allowed or word in STOP_WORDS:
        return []
    found: list[tuple[int, int, float, str]] = []
    for rank, (words, weight) in enumerate(vocabularies):
        for near, errors in _near(word, words, allowed):
            found.append((errors, rank, -weight(near), near))
    found.sort()
    return list(dict.fromkeys(near for *_, near in found))[:_CANDIDATES]


def _allowed_errors(word: str) -> int:
    if len(word) < _SHORTEST or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def _near(word: str, words: Iterable[str], allowed: int) -> Iterator[tuple[str, int]]:
    choices = list(words)
    matches = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=20)
    for near, errors, _ in matches:
        # The first letter is seldom wrong, except swapped with the second or left out.
        starts_alike = near[0] == word[0] or near[:2] == word[1::-1] or near[1:2] == word[0]
        if starts_alike and len(near) >= _SHORTEST:
            yield near, int(errors)


def weight_in(populations: Mapping[str, int]) -> Callable[[str], float]:
    """Weigh a word by a count."""
    return lambda word: populations.get(word, 0)
