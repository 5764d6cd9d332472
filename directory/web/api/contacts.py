"""« Qui appeler ? »: the ladder of a commune."""

from collections.abc import Sequence
from datetime import datetime

from werkzeug.wrappers import Response

from directory.catalog.ladder import LadderEntry, ladder_for
from directory.territory.places import CommunePlace
from directory.territory.queries import find_commune
from directory.values.clock import parse_moment
from directory.web.api.answers import show_answer
from directory.web.api.communes import attached_filieres, redirect_former_commune
from directory.web.api.items import ItemWords, structure_item
from directory.web.api.known_codes import get_codes, get_gazetteer
from directory.web.api.models.geography import CommuneName
from directory.web.api.models.ladder import ContactList, RungItem
from directory.web.api.models.parameters import ContactParameters
from directory.web.api.models.structure import MatchItem, StructureItem
from directory.web.api.parameters import given_parameters, read_parameters
from directory.web.api.reasons import covering_reason, nearby_reason
from directory.web.area_names import area_name
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types


def list_contacts(insee: str) -> Response:
    """Give whom to call in a commune, rung by rung, for a profile and a moment."""
    asked = read_parameters(ContactParameters, given_parameters(), codes=get_codes())
    place = get_gazetteer().commune(insee)
    commune = None if place is None else find_commune(get_session(), insee)
    if place is None or commune is None:
        return redirect_former_commune(insee, "api.list_contacts")
    moment = get_services().clock.now() if asked.at == "now" else parse_moment(asked.at)
    ladder = ladder_for(get_session(), commune, profile=asked.profile, moment=moment)
    types = structure_types()
    return show_answer(
        ContactList(
            commune=CommuneName(insee=place.insee, name=place.name),
            filieres=attached_filieres(place),
            rungs=[
                RungItem(
                    code=rung.type_code,
                    title=types[rung.type_code].label,
                    items=_items(rung.entries, place, moment),
                    nearest=_items(rung.nearest, place, moment),
                )
                for rung in ladder.rungs
            ],
        )
    )


def _items(
    entries: Sequence[LadderEntry], place: CommunePlace, moment: datetime
) -> list[StructureItem]:
    words = ItemWords(structure_types(), get_services().settings.base_url)
    return [
        structure_item(entry.structure, words, moment=moment, match=_match(entry, place))
        for entry in entries
    ]


def _match(entry: LadderEntry, place: CommunePlace) -> MatchItem:
    area, basis = entry.area, entry.basis
    if area is None or basis is None:
        reason = nearby_reason(place.name, entry.distance_km)
    else:
        named = area_name(get_gazetteer(), area.kind, area.code)
        reason = covering_reason(place.name, area.kind, named, basis)
    return MatchItem(covers=area is not None, reason=reason, distance_km=entry.distance_km)
