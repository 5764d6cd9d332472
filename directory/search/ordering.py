"""In which order results are shown: groups, then score, then distance, level, freshness, name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from directory.search.bitsets import slots_of
from directory.search.facet_table import FacetTable
from directory.search.place_service import PlaceService
from directory.search.query import Sort

_FINE, _COARSE = 1_000, 4  # steps between the best score and none
_SORTING_COST = 8  # of one result, against walking past one slot of the whole order


@dataclass(frozen=True, slots=True)
class Ordering:
    """How to order: `foremost` before all, `preferred` sets first inside a group of the place.

    `scores` maps slots to the engine's scores; empty when no words were searched.
    """

    table: FacetTable
    sort: Sort
    service: PlaceService | None
    scores: Mapping[int, float]
    foremost: int = 0
    preferred: Sequence[int] = ()

    def page(self, results: int, *, start: int, size: int) -> list[int]:
        """Give the slots of one page of a set of results."""
        return list(islice(self._ordered(results), start, start + size))

    def _ordered(self, results: int) -> Iterator[int]:
        if self.sort is Sort.NAME:
            yield from _walk(self.table.order_by_name, results)
            return
        if self.sort is Sort.DISTANCE and self.service is not None:
            yield from _walk(self.service.order, results)
            return
        for group in self._groups(results):
            yield from self._ordered_group(group)

    def _groups(self, results: int) -> list[int]:
        groups = [results & self.foremost, results & ~self.foremost]
        if self.service is not None:
            groups = [part & group for part in groups for group in self.service.groups]
        for preferred in self.preferred:
            groups = [part for group in groups for part in (group & preferred, group & ~preferred)]
        return [group for group in groups if group]

    def _ordered_group(self, group: int) -> Iterator[int]:
        order = self.table.order if self.service is None else self.service.order
        rank = self.table.rank if self.service is None else self.service.rank
        if not self.scores:
            if group.bit_count() * _SORTING_COST < len(order):
                yield from sorted(slots_of(group), key=rank.__getitem__)
            else:
                yield from _walk(order, group)
            return
        # Around a place, words that match about as well leave the order to the distance.
        fineness = (_FINE if self.service is None else _COARSE) / max(self.scores.values())
        scores = {slot: round(score * fineness) for slot, score in self.scores.items()}
        yield from sorted(slots_of(group), key=lambda slot: (-scores.get(slot, 0), rank[slot]))


def _walk(order: Sequence[int], group: int) -> Iterator[int]:
    """Give the slots of a set in an order, as they are asked for."""
    octets = group.to_bytes((group.bit_length() + 7) // 8, "little")
    bits = len(octets) * 8
    for slot in order:
        if slot < bits and octets[slot >> 3] >> (slot & 7) & 1:
            yield slot
