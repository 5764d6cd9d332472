"""What of a snapshot of the history may come back today."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from directory.catalog.carried_checks import body_reads_otherwise
from directory.catalog.draft_json import draft_of_snapshot
from directory.catalog.history import Subject, snapshot_of
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import (
    StructureNotReadyError,
    missing_facts,
    problems_blocking_draft,
)
from directory.catalog.snapshots import Snapshot
from directory.catalog.vocabulary import FactGroup, PublicationState


def made_draft_if_unready(
    session: Session, subject: Subject, target: Snapshot | None
) -> Snapshot | None:
    """Give a snapshot as a draft where it would publish what is not ready for it."""
    if not isinstance(subject, Structure) or subject.is_published or target is None:
        return target
    if target["state"] != PublicationState.PUBLISHED:
        return target
    draft, reference = draft_of_snapshot(target), reference_for_editing(session)
    if not problems_blocking_draft(draft, reference):
        return target
    return _as_draft(target)


def ready_for_readers(subject: Subject, before: Snapshot, target: Snapshot) -> Snapshot:
    """Give what a change taken back would leave: a draft where it would show what lacks something.

    What everybody read with the same lack, today or before the change, is shown so again. Raises
    StructureNotReadyError when it would take a need from a listing that is shown.
    """
    if not isinstance(subject, Structure) or target["state"] != PublicationState.PUBLISHED:
        return target
    shown = [
        snapshot
        for snapshot in (before, snapshot_of(subject))
        if snapshot["state"] == PublicationState.PUBLISHED
    ]
    lacking = {
        each.code for snapshot in shown for each in missing_facts(draft_of_snapshot(snapshot))
    }
    missing = [
        each for each in missing_facts(draft_of_snapshot(target)) if each.code not in lacking
    ]
    if missing and subject.is_published:
        raise StructureNotReadyError(missing)
    return _as_draft(target) if missing else target


def without_outdated_name_check(
    session: Session, subject: Subject, target: Snapshot, later: ColumnElement[bool]
) -> Snapshot:
    """Give a snapshot without checks of a name that was read with another name of its body.

    `later` names the revisions after the moment of the snapshot.
    """
    if not isinstance(subject, Structure) or target["organization_id"] is None:
        return target
    named = [check for check in target["verifications"] if check["facts"] == FactGroup.IDENTITY]
    if not named:
        return target
    standing = snapshot_of(subject)["verifications"]
    returning = [check for check in named if check not in standing]
    if not returning or not body_reads_otherwise(session, UUID(target["organization_id"]), later):
        return target
    kept = [check for check in target["verifications"] if check not in returning]
    return {**target, "verifications": kept}


def from_change_on(revision: Revision) -> ColumnElement[bool]:
    """Name a revision, those made together with it and all later ones."""
    together = aliased(Revision)
    first = select(func.min(together.id)).where(together.batch_id == revision.batch_id)
    return or_(Revision.id >= revision.id, Revision.id >= first.scalar_subquery())


def _as_draft(target: Snapshot) -> Snapshot:
    return {**target, "state": PublicationState.DRAFT.value, "published_at": None}
