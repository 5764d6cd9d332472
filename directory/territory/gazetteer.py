"""What people type, read as places: communes of today and of before, postal codes, areas."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import inf

from sqlalchemy.orm import Session

from directory.territory.coverage import Area, AreaKind
from directory.territory.gazetteer_queries import (
    load_communes,
    load_departements,
    load_epci,
    load_filieres,
)
from directory.territory.place_index import PlaceIndex
from directory.territory.place_suggestions import PlaceSuggestions
from directory.territory.places import (
    CommunePlace,
    CommuneSuggestion,
    NamedPlace,
    Place,
    PlaceKind,
    PlaceMatch,
)
from directory.territory.spelling import KnownWords
from directory.values.geography import Position, distance_km


class Gazetteer:
    """The places of the region in memory; build it once, it never changes."""

    def __init__(
        self,
        communes: Sequence[CommunePlace],
        *,
        epci: Sequence[NamedPlace],
        departements: Sequence[NamedPlace],
        filieres: Sequence[NamedPlace],
    ) -> None:
        self.communes = {commune.insee: commune for commune in communes}
        self.epci = {area.code: area for area in epci}
        self.departements = {area.code: area for area in departements}
        self.filieres = {area.code: area for area in filieres}
        self._names = PlaceIndex(
            self._by_population(),
            epci=epci,
            departements=departements,
            filieres=filieres,
            insees_by_postal_code=self._insees_by_postal_code,
        )

    @classmethod
    def from_session(cls, session: Session) -> "Gazetteer":
        """Read the territory of the database."""
        return cls(
            load_communes(session),
            epci=load_epci(session),
            departements=load_departements(session),
            filieres=load_filieres(session),
        )

    def commune(self, insee: str) -> CommunePlace | None:
        """Give the commune with an INSEE code."""
        return self.communes.get(insee)

    def place_of_commune(self, insee: str) -> Place | None:
        """Give a commune as a place that somebody named."""
        commune = self.communes.get(insee)
        return None if commune is None else Place(PlaceKind.COMMUNE, insee, commune.name, (insee,))

    def place_of_postal_code(self, code: str) -> Place | None:
        """Give a postal code as the place made of its communes."""
        insees = self._insees_by_postal_code.get(code)
        return None if insees is None else Place(PlaceKind.POSTAL_CODE, code, code, insees)

    def communes_in(self, place: Place) -> tuple[str, ...]:
        """List the communes of a département or filière, the most peopled first."""
        if place.communes:
            return place.communes
        area = Area(AreaKind(place.kind.value), place.code)
        return tuple(commune.insee for commune in self._by_population() if area in commune.areas)

    def find_places(self, words: Sequence[str]) -> list[PlaceMatch]:
        """Read every place in folded words; matches may overlap, the longest come first."""
        found = [
            match for start in range(len(words)) for match in self._names.matches_at(words, start)
        ]
        return sorted(found, key=lambda match: (match.start - match.end, match.is_partial))

    def suggest(self, text: str, limit: int = 10) -> list[CommuneSuggestion]:
        """Propose communes for a name or postal code of which only the beginning is typed."""
        return self._suggestions.suggest(text, limit)

    def nearest_commune(self, position: Position) -> CommunePlace:
        """Give the commune whose town hall is nearest to a point."""
        rank = bisect_left(self._latitudes, position.latitude)
        south, north = reversed(self._by_latitude[:rank]), self._by_latitude[rank:]
        nearest, shortest = self._by_latitude[0], inf
        for side in (south, north):
            for commune in side:
                # A degree of latitude is the same everywhere: farther ones are farther still.
                if _km_between_latitudes(position, commune.position) > shortest:
                    break
                away = distance_km(position, commune.position)
                if away < shortest:
                    nearest, shortest = commune, away
        return nearest

    @cached_property
    def words(self) -> KnownWords:
        """Every word of four letters or more in a name, weighed by the population that it names."""
        populations: dict[str, int] = defaultdict(int)
        for name, place in self._names.names.items():
            weight = max((self.communes[code].population for code in place.communes), default=1)
            for word in name.split():
                if len(word) >= 4 and not word.isdigit():
                    populations[word] = max(populations[word], weight)
        return KnownWords(populations, shortest=4)

    @cached_property
    def departements_by_area(self) -> dict[Area, frozenset[str]]:
        """Which départements each area lies in."""
        codes: dict[Area, set[str]] = defaultdict(set)
        for commune in self.communes.values():
            for area in commune.areas:
                codes[area].add(commune.departement)
        return {area: frozenset(found) for area, found in codes.items()}

    @cached_property
    def postal_codes(self) -> frozenset[str]:
        """Every postal code of the region."""
        return frozenset(self._insees_by_postal_code)

    @cached_property
    def _suggestions(self) -> PlaceSuggestions:
        return PlaceSuggestions(self.communes.values())

    @cached_property
    def _insees_by_postal_code(self) -> dict[str, tuple[str, ...]]:
        insees: dict[str, list[str]] = defaultdict(list)
        for commune in self._by_population():
            for code in commune.postal_codes:
                insees[code].append(commune.insee)
        return {code: tuple(codes) for code, codes in insees.items()}

    @cached_property
    def _by_latitude(self) -> list[CommunePlace]:
        return sorted(self.communes.values(), key=lambda place: place.position.latitude)

    @cached_property
    def _latitudes(self) -> list[float]:
        return [commune.position.latitude for commune in self._by_latitude]

    def _by_population(self) -> list[CommunePlace]:
        return sorted(self.communes.values(), key=lambda place: (-place.population, place.insee))


def _km_between_latitudes(start: Position, end: Position) -> float:
    return distance_km(start, Position(end.latitude, start.longitude))
