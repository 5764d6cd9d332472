"""One structure as the API gives it."""

import datetime

from pydantic import Field

from directory.catalog.vocabulary import (
    Audience,
    CoverageBasis,
    FreshnessState,
    PhoneAudience,
    Setting,
)
from directory.territory.coverage import AreaKind
from directory.web.api.models.codes import FiliereSlug, StructureTypeCode
from directory.web.api.models.shape import Shape


class OrganizationItem(Shape):
    """Organisme qui porte la structure."""

    name: str = Field(examples=["Centre hospitalier d’Exemple"])
    finess_ej: str | None = Field(description="Numéro FINESS de l’entité juridique.")


class AddressItem(Shape):
    """Adresse postale ; la clé de la commune est son code INSEE."""

    street: str | None
    postal_code: str | None = Field(examples=["29600"])
    commune: str | None = Field(description="Nom de la commune.", examples=["Morlaix"])
    insee: str | None = Field(description="Code INSEE de la commune.", examples=["29151"])


class PositionItem(Shape):
    """Point en degrés, WGS 84."""

    latitude: float = Field(ge=-90, le=90, examples=[48.5778])
    longitude: float = Field(ge=-180, le=180, examples=[-3.8283])


class PhoneItem(Shape):
    """Un numéro de téléphone."""

    number: str = Field(
        description="Numéro au format international E.164.", examples=["+33261910000"]
    )
    label: str | None = Field(
        description="Ce qui répond à ce numéro.", examples=["Standard de l’établissement"]
    )
    audience: PhoneAudience = Field(
        description="À qui le numéro est destiné : à tous ou aux professionnels."
    )
    hours: str | None = Field(
        description="Horaires de ce numéro, syntaxe « opening_hours » d’OpenStreetMap ; "
        "null : inconnus."
    )


class AccessItem(Shape):
    """Qui peut appeler."""

    public: bool | None = Field(
        description="true : tout le monde peut appeler ; false : pas directement (par un médecin, "
        "ou réservé aux professionnels) ; null : personne ne nous l’a dit."
    )
    professionals: bool = Field(description="Les professionnels peuvent appeler.")
    conditions: str | None = Field(description="Conditions, en français.")


class CapacityItem(Shape):
    """Capacité, dans l’unité de la source."""

    value: int = Field(ge=0, examples=[10])
    unit: str | None = Field(examples=["beds"])


class CoverageItem(Shape):
    """Un territoire que la structure dessert."""

    kind: AreaKind = Field(description="Ce que le code désigne.")
    code: str = Field(
        description="Code INSEE de la commune, SIREN de l’EPCI, nom court de la filière, "
        "numéro du département ou code de la région.",
        examples=["nord-finistere"],
    )
    basis: CoverageBasis = Field(
        description="declared : déclaré ; assumed : supposé, faute d’avoir été déclaré."
    )


class VerificationItem(Shape):
    """Ce que l’on sait de la fraîcheur de la fiche."""

    state: FreshnessState = Field(
        description="confirmed : vérifiée récemment ; to_confirm : vérification ancienne ; "
        "unconfirmed : sources publiques seulement."
    )
    date: datetime.date | None = Field(
        description="Jour de la dernière vérification par une personne."
    )
    source_date: datetime.date | None = Field(description="Date de la source publique.")
    sources: list[str]


class MatchItem(Shape):
    """Pourquoi la structure est donnée pour le lieu demandé."""

    covers: bool = Field(description="La structure dessert le lieu demandé.")
    reason: str = Field(
        description="Raison, en français.",
        examples=["Couvre Morlaix (couverture supposée : filière Nord Finistère)."],
    )
    distance_km: float | None = Field(
        ge=0, description="Distance à vol d’oiseau ; null : position inconnue.", examples=[3.2]
    )


class StructureItem(Shape):
    """Une structure de l’annuaire."""

    id: str = Field(
        json_schema_extra={"format": "uuid"}, examples=["0b7f2a3c-5f0e-5d59-9c55-6c1f0a4f7f10"]
    )
    slug: str = Field(
        description="Nom dans l’adresse ; peut changer, l’ancien redirige.",
        examples=["had-exemple"],
    )
    url: str = Field(description="Page de la structure.", json_schema_extra={"format": "uri"})
    type: StructureTypeCode
    type_label: str = Field(examples=["Hospitalisation à domicile"])
    name: str = Field(examples=["HAD d’Exemple"])
    organization: OrganizationItem | None
    finess_et: str | None = Field(description="Numéro FINESS de l’établissement.")
    filieres: list[FiliereSlug]
    address: AddressItem
    position: PositionItem | None
    phones: list[PhoneItem]
    email: str | None
    website: str | None
    opening_hours: str | None = Field(
        description="Syntaxe « opening_hours » d’OpenStreetMap ; null : inconnus.",
        examples=["Mo-Fr 09:00-17:00; PH off"],
    )
    access: AccessItem
    audiences: list[Audience] = Field(description="Qui la structure soigne.")
    settings: list[Setting] = Field(description="Où elle soigne.")
    capacity: CapacityItem | None
    coverage: list[CoverageItem]
    verification: VerificationItem
    updated_at: datetime.datetime
    open_now: bool | None = Field(
        description="Ouverte maintenant (ou au moment demandé) ; null : on ne sait pas."
    )
    match: MatchItem | None = Field(description="null quand aucun lieu n’est demandé.")


# What changes with the question or the minute; the rest of an item is rendered once and kept.
PASSING_FIELDS = {"open_now", "match"}
