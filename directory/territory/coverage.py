"""Which areas hold a commune: itself, its EPCI, its filières, its département, the region."""

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
    """List every area that the commune lies in, smallest first."""
    areas = [Area(AreaKind.COMMUNE, commune.insee)]
    if commune.epci_code is not None:
        areas.append(Area(AreaKind.EPCI, commune.epci_code))
    areas.extend(
        Area(AreaKind.FILIERE, attachment.filiere_slug) for attachment in commune.attachments
    )
    areas.append(Area(AreaKind.DEPARTEMENT, commune.departement_code))
    areas.append(REGION)
    return tuple(areas)
