"""The answer to a search: what was understood, how many, and the structures of one page."""

from pydantic import Field

from directory.catalog.vocabulary import Audience
from directory.web.api.models.codes import DepartementCode, FiliereSlug, StructureTypeCode
from directory.web.api.models.geography import CommuneName
from directory.web.api.models.shape import Shape
from directory.web.api.models.structure import StructureItem


class CorrectionItem(Shape):
    """Ce qui était écrit, et comment nous l’avons lu."""

    typed: str = Field(examples=["had morlai"])
    read: str = Field(examples=["had morlaix"])


class InterpretationItem(Shape):
    """Ce que nous avons compris de la question ; « literal=1 » empêche de comprendre."""

    text: str = Field(description="Les mots cherchés tels quels.", examples=[""])
    types: list[StructureTypeCode]
    commune: CommuneName | None
    filieres: list[FiliereSlug]
    departements: list[DepartementCode]
    audience: Audience | None = Field(description="Adultes ou enfants, si la question le dit.")
    corrections: list[CorrectionItem]


class FacetCounts(Shape):
    """Nombre de structures par valeur, sous les autres filtres."""

    type: dict[str, int] = Field(examples=[{"HAD": 1}])
    filiere: dict[str, int] = Field(examples=[{"nord-finistere": 1}])
    departement: dict[str, int] = Field(examples=[{"29": 1}])


class StructureList(Shape):
    """Une page de résultats."""

    interpretation: InterpretationItem
    total: int = Field(ge=0)
    page: int = Field(ge=1)
    per_page: int = Field(ge=1, le=100)
    facets: FacetCounts
    items: list[StructureItem]
