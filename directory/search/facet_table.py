"""All published structures in memory: one bit each, in the sets that filters and facets ask."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import cos, hypot, inf, radians

from sqlalchemy.orm import Session

from directory.catalog.queries import changes_since, current_generation
from directory.catalog.vocabulary import CoverageBasis
from directory.search.bitsets import bits_of
from directory.search.listing_geography import (
    departements_of,
    position_of,
    positions_named_in,
)
from directory.search.queries import Listing, load_listings
from directory.territory.coverage import Area
from directory.territory.gazetteer import Gazetteer
from directory.values.geography import Position, distance_km
from directory.values.text import fold

FACETS = ("type", "filiere", "departement", "audience", "setting", "access")
_KM_PER_DEGREE = 111.195

# Sets by their names: ("type", "HAD"), ("commune", insee), ("hours", text) …
SetName = tuple[str, str]
_OrderKey = tuple[int, int, str, str]  # rank of the type, newest check first, name, id


class FacetTable:
    """A picture of the catalog at one generation; `updated` makes the next one beside it."""

    def __init__(self, gazetteer: Gazetteer, generation: int) -> None:
        self.generation = generation
        self.everything = 0
        self.listings: list[Listing | None] = []
        self.slot_by_id: dict[str, int] = {}
        self.sets: dict[SetName, int] = {}
        self.coverage: dict[tuple[Area, CoverageBasis], int] = {}
        self._gazetteer = gazetteer
        self._order_keys: dict[int, _OrderKey] = {}
        self._coordinates: dict[int, tuple[float, float]] = {}
        self._anchors: dict[int, tuple[Position, ...]] = {}
        self._free: list[int] = []
        self._vocabulary = object()  # shared by the tables between which only structures changed

    @classmethod
    def load(cls, session: Session, gazetteer: Gazetteer) -> "FacetTable":
        """Read everything."""
        generation = current_generation(session)
        return cls.of_listings(load_listings(session), gazetteer, generation=generation)

    @classmethod
    def of_listings(
        cls, listings: Sequence[Listing], gazetteer: Gazetteer, *, generation: int
    ) -> "FacetTable":
        """Make the table of some listings, one slot each in their order."""
        table = cls(gazetteer, generation)
        table.listings = list(listings)
        members: dict[SetName, list[int]] = {}
        covered: dict[tuple[Area, CoverageBasis], list[int]] = {}
        for slot, listing in enumerate(listings):
            table._place(slot, listing)
            for name in table.set_names(listing):
                members.setdefault(name, []).append(slot)
            for area in listing.coverage:
                covered.setdefault(area, []).append(slot)
        table.everything = (1 << len(listings)) - 1
        table.sets = {name: bits_of(slots) for name, slots in members.items()}
        table.coverage = {area: bits_of(slots) for area, slots in covered.items()}
        return table

    def updated(self, session: Session) -> "FacetTable":
        """Give the table of today's generation: itself when nothing changed."""
        generation = current_generation(session)
        if generation == self.generation:
            return self
        changes = changes_since(session, self.generation)
        ids = {structure_id for _, structure_id in changes}
        if not changes or None in ids or generation < self.generation:
            return FacetTable.load(session, self._gazetteer)
        table = self._copy(max(number for number, _ in changes))
        changed = [structure_id for structure_id in ids if structure_id is not None]
        for structure_id in changed:
            table._remove(str(structure_id))
        for listing in load_listings(session, changed):
            table._add(listing)
        return table

    def keeps_vocabulary_of(self, earlier: "FacetTable") -> bool:
        """Whether only structures changed since the earlier table."""
        return self is earlier or self._vocabulary is earlier._vocabulary

    def set_of(self, facet: str, values: Iterable[str]) -> int:
        """Give the structures that have any of the values."""
        chosen = 0
        for value in values:
            chosen |= self.sets.get((facet, value), 0)
        return chosen

    def values_of(self, facet: str) -> list[str]:
        """List the values of a facet that some structure has."""
        return self._values.get(facet, [])

    def listing(self, slot: int) -> Listing:
        """Give the listing in a used slot."""
        listing = self.listings[slot]
        if listing is None:
            raise KeyError(slot)
        return listing

    def set_names(self, listing: Listing) -> set[SetName]:
        """Name the sets that a listing belongs to."""
        names = {("type", listing.type_code)}
        names.update(("filiere", slug) for slug in listing.filieres)
        names.update(("departement", code) for code in departements_of(listing, self._gazetteer))
        names.update(("audience", code) for code in listing.audiences)
        names.update(("setting", code) for code in listing.settings)
        if listing.is_public:
            names.add(("access", "public"))
        if listing.is_professional:
            names.add(("access", "professional"))
        if listing.insee is not None:
            names.add(("commune", listing.insee))
        if listing.hours is not None:
            names.add(("hours", listing.hours))
        return names

    @cached_property
    def located(self) -> int:
        """The structures that have an address or a position."""
        return bits_of(self._coordinates)

    @cached_property
    def order(self) -> list[int]:
        """The used slots in the order of lists: level of care, freshness, name."""
        return sorted(self._order_keys, key=self._order_keys.__getitem__)

    @cached_property
    def rank(self) -> dict[int, int]:
        """The place of each used slot in `order`."""
        return {slot: rank for rank, slot in enumerate(self.order)}

    @cached_property
    def order_by_name(self) -> list[int]:
        """The used slots by name."""
        keys = self._order_keys
        return sorted(keys, key=lambda slot: keys[slot][2:])

    def distances_km(self, centre: Position) -> list[float]:
        """Measure every slot from a point, on a plane: for orders; show exact distances."""
        scale = _KM_PER_DEGREE * cos(radians(centre.latitude))
        x0, y0 = centre.longitude * scale, centre.latitude * _KM_PER_DEGREE
        distances = [inf] * len(self.listings)
        for slot, (latitude, longitude) in self._coordinates.items():
            distances[slot] = hypot(longitude * scale - x0, latitude * _KM_PER_DEGREE - y0)
        for slot, anchors in self._anchors.items():
            distances[slot] = min(distance_km(centre, anchor) for anchor in anchors)
        return distances

    def position(self, slot: int) -> Position | None:
        """Give where a structure is: its position, else the town hall of its commune."""
        return position_of(self.listing(slot), self._gazetteer)

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for (facet, value), bits in self.sets.items():
            if bits:
                values.setdefault(facet, []).append(value)
        return {facet: sorted(found) for facet, found in values.items()}

    def _place(self, slot: int, listing: Listing) -> None:
        """Remember what orders the slot: its level, freshness, name, and where it stands."""
        self.slot_by_id[listing.id] = slot
        self._order_keys[slot] = (
            listing.type_rank,
            -listing.verified_on,
            fold(listing.name),
            listing.id,
        )
        position = position_of(listing, self._gazetteer)
        if position is not None:
            self._coordinates[slot] = (position.latitude, position.longitude)
        elif anchors := positions_named_in(listing, self._gazetteer):
            self._anchors[slot] = anchors

    def _copy(self, generation: int) -> "FacetTable":
        table = FacetTable(self._gazetteer, generation)
        table.everything = self.everything
        table.listings = list(self.listings)
        table.slot_by_id = dict(self.slot_by_id)
        table.sets = dict(self.sets)
        table.coverage = dict(self.coverage)
        table._order_keys = dict(self._order_keys)
        table._coordinates = dict(self._coordinates)
        table._anchors = dict(self._anchors)
        table._free = list(self._free)
        table._vocabulary = self._vocabulary
        return table

    def _remove(self, structure_id: str) -> None:
        slot = self.slot_by_id.pop(structure_id, None)
        if slot is None:
            return
        listing = self.listing(slot)
        others = ~(1 << slot)
        self.everything &= others
        for name in self.set_names(listing):
            self.sets[name] &= others
        for area in listing.coverage:
            self.coverage[area] &= others
        self.listings[slot] = None
        for kept in (self._order_keys, self._coordinates, self._anchors):
            kept.pop(slot, None)
        self._free.append(slot)

    def _add(self, listing: Listing) -> None:
        if self._free:
            slot = self._free.pop()
            self.listings[slot] = listing
        else:
            slot = len(self.listings)
            self.listings.append(listing)
        bit = 1 << slot
        self.everything |= bit
        self._place(slot, listing)
        for name in self.set_names(listing):
            self.sets[name] = self.sets.get(name, 0) | bit
        for area in listing.coverage:
            self.coverage[area] = self.coverage.get(area, 0) | bit
