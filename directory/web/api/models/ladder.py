"""« Qui appeler ? » as the API gives it."""

from pydantic import Field

from directory.web.api.models.geography import AttachedFiliere, CommuneName
from directory.web.api.models.shape import Shape
from directory.web.api.models.structure import StructureItem


class RungItem(Shape):
    """Un échelon : qui appeler, dans l’ordre. Un échelon vide est donné aussi."""

    code: str = Field(examples=["EMSP"])
    title: str = Field(examples=["Équipe mobile de soins palliatifs"])
    items: list[StructureItem] = Field(description="Les structures qui desservent la commune.")
    nearest: list[StructureItem] = Field(
        description="Quand aucune ne la dessert : les plus proches, qui ne la desservent "
        "peut-être pas (match.covers est false)."
    )


class ContactList(Shape):
    """Qui appeler dans une commune, pour un profil, à un moment."""

    commune: CommuneName
    filieres: list[AttachedFiliere]
    rungs: list[RungItem]
