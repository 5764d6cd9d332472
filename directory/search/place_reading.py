"""Which place a query asks about, when its parameters say so."""

from collections.abc import Sequence

from directory.search.interpretation import interpret
from directory.search.query import SearchQuery
from directory.search.results import Notice, NoticeCode, SearchedPlace
from directory.search.synonyms import Synonyms
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import Place

_NO_SYNONYMS = Synonyms(())


def place_in_query(
    gazetteer: Gazetteer, query: SearchQuery
) -> tuple[SearchedPlace | None, tuple[Notice, ...]]:
    """Give the place that the parameters name, and what must be said of it."""
    if query.commune is not None:
        return _known(gazetteer, gazetteer.place_of_commune(query.commune)), ()
    if query.postal_code is not None:
        return _known(gazetteer, gazetteer.place_of_postal_code(query.postal_code)), ()
    if query.near is not None:
        nearest = gazetteer.nearest_commune(query.near)
        return SearchedPlace(None, (nearest.insee,), query.near, is_point=True), ()
    if query.where:
        return _written(gazetteer, query.where)
    return None, ()


def place_of(gazetteer: Gazetteer, places: Sequence[Place]) -> SearchedPlace:
    """Make one searched place of those that a text names; distances start from the first."""
    communes = tuple(dict.fromkeys(insee for place in places for insee in place.communes))
    return SearchedPlace(places[0], communes, gazetteer.communes[communes[0]].position)


def _known(gazetteer: Gazetteer, place: Place | None) -> SearchedPlace | None:
    return None if place is None else place_of(gazetteer, (place,))


def _written(gazetteer: Gazetteer, where: str) -> tuple[SearchedPlace | None, tuple[Notice, ...]]:
    """Read a place that somebody wrote; a département or filière stands for its communes."""
    interpretation = interpret(where, gazetteer, _NO_SYNONYMS)
    places = [part.place for part in interpretation.parts if part.place is not None]
    if not places:
        return None, (Notice(NoticeCode.UNKNOWN_PLACE, typed=interpretation.typed),)
    places = [_with_communes(gazetteer, place) for place in places]
    notices = [
        Notice(NoticeCode.FORMER_COMMUNE, typed=place.former_name, read=place.name)
        for place in places
        if place.former_name is not None
    ]
    if interpretation.corrections:
        notices.append(
            Notice(NoticeCode.CORRECTED, typed=interpretation.typed, read=interpretation.read)
        )
    return place_of(gazetteer, places), tuple(notices)


def _with_communes(gazetteer: Gazetteer, place: Place) -> Place:
    if place.communes:
        return place
    return Place(place.kind, place.code, place.name, gazetteer.communes_in(place))
