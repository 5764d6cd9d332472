"""Reading an opened index: which documents hold a word, decoded once and kept."""

from collections import Counter, OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from directory.search.bitsets import bits_of
from directory.search.engine import EngineResults
from directory.territory.spelling import KnownWords

_KEPT_WORDS = 2_000
_KEPT_RESULTS = 500
_COMMON = 4  # a word of one document in four weighs the same everywhere


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a word as a set, and its weight in each unless the word is common."""

    documents: int
    count: int
    weights: dict[int, float] | None


@dataclass(frozen=True, slots=True)
class _Segment:
    """What a segment holds; it never changes, but documents in it may be marked as deleted."""

    ids: tuple[str, ...]
    counts: dict[str, int]


class IndexReader:
    """An immutable version of the index; threads share it."""

    def __init__(self, reader: Any, earlier: "IndexReader | None" = None) -> None:
        """`reader` is Whoosh's, which has no types; what `earlier` knows is not read again."""
        self._reader = reader
        self._lock = Lock()  # Whoosh moves one file position per reader
        self._segments: dict[str, _Segment] = {}
        known = {} if earlier is None else earlier._segments
        self.ids: list[str] = []
        deleted: list[int] = []
        counts: Counter[str] = Counter()
        for leaf, base in reader.leaf_readers():
            segment = leaf.segment()
            if segment is None:  # an index without any document
                continue
            name = segment.segment_id()
            held = self._segments[name] = known.get(name) or _read_segment(leaf)
            self.ids.extend(held.ids)
            deleted.extend(base + number for number in segment.deleted_docs())
            counts.update(held.counts)
        self.live = bits_of(range(len(self.ids))) & ~bits_of(deleted)
        self.count = self.live.bit_count()
        self.lexicon = KnownWords(counts)
        self._postings: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        self.results: OrderedDict[str, EngineResults] = OrderedDict()

    def postings(self, field: str, word: str) -> Postings | None:
        """Give the documents that hold a word in a field, None when none does."""
        key = (field, word)
        with self._lock:
            if key not in self._postings:
                self._postings[key] = self._read(field, word)
                if len(self._postings) > _KEPT_WORDS:
                    self._postings.popitem(last=False)
            return self._postings[key]

    def keep_results(self, text: str, results: EngineResults) -> EngineResults:
        """Remember the answer to a text while this version lives."""
        with self._lock:
            self.results[text] = results
            if len(self.results) > _KEPT_RESULTS:
                self.results.popitem(last=False)
        return results

    def _read(self, field: str, word: str) -> Postings | None:
        if (field, word) not in self._reader:
            return None
        matcher = self._reader.postings(field, word)
        if self._reader.doc_frequency(field, word) * _COMMON > self.count or field != "stems":
            return self._postings_of(bits_of(matcher.all_ids()), None)
        weights: dict[int, float] = {}
        while matcher.is_active():
            weights[matcher.id()] = matcher.weight()
            matcher.next()
        return self._postings_of(bits_of(weights), weights)

    def _postings_of(self, documents: int, weights: dict[int, float] | None) -> Postings | None:
        """Leave out the documents that were replaced or taken out since the segment was written."""
        live = documents & self.live
        return Postings(live, live.bit_count(), weights) if live else None


def _read_segment(leaf: Any) -> _Segment:  # Any: Whoosh has no types
    return _Segment(
        ids=tuple(leaf.stored_fields(number)["id"] for number in range(leaf.doc_count_all())),
        counts={
            word.decode(): int(info.doc_frequency()) for word, info in leaf.iter_field("forms")
        },
    )
