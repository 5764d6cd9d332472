"""The OpenAPI 3.1 document, made from the models that build the answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from flask import Response
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from directory.search.query import SearchQuery
from directory.settings import Settings
from directory.web.api import operations
from directory.web.api.answers import show_bytes
from directory.web.api.finding import find_now
from directory.web.api.known_codes import get_codes
from directory.web.api.models.codes import CODE_LIST_MARK
from directory.web.api.models.problem import Problem
from directory.web.api.operations import OPERATIONS, Operation
from directory.web.problems import PROBLEM_TYPE
from directory.web.services import get_services

Schema = dict[str, Any]  # JSON Schema and OpenAPI are as loose as JSON

_TEMPLATE = "#/components/schemas/{model}"
_CODE_SCHEMAS = {
    "structure_types": "StructureTypeCode",
    "filieres": "FiliereSlug",
    "departements": "DepartementCode",
    "communes": "CommuneCode",
    "postal_codes": "PostalCode",
}
_INTRODUCTION = """\
Lecture seule, sans clé, sans cookie, ouverte à toutes les pages du Web (CORS).

- Un paramètre inconnu ou une valeur refusée donne un code 422 qui nomme chacun (RFC 9457).
- Chaque réponse porte un ETag : donnez-le dans If-None-Match, et 304 dit que rien n’a changé.
- Chaque fait a une source et une date ; ce que nous ne savons pas vaut null.
- Le rattachement des communes aux filières est une reconstitution, à valider avec l’ARS.
- Ce n’est pas un service d’urgence. En cas d’urgence, appelez le 15.
"""


def describe_api() -> Response:
    """Give the OpenAPI document."""
    return show_bytes(orjson.dumps(current_document()))


def current_document() -> Schema:
    """Build the document of this site: its address, its codes, one of its structures."""
    first = find_now(SearchQuery(per_page=1)).hits
    return api_document(
        get_services().settings,
        get_codes(),
        examples={operations.REFERENCE.name: [hit.structure.slug for hit in first]},
    )


def api_document(
    settings: Settings,
    codes: Mapping[str, Iterable[str]],
    *,
    examples: Mapping[str, Sequence[str]],
) -> Schema:
    """Build the document; `codes` are today's lists of types, filières, communes…

    `examples` are values of path parameters that can be asked.
    """
    references, schemas = _schemas(operation.answer for operation in OPERATIONS)
    document: Schema = {
        "openapi": "3.1.0",
        "info": {
            "title": "Annuaire des soins palliatifs en Bretagne",
            "version": "1.0.0",
            "description": _INTRODUCTION,
            "license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"},
        },
        "servers": [{"url": f"{settings.base_url}/api/v1"}],
        "security": [],
        "tags": [{"name": name} for name in dict.fromkeys(op.tag for op in OPERATIONS)],
        "paths": {
            operation.path: {"get": _operation(operation, references[operation.answer], schemas)}
            for operation in OPERATIONS
        },
        "components": {
            "schemas": schemas,
            "responses": _SHARED_RESPONSES,
            "headers": _SHARED_HEADERS,
        },
    }
    for paths in document["paths"].values():
        for parameter in paths["get"]["parameters"]:
            for value in examples.get(parameter["name"], ()):
                parameter["example"] = value
    for operation in OPERATIONS:
        schemas.pop(operation.parameters.__name__, None)
    if settings.contact_email:
        document["info"]["contact"] = {"email": settings.contact_email}
    marked: dict[str, Schema] = {}
    _close_code_lists(document, marked)
    for name, schema in marked.items():
        schemas[_CODE_SCHEMAS[name]] = {**schema, "enum": sorted(codes[name])}
    return document


def _schemas(answers: Iterable[type[BaseModel]]) -> tuple[dict[type[BaseModel], Schema], Schema]:
    """Give a reference per answer, and all schemas; parameters leave only what they refer to."""
    asked = list(dict.fromkeys(operation.parameters for operation in OPERATIONS))
    others: list[type[BaseModel]] = [*asked, Problem]
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        *((answer, "serialization") for answer in dict.fromkeys(answers)),
        *((model, "validation") for model in others),
    ]
    mapping, definitions = models_json_schema(modes, ref_template=_TEMPLATE)
    schemas: Schema = definitions["$defs"]
    for schema in schemas.values():
        if "enum" in schema:
            schema.pop("description", None)  # a docstring of ours, for programmers: not in French
        for field in schema.get("properties", {}).values():
            field.pop("title", None)  # made from the field's name: it says nothing more
    return {model: schema for (model, _mode), schema in mapping.items()}, schemas  # type: ignore[misc]


def _operation(operation: Operation, reference: Schema, schemas: Schema) -> Schema:
    described: Schema = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation, schemas)],
        "responses": {
            "200": {
                "description": "La réponse.",
                "headers": {
                    name: {"$ref": f"#/components/headers/{name}"} for name in _SHARED_HEADERS
                },
                "content": {operation.media_type: {"schema": reference}},
            },
            "304": {"description": "Rien n’a changé depuis l’ETag donné dans If-None-Match."},
            "422": {"$ref": "#/components/responses/Refused"},
            "503": {"$ref": "#/components/responses/Away"},
        },
    }
    if operation.redirects:
        described["responses"]["301"] = {
            "description": "Une adresse plus récente.",
            "headers": {"Location": {"schema": {"type": "string"}}},
        }
    if operation.path_parameter is not None:
        described["responses"]["404"] = {"$ref": "#/components/responses/Missing"}
    return described


def _path_parameters(operation: Operation) -> list[Schema]:
    parameter = operation.path_parameter
    if parameter is None:
        return []
    return [
        {
            "name": parameter.name,
            "in": "path",
            "required": True,
            "description": parameter.description,
            "schema": dict(parameter.schema),
        }
    ]


def _query_parameters(operation: Operation, schemas: Schema) -> list[Schema]:
    schema = schemas[operation.parameters.__name__]
    return [_query_parameter(name, field) for name, field in schema.get("properties", {}).items()]


def _query_parameter(name: str, field: Schema) -> Schema:
    schema = {key: value for key, value in field.items() if key not in _NOT_OF_PARAMETERS}
    for alternative in field.get("anyOf", ()):
        if alternative.get("type") != "null":
            schema.update(alternative)
    if schema.get("default", ...) in (None, "", []):
        del schema["default"]
    described: Schema = {"name": name, "in": "query", "required": False}
    if description := field.get("description", schema.get("description")):
        described["description"] = description
    if schema.get("type") == "array":
        described |= {"style": "form", "explode": True}
    return {**described, "schema": schema}


_NOT_OF_PARAMETERS = ("anyOf", "title", "description")


def _close_code_lists(part: Any, marked: dict[str, Schema]) -> None:
    """Replace every marked schema by a reference to its list of codes, and collect the lists."""
    if isinstance(part, list):
        for child in part:
            _close_code_lists(child, marked)
    if not isinstance(part, dict):
        return
    if CODE_LIST_MARK in part:
        name = part.pop(CODE_LIST_MARK)
        own = {key: part.pop(key) for key in ("type", "description", "examples") if key in part}
        marked[name] = {**own, **marked.get(name, {})}
        part["$ref"] = _TEMPLATE.format(model=_CODE_SCHEMAS[name])
    for child in part.values():
        _close_code_lists(child, marked)


_PROBLEM_CONTENT = {PROBLEM_TYPE: {"schema": {"$ref": _TEMPLATE.format(model="Problem")}}}
_SHARED_RESPONSES: Schema = {
    "Refused": {
        "description": "Un paramètre est inconnu ou sa valeur est refusée ; tous sont nommés.",
        "content": _PROBLEM_CONTENT,
    },
    "Missing": {"description": "Rien à cette adresse.", "content": _PROBLEM_CONTENT},
    "Away": {
        "description": "L’annuaire ne répond pas en ce moment ; réessayez plus tard.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
        "content": _PROBLEM_CONTENT,
    },
}
_SHARED_HEADERS: Schema = {
    "ETag": {"description": "Empreinte de la réponse.", "schema": {"type": "string"}},
    "Cache-Control": {"schema": {"type": "string", "examples": ["public, max-age=60"]}},
    "Access-Control-Allow-Origin": {"schema": {"type": "string", "const": "*"}},
}
