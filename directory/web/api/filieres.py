"""The eight filières: their list, their identity sheets, their contours."""

from collections.abc import Sequence

import orjson
from flask import Response, abort

from directory.catalog.document_queries import list_documents
from directory.paths import DATA
from directory.search.query import SearchQuery
from directory.territory.models import Filiere
from directory.territory.queries import (
    find_filiere,
    insee_by_filiere,
    list_filieres,
    population_by_filiere,
)
from directory.territory.shapes import filiere_features
from directory.web.api.answers import GEOJSON, show_answer, show_bytes
from directory.web.api.finding import find_now
from directory.web.api.models.geography import (
    CoordinatorItem,
    DocumentItem,
    FiliereDetail,
    FiliereItem,
    FiliereList,
    ProfessionalLineItem,
)
from directory.web.api.parameters import refuse_parameters
from directory.web.document_words import document_path
from directory.web.services import get_services, get_session


def list_all_filieres() -> Response:
    """List the filières with what they count."""
    refuse_parameters()
    filieres = list_filieres(get_session())
    return show_answer(FiliereList(items=_items(filieres)))


def show_filiere(slug: str) -> Response:
    """Give the identity sheet of one filière."""
    refuse_parameters()
    filiere = find_filiere(get_session(), slug)
    if filiere is None:
        abort(404, "Aucune filière ne porte ce nom.")
    return show_answer(_detail(filiere))


def list_filiere_contours() -> Response:
    """Give the contours of the filières, drawn from today's attachments."""
    refuse_parameters()
    session = get_session()
    names = {filiere.slug: filiere.name for filiere in list_filieres(session)}
    collection = filiere_features(DATA, insee_by_filiere(session), names)
    for feature in collection["features"]:
        feature["properties"]["url"] = _page(feature["id"])
    return show_bytes(orjson.dumps(collection), media_type=GEOJSON)


def _items(filieres: Sequence[Filiere]) -> list[FiliereItem]:
    session = get_session()
    communes, population = insee_by_filiere(session), population_by_filiere(session)
    structures = find_now(SearchQuery(per_page=1)).facets["filiere"]
    return [
        FiliereItem(
            slug=filiere.slug,
            name=filiere.name,
            url=_page(filiere.slug),
            population=population.get(filiere.slug, 0),
            communes=len(communes.get(filiere.slug, ())),
            structures=structures.get(filiere.slug, 0),
        )
        for filiere in filieres
    ]


def _detail(filiere: Filiere) -> FiliereDetail:
    (item,) = _items([filiere])
    base_url = get_services().settings.base_url
    return FiliereDetail(
        **dict(item),
        recognised_on=filiere.recognised_on,
        recognition_source=filiere.recognition_source,
        carrier=filiere.carrier,
        governance=filiere.governance,
        coordinator=CoordinatorItem(
            function=filiere.coordinator_function,
            phone=filiere.coordinator_phone,
            email=filiere.coordinator_email,
        ),
        professional_line=ProfessionalLineItem(
            number=filiere.professional_line, hours=filiere.professional_line_hours
        ),
        presentation=filiere.presentation,
        documents=[
            *(
                DocumentItem(title=document.title, url=base_url + document_path(document))
                for document in list_documents(get_session(), filiere.slug)
            ),
            *(
                DocumentItem(title=document["title"], url=document["url"])
                for document in filiere.documents
            ),
        ],
        source_date=filiere.source_date,
        insee_codes=insee_by_filiere(get_session()).get(filiere.slug, []),
    )


def _page(slug: str) -> str:
    return f"{get_services().settings.base_url}/filieres/{slug}"
