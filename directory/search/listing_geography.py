"""Where a listing is, and where it seems to be when it has no address."""

from directory.search.queries import Listing
from directory.territory.gazetteer import Gazetteer
from directory.values.geography import Position
from directory.values.text import fold_place

_MOST_NAMED = 6


def position_of(listing: Listing, gazetteer: Gazetteer) -> Position | None:
    """Give its position, else the town hall of its commune."""
    if listing.latitude is not None and listing.longitude is not None:
        return Position(listing.latitude, listing.longitude)
    commune = None if listing.insee is None else gazetteer.commune(listing.insee)
    return None if commune is None else commune.position


def positions_named_in(listing: Listing, gazetteer: Gazetteer) -> tuple[Position, ...]:
    """Give the town halls of the communes that its name and its area speak of.

    They order a listing that has no address (« ASP Fougères-Vitré »); they are never shown.
    """
    words = fold_place(f"{listing.name} {listing.area_text or ''}").split()
    insees = dict.fromkeys(
        match.place.communes[0]
        for match in gazetteer.find_places(words)
        if match.place.communes and not match.is_partial
    )
    return tuple(gazetteer.communes[insee].position for insee in list(insees)[:_MOST_NAMED])


def departements_of(listing: Listing, gazetteer: Gazetteer) -> frozenset[str]:
    """Give the département where it is; without an address, those that it serves."""
    commune = None if listing.insee is None else gazetteer.commune(listing.insee)
    if commune is not None:
        return frozenset((commune.departement,))
    served = (gazetteer.departements_by_area.get(area) for area, _ in listing.coverage)
    return frozenset(code for codes in served if codes for code in codes)
