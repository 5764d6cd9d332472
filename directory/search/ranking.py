"""From a text to ranked structures: the most words first, then how rare and how well placed."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from directory.search.bitsets import slots_of
from directory.search.engine import EngineResults
from directory.search.postings import IndexReader, Postings
from directory.search.spelling import Correction
from directory.search.words import folded_words, stem
from directory.territory.spelling import nearest_words

_MOST_WORDS = 12
_MOST_CORRECTED = 4
_LONGEST_TEXT = 2_000
_SATURATION = 3.0
_COMMON_WEIGHT = 0.6
_START_WEIGHT = 0.4
_SHORTEST_START = 3
_LONGEST_START = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A searched word and where it is; `factor` is lower for a beginning of a word."""

    word: str
    postings: Postings
    factor: float = 1.0


def rank_words(reader: IndexReader, text: str) -> EngineResults:
    """Search a text of any kind; the work is bounded by its first words."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    kept = reader.results.get(text)
    return kept if kept is not None else reader.keep_results(text, _rank(reader, text))


def _rank(reader: IndexReader, text: str) -> EngineResults:
    words = list(dict.fromkeys(folded_words(text)))[:_MOST_WORDS]
    found, corrections = _find(reader, words)
    if not found:
        return EngineResults()
    level, documents = _with_most_words(found)
    if level * 2 < len(words):
        return EngineResults()
    scores = _scores(reader, found, documents)
    ranked = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
    return EngineResults(
        ids=tuple(reader.ids[number] for number, _ in ranked),
        scores=tuple(score for _, score in ranked),
        corrections=tuple(corrections),
        matched_words=tuple(entry.word for entry in found),
        is_complete=level == len(words),
    )


def _find(reader: IndexReader, words: Sequence[str]) -> tuple[list[_Found], list[Correction]]:
    found: list[_Found] = []
    corrections: list[Correction] = []
    for rank, word in enumerate(words):
        entry = _find_word(reader, word, is_last=rank == len(words) - 1)
        if entry is None and len(corrections) < _MOST_CORRECTED:
            read = next(iter(nearest_words(word, (reader.lexicon,), most=1)), None)
            entry = None if read is None else _find_word(reader, read, is_last=False)
            if read is not None and entry is not None:
                corrections.append(Correction(word, read))
        if entry is not None:
            found.append(entry)
    return found, corrections


def _find_word(reader: IndexReader, word: str, *, is_last: bool) -> _Found | None:
    postings = reader.postings("stems", stem(word))
    if postings is not None:
        return _Found(stem(word), postings)
    if is_last and len(word) >= _SHORTEST_START:
        started = reader.postings("starts", word[:_LONGEST_START])
        if started is not None and _starts_a_word(reader, word):
            return _Found(word, started, _START_WEIGHT)
    return None


def _starts_a_word(reader: IndexReader, word: str) -> bool:
    """A long beginning was indexed by its first letters only: see whether any word has it all."""
    if len(word) <= _LONGEST_START:
        return True
    words = reader.lexicon.in_order
    rank = bisect_left(words, word)
    return rank < len(words) and words[rank].startswith(word)


def _with_most_words(found: Sequence[_Found]) -> tuple[int, int]:
    """Give the highest number of words that a document holds, and those documents."""
    levels = [0] * (len(found) + 1)
    everything = 0
    for entry in found:
        everything |= entry.postings.documents
    levels[0] = everything
    for entry in found:
        for level in range(len(found), 0, -1):
            levels[level] |= levels[level - 1] & entry.postings.documents
    best = max(level for level, documents in enumerate(levels) if documents)
    return best, levels[best]


def _scores(reader: IndexReader, found: Sequence[_Found], documents: int) -> dict[int, float]:
    scores = dict.fromkeys(slots_of(documents), 0.0)
    for entry in found:
        postings = entry.postings
        rarity = entry.factor * log(1.0 + reader.count / postings.count)
        if postings.weights is None:
            _add_constant(scores, slots_of(documents & postings.documents), rarity * _COMMON_WEIGHT)
        else:
            _add_weights(scores, postings.weights, rarity)
    return scores


def _add_constant(scores: dict[int, float], numbers: Sequence[int], amount: float) -> None:
    for number in numbers:
        scores[number] += amount


def _add_weights(scores: dict[int, float], weights: dict[int, float], rarity: float) -> None:
    smaller = weights if len(weights) < len(scores) else scores
    for number in smaller:
        if number in weights and number in scores:
            weight = weights[number]
            scores[number] += rarity * weight / (weight + _SATURATION)
