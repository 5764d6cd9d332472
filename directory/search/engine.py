"""The seam of the full-text engine: which structures match these words, and how well."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from directory.search.spelling import Correction
from directory.territory.spelling import KnownWords


class EngineState(StrEnum):
    """Whether the engine can be trusted."""

    READY = "ready"
    MISSING = "missing"
    DAMAGED = "damaged"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class EngineResults:
    """Structures by decreasing score; `matched_words` are stems, for highlighting."""

    ids: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    corrections: tuple[Correction, ...] = ()
    matched_words: tuple[str, ...] = ()
    is_complete: bool = False  # every word was found in every structure given

    @property
    def total(self) -> int:
        """How many structures match."""
        return len(self.ids)


class SearchEngine(Protocol):
    """What answers words with ranked structures."""

    def search(self, text: str) -> EngineResults:
        """Rank the structures that hold the most of the words; any text is welcome."""
        ...

    def lexicon(self) -> KnownWords:
        """Give the words of the listings, weighed by how many listings hold them."""
        ...

    def state(self) -> EngineState:
        """Tell whether the engine can be trusted."""
        ...
