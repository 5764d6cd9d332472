"""Who may take back which change: the policies asked about the subject of a revision."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from directory.accounts.actor import Subject as Touched
from directory.accounts.actor import subject_of as touched_by
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide, filieres_beyond
from directory.catalog.history import Subject
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.organization_queries import list_carried_structures
from directory.catalog.restoring import subject_of
from directory.catalog.revision_acts import Act, act_of
from directory.catalog.snapshots import RestorationRefusedError
from directory.territory.models import Filiere
from directory.web.permissions import filiere_count, get_actor, subject_for


def may_read(session: Session, revision: Revision) -> bool:
    """Tell whether this person may see what a revision changed."""
    return _decides(session, revision, Permission.HISTORY_READ)


def may_restore(session: Session, revision: Revision) -> bool:
    """Tell whether this person may bring the subject of a revision back to another version."""
    return _decides(session, revision, Permission.HISTORY_RESTORE)


def may_undo(session: Session, revision: Revision) -> bool:
    """Tell whether this person may take a change back; a check made by oneself may always be."""
    is_own_check = (
        revision.editor_id == get_actor().account_id
        and act_of(revision.before, revision.after) is Act.VERIFIED
    )
    if is_own_check and _decides(session, revision, Permission.STRUCTURE_VERIFY):
        return True
    return may_restore(session, revision)


def may_undo_together(session: Session, revisions: Sequence[Revision]) -> bool:
    """Tell whether this person may take all of some changes back; asked of each at most once."""
    if get_actor().visible_filieres is None:
        return decide(get_actor(), Permission.HISTORY_RESTORE) is Decision.ALLOWED
    return all(may_restore(session, revision) for revision in revisions)


def require_may_undo(session: Session, revision: Revision) -> None:
    """Stop with 403 who may not take a change back."""
    if not may_undo(session, revision):
        abort(403)
    _require_own_filieres(session, revision, revision.before)


def require_may_restore(
    session: Session, revision: Revision, target: Mapping[str, Any] | None
) -> None:
    """Stop with 403 who may not bring the subject to a snapshot (Any: as the history keeps it).

    Nobody gives a structure to a filière, or takes it away, that is not theirs.
    """
    if not may_restore(session, revision):
        abort(403)
    _require_own_filieres(session, revision, target)


def _require_own_filieres(
    session: Session, revision: Revision, target: Mapping[str, Any] | None
) -> None:
    subject = _subject(session, revision)
    if isinstance(subject, Structure) and target is not None:
        now = frozenset(link.filiere_slug for link in subject.filieres)
        then = frozenset(link["filiere_slug"] for link in target.get("filieres", ()))
        if filieres_beyond(get_actor(), now, then):
            abort(403)


def _decides(session: Session, revision: Revision, permission: Permission) -> bool:
    return decide(get_actor(), permission, _touched(session, revision)) is Decision.ALLOWED


def _touched(session: Session, revision: Revision) -> Touched | None:
    """Give what the policies see of a subject; a body is in the hands of those it carries for."""
    subject = _subject(session, revision)
    if isinstance(subject, Structure):
        return subject_for(structure=subject)
    if isinstance(subject, Filiere):
        return subject_for(filiere=subject.slug)
    if subject is None:
        return Touched()
    carried = list_carried_structures(session, subject.id)
    linked = {slug for structure in carried for slug in structure.filieres}
    return touched_by(linked, filiere_count=filiere_count())


def _subject(session: Session, revision: Revision) -> Subject | None:
    try:
        return subject_of(session, revision)
    except RestorationRefusedError:
        return None
