"""Codes whose list is data: the description of the API fills the lists in when it is served."""

from typing import Annotated

from pydantic import Field

CODE_LIST_MARK = "x-code-list"

StructureTypeCode = Annotated[
    str,
    Field(
        description="Type de structure.",
        json_schema_extra={CODE_LIST_MARK: "structure_types"},
        examples=["HAD"],
    ),
]
FiliereSlug = Annotated[
    str,
    Field(
        description="Filière territoriale.",
        json_schema_extra={CODE_LIST_MARK: "filieres"},
        examples=["nord-finistere"],
    ),
]
DepartementCode = Annotated[
    str,
    Field(
        description="Numéro du département.",
        json_schema_extra={CODE_LIST_MARK: "departements"},
        examples=["29"],
    ),
]
CommuneCode = Annotated[
    str,
    Field(
        description="Code INSEE d’une commune de Bretagne (pas le code postal).",
        json_schema_extra={CODE_LIST_MARK: "communes"},
        examples=["29151"],
    ),
]
PostalCode = Annotated[
    str,
    Field(
        description="Code postal de Bretagne.",
        json_schema_extra={CODE_LIST_MARK: "postal_codes"},
        examples=["29600"],
    ),
]
