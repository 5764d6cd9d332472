"""Reads of the history: of one subject, of a filière, of the region."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.catalog.history import Subject, subject_key
from directory.catalog.list_page import ListPage
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.revision_acts import Act, is_act, is_change
from directory.catalog.vocabulary import Origin
from directory.territory.models import Filiere


@dataclass(frozen=True, slots=True)
class RevisionFilter:
    """How the history is narrowed; None for everything. Moments: since included, until not."""

    filieres: tuple[str, ...] | None = None
    subject_kind: str | None = None  # structure, organization or filiere
    subject_id: str | None = None
    origin: Origin | None = None
    editor_id: UUID | None = None
    batch_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    structures: tuple[UUID, ...] | None = None  # those that an editor keeps
    act: Act | None = None


def get_revision(session: Session, revision_id: int) -> Revision | None:
    """Give one revision; None for a number that no database counts to."""
    return session.get(Revision, revision_id) if 0 < revision_id < 2**63 else None


def list_revisions(
    session: Session, revision_filter: RevisionFilter, page: int = 1, *, per_page: int = 50
) -> ListPage[Revision]:
    """List one page of the history, newest first; a page beyond the last is empty."""
    conditions = list(_conditions(revision_filter))
    total = session.scalar(select(func.count()).select_from(Revision).where(*conditions)) or 0
    items = session.scalars(
        select(Revision)
        .where(*conditions)
        .order_by(Revision.id.desc())
        .offset(max(0, page - 1) * per_page)
        .limit(per_page)
    )
    return ListPage(tuple(items), total, page, per_page)


def stream_revisions(session: Session, revision_filter: RevisionFilter) -> Iterator[Revision]:
    """Go through a part of the history, oldest first, without holding it all."""
    statement = select(Revision).where(*_conditions(revision_filter)).order_by(Revision.id)
    yield from session.scalars(statement.execution_options(yield_per=500))


def list_revisions_of(session: Session, subject: Subject) -> Sequence[Revision]:
    """List all revisions of a subject, newest first."""
    return session.scalars(_of(*subject_key(subject)).order_by(Revision.id.desc())).all()


def latest_revision_of(session: Session, kind: str, subject_id: str) -> Revision | None:
    """Give the last change of a subject."""
    return session.scalar(
        _of(kind, subject_id).where(is_change()).order_by(Revision.id.desc()).limit(1)
    )


def latest_ids_of_batch(session: Session, batch_id: UUID) -> dict[tuple[str, str], int]:
    """Give the id of the last change of each subject (kind, id) that a batch changed."""
    touched = (
        select(Revision.subject_kind, Revision.subject_id)
        .where(Revision.batch_id == batch_id)
        .distinct()
        .subquery()
    )
    rows = session.execute(
        select(Revision.subject_kind, Revision.subject_id, func.max(Revision.id))
        .join(
            touched,
            and_(
                Revision.subject_kind == touched.c.subject_kind,
                Revision.subject_id == touched.c.subject_id,
            ),
        )
        .where(is_change())
        .group_by(Revision.subject_kind, Revision.subject_id)
    )
    return {(kind, subject_id): latest for kind, subject_id, latest in rows}


def list_revisions_of_batch(session: Session, batch_id: UUID) -> Sequence[Revision]:
    """List the changes made together, in their order."""
    return session.scalars(
        select(Revision).where(Revision.batch_id == batch_id).order_by(Revision.id)
    ).all()


def batches_of_several(session: Session, batch_ids: Collection[UUID]) -> set[UUID]:
    """Choose, among batches, those of more than one change."""
    return set(
        session.scalars(
            select(Revision.batch_id)
            .where(Revision.batch_id.in_(batch_ids))
            .group_by(Revision.batch_id)
            .having(func.count() > 1)
        )
    )


def names_of_subjects(
    session: Session, revisions: Sequence[Revision]
) -> dict[tuple[str, str], str]:
    """Give today's names of the subjects of revisions, by kind and id."""
    ids: dict[str, set[str]] = {}
    for revision in revisions:
        ids.setdefault(revision.subject_kind, set()).add(revision.subject_id)
    names = {}
    for kind, model in (("structure", Structure), ("organization", Organization)):
        wanted = [UUID(found) for found in ids.get(kind, ())]
        for identifier, name in session.execute(
            select(model.id, model.name).where(model.id.in_(wanted))
        ):
            names[kind, str(identifier)] = name
    slugs = ids.get("filiere", set())
    for slug, name in session.execute(
        select(Filiere.slug, Filiere.name).where(Filiere.slug.in_(slugs))
    ):
        names["filiere", slug] = name
    return names


def organization_names(session: Session) -> dict[UUID, str]:
    """Map every body to its name: a change names by its id the body that carries a structure."""
    rows = session.execute(select(Organization.id, Organization.name))
    return {row.id: row.name for row in rows}


def _of(kind: str, subject_id: str) -> Select[Revision]:
    return select(Revision).where(Revision.subject_kind == kind, Revision.subject_id == subject_id)


def _conditions(revision_filter: RevisionFilter) -> Iterator[ColumnElement[bool]]:
    wanted: tuple[tuple[InstrumentedAttribute[Any], object], ...] = (
        (Revision.subject_kind, revision_filter.subject_kind),
        (Revision.subject_id, revision_filter.subject_id),
        (Revision.origin, revision_filter.origin),
        (Revision.editor_id, revision_filter.editor_id),
        (Revision.batch_id, revision_filter.batch_id),
    )
    for column, value in wanted:
        if value is not None:
            yield column == value
    if revision_filter.since is not None:
        yield Revision.at >= revision_filter.since
    if revision_filter.until is not None:
        yield Revision.at < revision_filter.until
    if revision_filter.structures is not None:
        yield Revision.subject_kind == "structure"
        yield Revision.subject_id.in_([str(kept) for kept in revision_filter.structures])
    if revision_filter.act is not None:
        yield is_act(revision_filter.act)
    if revision_filter.filieres is not None:
        yield _concerns(revision_filter.filieres)


def _concerns(filieres: Sequence[str]) -> ColumnElement[bool]:
    """The revisions of filières, of their structures and of the bodies that carry these."""
    linked = select(StructureFiliere.structure_id).where(
        StructureFiliere.filiere_slug.in_(filieres)
    )
    carriers = select(Structure.organization_id).where(Structure.id.in_(linked))
    return or_(
        and_(Revision.subject_kind == "filiere", Revision.subject_id.in_(filieres)),
        and_(
            Revision.subject_kind == "structure",
            _bare(Revision.subject_id).in_(
                select(_bare(Structure.id)).where(Structure.id.in_(linked))
            ),
        ),
        and_(
            Revision.subject_kind == "organization",
            _bare(Revision.subject_id).in_(
                select(_bare(Organization.id)).where(Organization.id.in_(carriers))
            ),
        ),
    )


def _bare(identifier: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Give an id without hyphens: SQLite stores UUIDs so, PostgreSQL writes them with."""
    return func.replace(cast(identifier, String), "-", "")
