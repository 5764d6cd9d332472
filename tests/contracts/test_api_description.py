"""The description of the API is valid, strict, and says what the answers are."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.query import SearchQuery, Sort
from directory.values.geography import Position
from directory.web.api.models.parameters import StructureParameters
from directory.web.api.operations import OPERATIONS

API = "/api/v1"
EXAMPLES = {
    "show_structure": "/structures/had-des-pays-de-morlaix",
    "show_commune": "/communes/29019",
    "list_contacts": "/communes/29151/contacts?profile=public&at=2026-11-27T19:30",
    "show_filiere": "/filieres/coeur-de-breizh",
}


@pytest.fixture
def document(real_client: FlaskClient) -> dict[str, Any]:
    answer: dict[str, Any] = real_client.get(f"{API}/openapi.json").get_json()
    return answer


def test_the_description_is_openapi_3_1_in_the_2020_12_dialect(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate({**schema, "$schema": _DIALECT})


def test_every_object_of_the_answers_is_closed(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    open_objects = [
        name
        for name, schema in schemas.items()
        if "properties" in schema and schema.get("additionalProperties") is not False
    ]

    assert len(schemas) > 30
    assert open_objects == []


def test_every_reference_of_the_description_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in _references(document):
        part: Any = document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
        assert part


def test_every_address_of_the_api_is_described(real_app: Flask, document: dict[str, Any]) -> None:
    described = {path["get"]["operationId"] for path in document["paths"].values()}

    served = {
        endpoint.removeprefix("api.")
        for endpoint in real_app.view_functions
        if endpoint.startswith("api.")
    }

    assert described == served - {"describe_api", "show_documentation"}


def test_the_described_parameters_of_a_search_are_those_that_it_reads() -> None:
    everything = SearchQuery(
        q="équipe",
        commune="29151",
        postal_code="29600",
        near=Position(48.1, -2.8),
        radius_km=20.0,
        types=("HAD",),
        filieres=("armor",),
        departements=("29",),
        audience=Audience.CHILD,
        setting=Setting.CARE_HOME,
        access=Profile.PROFESSIONAL,
        open_now=True,
        literal=True,
        page=3,
        per_page=50,
        sort=Sort.DISTANCE,
    )

    assert set(StructureParameters.model_fields) == {name for name, _ in everything.parameters()}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_answer_keeps_to_its_described_shape(
    operation: Any, real_client: FlaskClient, document: dict[str, Any]
) -> None:
    address = EXAMPLES.get(operation.name, operation.path + operation.example)

    answer = real_client.get(API + address)

    assert answer.status_code == 200
    assert answer.mimetype == operation.media_type
    _validator(document, operation.answer.__name__).validate(answer.get_json())


def test_a_refusal_keeps_to_its_described_shape(
    real_client: FlaskClient, document: dict[str, Any]
) -> None:
    answer = real_client.get(f"{API}/structures?per_page=1000&couleur=bleu")

    _validator(document, "Problem").validate(answer.get_json())


def test_a_missing_structure_keeps_to_the_described_problem(
    real_client: FlaskClient, document: dict[str, Any]
) -> None:
    answer = real_client.get(f"{API}/structures/nulle-part")

    assert answer.mimetype == "application/problem+json"
    _validator(document, "Problem").validate(answer.get_json())


def test_the_description_speaks_french_only(document: dict[str, Any]) -> None:
    english = re.compile(r"\b(the|whom?|what|where|whether|which|how|of)\b", re.IGNORECASE)

    said = list(_descriptions(document))

    assert len(said) > 80
    assert [text for text in said if english.search(text)] == []


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _validator(document: dict[str, Any], name: str) -> jsonschema_rs.Draft202012Validator:
    whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _descriptions(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part["description"]
        for child in part.values():
            yield from _descriptions(child)
    if isinstance(part, list):
        for child in part:
            yield from _descriptions(child)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for child in part.values():
            yield from _references(child)
    if isinstance(part, list):
        for child in part:
            yield from _references(child)
