"""Checks of the name of a structure, which the public reads with that of the body carrying it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.history import record_revision, record_revisions, snapshot_of
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.verification import Verification
from directory.catalog.verification import drop_checks
from directory.catalog.vocabulary import FactGroup, Origin
from directory.values.clock import Clock

_READ_BY_ALL = ("name", "kind", "finess_ej", "website")

# Any, here and below: the stored columns of a subject, whatever their types in JSON.
Snapshot = dict[str, Any]


def carried_with_checked_name(
    session: Session, organization: Organization, before: Snapshot
) -> Sequence[Structure]:
    """Give the structures whose name was checked with what their body said, and says no more."""
    if _reads_as(organization, before):
        return ()
    return session.scalars(
        select(Structure)
        .where(Structure.organization_id == organization.id)
        .where(Structure.verifications.any(Verification.facts == FactGroup.IDENTITY))
        .order_by(Structure.id)
    ).all()


def record_change_of_body(
    session: Session,
    organization: Organization,
    *,
    before: Snapshot,
    origin: Origin,
    clock: Clock,
    author: Author | None = None,
    batch_id: UUID | None = None,
    reason: str | None = None,
) -> Revision:
    """Keep what a body was and is; names that were checked with it lose that check in one batch."""
    unchecked = carried_with_checked_name(session, organization, before)
    if unchecked:
        batch_id = batch_id or uuid4()
    revision = record_revision(
        session, organization, before=before, origin=origin, clock=clock, author=author,
        batch_id=batch_id, reason=reason,
    )  # fmt: skip
    drop_checks_of_names(
        session, unchecked, origin=origin, clock=clock, author=author, batch_id=batch_id,
        reason=reason or f"« {organization.name} » a changé",
    )  # fmt: skip
    return revision


def drop_checks_of_names(
    session: Session,
    structures: Sequence[Structure],
    *,
    origin: Origin,
    clock: Clock,
    author: Author | None,
    batch_id: UUID | None,
    reason: str | None,
) -> None:
    """Take from structures the check of their name; it is a change of each of them."""
    changes = [(structure, snapshot_of(structure)) for structure in structures]
    for structure in structures:
        drop_checks(structure, {FactGroup.IDENTITY})
    record_revisions(
        session, changes, origin=origin, clock=clock, author=author, batch_id=batch_id,
        reason=reason,
    )  # fmt: skip


def body_reads_otherwise(
    session: Session, organization_id: UUID | None, later: ColumnElement[bool]
) -> bool:
    """Tell whether a body reads otherwise today than before the first of its later revisions."""
    if organization_id is None:
        return False
    first = session.scalar(
        select(Revision)
        .where(Revision.subject_kind == "organization")
        .where(Revision.subject_id == str(organization_id), later)
        .order_by(Revision.id)
        .limit(1)
    )
    body = session.get(Organization, organization_id)
    if first is None or first.before is None or body is None:
        return False
    return not _reads_as(body, first.before)


def _reads_as(organization: Organization, snapshot: Snapshot) -> bool:
    return all(getattr(organization, name) == snapshot.get(name) for name in _READ_BY_ALL)
