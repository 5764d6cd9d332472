"""Going back: to what a subject said once, or to what it said before a change."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.history import Subject, record_revision, snapshot_of
from directory.catalog.history_queries import (
    latest_revision_of,
    list_revisions_of_batch,
    names_of_subjects,
)
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.moved_records import return_records
from directory.catalog.reverse_change import ReverseConflictError, reversed_change
from directory.catalog.snapshots import RestorationRefusedError, Snapshot, write_snapshot
from directory.catalog.vocabulary import Origin, PublicationState
from directory.territory.models import Filiere
from directory.values.clock import Clock


class ChangedSinceError(Exception):
    """A change that others were made upon; `names` are those of the subjects changed since."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"Changed since: {', '.join(names)}.")
        self.names = tuple(names)


def restore_revision(
    session: Session,
    revision: Revision,
    *,
    author: Author | None,
    clock: Clock,
    reason: str | None = None,
) -> Revision:
    """Make the subject of a revision say again what it said right after it.

    Raises RestorationRefusedError.
    """
    return _go_back(
        session, subject_of(session, revision), revision.after, author=author, clock=clock,
        reason=reason,
    )  # fmt: skip


def undo_revision(
    session: Session,
    revision: Revision,
    *,
    author: Author | None,
    clock: Clock,
    reason: str | None = None,
) -> Revision:
    """Take back one change and nothing that was changed after it; a creation is archived.

    Raises ChangedSinceError when the same facts changed since, and RestorationRefusedError.
    """
    subject = subject_of(session, revision)
    target: Snapshot | None = None
    if revision.before is not None and revision.after is not None:
        try:
            target = reversed_change(revision.before, revision.after, snapshot_of(subject))
        except ReverseConflictError as error:
            raise ChangedSinceError([subject.name]) from error
    undone = _go_back(session, subject, target, author=author, clock=clock, reason=reason)
    _return_what_followed(session, revision)
    return undone


def undo_batch(
    session: Session,
    batch_id: UUID,
    *,
    author: Author | None,
    clock: Clock,
    reason: str | None = None,
) -> list[Revision]:
    """Take back all that was changed together, or nothing of it.

    Structures made with it are archived; bodies made with it stay, nobody sees a body alone.
    Raises ChangedSinceError naming every subject that changed since, and RestorationRefusedError.
    """
    first: dict[tuple[str, str], Revision] = {}
    last: dict[tuple[str, str], Revision] = {}
    for revision in list_revisions_of_batch(session, batch_id):
        key = revision.subject_kind, revision.subject_id
        first.setdefault(key, revision)
        last[key] = revision
    changed = [
        revision
        for key, revision in last.items()
        if latest_revision_of(session, *key) is not revision
    ]
    if changed:
        raise ChangedSinceError(sorted(names_of_subjects(session, changed).values()))
    undoing = uuid4()
    undone = [
        _go_back(
            session,
            subject_of(session, revision),
            revision.before,
            author=author,
            clock=clock,
            reason=reason,
            batch_id=undoing,
        )
        for revision in reversed(first.values())  # a commune is never without filière in between
        if revision.before is not None or revision.subject_kind == "structure"
    ]
    for revision in last.values():
        _return_what_followed(session, revision)
    return undone  # fmt: skip


def subject_of(session: Session, revision: Revision) -> Subject:
    """Load the subject of a revision. Raises RestorationRefusedError when it is no more."""
    subject: Subject | None
    if revision.subject_kind == "filiere":
        subject = session.get(Filiere, revision.subject_id)
    elif revision.subject_kind == "organization":
        subject = session.get(Organization, UUID(revision.subject_id))
    else:
        subject = get_structure(session, UUID(revision.subject_id))
    if subject is None:
        raise RestorationRefusedError((revision.subject_id,))
    return subject


def _return_what_followed(session: Session, revision: Revision) -> None:
    """A merged structure gets back what it gave to the other."""
    note = None if revision.after is None else revision.after.get("note")
    dropped = subject_of(session, revision)
    if note is not None and isinstance(dropped, Structure):
        return_records(session, dropped, note)


def _go_back(
    session: Session,
    subject: Subject,
    target: Snapshot | None,
    *,
    author: Author | None,
    clock: Clock,
    reason: str | None,
    batch_id: UUID | None = None,
) -> Revision:
    """Write a snapshot; without one the subject was not there: a structure is archived then."""
    before = snapshot_of(subject)
    if target is not None:
        with session.no_autoflush:  # one change, one version
            write_snapshot(session, subject, target)
    elif isinstance(subject, Structure):
        subject.state, subject.published_at = PublicationState.ARCHIVED, None
    else:
        raise RestorationRefusedError((subject.name,))
    return record_revision(
        session, subject, before=before, origin=Origin.FORM, clock=clock, author=author,
        batch_id=batch_id, reason=reason,
    )  # fmt: skip
