"""Which areas hold a commune: itself, its EPCI, its filières, its département, the region."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from directory.territory.models import Commune

REGION_CODE = "53"  # INSEE's code of Brittany


class AreaKind(StrEnum):
    """What an area names."""

    COMMUNE = "commune"
    EPCI = "epci"
    FILIERE = "filiere"
    DEPARTEMENT = "departement"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of territory, by its kind and code."""

    kind: AreaKind
    code: str


REGION = Area(AreaKind.REGION, REGION_CODE)


def areas_holding(commune: Commune) -> tuple[Area, ...]:
    """List every area that a stored commune lies in, smallest first; attachments are loaded."""
    return areas_around(
        commune.insee,
        epci=commune.epci_code,
        filieres=(attachment.filiere_slug for attachment in commune.attachments),
        departement=commune.departement_code,
    )


def areas_around(
    insee: str, *, epci: str | None, filieres: Iterable[str], departement: str
) -> tuple[Area, ...]:
    """List a commune and the areas that it lies in, smallest first."""
    return (
        Area(AreaKind.COMMUNE, insee),
        *(() if epci is None else (Area(AreaKind.EPCI, epci),)),
        *(Area(AreaKind.FILIERE, slug) for slug in filieres),
        Area(AreaKind.DEPARTEMENT, departement),
        REGION,
    )
