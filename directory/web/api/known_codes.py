"""The lists of codes that parameters are held against, and the places behind them."""

from directory.territory.gazetteer import Gazetteer
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
