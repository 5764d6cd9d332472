"""What each address of the API accepts; the description and the reading of requests share it."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.query import DEFAULT_PER_PAGE, MOST_PER_PAGE, Sort
from directory.web.api.models.codes import (
    CommuneCode,
    DepartementCode,
    FiliereSlug,
    PostalCode,
    StructureTypeCode,
)

_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,20})?")

_LATITUDE = r"-?(90(\.0+)?|[1-8]?[0-9](\.[0-9]{1,17})?)"
_LONGITUDE = r"-?(180(\.0+)?|(1[0-7][0-9]|[1-9]?[0-9])(\.[0-9]{1,17})?)"
_POSITION = f"^{_LATITUDE},{_LONGITUDE}$"

# A day that exists, in the years whose public holidays are known; then a time, then an offset.
_DAY = (
    r"(20[0-6][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)"
    r"|(0[13578]|1[02])-31)|20([0246][048]|[135][26])-02-29)"
)
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
_OFFSET = r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
_MOMENT = f"^(now|{_DAY}T{_TIME}{_OFFSET})$"


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not _WHOLE_NUMBER.fullmatch(value):
        raise ValueError("not a whole number")
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("not a number")
    return value


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Kilometres = Annotated[float, Field(ge=0.1, le=500), BeforeValidator(_number)]
Moment = Annotated[
    str,
    Field(
        pattern=_MOMENT,
        description="« now », ou une date et une heure ISO 8601 entre 2000 et 2069 ; "
        "sans décalage, c’est l’heure de Paris.",
        examples=["now", "2026-11-27T19:30"],
    ),
]


class Parameters(BaseModel):
    """The parameters of one address: closed, so that a misspelt name is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParameters(Parameters):
    """For addresses that take none."""


class StructureParameters(Parameters):
    """A search; `commune` wins over `postal_code`, which wins over `near`."""

    q: str = Field(
        "",
        description="Ce que l’on cherche, en toutes lettres : « had morlaix », « bénévoles ». "
        "Coupé après 200 caractères.",
        examples=["had morlaix"],
    )
    commune: CommuneCode | None = None
    postal_code: PostalCode | None = None
    near: str | None = Field(
        None,
        pattern=_POSITION,
        description="Autour de ce point : latitude, longitude, en degrés WGS 84.",
        examples=["48.5778,-3.8283"],
    )
    radius_km: Kilometres | None = Field(
        None, description="Jusqu’à cette distance du lieu.", examples=[30]
    )
    type: list[StructureTypeCode] = Field([], description="Types de structure ; répétable.")
    filiere: list[FiliereSlug] = Field([], description="Filières ; répétable.")
    departement: list[DepartementCode] = Field([], description="Départements ; répétable.")
    audience: Audience | None = Field(None, description="Adultes ou enfants.")
    setting: Setting | None = Field(None, description="Au domicile, à l’hôpital, en Ehpad.")
    access: Profile | None = Field(None, description="Qui peut appeler.")
    open: Moment | None = None
    literal: Literal["0", "1"] = Field(
        "0", description="1 : chercher ces mots exactement, sans les comprendre."
    )
    page: WholeNumber = Field(1, ge=1, le=100_000)
    per_page: WholeNumber = Field(DEFAULT_PER_PAGE, ge=1, le=MOST_PER_PAGE)
    sort: Sort = Field(
        Sort.RELEVANCE,
        description="Ordre ; « distance » demande un lieu, sinon c’est la pertinence.",
    )


class CommuneParameters(Parameters):
    """A type-ahead: from the first letter."""

    q: str = Field(
        "",
        description="Début du nom (ancien, breton, « St »…) ou du code postal.",
        examples=["morl"],
    )
    limit: WholeNumber = Field(10, ge=1, le=50, description="Nombre de communes au plus.")


class ContactParameters(Parameters):
    """Who asks, and for when."""

    profile: Profile = Field(Profile.PUBLIC, description="Pour un professionnel ou pour le public.")
    at: Moment = "now"
