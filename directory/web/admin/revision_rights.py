"""Who may take back which change: the policies asked about the subject of a revision."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from directory.accounts.actor import Subject as Touched
from directory.accounts.actor import subject_of as touched_by
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide, may_name_organization
from directory.catalog.history import Subject, snapshot_of
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.organization_queries import list_carried_structures
from directory.catalog.restoring import subject_of, subjects_of
from directory.catalog.reverse_change import ReverseConflictError, is_mere_mention, reversed_change
from directory.catalog.revision_acts import Act, act_of
from directory.catalog.snapshots import RestorationRefusedError
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.permissions import filiere_count, get_actor, subject_for

# Any: as the history keeps it; None: the subject was not there.
Snapshot = Mapping[str, Any] | None


def find_subject(session: Session, revision: Revision) -> Subject | None:
    """Load what a revision changed; None when it is no more."""
    try:
        return subject_of(session, revision)
    except RestorationRefusedError:
        return None


def may_read(session: Session, revision: Revision) -> bool:
    """Tell whether this person may see what a revision changed."""
    touched = _touched(session, find_subject(session, revision))
    return any(decide(get_actor(), Permission.HISTORY_READ, each) is _YES for each in touched)


def may_restore(session: Session, revision: Revision) -> bool:
    """Tell whether this person may bring the subject back to what it said after a revision."""
    return _may_bring_to(session, find_subject(session, revision), revision.after)


def may_undo(session: Session, revision: Revision, subject: Subject | None) -> bool:
    """Tell whether this person may take a change of this subject back.

    A check made by oneself may always be. `subject` as `find_subject` gives it.
    """
    if is_mere_mention(revision.before, revision.after):
        return False
    is_own_check = (
        revision.editor_id == get_actor().account_id
        and act_of(revision.before, revision.after) is Act.VERIFIED
    )
    if is_own_check and isinstance(subject, Structure):
        touched = subject_for(structure=subject)
        if decide(get_actor(), Permission.STRUCTURE_VERIFY, touched) is _YES:
            return True
    return _may_bring_to(session, subject, _without(subject, revision))


def may_undo_together(session: Session, revisions: Sequence[Revision]) -> bool:
    """Tell whether this person may take all of some changes back; asked of each at most once."""
    if get_actor().visible_filieres is None:
        return decide(get_actor(), Permission.HISTORY_RESTORE) is _YES
    going_back = [
        revision
        for revision in revisions
        if revision.before is not None or revision.subject_kind == "structure"
    ]
    try:
        subjects = subjects_of(session, going_back)
    except RestorationRefusedError:
        return False
    return all(
        _may_bring_to(session, subject, revision.before)
        for subject, revision in zip(subjects, going_back, strict=True)
    )


def require_may_undo(session: Session, revision: Revision) -> None:
    """Stop with 403 who may not take a change back."""
    if not may_undo(session, revision, find_subject(session, revision)):
        abort(403)


def require_may_restore(session: Session, revision: Revision) -> None:
    """Stop with 403 who may not bring the subject to what it said after a revision."""
    if not may_restore(session, revision):
        abort(403)


def require_may_undo_together(session: Session, revisions: Sequence[Revision]) -> None:
    """Stop with 403 who may not take back all of what was changed together."""
    if not may_undo_together(session, revisions):
        abort(403)


_YES = Decision.ALLOWED


def _may_bring_to(session: Session, subject: Subject | None, target: Snapshot) -> bool:
    """Tell whether this person may make a subject say this.

    Nobody gives a structure to a filière, or takes it away, that is not theirs.
    """
    actor, touched = get_actor(), _touched(session, subject)
    if isinstance(subject, Organization):
        in_hands = decide(actor, Permission.HISTORY_RESTORE) is _YES
        return in_hands and may_name_organization(actor, touched)
    if any(decide(actor, Permission.HISTORY_RESTORE, each) is not _YES for each in touched):
        return False
    if not isinstance(subject, Structure) or target is None:
        return True
    return not refuse_beyond(subject, (link["filiere_slug"] for link in target.get("filieres", ())))


def _without(subject: Subject | None, revision: Revision) -> Snapshot:
    """Give what a subject would say without a change; None when nobody can tell any more."""
    if subject is None or revision.before is None or revision.after is None:
        return None
    try:
        return reversed_change(revision.before, revision.after, snapshot_of(subject))
    except ReverseConflictError:
        return None  # the act says so and changes nothing


def _touched(session: Session, subject: Subject | None) -> list[Touched]:
    """Give what the policies see of a subject: of a body, each listing that it carries."""
    if isinstance(subject, Organization):
        return carried_subjects(session, subject)
    if isinstance(subject, Structure):
        found = subject_for(structure=subject)
    else:
        found = None if subject is None else subject_for(filiere=subject.slug)
    return [found or Touched()]


def carried_subjects(session: Session, organization: Organization) -> list[Touched]:
    """Give what the policies see of each listing that a body carries."""
    return [
        touched_by(carried.filieres, structure_id=carried.id, filiere_count=filiere_count())
        for carried in list_carried_structures(session, organization.id)
    ]
