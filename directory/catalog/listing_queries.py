"""Reads for editors: one structure whole in any state, and lists that can be narrowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from directory.catalog.fact_groups import known_groups
from directory.catalog.freshness import freshness_of, oldest_fresh_day
from directory.catalog.list_page import ListPage
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.queries import get_structures
from directory.catalog.queue import due_groups
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    FreshnessState,
    PublicationState,
)
from directory.territory.models import Commune
from directory.values.text import fold


class MissingFact(StrEnum):
    """What a list can be narrowed to the lack of."""

    PHONE = "phone"
    EMAIL = "email"
    UPDATE_EMAIL = "update_email"
    HOURS = "hours"
    POSITION = "position"
    DECLARED_AREA = "declared_area"
    ORGANIZATION = "organization"
    PRESENTATION = "presentation"


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """How a list is narrowed; None for all filières, an empty tuple for all of the rest."""

    filieres: tuple[str, ...] | None = None
    types: tuple[str, ...] = ()
    states: tuple[PublicationState, ...] = ()
    freshness: tuple[FreshnessState, ...] = ()
    words: str = ""
    without: tuple[MissingFact, ...] = ()
    organization_id: UUID | None = None
    structures: tuple[UUID, ...] | None = None  # those that an editor keeps, or chose
    unchecked_since: date | None = None  # nobody checked anything on this day or later


@dataclass(frozen=True, slots=True)
class ListedStructure:
    """One line of a list."""

    id: UUID
    slug: str
    name: str
    type_code: str
    state: PublicationState
    commune: str | None
    organization: str | None
    filieres: tuple[str, ...]
    freshness: FreshnessState
    verified_on: date | None
    is_checked_in_part: bool  # some of what it says was not confirmed in time, or never
    updated_at: datetime
    version: int


def get_structure(session: Session, structure_id: UUID) -> Structure | None:
    """Load a structure whole, whatever its state."""
    return next(iter(get_structures(session, [structure_id])), None)


def list_structures(
    session: Session,
    listing_filter: ListingFilter,
    page: int = 1,
    *,
    today: date,
    per_page: int = 50,
) -> ListPage[ListedStructure]:
    """List one page of structures by name; a page beyond the last is empty."""
    ids = list_structure_ids(session, listing_filter, today=today)
    start = max(0, page - 1) * per_page
    shown = ids[start : start + per_page]
    return ListPage(_lines(session, shown, today), len(ids), page, per_page)


def list_structure_ids(
    session: Session, listing_filter: ListingFilter, *, today: date
) -> list[UUID]:
    """Give the ids of all structures of a list, by name."""
    rows = session.execute(_narrowed(session, listing_filter, today).order_by(Structure.id))
    words = fold(listing_filter.words).split()
    found = [row for row in rows if _holds(row, words)]
    return [row.id for row in sorted(found, key=lambda row: fold(row.name))]


def _narrowed(
    session: Session, listing_filter: ListingFilter, today: date
) -> Select[*tuple[Any, ...]]:  # Any: the columns are read by their names
    statement = (
        select(
            Structure.id, Structure.name, Structure.slug, Structure.finess_et,
            Structure.type_code, Commune.name.label("commune"),
            Organization.name.label("organization"),
        )
        .join(Commune, Commune.insee == Structure.insee, isouter=True)
        .join(Organization, Organization.id == Structure.organization_id, isouter=True)
    )  # fmt: skip
    if listing_filter.filieres is not None:
        statement = statement.where(belongs_to(listing_filter.filieres))
    if listing_filter.types:
        statement = statement.where(Structure.type_code.in_(listing_filter.types))
    if listing_filter.states:
        statement = statement.where(Structure.state.in_(listing_filter.states))
    if listing_filter.organization_id is not None:
        statement = statement.where(Structure.organization_id == listing_filter.organization_id)
    if listing_filter.structures is not None:
        statement = statement.where(Structure.id.in_(listing_filter.structures))
    if listing_filter.unchecked_since is not None:
        statement = statement.where(
            ~exists().where(
                Verification.structure_id == Structure.id,
                Verification.verified_on >= listing_filter.unchecked_since,
            )
        )
    if listing_filter.freshness:
        wanted = [_has_freshness(session, state, today) for state in listing_filter.freshness]
        statement = statement.where(or_(*wanted))
    return statement.where(*(_LACKS[fact] for fact in listing_filter.without))


def belongs_to(filieres: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that a structure belongs to one of some filières."""
    return exists().where(
        StructureFiliere.structure_id == Structure.id, StructureFiliere.filiere_slug.in_(filieres)
    )


def _has_freshness(session: Session, state: FreshnessState, today: date) -> ColumnElement[bool]:
    latest = (
        select(func.max(Verification.verified_on))
        .where(Verification.structure_id == Structure.id)
        .scalar_subquery()
    )
    if state is FreshnessState.UNCONFIRMED:
        return latest.is_(None)
    kinds = session.execute(select(StructureType.code, StructureType.review_months))
    since = {code: oldest_fresh_day(today, review_months=months) for code, months in kinds}
    is_confirmed = state is FreshnessState.CONFIRMED
    return or_(
        *(
            and_(Structure.type_code == code, latest >= day if is_confirmed else latest < day)
            for code, day in since.items()
        )
    )


# Any: the columns are read by their names, which rows do not type.
def _holds(row: Any, words: Sequence[str]) -> bool:
    if not words:
        return True
    facts = (row.name, row.slug, row.type_code, row.finess_et, row.commune, row.organization)
    text = fold(" ".join(fact for fact in facts if fact))
    return all(word in text for word in words)


def _lines(session: Session, ids: Sequence[UUID], today: date) -> tuple[ListedStructure, ...]:
    loaded = {structure.id: structure for structure in get_structures(session, ids)}
    return tuple(_line(loaded[identifier], today) for identifier in ids)


def _line(structure: Structure, today: date) -> ListedStructure:
    freshness, verified_on = freshness_of(
        [check.verified_on for check in structure.verifications],
        review_months=structure.type.review_months,
        today=today,
    )
    latest: dict[FactGroup, date] = {}
    for check in structure.verifications:
        latest[check.facts] = max(check.verified_on, latest.get(check.facts, check.verified_on))
    due = due_groups(latest, review_months=structure.type.review_months, today=today)
    return ListedStructure(
        id=structure.id,
        slug=structure.slug,
        name=structure.name,
        type_code=structure.type_code,
        state=structure.state,
        commune=None if structure.commune is None else structure.commune.name,
        organization=None if structure.organization is None else structure.organization.name,
        filieres=tuple(link.filiere_slug for link in structure.filieres),
        freshness=freshness,
        verified_on=verified_on,
        is_checked_in_part=not known_groups(structure).isdisjoint(due),
        updated_at=structure.updated_at,
        version=structure.version,
    )


_LACKS: dict[MissingFact, ColumnElement[bool]] = {
    MissingFact.PHONE: ~exists().where(Phone.structure_id == Structure.id),
    MissingFact.EMAIL: Structure.email.is_(None),
    MissingFact.UPDATE_EMAIL: and_(Structure.update_email.is_(None), Structure.email.is_(None)),
    MissingFact.HOURS: and_(
        Structure.opening_hours.is_(None),
        Structure.hours_text.is_(None),
        ~exists().where(Phone.structure_id == Structure.id, Phone.hours.is_not(None)),
    ),
    MissingFact.POSITION: or_(
        Structure.latitude.is_(None), Structure.position_is_approximate.is_(True)
    ),
    MissingFact.DECLARED_AREA: ~exists().where(
        CoverageArea.structure_id == Structure.id, CoverageArea.basis == CoverageBasis.DECLARED
    ),
    MissingFact.ORGANIZATION: Structure.organization_id.is_(None),
    MissingFact.PRESENTATION: Structure.presentation.is_(None),
}
