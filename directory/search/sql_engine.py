"""The engine of bad days: plain words, looked up in texts read by SQL while no index is usable."""

from functools import cached_property

from directory.database import SessionFactory
from directory.search.engine import EngineResults, EngineState
from directory.search.queries import load_searched_texts
from directory.search.words import folded_words, stem
from directory.territory.spelling import KnownWords

_MOST_WORDS = 12


class SqlEngine:
    """Looks for every word, in names and places only; no correction, no fine ranking."""

    def __init__(self, session_factory: SessionFactory, generation: int) -> None:
        self._session_factory = session_factory
        self.generation = generation

    def search(self, text: str) -> EngineResults:
        """Rank the structures by how many of the words they hold."""
        stems = list(dict.fromkeys(stem(word) for word in folded_words(text)))[:_MOST_WORDS]
        counts = [
            (sum(word in words for word in stems), identifier)
            for identifier, words in self._stems_by_id
        ]
        best = max((count for count, _ in counts), default=0)
        if best == 0 or best * 2 < len(stems):
            return EngineResults()
        ids = tuple(identifier for count, identifier in counts if count == best)
        return EngineResults(
            ids=ids,
            scores=(float(best),) * len(ids),
            matched_words=tuple(stems),
            is_complete=best == len(stems),
        )

    def lexicon(self) -> KnownWords:
        """Give the words of names and places."""
        return self._lexicon

    def state(self) -> EngineState:
        """Say that this is the fallback."""
        return EngineState.FALLBACK

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        with self._session_factory() as session:
            return list(load_searched_texts(session))

    @cached_property
    def _stems_by_id(self) -> list[tuple[str, frozenset[str]]]:
        return [
            (identifier, frozenset(stem(word) for word in folded_words(text)))
            for identifier, text in self._texts
        ]

    @cached_property
    def _lexicon(self) -> KnownWords:
        counts: dict[str, int] = {}
        for _, text in self._texts:
            for word in set(folded_words(text)):
                counts[word] = counts.get(word, 0) + 1
        return KnownWords(counts)
