"""The readable description of the API, made from the same document as /openapi.json."""

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template

from directory.web.api.description import current_document
from directory.web.api.operations import OPERATIONS, Operation

Schema = dict[str, Any]  # as loose as JSON

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class ValueWords:
    """A parameter or a field: its name, what it holds, its values when they are few."""

    name: str
    kind: str
    description: str
    values: tuple[str, ...]
    default: str
    fields_of: str


@dataclass(frozen=True, slots=True)
class OperationWords:
    """One address, ready to be read; `try_url` can be followed."""

    operation: Operation
    parameters: tuple[ValueWords, ...]
    try_url: str


@dataclass(frozen=True, slots=True)
class ShapeWords:
    """One shape of the answers and its fields."""

    name: str
    description: str
    fields: tuple[ValueWords, ...]


def show_documentation() -> Response:
    """Show the description as a page."""
    document = current_document()
    page = render_template(
        "api/show_documentation.html",
        server=document["servers"][0]["url"],
        introduction=_introduction(document),
        operations=[_operation(operation, document) for operation in OPERATIONS],
        shapes=_shapes(document),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _introduction(document: Schema) -> tuple[str, list[str]]:
    first, *points = document["info"]["description"].strip().split("\n")
    return first, [point.removeprefix("- ") for point in points if point]


def _operation(operation: Operation, document: Schema) -> OperationWords:
    described = document["paths"][operation.path]["get"]
    return OperationWords(
        operation=operation,
        parameters=tuple(
            _value(parameter["name"], {**parameter["schema"], **_said(parameter)}, document)
            for parameter in described["parameters"]
        ),
        try_url="" if "{" in operation.path else f"/api/v1{operation.path}{operation.example}",
    )


def _said(parameter: Schema) -> Schema:
    return {"description": parameter["description"]} if "description" in parameter else {}


def _shapes(document: Schema) -> list[ShapeWords]:
    return [
        ShapeWords(
            name,
            schema.get("description", ""),
            tuple(_value(field, held, document) for field, held in schema["properties"].items()),
        )
        for name, schema in sorted(document["components"]["schemas"].items())
        if "properties" in schema
    ]


def _value(name: str, schema: Schema, document: Schema) -> ValueWords:
    target, kind = _resolved(schema, document)
    values = target.get("enum", [target["const"]] if "const" in target else [])
    default = schema.get("default", "")
    return ValueWords(
        name=name,
        kind=kind,
        description=schema.get("description") or target.get("description", ""),
        values=tuple(map(str, values)) if len(values) <= _MOST_LISTED else (),
        default="" if default is None else str(default),
        fields_of=target.get("title", "") if "properties" in target else "",
    )


def _resolved(schema: Schema, document: Schema) -> tuple[Schema, str]:
    """Follow references, lists and « or null » down to what holds, and say it in French."""
    if "$ref" in schema:
        return _resolved(_target(schema["$ref"], document), document)
    if "anyOf" in schema:
        (held,) = [part for part in schema["anyOf"] if part.get("type") != "null"]
        target, kind = _resolved(held, document)
        return target, f"{kind} ou null"
    if schema.get("type") == "array" and "items" in schema:
        target, kind = _resolved(schema["items"], document)
        return target, f"liste : {kind}"
    return schema, _KINDS.get(schema.get("format") or schema.get("type", ""), "texte")


def _target(reference: str, document: Schema) -> Schema:
    schema: Schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    return schema


_KINDS = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "true ou false",
    "array": "liste",
    "object": "objet",
    "date": "date",
    "date-time": "date et heure",
    "uri": "adresse",
    "uuid": "UUID",
}
