"""The names of places, each with the place that it means: who claims a name first keeps it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from directory.territory.place_names import (
    beginnings,
    epci_beginnings,
    epci_variants,
    filiere_variants,
    name_variants,
)
from directory.territory.places import CommunePlace, NamedPlace, Place, PlaceKind, PlaceMatch
from directory.values.text import fold

_MOST_HOMONYMS = 6  # more communes than this behind one beginning: it names nothing


class PlaceIndex:
    """Folded names; communes are given by population, the most peopled first."""

    def __init__(
        self,
        communes: Sequence[CommunePlace],
        *,
        epci: Iterable[NamedPlace],
        departements: Iterable[NamedPlace],
        filieres: Iterable[NamedPlace],
        insees_by_postal_code: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.names: dict[str, Place] = {}
        self._partial_names: dict[str, Place] = {}
        self._communes = communes
        for filiere in filieres:
            self._claim(filiere_variants(filiere.name), PlaceKind.FILIERE, filiere)
        self._index_communes()
        for departement in departements:
            written = (departement.name, departement.name_br or "")
            variants = (variant for name in written for variant in name_variants(name))
            self._claim((departement.code, *variants), PlaceKind.DEPARTEMENT, departement)
        for code, insees in insees_by_postal_code.items():
            self.names.setdefault(code, Place(PlaceKind.POSTAL_CODE, code, code, insees))
        self._index_epci(list(epci))
        self._index_beginnings()
        names = (*self.names, *self._partial_names)
        self._longest = max((name.count(" ") + 1 for name in names), default=0)

    def matches_at(self, words: Sequence[str], start: int) -> Iterator[PlaceMatch]:
        """Read the places whose name begins at a word, the longest first."""
        for end in range(min(len(words), start + self._longest), start, -1):
            name = " ".join(words[start:end])
            if (place := self.names.get(name)) is not None:
                yield PlaceMatch(start, end, place)
            elif (place := self._partial_names.get(name)) is not None:
                yield PlaceMatch(start, end, place, is_partial=True)

    def _claim(self, names: Iterable[str], kind: PlaceKind, area: NamedPlace) -> None:
        for name in names:
            if len(name) >= 2:
                self.names.setdefault(name, Place(kind, area.code, area.name))

    def _index_communes(self) -> None:
        present = (
            (commune, name)
            for commune in self._communes
            for name in (commune.name, commune.name_br)
            if name
        )
        former = ((commune, name) for commune in self._communes for name in commune.former_names)
        for named, is_former in ((present, False), (former, True)):
            homonyms = _homonyms(
                (variant, commune, name)
                for commune, name in named
                for variant in name_variants(name)
            )
            for variant, owners in homonyms.items():
                self.names.setdefault(variant, _place_of(owners, is_former=is_former))

    def _index_epci(self, epci: Sequence[NamedPlace]) -> None:
        members: dict[str, list[str]] = defaultdict(list)
        for commune in self._communes:
            members[commune.epci or ""].append(commune.insee)
        for area in epci:
            place = Place(PlaceKind.EPCI, area.code, area.name, tuple(members[area.code]))
            if not place.communes:
                continue
            for name in epci_variants(area.name):
                if len(name) >= 4:
                    self.names.setdefault(name, place)
            for beginning in epci_beginnings(area.name):
                self._partial_names.setdefault(beginning, place)

    def _index_beginnings(self) -> None:
        homonyms = _homonyms(
            (beginning, commune, commune.name)
            for commune in self._communes
            for beginning in beginnings(commune.name)
        )
        for beginning, owners in homonyms.items():
            if len(owners) <= _MOST_HOMONYMS:
                self._partial_names[beginning] = _place_of(owners, is_former=False)


_Owner = tuple[CommunePlace, str]


def _homonyms(named: Iterable[tuple[str, CommunePlace, str]]) -> dict[str, list[_Owner]]:
    homonyms: dict[str, list[_Owner]] = defaultdict(list)
    for folded, commune, written in named:
        homonyms[folded].append((commune, written))
    return homonyms


def _place_of(owners: Sequence[_Owner], *, is_former: bool) -> Place:
    """Make one place of the communes that share a name, the most peopled first."""
    first, written = owners[0]
    # « Carhaix » is no news to who reads « Carhaix-Plouguer ».
    is_news = is_former and not fold(first.name).startswith(fold(written))
    return Place(
        PlaceKind.COMMUNE,
        first.insee,
        first.name,
        tuple(dict.fromkeys(commune.insee for commune, _ in owners)),
        written if is_news else None,
    )
