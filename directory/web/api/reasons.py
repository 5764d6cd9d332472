"""Why a structure is given for a place, as a sentence; the API speaks French."""

from functools import lru_cache

from directory.catalog.vocabulary import CoverageBasis
from directory.territory.coverage import AreaKind

_DECLARED = {
    AreaKind.COMMUNE: "Couvre {place} (couverture déclarée).",
    AreaKind.EPCI: "Couvre {place} (couverture déclarée : {area}).",
    AreaKind.FILIERE: "Couvre {place} (couverture déclarée : filière {area}).",
    AreaKind.DEPARTEMENT: "Couvre {place} (couverture déclarée : département {area}).",
    AreaKind.REGION: "Couvre {place} (couverture déclarée : toute la Bretagne).",
}
_ASSUMED = {
    AreaKind.COMMUNE: "Couvre {place} (couverture supposée).",
    AreaKind.EPCI: "Couvre {place} (couverture supposée : {area}).",
    AreaKind.FILIERE: "Couvre {place} (couverture supposée : filière {area}).",
    AreaKind.DEPARTEMENT: "Couvre {place} (couverture supposée : département {area}).",
    AreaKind.REGION: "Couvre {place} (couverture supposée : toute la Bretagne).",
}


@lru_cache(maxsize=8192)
def covering_reason(place: str, kind: AreaKind, area_name: str, basis: CoverageBasis) -> str:
    """Say by which area a structure covers a place, and whether that was declared."""
    sentences = _DECLARED if basis is CoverageBasis.DECLARED else _ASSUMED
    return sentences[kind].format(place=place, area=area_name)


def nearby_reason(place: str, distance_km: float | None) -> str:
    """Say that a structure is near a place, which it is not known to cover."""
    if distance_km is None:
        return f"Nous ne savons pas si elle couvre {place}."
    return f"À {distance_km:.0f} km ; nous ne savons pas si elle couvre {place}."
