"""Places as the search knows them: light, frozen, kept in memory."""

from dataclasses import dataclass
from enum import StrEnum

from directory.territory.coverage import Area, areas_around
from directory.territory.models import Confidence
from directory.values.geography import Position


@dataclass(frozen=True, slots=True)
class FiliereLink:
    """That a commune belongs to a filière, on what ground, and how sure that is."""

    slug: str
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CommunePlace:
    """A commune; the position is its town hall, or its centre where no town hall is known."""

    insee: str
    name: str
    name_br: str | None
    slug: str
    departement: str
    epci: str | None
    population: int
    position: Position
    postal_codes: tuple[str, ...]
    filieres: tuple[FiliereLink, ...]
    former_names: tuple[str, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every area that the commune lies in, smallest first."""
        return areas_around(
            self.insee,
            epci=self.epci,
            filieres=(link.slug for link in self.filieres),
            departement=self.departement,
        )


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """An EPCI, a département or a filière, by its code."""

    code: str
    name: str
    name_br: str | None = None


class PlaceKind(StrEnum):
    """What a place read in a text is."""

    COMMUNE = "commune"
    POSTAL_CODE = "postal_code"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    FILIERE = "filiere"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody named; `communes` are INSEE codes, the most peopled first.

    `communes` is empty for a département and a filière, which filter instead of being served.
    `former_name` is the name of the former commune that was typed, if it was one.
    """

    kind: PlaceKind
    code: str
    name: str
    communes: tuple[str, ...] = ()
    former_name: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place read in words[start:end]; partial when only the beginning of its name was typed."""

    start: int
    end: int
    place: Place
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class CommuneSuggestion:
    """A commune proposed while somebody types; `former_name` says which old name was meant."""

    commune: CommunePlace
    former_name: str | None = None
