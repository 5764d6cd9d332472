"""The lists of codes that parameters are held against, and the names behind them."""

from collections.abc import Mapping

from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import CommunePlace, NamedPlace
from directory.web.api.parameters import Codes
from directory.web.services import get_finder, get_session


def get_gazetteer() -> Gazetteer:
    """Give the places of the region."""
    return get_finder().gazetteer(get_session())


def get_codes() -> Codes:
    """Give every list of codes by its name in the models."""
    known = get_finder().known_codes(get_session())
    return {
        "structure_types": known.types,
        "filieres": known.filieres,
        "departements": known.departements,
        "communes": known.communes,
        "postal_codes": known.postal_codes,
    }


def area_name(kind: AreaKind, code: str) -> str:
    """Give the name of an area that a structure covers, its code when it has none."""
    places = get_gazetteer()
    names: dict[AreaKind, Mapping[str, CommunePlace | NamedPlace]] = {
        AreaKind.COMMUNE: places.communes,
        AreaKind.EPCI: places.epci,
        AreaKind.FILIERE: places.filieres,
        AreaKind.DEPARTEMENT: places.departements,
        AreaKind.REGION: {},
    }
    named = names[kind].get(code)
    return code if named is None else named.name
