"""What the queue reads: listings to check and positions to doubt, a few light queries for all."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import Session

from directory.catalog.listings.outlines import km_outside_commune
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.phone import Phone
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.queue import CriticalFact, ListingFacts, QueuedListing, order_queue
from directory.catalog.structure_views import recent_views
from directory.catalog.vocabulary import CoverageBasis, FactGroup, PublicationState
from directory.territory.models import Commune
from directory.values.clock import Clock, in_paris
from directory.values.geography import Position, distance_km

# Nearer, a point is a doubt beside its field and nobody's task: towns' edges are not exact.
_FAR_OUTSIDE_KM = 1.0

# What tells whether a group of facts holds any.
_SAID = (
    Structure.email, Structure.website, Structure.closures, Structure.area_text,
    Structure.access_public, Structure.access_conditions, Structure.audiences, Structure.settings,
    Structure.capacity_value, StructureType.access_public.label("access_of_type"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoubtfulPosition:
    """A listing whose point on the map is the town hall's, or lies outside its commune."""

    id: UUID
    name: str
    commune: str | None
    km_outside: float  # 0 when the position is only approximate


def list_queue(
    session: Session,
    filieres: Collection[str] | None,
    *,
    clock: Clock,
    structures: Collection[UUID] | None = None,
) -> list[QueuedListing]:
    """List the published listings to check, the most urgent first.

    `filieres` or `structures` narrow to those that somebody keeps; None for both is the region.
    """
    today = in_paris(clock.now()).date()
    return order_queue(_listing_facts(session, _kept(filieres, structures), today), today=today)


def list_doubtful_positions(
    session: Session, filieres: Collection[str] | None, *, data: Path
) -> Sequence[DoubtfulPosition]:
    """List the published listings whose position a person should look at, the farthest first.

    `data` is the folder that holds the outlines of the communes.
    """
    rows = session.execute(
        select(
            Structure.id,
            Structure.name,
            Structure.insee,
            Structure.latitude,
            Structure.longitude,
            Structure.position_is_approximate,
            Commune.name.label("commune"),
            Commune.latitude.label("commune_latitude"),
            Commune.longitude.label("commune_longitude"),
        )
        .outerjoin(Commune, Commune.insee == Structure.insee)
        .where(Structure.state == PublicationState.PUBLISHED, _kept(filieres, None))
    )
    doubtful = []
    for row in rows:
        outside = 0.0
        if row.latitude is not None and row.longitude is not None and row.commune is not None:
            centre = Position(row.commune_latitude, row.commune_longitude)
            outside = _km_outside(data, row.insee, Position(row.latitude, row.longitude), centre)
        is_outside = outside > _FAR_OUTSIDE_KM
        if is_outside or row.position_is_approximate:
            km = outside if is_outside else 0.0
            doubtful.append(DoubtfulPosition(row.id, row.name, row.commune, km))
    return sorted(doubtful, key=lambda entry: (-entry.km_outside, entry.name))


@lru_cache(maxsize=20_000)
def _km_outside(data: Path, insee: str, position: Position, centre: Position) -> float:
    """Give how far a position lies outside its commune, remembered for the process.

    Near the centre of its commune, where most are, it is not held against the outline.
    """
    if distance_km(position, centre) <= _FAR_OUTSIDE_KM:
        return 0.0
    return km_outside_commune(data, insee, position)


def _kept(
    filieres: Collection[str] | None, structures: Collection[UUID] | None
) -> ColumnElement[bool]:
    if structures is not None:
        return Structure.id.in_(structures)
    if filieres is None:
        return true()
    return Structure.id.in_(
        select(StructureFiliere.structure_id).where(StructureFiliere.filiere_slug.in_(filieres))
    )


def _listing_facts(session: Session, kept: ColumnElement[bool], today: date) -> list[ListingFacts]:
    published = (Structure.state == PublicationState.PUBLISHED) & kept
    rows = session.execute(
        select(
            Structure.id,
            Structure.name,
            Structure.type_code,
            Structure.insee,
            Structure.opening_hours,
            Structure.hours_text,
            *_SAID,
            Structure.source_date,
            Structure.created_at,
            StructureType.review_months,
            Commune.name.label("commune"),
        )
        .join(StructureType, StructureType.code == Structure.type_code)
        .outerjoin(Commune, Commune.insee == Structure.insee)
        .where(published)
    ).all()
    checks = _latest_checks(session, published)
    filieres = _filieres(session, published)
    with_phone = set(session.scalars(select(Phone.structure_id).distinct()))
    with_declared_area = set(
        session.scalars(
            select(CoverageArea.structure_id)
            .where(CoverageArea.basis == CoverageBasis.DECLARED)
            .distinct()
        )
    )
    with_phone_hours = set(
        session.scalars(select(Phone.structure_id).where(Phone.hours.is_not(None)).distinct())
    )
    with_any_area = set(session.scalars(select(CoverageArea.structure_id).distinct()))
    views = recent_views(session, today=today)
    return [
        ListingFacts(
            id=row.id,
            name=row.name,
            type_code=row.type_code,
            commune=row.commune,
            filieres=filieres[row.id],
            review_months=row.review_months,
            known_since=row.source_date or in_paris(row.created_at).date(),
            checked=checks[row.id],
            views=views.get(row.id, 0),
            missing=_missing(
                {
                    CriticalFact.PHONE: row.id in with_phone,
                    CriticalFact.HOURS: bool(row.opening_hours or row.hours_text),
                    CriticalFact.AREA: row.id in with_any_area or bool(row.area_text),
                    CriticalFact.DECLARED_AREA: row.id in with_declared_area
                    or row.id not in with_any_area,
                    CriticalFact.ADDRESS: row.insee is not None,
                }
            ),
            known=_known(
                row,
                has_phone=row.id in with_phone,
                has_phone_hours=row.id in with_phone_hours,
                has_area=row.id in with_any_area,
            ),
        )
        for row in rows
    ]


def _known(
    row: Row[Any],  # Any: the columns selected above
    *,
    has_phone: bool,
    has_phone_hours: bool,
    has_area: bool,
) -> frozenset[FactGroup]:
    """Give the groups of which a listing says something, as `fact_groups.known_groups` does."""
    access = (
        row.access_public, row.access_of_type, row.access_conditions, row.audiences, row.settings,
        row.capacity_value,
    )  # fmt: skip
    says = {
        FactGroup.IDENTITY: True,
        FactGroup.PHONES: has_phone or row.email or row.website,
        FactGroup.HOURS: has_phone_hours or row.opening_hours or row.hours_text or row.closures,
        FactGroup.AREA: has_area or row.area_text,
        FactGroup.ACCESS: any(access),
    }
    return frozenset(group for group, facts in says.items() if facts)


def _missing(known: Mapping[CriticalFact, bool]) -> frozenset[CriticalFact]:
    return frozenset(fact for fact, is_known in known.items() if not is_known)


def _latest_checks(
    session: Session, published: ColumnElement[bool]
) -> dict[UUID, dict[FactGroup, date]]:
    rows = session.execute(
        select(Verification.structure_id, Verification.facts, func.max(Verification.verified_on))
        .join(Structure, Structure.id == Verification.structure_id)
        .where(published)
        .group_by(Verification.structure_id, Verification.facts)
    )
    checks: dict[UUID, dict[FactGroup, date]] = defaultdict(dict)
    for structure_id, group, verified_on in rows:
        checks[structure_id][group] = verified_on
    return checks


def _filieres(session: Session, published: ColumnElement[bool]) -> dict[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(StructureFiliere.structure_id, StructureFiliere.filiere_slug)
        .join(Structure, Structure.id == StructureFiliere.structure_id)
        .where(published)
        .order_by(StructureFiliere.filiere_slug)
    )
    slugs: dict[UUID, list[str]] = defaultdict(list)
    for structure_id, slug in rows:
        slugs[structure_id].append(slug)
    return defaultdict(tuple, {key: tuple(value) for key, value in slugs.items()})
