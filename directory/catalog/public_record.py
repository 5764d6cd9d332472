"""PublicStructure: the one list of what leaves the building.

Pages, the search index, the API and exports are built from it and from nothing else, so that a
new field of the database stays private until somebody adds it here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from directory.catalog.fact_groups import known_groups
from directory.catalog.freshness import freshness_of
from directory.catalog.models.structure import Structure
from directory.catalog.public_facts import (
    PublicAccessRule,
    PublicAddress,
    PublicCapacity,
    PublicCheck,
    PublicClosure,
    PublicCoverage,
    PublicOrganization,
    PublicPhone,
    PublicPosition,
    PublicSource,
    PublicVerification,
)
from directory.catalog.vocabulary import Audience, FactGroup, FreshnessState, PublicAccess, Setting
from directory.values.closed_days import ClosedDays


@dataclass(frozen=True, slots=True)
class PublicStructure:
    """All that may be shown of one structure; defaults of its type are already applied."""

    id: str
    slug: str
    type_code: str
    level: str | None
    name: str
    organization: PublicOrganization | None
    finess_et: str | None
    filieres: tuple[str, ...]
    address: PublicAddress
    position: PublicPosition | None
    phones: tuple[PublicPhone, ...]
    email: str | None
    website: str | None
    opening_hours: str | None
    hours_text: str | None
    closures: tuple[PublicClosure, ...]
    alert: str | None
    presentation: str | None  # Markdown, as the two others
    presentation_br: str | None
    presentation_en: str | None
    access: PublicAccessRule
    audiences: tuple[Audience, ...]
    settings: tuple[Setting, ...]
    capacity: PublicCapacity | None
    area_text: str | None
    coverage: tuple[PublicCoverage, ...]
    verification: PublicVerification
    updated_at: datetime
    version: int

    @property
    def closed_days(self) -> tuple[ClosedDays, ...]:
        """The first and last days of the closures."""
        return tuple((closure.start, closure.end) for closure in self.closures)


def public_structure(structure: Structure, *, today: date) -> PublicStructure:
    """Build what the public sees of a structure whose relations are loaded."""
    kind = structure.type
    access = structure.access_public or kind.access_public
    professionals = structure.access_professionals
    return PublicStructure(
        id=str(structure.id),
        slug=structure.slug,
        type_code=structure.type_code,
        level=kind.level,
        name=structure.name,
        organization=_organization(structure),
        finess_et=structure.finess_et,
        filieres=tuple(link.filiere_slug for link in structure.filieres),
        address=_address(structure),
        position=_position(structure),
        phones=tuple(
            PublicPhone(phone.number, phone.kind, phone.label, phone.audience, phone.hours)
            for phone in structure.phones
        ),
        email=structure.email,
        website=structure.website,
        opening_hours=structure.opening_hours,
        hours_text=structure.hours_text,
        closures=_closures(structure, today),
        alert=_alert(structure, today),
        presentation=structure.presentation,
        presentation_br=structure.presentation_br,
        presentation_en=structure.presentation_en,
        access=PublicAccessRule(
            public=None if access is None else PublicAccess(access),
            professionals=kind.access_professionals if professionals is None else professionals,
            conditions=structure.access_conditions,
        ),
        audiences=tuple(
            Audience(code)
            for code in (kind.audiences if structure.audiences is None else structure.audiences)
        ),
        settings=tuple(
            Setting(code)
            for code in (kind.settings if structure.settings is None else structure.settings)
        ),
        capacity=None
        if structure.capacity_value is None
        else PublicCapacity(structure.capacity_value, structure.capacity_unit),
        area_text=structure.area_text,
        coverage=tuple(
            PublicCoverage(area.kind, area.code, area.basis) for area in structure.coverage
        ),
        verification=_verification(structure, today),
        updated_at=structure.updated_at,
        version=structure.version,
    )


def _closures(structure: Structure, today: date) -> tuple[PublicClosure, ...]:
    closures = (
        PublicClosure(
            date.fromisoformat(closure["start"]),
            date.fromisoformat(closure["end"]),
            closure.get("reason"),
        )
        for closure in structure.closures or ()
    )
    coming = (closure for closure in closures if closure.end >= today)
    return tuple(sorted(coming, key=lambda closure: (closure.start, closure.end)))


def _alert(structure: Structure, today: date) -> str | None:
    is_over = structure.alert_until is not None and structure.alert_until < today
    return None if is_over else structure.alert


def _organization(structure: Structure) -> PublicOrganization | None:
    body = structure.organization
    if body is None:
        return None
    return PublicOrganization(body.name, body.kind, body.finess_ej, body.website)


def _address(structure: Structure) -> PublicAddress:
    commune = structure.commune
    return PublicAddress(
        street=structure.street,
        cedex=structure.cedex,
        postal_code=structure.postal_code,
        commune=None if commune is None else commune.name,
        insee=structure.insee,
        departement=None if commune is None else commune.departement_code,
    )


def _position(structure: Structure) -> PublicPosition | None:
    if structure.latitude is None or structure.longitude is None:
        return None
    return PublicPosition(
        structure.latitude, structure.longitude, structure.position_is_approximate
    )


def _verification(structure: Structure, today: date) -> PublicVerification:
    state, verified_on = freshness_of(
        [check.verified_on for check in structure.verifications],
        review_months=structure.type.review_months,
        today=today,
    )
    return PublicVerification(
        state=state,
        verified_on=verified_on,
        source_date=structure.source_date,
        sources=tuple(
            PublicSource(source.title, source.url, source.dated) for source in structure.sources
        ),
        partly=_checked_partly(structure, state, today),
    )


def _checked_partly(
    structure: Structure, state: FreshnessState, today: date
) -> tuple[PublicCheck, ...]:
    """Give the checks as sure as the listing when they leave out facts that it holds; else none."""
    latest: dict[FactGroup, date] = {}
    for check in structure.verifications:
        latest[check.facts] = max(check.verified_on, latest.get(check.facts, check.verified_on))
    checks = tuple(
        PublicCheck(group, latest[group])
        for group in FactGroup
        if group in latest and _state_of(latest[group], structure, today) is state
    )
    known = known_groups(structure)
    if known <= {check.facts for check in checks}:
        return ()
    # A check of what the listing does not say is told only where there is no other.
    return tuple(check for check in checks if check.facts in known) or checks


def _state_of(verified_on: date, structure: Structure, today: date) -> FreshnessState:
    months = structure.type.review_months
    return freshness_of([verified_on], review_months=months, today=today)[0]
