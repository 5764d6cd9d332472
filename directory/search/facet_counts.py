"""Filters and the counts of facets, each facet counted under the other filters."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from directory.catalog.opening import state_at
from directory.search.facet_table import FACETS, FacetTable
from directory.search.results import Facets, Loosening
from directory.values.opening_hours import OpeningState

_MOST_MOMENTS = 16


class OpenStructures:
    """Who is open at a minute: asked once per distinct text of hours, and kept."""

    def __init__(self, table: FacetTable) -> None:
        self._table = table
        self._open_at: OrderedDict[datetime, int] = OrderedDict()
        self._lock = Lock()

    def at(self, moment: datetime) -> int:
        """Give the structures that are open at an aware moment."""
        minute = moment.replace(second=0, microsecond=0)
        with self._lock:
            kept = self._open_at.get(minute)
        if kept is not None:
            return kept
        is_open = self._work_out(minute)
        with self._lock:
            self._open_at[minute] = is_open
            while len(self._open_at) > _MOST_MOMENTS:
                self._open_at.popitem(last=False)
        return is_open

    def _work_out(self, minute: datetime) -> int:
        is_open = 0
        for (kind, text), bits in self._table.sets.items():
            if kind == "hours" and bits and state_at(text, minute) is OpeningState.OPEN:
                is_open |= bits
        return is_open


@dataclass
class Filters:
    """The chosen values as sets, facet by facet; a facet that is not chosen is absent."""

    table: FacetTable
    base: int
    chosen: dict[str, int] = field(default_factory=dict)

    def choose(self, facet: str, values: Iterable[str]) -> None:
        """Keep the structures that have any of the values; no value keeps everything."""
        values = tuple(values)
        if values:
            self.chosen[facet] = self.table.set_of(facet, values)

    def choose_set(self, facet: str, bits: int) -> None:
        """Keep the structures of a set."""
        self.chosen[facet] = bits

    def results(self, *, without: str | None = None) -> int:
        """Give the structures that pass every filter, but one if asked."""
        bits = self.base
        for facet, chosen in self.chosen.items():
            if facet != without:
                bits &= chosen
        return bits

    def counts(self, open_now: int) -> Facets:
        """Count each value of each facet under the other filters; values without result are out."""
        counts: Facets = {}
        for facet in FACETS:
            bits = self.results(without=facet)
            found = {
                value: count
                for value in self.table.values_of(facet)
                if (count := (bits & self.table.sets[facet, value]).bit_count())
            }
            counts[facet] = found
        counts["open"] = {"now": (self.results(without="open") & open_now).bit_count()}
        return counts

    def loosenings(self) -> tuple[Loosening, ...]:
        """Say which filter, taken away, would bring results."""
        return tuple(
            Loosening(facet, total)
            for facet in self.chosen
            if (total := self.results(without=facet).bit_count())
        )
