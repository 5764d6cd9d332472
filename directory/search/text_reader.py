"""Choosing among the readings of a text: phrases, places, and what a typing error hides."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.search.synonyms import PhraseMatch, Synonyms
from directory.search.words import STOP_WORDS, Word
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import PlaceMatch
from directory.territory.spelling import KnownWords, nearest_words

_MOST_CORRECTED = 6

Reading = PlaceMatch | PhraseMatch


@dataclass(frozen=True, slots=True)
class TextReader:
    """Chooses among the overlapping readings of a text, and forgives what none explains."""

    gazetteer: Gazetteer
    synonyms: Synonyms
    lexicon: KnownWords
    with_places: bool

    def read(self, words: Sequence[str]) -> list[Reading]:
        """Choose readings that do not overlap: the longest first, phrases before places."""
        places = self.gazetteer.find_places(words) if self.with_places else []
        candidates: list[Reading] = [
            *self.synonyms.find_phrases(words),
            *(match for match in places if _is_plausible(match, words)),
        ]
        candidates.sort(key=_preference)
        taken: set[int] = set()
        chosen = []
        for match in candidates:
            span = range(match.start, match.end)
            if taken.isdisjoint(span):
                taken.update(span)
                chosen.append(match)
        return sorted(chosen, key=lambda match: match.start)

    def correct(
        self, words: Sequence[Word], matches: list[Reading]
    ) -> tuple[dict[int, str], list[Reading]]:
        """Correct the words that nothing explains, and read again; gives them by their rank."""
        explained = {rank for match in matches for rank in range(match.start, match.end)}
        unknown = [
            rank
            for rank, word in enumerate(words)
            if rank not in explained and self._is_unknown(word.text)
        ]
        corrected: dict[int, str] = {}
        for rank in unknown[:_MOST_CORRECTED]:
            read = self._best_correction(words, rank, corrected)
            if read is not None:
                corrected[rank] = read
        if not corrected:
            return corrected, matches
        return corrected, self.read(_corrected(words, corrected))

    def _is_unknown(self, word: str) -> bool:
        return (
            word not in STOP_WORDS
            and not word.isdigit()
            and word not in self.synonyms.words
            and word not in self.lexicon
            and word not in self.gazetteer.words
        )

    def _best_correction(
        self, words: Sequence[Word], rank: int, corrected: dict[int, str]
    ) -> str | None:
        """Give the nearest word that makes sense here: one that is then explained, or is listed."""
        typed = words[rank].text
        candidates = nearest_words(typed, (self.synonyms.words, self.gazetteer.words, self.lexicon))
        if self.synonyms.words.has_longer(typed):
            # « klañv » (ill) begins « klañvour »: it is not « kañv » (mourning) with an error.
            candidates = [near for near in candidates if near.startswith(typed)]
        for candidate in candidates:
            attempt = self.read(_corrected(words, {**corrected, rank: candidate}))
            if any(match.start <= rank < match.end for match in attempt):
                return candidate
        return next((candidate for candidate in candidates if candidate in self.lexicon), None)


def _corrected(words: Sequence[Word], corrected: dict[int, str]) -> list[str]:
    return [corrected.get(rank, word.text) for rank, word in enumerate(words)]


def _is_plausible(match: PlaceMatch, words: Sequence[str]) -> bool:
    """A place's name that is only little words needs to be all that was typed."""
    inside = words[match.start : match.end]
    return len(inside) == len(words) or not all(word in STOP_WORDS for word in inside)


def _preference(match: Reading) -> tuple[int, bool, bool, int]:
    if isinstance(match, PhraseMatch):
        return (match.start - match.end, False, False, match.start)
    return (match.start - match.end, match.is_partial, True, match.start)
