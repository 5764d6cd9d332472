"""What people type, read as places: communes of today and of before, postal codes, areas."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from directory.territory.coverage import Area, AreaKind
from directory.territory.models import Commune
from directory.territory.place_names import (
    beginnings,
    epci_beginnings,
    epci_variants,
    filiere_variants,
    name_variants,
)
from directory.territory.place_suggestions import PlaceSuggestions
from directory.territory.places import (
    CommunePlace,
    CommuneSuggestion,
    FiliereLink,
    NamedPlace,
    Place,
    PlaceKind,
    PlaceMatch,
)
from directory.territory.queries import (
    list_communes,
    list_departements,
    list_epci,
    list_filieres,
)
from directory.values.geography import Position, distance_km
from directory.values.text import fold, fold_place

_MOST_HOMONYMS = 6  # more communes than this behind one beginning: it names nothing


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
        self._neighbours: dict[str, tuple[tuple[float, str], ...]] = {}
        self._names: dict[str, Place] = {}
        self._partial_names: dict[str, Place] = {}
        self._index_names()
        names = (*self._names, *self._partial_names)
        self._longest = max((name.count(" ") + 1 for name in names), default=0)

    @classmethod
    def from_session(cls, session: Session) -> "Gazetteer":
        """Read the territory of the database."""
        return cls(
            [_commune_place(commune) for commune in list_communes(session)],
            epci=[NamedPlace(area.code, area.name) for area in list_epci(session)],
            departements=[
                NamedPlace(area.code, area.name, area.name_br)
                for area in list_departements(session)
            ],
            filieres=[NamedPlace(area.slug, area.name) for area in list_filieres(session)],
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
        found = [match for start in range(len(words)) for match in self._matches_at(words, start)]
        return sorted(found, key=lambda match: (match.start - match.end, match.is_partial))

    def suggest(self, text: str, limit: int = 10) -> list[CommuneSuggestion]:
        """Propose communes for a name or postal code of which only the beginning is typed."""
        return self._suggestions.suggest(text, limit)

    def neighbours_by_distance(self, insee: str) -> tuple[tuple[float, str], ...]:
        """List (kilometres, INSEE code) of all communes, nearest first, itself included."""
        if insee not in self._neighbours:
            self._neighbours[insee] = self._sort_by_distance(self.communes[insee].position)
        return self._neighbours[insee]

    def nearest_commune(self, position: Position) -> CommunePlace:
        """Give the commune whose town hall is nearest to a point."""
        return min(
            self.communes.values(), key=lambda commune: distance_km(position, commune.position)
        )

    @cached_property
    def words(self) -> dict[str, int]:
        """Every word of four letters or more in a name, with the population that it names."""
        populations: dict[str, int] = defaultdict(int)
        for name, place in self._names.items():
            weight = max((self.communes[code].population for code in place.communes), default=1)
            for word in name.split():
                if len(word) >= 4 and not word.isdigit():
                    populations[word] = max(populations[word], weight)
        return dict(populations)

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

    def _by_population(self) -> list[CommunePlace]:
        return sorted(self.communes.values(), key=lambda place: (-place.population, place.insee))

    def _matches_at(self, words: Sequence[str], start: int) -> Iterator[PlaceMatch]:
        for end in range(min(len(words), start + self._longest), start, -1):
            name = " ".join(words[start:end])
            if (place := self._names.get(name)) is not None:
                yield PlaceMatch(start, end, place)
            elif (place := self._partial_names.get(name)) is not None:
                yield PlaceMatch(start, end, place, is_partial=True)

    def _sort_by_distance(self, centre: Position) -> tuple[tuple[float, str], ...]:
        return tuple(
            sorted(
                (distance_km(centre, commune.position), commune.insee)
                for commune in self.communes.values()
            )
        )

    def _index_names(self) -> None:
        """Fill the names in the order of what wins: the first to claim a name keeps it."""
        for filiere in self.filieres.values():
            self._claim(filiere_variants(filiere.name), PlaceKind.FILIERE, filiere)
        self._index_communes()
        for departement in self.departements.values():
            self._claim(name_variants(departement.name), PlaceKind.DEPARTEMENT, departement)
            self._claim(
                (departement.code, *name_variants(departement.name_br or "")),
                PlaceKind.DEPARTEMENT,
                departement,
            )
        for code in self._insees_by_postal_code:
            self._names.setdefault(code, self._known_postal_code(code))
        self._index_epci()
        self._index_beginnings()

    def _claim(
        self, names: Iterator[str] | tuple[str, ...], kind: PlaceKind, area: NamedPlace
    ) -> None:
        for name in names:
            if len(name) >= 2:
                self._names.setdefault(name, Place(kind, area.code, area.name))

    def _known_postal_code(self, code: str) -> Place:
        return Place(PlaceKind.POSTAL_CODE, code, code, self._insees_by_postal_code[code])

    def _index_communes(self) -> None:
        self._claim_communes(
            {
                commune: (commune.name, *((commune.name_br,) if commune.name_br else ()))
                for commune in self._by_population()
            },
            former=False,
        )
        self._claim_communes(
            {commune: commune.former_names for commune in self._by_population()}, former=True
        )

    def _claim_communes(self, names: dict[CommunePlace, tuple[str, ...]], *, former: bool) -> None:
        homonyms: dict[str, list[tuple[CommunePlace, str]]] = defaultdict(list)
        for commune, written_names in names.items():
            for written in written_names:
                for variant in name_variants(written):
                    homonyms[variant].append((commune, written))
        for variant, owners in homonyms.items():
            self._names.setdefault(variant, _place_of(owners, former=former))

    def _index_epci(self) -> None:
        members: dict[str, list[str]] = defaultdict(list)
        for commune in self._by_population():
            if commune.epci is not None:
                members[commune.epci].append(commune.insee)
        for area in self.epci.values():
            place = Place(PlaceKind.EPCI, area.code, area.name, tuple(members[area.code]))
            for name in epci_variants(area.name):
                if len(name) >= 4 and place.communes:
                    self._names.setdefault(name, place)

    def _index_beginnings(self) -> None:
        homonyms: dict[str, list[tuple[CommunePlace, str]]] = defaultdict(list)
        for commune in self._by_population():
            for beginning in beginnings(commune.name):
                homonyms[beginning].append((commune, commune.name))
        for beginning, owners in homonyms.items():
            if len(owners) <= _MOST_HOMONYMS and beginning not in self._names:
                self._partial_names[beginning] = _place_of(owners, former=False)
        for area in self.epci.values():
            place = self._names.get(fold_place(area.name))
            for beginning in epci_beginnings(area.name):
                if place is not None and beginning not in self._names:
                    self._partial_names.setdefault(beginning, place)


def _place_of(owners: Sequence[tuple[CommunePlace, str]], *, former: bool) -> Place:
    """Make one place of the communes that share a name, the most peopled first."""
    first, written = owners[0]
    return Place(
        PlaceKind.COMMUNE,
        first.insee,
        first.name,
        tuple(dict.fromkeys(commune.insee for commune, _ in owners)),
        # « Carhaix » is no news to who reads « Carhaix-Plouguer ».
        written if former and not fold(first.name).startswith(fold(written)) else None,
    )


def _commune_place(commune: Commune) -> CommunePlace:
    return CommunePlace(
        insee=commune.insee,
        name=commune.name,
        name_br=commune.name_br,
        slug=commune.slug,
        departement=commune.departement_code,
        epci=commune.epci_code,
        population=commune.population,
        position=Position(commune.latitude, commune.longitude),
        postal_codes=tuple(postal.code for postal in commune.postal_codes),
        filieres=tuple(
            FiliereLink(link.filiere_slug, link.basis, link.confidence)
            for link in sorted(commune.attachments, key=lambda link: link.filiere_slug)
        ),
        former_names=tuple(former.name for former in commune.former_communes),
    )
