"""Structures for tests: fictional, complete enough to be published, changed by keywords."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.drafts import (
    AreaDraft,
    ClosureDraft,
    PhoneDraft,
    SourceDraft,
    StructureDraft,
)
from directory.catalog.history import record_revision
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    Origin,
    PhoneAudience,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock
from directory.values.text import slugify

MORLAIX = "29151"
ALL_FILIERES = (
    "nord-finistere", "cornouaille", "lorient-quimperle", "broceliande-atlantique",
    "haute-bretagne", "saint-malo-dinan", "armor", "coeur-de-breizh",
)  # fmt: skip
FICTIONAL_PHONE = "+33261910001"
ANIMATOR = Author(UUID(int=7), "animator", ("nord-finistere",))
MADE_AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


FULL_DRAFT = StructureDraft(
    name="Équipe mobile de l’Exemple",
    type_code="EMSP",
    organization_id=UUID(int=1),
    finess_et="290000033",
    street="1 rue de l’Exemple",
    cedex="29672",
    postal_code="29600",
    insee="29151",
    latitude=48.5,
    longitude=-3.8,
    phones=(
        PhoneDraft(
            "+33261910001", PhoneKind.DIRECT, "Secrétariat", PhoneAudience.PROFESSIONALS, "24/7"
        ),
    ),
    email="contact@exemple.fr",
    website="https://exemple.fr",
    opening_hours="Mo-Fr 09:00-17:00",
    hours_text="En semaine",
    closures=(ClosureDraft(date(2026, 12, 24), date(2027, 1, 2), "Congés"),),
    alert="Déménagement",
    alert_until=date(2026, 12, 31),
    presentation="Une équipe.",
    presentation_br="Ur skipailh.",
    presentation_en="A team.",
    access_public="through_doctor",
    access_professionals=False,
    access_conditions="Sur demande",
    audiences=("adult", "child"),
    settings=("home",),
    capacity_value=4,
    capacity_unit="beds",
    coverage=(AreaDraft(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED),),
    filieres=("nord-finistere",),
    area_text="Le pays de Morlaix",
    sources=(SourceDraft("Registre", "https://exemple.fr/r", date(2024, 12, 31)),),
    source_date=date(2024, 12, 31),
    confidence="high",
    internal_note="À rappeler",
    update_email="cadre@exemple.fr",
    do_not_contact=True,
)


def make_structure(
    session: Session,
    name: str = "Équipe mobile de l’Exemple",
    *,
    type_code: str = "EMSP",
    filieres: Sequence[str] = ("nord-finistere",),
    coverage: Sequence[CoverageArea] | None = None,
    phones: Sequence[Phone] | None = None,
    state: PublicationState = PublicationState.PUBLISHED,
    **facts: object,
) -> Structure:
    """Add and commit a structure: a mobile team in Morlaix, assumed to cover its filière."""
    if coverage is None:
        coverage = [make_coverage(AreaKind.FILIERE, slug) for slug in filieres]
    values: dict[str, object] = {
        "slug": slugify(name),
        "insee": MORLAIX,
        "postal_code": "29600",
        "latitude": 48.5778,
        "longitude": -3.8283,
        "source_date": date(2024, 12, 31),
        "created_at": MADE_AT,
        "updated_at": MADE_AT,
        **facts,
    }
    structure = Structure(
        id=uuid4(),
        name=name,
        type_code=type_code,
        state=state,
        coverage=list(coverage),
        phones=[make_phone()] if phones is None else list(phones),
        filieres=[StructureFiliere(filiere_slug=slug) for slug in filieres],
        **values,
    )
    session.add(structure)
    save(session, structure)
    return structure


def make_draft(name: str = "Équipe mobile de l’Exemple", **facts: Any) -> StructureDraft:
    """Make a draft that could be published, in Morlaix; Any: a fact of whatever type."""
    values = {
        "type_code": "EMSP",
        "insee": MORLAIX,
        "postal_code": "29600",
        "phones": (PhoneDraft("02 61 91 00 01", PhoneKind.DIRECT),),
        "coverage": (AreaDraft(AreaKind.FILIERE, "nord-finistere", CoverageBasis.ASSUMED),),
        "filieres": ("nord-finistere",),
        "sources": (SourceDraft("Registre d’exemple"),),
        **facts,
    }
    return StructureDraft(name=name, **values)


def save(session: Session, structure: Structure) -> None:
    """Commit a structure that was made or changed, with its revision."""
    session.flush()
    record_revision(
        session, structure, before=None, origin=Origin.COMMAND, clock=FixedClock(MADE_AT)
    )
    session.commit()


def make_phone(
    number: str = FICTIONAL_PHONE,
    *,
    kind: PhoneKind = PhoneKind.DIRECT,
    label: str | None = None,
    audience: PhoneAudience = PhoneAudience.PUBLIC,
    hours: str | None = None,
) -> Phone:
    """Make a number kept for fiction."""
    return Phone(number=number, kind=kind, label=label, audience=audience, hours=hours)


def make_coverage(
    kind: AreaKind, code: str, basis: CoverageBasis = CoverageBasis.ASSUMED
) -> CoverageArea:
    """Make an area that a structure serves."""
    return CoverageArea(kind=kind, code=code, basis=basis)


def make_source(
    title: str = "Registre d’exemple", *, url: str | None = None, dated: date | None = None
) -> StructureSource:
    """Make a source."""
    return StructureSource(title=title, url=url, dated=dated)


def make_organization(
    name: str = "Centre hospitalier de l’Exemple", **facts: object
) -> Organization:
    """Make a body that carries structures."""
    return Organization(id=uuid4(), name=name, **facts)


def make_verification(verified_on: date, facts: FactGroup = FactGroup.PHONES) -> Verification:
    """Make a check by telephone."""
    return Verification(facts=facts, verified_on=verified_on, means=VerificationMeans.PHONE)


def redirect_slug(session: Session, old_slug: str, structure: Structure) -> None:
    """Keep an old address of a structure alive."""
    session.add(SlugRedirect(slug=old_slug, structure_id=structure.id))
    session.commit()
