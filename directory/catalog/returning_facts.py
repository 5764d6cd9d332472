"""What of a snapshot of the history may come back today."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from directory.catalog.carried_checks import body_reads_otherwise
from directory.catalog.draft_json import draft_of_snapshot
from directory.catalog.history import Subject, snapshot_of
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import problems_blocking_draft
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
    return {**target, "state": PublicationState.DRAFT.value, "published_at": None}


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
