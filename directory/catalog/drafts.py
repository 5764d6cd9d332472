"""StructureDraft: what an editor or a data file proposes, before anybody accepted it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, PhoneKind
from directory.territory.coverage import AreaKind


@dataclass(frozen=True, slots=True)
class PhoneDraft:
    """A number as it was typed, and what is said of it."""

    number: str
    kind: PhoneKind
    label: str | None = None
    audience: PhoneAudience = PhoneAudience.PUBLIC
    hours: str | None = None  # OpenStreetMap syntax


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """One area that the structure would serve."""

    kind: AreaKind
    code: str
    basis: CoverageBasis


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """Where the facts come from."""

    title: str
    url: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class ClosureDraft:
    """Days on which nobody answers, both included."""

    start: date
    end: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """The proposed facts of a body that carries structures, as they were typed."""

    name: str
    kind: str | None = None
    finess_ej: str | None = None
    siren: str | None = None
    rna: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class StructureDraft:
    """The proposed facts of one structure, as they were typed; `validation.problems` judges them.

    None means unknown. For access, audiences and settings it means « as its type says ».
    """

    name: str
    type_code: str
    organization_id: UUID | None = None
    finess_et: str | None = None

    street: str | None = None
    cedex: str | None = None
    postal_code: str | None = None
    insee: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    phones: tuple[PhoneDraft, ...] = ()
    email: str | None = None
    website: str | None = None
    opening_hours: str | None = None
    hours_text: str | None = None
    closures: tuple[ClosureDraft, ...] = ()
    alert: str | None = None
    alert_until: date | None = None  # the last day that it is shown; None: until removed
    presentation: str | None = None  # Markdown, in French
    presentation_br: str | None = None
    presentation_en: str | None = None

    access_public: str | None = None
    access_professionals: bool | None = None
    access_conditions: str | None = None
    audiences: tuple[str, ...] | None = None
    settings: tuple[str, ...] | None = None

    capacity_value: int | None = None
    capacity_unit: str | None = None
    coverage: tuple[AreaDraft, ...] = ()
    filieres: tuple[str, ...] = ()
    area_text: str | None = None

    sources: tuple[SourceDraft, ...] = ()
    source_date: date | None = None
    confidence: str | None = None
    internal_note: str | None = None
    update_email: str | None = None  # function mailbox for update links
    do_not_contact: bool = False  # asked to get no letters
