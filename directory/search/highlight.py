"""Where the searched words stand in a text; the page marks them, no HTML is made here."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.search.words import stem, words_of

_SHORTEST_START = 3


@dataclass(frozen=True, slots=True)
class HighlightedSpan:
    """A piece of a text, from `start` up to, not including, `end`."""

    start: int
    end: int


def highlight(text: str, matched_words: Iterable[str]) -> tuple[HighlightedSpan, ...]:
    """Find the words of a text that were searched; `matched_words` as SearchResults gives them."""
    searched = frozenset(matched_words)
    starts = tuple(word for word in searched if len(word) >= _SHORTEST_START)
    spans = dict.fromkeys(
        HighlightedSpan(word.start, word.end)
        for word in words_of(text)
        if stem(word.text) in searched or word.text.startswith(starts)
    )
    return tuple(spans)
