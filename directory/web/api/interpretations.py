"""What was understood of a search, and why each result is there, as the API says it."""

from directory.search.results import Hit, NoticeCode, SearchResults
from directory.territory.places import PlaceKind
from directory.web.api.known_codes import get_gazetteer
from directory.web.api.models.geography import CommuneName
from directory.web.api.models.search import CorrectionItem, InterpretationItem
from directory.web.api.models.structure import MatchItem
from directory.web.api.reasons import covering_reason, nearby_reason
from directory.web.area_names import area_name


def interpretation_item(results: SearchResults) -> InterpretationItem:
    """Write what was understood."""
    understood = results.interpretation
    return InterpretationItem(
        text=understood.text,
        types=list(understood.types),
        commune=_commune(results),
        filieres=list(understood.filieres),
        departements=list(understood.departements),
        audience=understood.audience,
        corrections=_corrections(results),
    )


def match_item(hit: Hit, results: SearchResults) -> MatchItem | None:
    """Say why a structure is given for the place, None without a place."""
    match = hit.match
    if match is None:
        return None
    distance = None if match.distance_km is None else round(match.distance_km, 1)
    place = _place_name(results)
    if match.area is None or match.basis is None:
        reason = nearby_reason(place, distance)
    else:
        area = area_name(get_gazetteer(), match.area.kind, match.area.code)
        reason = covering_reason(place, match.area.kind, area, match.basis)
    return MatchItem(covers=match.covers, reason=reason, distance_km=distance)


def _commune(results: SearchResults) -> CommuneName | None:
    """Give the commune that was asked; not the nearest to a mere point, nor one of several."""
    searched = results.place
    if searched is None or searched.is_point or searched.place is None:
        return None
    if searched.place.kind is not PlaceKind.COMMUNE and len(searched.communes) > 1:
        return None
    commune = get_gazetteer().communes[searched.communes[0]]
    return CommuneName(insee=commune.insee, name=commune.name)


def _place_name(results: SearchResults) -> str:
    searched = results.place
    if searched is None or searched.place is None:
        return "ce lieu"
    return searched.place.name


def _corrections(results: SearchResults) -> list[CorrectionItem]:
    """Give the whole text as typed and as read, then the former commune that was recognised."""
    typed = read = results.interpretation.typed
    for correction in results.corrections:
        read = read.replace(correction.typed, correction.read, 1)
    corrections = [CorrectionItem(typed=typed, read=read)] if read != typed else []
    corrections.extend(
        CorrectionItem(typed=notice.typed, read=notice.read)
        for notice in results.notices
        if notice.code is NoticeCode.FORMER_COMMUNE
    )
    return corrections
