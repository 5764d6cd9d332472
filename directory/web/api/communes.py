"""Communes: proposed while somebody types, and one by one."""

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.territory.places import CommunePlace, CommuneSuggestion
from directory.territory.queries import find_commune_of_former
from directory.web.api.answers import show_answer
from directory.web.api.known_codes import get_codes, get_gazetteer
from directory.web.api.models.geography import (
    AttachedFiliere,
    CommuneDetail,
    CommuneFiliere,
    CommuneItem,
    CommuneList,
    EpciItem,
)
from directory.web.api.models.parameters import CommuneParameters
from directory.web.api.models.structure import PositionItem
from directory.web.api.parameters import given_parameters, read_parameters, refuse_parameters
from directory.web.services import get_services, get_session


def suggest_communes() -> Response:
    """Propose communes for the beginning of a name or of a postal code."""
    asked = read_parameters(CommuneParameters, given_parameters(), codes=get_codes())
    found = get_gazetteer().suggest(asked.q, asked.limit)
    return show_answer(CommuneList(items=[_item(suggestion) for suggestion in found]))


def show_commune(insee: str) -> AnyResponse:
    """Give one commune and the territories in which it lies; a former code redirects."""
    refuse_parameters()
    place = get_gazetteer().commune(insee)
    if place is None:
        return redirect_former_commune(insee, "api.show_commune")
    return show_answer(_detail(place))


def redirect_former_commune(insee: str, endpoint: str) -> AnyResponse:
    """Send a former commune's code to today's commune, or answer 404."""
    commune = find_commune_of_former(get_session(), insee) if insee.isalnum() else None
    if commune is None:
        abort(404, "Aucune commune de Bretagne n’a ce code INSEE.")
    query = request.query_string.decode("ascii", "replace")
    return redirect(url_for(endpoint, insee=commune.insee) + (query and f"?{query}"), 301)


def attached_filieres(place: CommunePlace) -> list[AttachedFiliere]:
    """Write the attachments of a commune, with what is known of their ground."""
    names = get_gazetteer().filieres
    return [
        AttachedFiliere(
            slug=link.slug,
            name=names[link.slug].name,
            basis=link.basis,
            confidence=link.confidence,
        )
        for link in place.filieres
    ]


def _item(suggestion: CommuneSuggestion) -> CommuneItem:
    place = suggestion.commune
    return CommuneItem(
        insee=place.insee,
        name=place.name,
        name_br=place.name_br,
        postal_codes=list(place.postal_codes),
        departement=place.departement,
        filieres=[CommuneFiliere(slug=link.slug, basis=link.basis) for link in place.filieres],
        former_name=suggestion.former_name,
    )


def _detail(place: CommunePlace) -> CommuneDetail:
    epci = None if place.epci is None else get_gazetteer().epci[place.epci]
    base_url = get_services().settings.base_url
    return CommuneDetail(
        insee=place.insee,
        name=place.name,
        name_br=place.name_br,
        url=f"{base_url}/communes/{place.insee}-{place.slug}",
        postal_codes=list(place.postal_codes),
        departement=place.departement,
        epci=None if epci is None else EpciItem(code=epci.code, name=epci.name),
        filieres=attached_filieres(place),
        former_names=list(place.former_names),
        population=place.population,
        position=PositionItem(latitude=place.position.latitude, longitude=place.position.longitude),
    )
