"""Every read of the catalog; relations are loaded with it, never one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from directory.catalog.models.catalog_change import CatalogChange, CatalogGeneration
from directory.catalog.models.revision import Revision
from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.vocabulary import Origin, PublicationState

_WHOLE: tuple[LoaderOption, ...] = (
    joinedload(Structure.type),
    joinedload(Structure.organization),
    joinedload(Structure.commune),
    selectinload(Structure.phones),
    selectinload(Structure.coverage),
    selectinload(Structure.filieres),
    selectinload(Structure.sources),
    selectinload(Structure.verifications),
)


def current_generation(session: Session) -> int:
    """Give the number of the last change; 0 before the first."""
    return session.scalar(select(CatalogGeneration.number)) or 0


def changes_since(session: Session, generation: int) -> Sequence[tuple[int, UUID | None]]:
    """List (generation, structure) of the changes after a generation, in their order."""
    rows = session.execute(
        select(CatalogChange.generation, CatalogChange.structure_id)
        .where(CatalogChange.generation > generation)
        .order_by(CatalogChange.id)
    )
    return [(row.generation, row.structure_id) for row in rows]


def list_structure_types(session: Session) -> Sequence[StructureType]:
    """List the kinds of structure in their order of display."""
    return session.scalars(select(StructureType).order_by(StructureType.rank)).all()


def get_structures(session: Session, ids: Iterable[UUID]) -> Sequence[Structure]:
    """Load structures whole, whatever their state, in no special order."""
    return session.scalars(
        select(Structure).where(Structure.id.in_(list(ids))).options(*_WHOLE)
    ).all()


def stream_published_structures(session: Session, *, batch: int = 500) -> Iterable[Structure]:
    """Go through all published structures, loaded whole, without holding them all."""
    ids = session.scalars(
        select(Structure.id)
        .where(Structure.state == PublicationState.PUBLISHED)
        .order_by(Structure.id)
    ).all()
    for start in range(0, len(ids), batch):
        yield from get_structures(session, ids[start : start + batch])
        session.expunge_all()


def count_published_structures(session: Session) -> int:
    """Count what the public may see."""
    return (
        session.scalar(select(func.count()).where(Structure.state == PublicationState.PUBLISHED))
        or 0
    )


def find_published_structure(session: Session, *, slug: str) -> Structure | None:
    """Load the published structure at an address, whole."""
    return session.scalar(
        select(Structure)
        .where(Structure.slug == slug, Structure.state == PublicationState.PUBLISHED)
        .options(*_WHOLE)
    )


def find_published_structure_by_id(session: Session, structure_id: UUID) -> Structure | None:
    """Load the published structure with an id, whole."""
    return session.scalar(
        select(Structure)
        .where(Structure.id == structure_id, Structure.state == PublicationState.PUBLISHED)
        .options(*_WHOLE)
    )


def find_redirected_slug(session: Session, slug: str) -> str | None:
    """Give today's slug of the published structure that used to have this one."""
    return session.scalar(
        select(Structure.slug)
        .join(SlugRedirect, SlugRedirect.structure_id == Structure.id)
        .where(SlugRedirect.slug == slug, Structure.state == PublicationState.PUBLISHED)
    )


def find_slug_in_place_of(session: Session, structure_id: UUID) -> str | None:
    """Give the slug of the published structure that replaced the one with an id."""
    former_slug = session.scalar(select(Structure.slug).where(Structure.id == structure_id))
    return None if former_slug is None else find_redirected_slug(session, former_slug)


def find_withdrawn_structure(session: Session, slug: str) -> Structure | None:
    """Load the archived structure at an address, with its commune, if it was public once."""
    structure = session.scalar(
        select(Structure)
        .where(Structure.slug == slug, Structure.state == PublicationState.ARCHIVED)
        .options(joinedload(Structure.commune))
    )
    if structure is None:
        return None
    was_public = session.scalar(
        select(Revision.id)
        .where(
            Revision.subject_kind == "structure",
            Revision.subject_id == str(structure.id),
            Revision.after["state"].as_string() == PublicationState.PUBLISHED.value,
        )
        .limit(1)
    )
    return None if was_public is None else structure


def list_published_addresses(
    session: Session, *, start: int, limit: int
) -> Sequence[tuple[str, datetime]]:
    """List the slugs of published structures, from a rank on, with the moment of their change."""
    rows = session.execute(
        select(Structure.slug, Structure.updated_at)
        .where(Structure.state == PublicationState.PUBLISHED)
        .order_by(Structure.slug)
        .offset(start)
        .limit(limit)
    )
    return [(slug, updated_at) for slug, updated_at in rows]


def list_published_of_filiere(
    session: Session, filiere_slug: str
) -> Sequence[tuple[str, str, UUID]]:
    """List (type, name, id) of a filière's published structures, by order of type, then name."""
    rows = session.execute(
        select(Structure.type_code, Structure.name, Structure.id)
        .join(StructureFiliere, StructureFiliere.structure_id == Structure.id)
        .join(StructureType, StructureType.code == Structure.type_code)
        .where(
            StructureFiliere.filiere_slug == filiere_slug,
            Structure.state == PublicationState.PUBLISHED,
        )
        .order_by(StructureType.rank, Structure.name, Structure.id)
    )
    return [(code, name, structure_id) for code, name, structure_id in rows]


def subjects_edited_by_people(session: Session, subject_kind: str) -> set[UUID]:
    """Give the ids of what anybody else than a command of this program changed."""
    subjects = session.scalars(
        select(Revision.subject_id)
        .where(Revision.subject_kind == subject_kind, Revision.origin != Origin.COMMAND)
        .distinct()
    )
    return {UUID(subject) for subject in subjects}
