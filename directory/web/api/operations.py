"""Every address that the API describes: what it takes, what it answers, in which words."""

from dataclasses import dataclass

from pydantic import BaseModel

from directory.web.api.answers import GEOJSON, JSON
from directory.web.api.models.codes import CODE_LIST_MARK
from directory.web.api.models.geography import (
    CommuneDetail,
    CommuneList,
    FiliereDetail,
    FiliereList,
)
from directory.web.api.models.geojson import FiliereFeatures, StructureFeatures
from directory.web.api.models.ladder import ContactList
from directory.web.api.models.parameters import (
    CommuneParameters,
    ContactParameters,
    NoParameters,
    Parameters,
    StructureParameters,
)
from directory.web.api.models.search import StructureList
from directory.web.api.models.structure import StructureItem


@dataclass(frozen=True, slots=True)
class PathParameter:
    """The part of a path that changes; `schema` is JSON Schema."""

    name: str
    description: str
    schema: dict[str, object]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address; its path is relative to /api/v1. `example` can be added to it and asked."""

    name: str
    path: str
    tag: str
    summary: str
    description: str
    answer: type[BaseModel]
    example: str = ""
    parameters: type[Parameters] = NoParameters
    path_parameter: PathParameter | None = None
    media_type: str = JSON
    redirects: bool = False


_INSEE = PathParameter(
    "insee", "Code INSEE de la commune.", {"type": "string", CODE_LIST_MARK: "communes"}
)
_FILIERE = PathParameter(
    "slug", "Nom court de la filière.", {"type": "string", CODE_LIST_MARK: "filieres"}
)
REFERENCE = PathParameter(
    "reference",
    "Identifiant (UUID) ou nom court de la structure.",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[a-z0-9-]+$"},
)

STRUCTURES, COMMUNES, FILIERES = "Structures", "Communes", "Filières"

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="list_structures",
        path="/structures",
        tag=STRUCTURES,
        summary="Chercher des structures",
        description="Une question en toutes lettres, un lieu, des filtres ; ou tout l’annuaire, "
        "page par page. Un lieu veut dire « qui dessert ce lieu » : d’abord les structures qui "
        "déclarent le couvrir, puis celles qui le couvrent sans doute, puis les plus proches.",
        answer=StructureList,
        parameters=StructureParameters,
        example="?q=had+morlaix",
    ),
    Operation(
        name="list_structure_points",
        path="/structures.geojson",
        tag=STRUCTURES,
        summary="Placer les structures sur une carte",
        description="Les mêmes paramètres que la recherche ; tous les résultats dont la position "
        "est connue, sans pages (page et per_page ne changent rien).",
        answer=StructureFeatures,
        parameters=StructureParameters,
        media_type=GEOJSON,
        example="?type=USP",
    ),
    Operation(
        name="show_structure",
        path="/structures/{reference}",
        tag=STRUCTURES,
        summary="Lire une structure",
        description="Une structure publiée. Un ancien nom court redirige vers le nouveau.",
        answer=StructureItem,
        path_parameter=REFERENCE,
        redirects=True,
    ),
    Operation(
        name="suggest_communes",
        path="/communes",
        tag=COMMUNES,
        summary="Proposer des communes",
        description="Dès la première lettre : noms d’aujourd’hui et d’autrefois, noms bretons, "
        "codes postaux ; une faute de frappe est pardonnée.",
        answer=CommuneList,
        parameters=CommuneParameters,
        example="?q=morl",
    ),
    Operation(
        name="show_commune",
        path="/communes/{insee}",
        tag=COMMUNES,
        summary="Lire une commune",
        description="Ses codes postaux, son intercommunalité, ses filières. Le code d’une ancienne "
        "commune redirige vers celle d’aujourd’hui.",
        answer=CommuneDetail,
        path_parameter=_INSEE,
        redirects=True,
    ),
    Operation(
        name="list_contacts",
        path="/communes/{insee}/contacts",
        tag=COMMUNES,
        summary="Qui appeler ?",
        description="Qui appeler d’abord, ensuite, enfin, dans une commune, pour un professionnel "
        "ou pour le public, maintenant ou à un moment donné. Un échelon vide est donné aussi.",
        answer=ContactList,
        parameters=ContactParameters,
        path_parameter=_INSEE,
        redirects=True,
        example="?profile=professional&at=2026-11-27T19:30",
    ),
    Operation(
        name="list_all_filieres",
        path="/filieres",
        tag=FILIERES,
        summary="Lister les filières",
        description="Les huit filières territoriales de soins palliatifs.",
        answer=FiliereList,
    ),
    Operation(
        name="show_filiere",
        path="/filieres/{slug}",
        tag=FILIERES,
        summary="Lire une filière",
        description="Sa fiche d’identité et ses communes ; null : non publié à ce jour.",
        answer=FiliereDetail,
        path_parameter=_FILIERE,
    ),
    Operation(
        name="list_filiere_contours",
        path="/filieres.geojson",
        tag=FILIERES,
        summary="Dessiner les filières",
        description="Les contours des filières : indicatifs, à valider avec l’ARS.",
        answer=FiliereFeatures,
        media_type=GEOJSON,
    ),
)
