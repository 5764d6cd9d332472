"""Reads of the bodies that carry structures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from directory.catalog.listing_queries import belongs_to
from directory.catalog.models.organization import Organization
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.values.text import fold


@dataclass(frozen=True, slots=True)
class CarriedStructure:
    """A structure that a body carries."""

    id: UUID
    name: str
    type_code: str
    state: PublicationState
    filieres: tuple[str, ...]


def get_organization(session: Session, organization_id: UUID) -> Organization | None:
    """Give one body."""
    return session.get(Organization, organization_id)


def list_organizations(
    session: Session, *, filieres: Sequence[str] | None = None, words: str = ""
) -> list[tuple[Organization, int]]:
    """List bodies by name with the number of structures that each carries, archived ones apart.

    With filières, only those that carry a structure of one of them.
    """
    carried = (
        select(func.count())
        .where(
            Structure.organization_id == Organization.id,
            Structure.state != PublicationState.ARCHIVED,
        )
        .scalar_subquery()
    )
    statement = select(Organization, carried).order_by(Organization.id)
    if filieres is not None:
        carriers = select(Structure.organization_id).where(belongs_to(filieres))
        statement = statement.where(Organization.id.in_(carriers))
    wanted = fold(words).split()
    found = [
        (organization, number)
        for organization, number in session.execute(statement)
        if all(word in _text(organization) for word in wanted)
    ]
    return sorted(found, key=lambda row: fold(row[0].name))


def list_carried_structures(session: Session, organization_id: UUID) -> list[CarriedStructure]:
    """List what a body carries, in any state, by name."""
    structures = session.scalars(
        select(Structure)
        .where(Structure.organization_id == organization_id)
        .options(selectinload(Structure.filieres))
        .order_by(Structure.id)
    )
    return [
        CarriedStructure(
            structure.id,
            structure.name,
            structure.type_code,
            structure.state,
            tuple(link.filiere_slug for link in structure.filieres),
        )
        for structure in sorted(structures, key=lambda carried: fold(carried.name))
    ]


def _text(organization: Organization) -> str:
    facts = (organization.name, organization.finess_ej, organization.siren, organization.rna)
    return fold(" ".join(fact for fact in facts if fact))
