"""Who serves a place: declared coverage first, then assumed, then who is near."""

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from math import inf
from threading import Lock

from directory.catalog.vocabulary import CoverageBasis
from directory.search.bitsets import bits_of, slots_of
from directory.search.facet_table import FacetTable
from directory.search.query import NEAR_KM
from directory.search.results import Match, MatchReason, SearchedPlace
from directory.territory.coverage import Area, AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.values.geography import distance_km

_BEYOND_KM = 100_000.0  # stands for « nobody knows where »
_ROUNDING_KM = 0.2  # nearer than this to one another, level of care and freshness decide
_KEPT = 32  # each takes up to 2 MB at 20,000 structures
_SIZES = tuple(AreaKind)  # from the commune to the region


@dataclass(frozen=True)
class PlaceService:
    """The three groups of structures of one place, and their distances from it."""

    place: SearchedPlace
    table: FacetTable
    areas: tuple[Area, ...]
    declared: int
    assumed: int
    near: int
    distances: "array[float]"

    @cached_property
    def _matches(self) -> dict[int, Match]:
        return {}

    @property
    def all(self) -> int:
        """Everybody who serves the place or is near it."""
        return self.declared | self.assumed | self.near

    @property
    def groups(self) -> tuple[int, int, int]:
        """The groups, each structure in the first that holds it."""
        return (
            self.declared,
            self.assumed & ~self.declared,
            self.near & ~self.declared & ~self.assumed,
        )

    @cached_property
    def order(self) -> list[int]:
        """The slots of `all`, nearest first; then level of care, freshness and name."""
        distances, rank = self.distances, self.table.rank
        steps = len(rank)
        keys = {
            slot: int(min(distances[slot], _BEYOND_KM) / _ROUNDING_KM) * steps + rank[slot]
            for slot in slots_of(self.all)
        }
        return sorted(keys, key=keys.__getitem__)

    @cached_property
    def rank(self) -> dict[int, int]:
        """The place of each slot in `order`."""
        return {slot: rank for rank, slot in enumerate(self.order)}

    def match(self, slot: int) -> Match:
        """Say why a structure is shown."""
        match = self._matches.get(slot)
        if match is None:
            match = self._matches[slot] = self._work_out_match(slot)
        return match

    def _work_out_match(self, slot: int) -> Match:
        position = self.table.position(slot)
        distance = None if position is None else distance_km(self.place.centre, position)
        coverage = self.table.listing(slot).coverage
        for basis, reason in (
            (CoverageBasis.DECLARED, MatchReason.DECLARED),
            (CoverageBasis.ASSUMED, MatchReason.ASSUMED),
        ):
            for area in self.areas:
                if (area, basis) in coverage:
                    return Match(True, reason, area, basis, distance)
        return Match(False, MatchReason.NEAR, None, None, distance)


class PlaceServices:
    """Keeps the services of the places asked last, for one table."""

    def __init__(self, table: FacetTable, gazetteer: Gazetteer) -> None:
        self._table = table
        self._gazetteer = gazetteer
        self._kept: OrderedDict[tuple[object, ...], PlaceService] = OrderedDict()
        self._lock = Lock()

    def serve(self, place: SearchedPlace, radius_km: float | None) -> PlaceService:
        """Find who serves a place, or is within the radius of it."""
        key = (place, radius_km)
        with self._lock:
            service = self._kept.get(key)
            if service is not None:
                self._kept.move_to_end(key)
                return service
        service = self._work_out(place, radius_km or NEAR_KM)
        with self._lock:
            self._kept[key] = service
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return service

    def _work_out(self, place: SearchedPlace, radius_km: float) -> PlaceService:
        areas = self._areas(place)
        distances = array("d", self._table.distances_km(place.centre))
        return PlaceService(
            place=place,
            table=self._table,
            areas=areas,
            declared=self._covering(areas, CoverageBasis.DECLARED),
            assumed=self._covering(areas, CoverageBasis.ASSUMED),
            near=self._near(radius_km, distances),
            distances=distances,
        )

    def _areas(self, place: SearchedPlace) -> tuple[Area, ...]:
        """The areas that hold a commune of the place, the smallest kinds first."""
        communes = [self._gazetteer.communes[insee] for insee in place.communes]
        areas = {area: None for commune in communes for area in commune.areas}
        return tuple(sorted(areas, key=lambda area: (_SIZES.index(area.kind), area.code)))

    def _covering(self, areas: tuple[Area, ...], basis: CoverageBasis) -> int:
        covering = 0
        for area in areas:
            covering |= self._table.coverage.get((area, basis), 0)
        return covering

    def _near(self, radius_km: float, distances: "array[float]") -> int:
        """Who is within the radius; a commune that is only named in a listing is no address."""
        if radius_km == inf:
            return self._table.everything
        within = bits_of([slot for slot, away in enumerate(distances) if away <= radius_km])
        return within & self._table.located
