"""Communes and filières as the API gives them."""

from datetime import date

from pydantic import Field

from directory.territory.models import Confidence
from directory.web.api.models.codes import CommuneCode, DepartementCode, FiliereSlug, PostalCode
from directory.web.api.models.shape import Shape
from directory.web.api.models.structure import PositionItem


class CommuneName(Shape):
    """Une commune, par son code INSEE et son nom."""

    insee: CommuneCode
    name: str = Field(examples=["Morlaix"])


class CommuneFiliere(Shape):
    """Le rattachement d’une commune à une filière : reconstitué, à valider avec l’ARS."""

    slug: FiliereSlug
    basis: str = Field(
        description="Ce qui fonde le rattachement : établissements, contrats, bassins ; en clair.",
        examples=["TS8 Morlaix ; GHT Bretagne Occidentale (CH Morlaix)"],
    )


class AttachedFiliere(CommuneFiliere):
    """Le rattachement, avec le nom de la filière et le degré de confiance."""

    name: str = Field(examples=["Nord Finistère"])
    confidence: Confidence = Field(description="Degré de confiance dans ce rattachement.")


class CommuneItem(CommuneName):
    """Une commune proposée."""

    name_br: str | None = Field(description="Nom en breton.", examples=["Montroulez"])
    postal_codes: list[PostalCode]
    departement: DepartementCode
    filieres: list[CommuneFiliere]
    former_name: str | None = Field(
        description="L’ancienne commune qui a été reconnue dans le texte, sinon null.",
        examples=["Lambézellec"],
    )


class CommuneList(Shape):
    """Les communes proposées, les plus probables d’abord."""

    items: list[CommuneItem]


class EpciItem(Shape):
    """L’intercommunalité d’une commune."""

    code: str = Field(description="SIREN.", examples=["242900835"])
    name: str = Field(examples=["Morlaix Communauté"])


class CommuneDetail(CommuneName):
    """Une commune et les territoires dans lesquels elle se trouve."""

    name_br: str | None
    url: str = Field(description="Page « Qui appeler ? ».", json_schema_extra={"format": "uri"})
    postal_codes: list[PostalCode]
    departement: DepartementCode
    epci: EpciItem | None
    filieres: list[AttachedFiliere]
    former_names: list[str] = Field(description="Anciennes communes et anciens noms.")
    population: int = Field(ge=0)
    position: PositionItem = Field(
        description="La mairie, ou le centre de la commune quand nous ne la connaissons pas."
    )


class FiliereItem(Shape):
    """Une filière territoriale de soins palliatifs."""

    slug: FiliereSlug
    name: str = Field(examples=["Nord Finistère"])
    url: str = Field(json_schema_extra={"format": "uri"})
    population: int = Field(ge=0, description="Habitants des communes rattachées.")
    communes: int = Field(ge=0, description="Nombre de communes rattachées.")
    structures: int = Field(ge=0, description="Nombre de structures publiées.")


class FiliereList(Shape):
    """Les filières de Bretagne."""

    items: list[FiliereItem]


class DocumentItem(Shape):
    """Un document publié par la filière."""

    title: str
    url: str


class CoordinatorItem(Shape):
    """Fonction et coordonnées de la coordination ; jamais un nom de personne."""

    function: str | None
    phone: str | None
    email: str | None


class ProfessionalLineItem(Shape):
    """La ligne d’appui pour les professionnels."""

    number: str | None
    hours: str | None = Field(description="Syntaxe « opening_hours » d’OpenStreetMap.")


class FiliereDetail(FiliereItem):
    """La fiche d’identité d’une filière ; null : non publié à ce jour."""

    recognised_on: str | None = Field(
        description="Reconnaissance par l’ARS, aussi précise que sa source.", examples=["2025-10"]
    )
    recognition_source: str | None
    carrier: str | None
    governance: str | None
    coordinator: CoordinatorItem
    professional_line: ProfessionalLineItem
    presentation: str | None
    documents: list[DocumentItem]
    source_date: date | None
    insee_codes: list[CommuneCode] = Field(description="Codes INSEE des communes rattachées.")
