"""The facts that the public may see of a structure, part by part; `public_record` fills them."""

from dataclasses import dataclass
from datetime import date

from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    FreshnessState,
    PhoneAudience,
    PhoneKind,
    PublicAccess,
)
from directory.territory.coverage import AreaKind


@dataclass(frozen=True, slots=True)
class PublicOrganization:
    """The body that carries the structure."""

    name: str
    kind: str | None
    finess_ej: str | None
    website: str | None


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A postal address; `commune` is the name and `insee` the key."""

    street: str | None
    cedex: str | None
    postal_code: str | None
    commune: str | None
    insee: str | None
    departement: str | None


@dataclass(frozen=True, slots=True)
class PublicPosition:
    """Degrees, WGS 84; approximate when it is the town hall's."""

    latitude: float
    longitude: float
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class PublicPhone:
    """A number in E.164, what answers, who may dial it, and its hours in OpenStreetMap syntax."""

    number: str
    kind: PhoneKind
    label: str | None
    audience: PhoneAudience
    hours: str | None


@dataclass(frozen=True, slots=True)
class PublicClosure:
    """Days on which nobody answers, both included; past ones are not told."""

    start: date
    end: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class PublicAccessRule:
    """Who may call: `public` is None when nobody said so; `conditions` is free text."""

    public: PublicAccess | None
    professionals: bool
    conditions: str | None


@dataclass(frozen=True, slots=True)
class PublicCapacity:
    """How many beds, patients…, in the unit of the source."""

    value: int
    unit: str | None


@dataclass(frozen=True, slots=True)
class PublicCoverage:
    """One area that the structure serves, declared or assumed."""

    kind: AreaKind
    code: str
    basis: CoverageBasis


@dataclass(frozen=True, slots=True)
class PublicSource:
    """Where facts come from."""

    title: str
    url: str | None
    dated: date | None


@dataclass(frozen=True, slots=True)
class PublicCheck:
    """The last check of one group of facts."""

    facts: FactGroup
    verified_on: date


@dataclass(frozen=True, slots=True)
class PublicVerification:
    """How fresh the listing is: the state, the day of the last check, the date of the source."""

    state: FreshnessState
    verified_on: date | None
    source_date: date | None
    sources: tuple[PublicSource, ...]
    partly: tuple[PublicCheck, ...] = ()  # what was checked, when something known was not
