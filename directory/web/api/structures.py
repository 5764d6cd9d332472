"""Structures: searched, shown on a map, and one by one."""

import re
from uuid import UUID

import orjson
from flask import Response, abort, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.catalog.models.structure import Structure
from directory.catalog.public_record import public_structure
from directory.catalog.queries import (
    find_published_structure,
    find_published_structure_by_id,
    find_redirected_slug,
    find_slug_in_place_of,
)
from directory.search.parameters import read_search_query
from directory.search.query import SearchQuery
from directory.values.clock import in_paris
from directory.web.api.answers import GEOJSON, show_answer, show_bytes
from directory.web.api.finding import find_now
from directory.web.api.fragments import ItemFragments
from directory.web.api.interpretations import interpretation_item, match_item
from directory.web.api.items import ItemWords, structure_item
from directory.web.api.known_codes import get_codes
from directory.web.api.models.parameters import StructureParameters
from directory.web.api.parameters import given_parameters, read_parameters, refuse_parameters
from directory.web.services import get_finder, get_services, get_session
from directory.web.structure_types import structure_types

_FACETS = ("type", "filiere", "departement")
_SLUG = re.compile(r"[a-z0-9-]{1,200}")
_FRAGMENTS = "directory.api.fragments"


def list_structures() -> Response:
    """Search; each item is put together from bytes that were rendered before."""
    results = find_now(_asked_query())
    words = ItemWords(structure_types(), get_services().settings.base_url)
    moment = results.query.open_at or get_services().clock.now()
    fragments: ItemFragments = current_app.extensions.setdefault(_FRAGMENTS, ItemFragments())
    answer = {
        "interpretation": interpretation_item(results).model_dump(mode="json"),
        "total": results.total,
        "page": results.page,
        "per_page": results.per_page,
        "facets": {name: results.facets.get(name, {}) for name in _FACETS},
        "items": [
            fragments.item(hit.structure, words, moment=moment, match=match_item(hit, results))
            for hit in results.hits
        ],
    }
    return show_bytes(orjson.dumps(answer))


def list_structure_points() -> Response:
    """Give every result that has a position, for a map."""
    base_url = get_services().settings.base_url
    points = get_finder().all_points(get_session(), _asked_query(), now=get_services().clock.now())
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": (round(point.longitude, 5), round(point.latitude, 5)),
            },
            "properties": {
                "id": point.id,
                "slug": point.slug,
                "type": point.type_code,
                "name": point.name,
                "url": f"{base_url}/structures/{point.slug}",
            },
        }
        for point in points
    ]
    body = orjson.dumps({"type": "FeatureCollection", "features": features})
    return show_bytes(body, media_type=GEOJSON)


def show_structure(reference: str) -> AnyResponse:
    """Give one published structure by its id or slug; one that was replaced redirects."""
    refuse_parameters()
    structure = _find(reference)
    if structure is not None:
        now = get_services().clock.now()
        record = public_structure(structure, today=in_paris(now).date())
        words = ItemWords(structure_types(), get_services().settings.base_url)
        return show_answer(structure_item(record, words, moment=now))
    slug = _find_replacement(reference)
    if slug is None:
        abort(404, "Aucune structure publiée n’a cet identifiant.")
    return redirect(url_for("api.show_structure", reference=slug), 301)


def _asked_query() -> SearchQuery:
    """Read the query; when two places are given, the first in the order of the model counts."""
    given = given_parameters()
    read_parameters(StructureParameters, given, codes=get_codes())
    query, _conflicts = read_search_query(given, codes=get_finder().known_codes(get_session()))
    return query


def _find(reference: str) -> Structure | None:
    if not _SLUG.fullmatch(reference):
        return None
    session = get_session()
    found = find_published_structure(session, slug=reference)
    if found is not None:
        return found
    structure_id = _read_id(reference)
    return None if structure_id is None else find_published_structure_by_id(session, structure_id)


def _find_replacement(reference: str) -> str | None:
    if not _SLUG.fullmatch(reference):
        return None
    session, structure_id = get_session(), _read_id(reference)
    slug = find_redirected_slug(session, reference)
    if slug is None and structure_id is not None:
        return find_slug_in_place_of(session, structure_id)
    return slug


def _read_id(reference: str) -> UUID | None:
    try:
        return UUID(reference)
    except ValueError:
        return None
