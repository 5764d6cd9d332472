"""The history: of the region, of one listing; one change before and after; two versions."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, render_template, request, url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.accounts.queries import list_accounts
from directory.catalog.history import snapshot_of, subject_key
from directory.catalog.history_queries import (
    RevisionFilter,
    batches_of_several,
    get_revision,
    latest_revision_of,
    list_revisions,
    list_revisions_of_batch,
)
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.restoring import subject_of
from directory.catalog.reverse_change import can_be_reversed
from directory.catalog.revision_acts import Act
from directory.catalog.snapshots import RestorationRefusedError
from directory.catalog.vocabulary import Origin
from directory.web.admin.address_parameters import read_page
from directory.web.admin.change_words import (
    FieldChange,
    act_label,
    changes_between,
    origin_label,
)
from directory.web.admin.history_filter import read_choice, revision_filter
from directory.web.admin.history_lines import history_lines, names_for_changes
from directory.web.admin.revision_rights import (
    find_subject,
    may_read,
    may_restore,
    may_undo,
    may_undo_together,
)
from directory.web.admin.visible_filieres import visible_filieres
from directory.web.pagination import paginate
from directory.web.permissions import get_actor, may, require, requires
from directory.web.services import get_session

_PER_PAGE = 50


@requires(Permission.HISTORY_READ)
def show_history() -> str:
    """List the changes that this person may see, newest first, narrowed as asked."""
    session, actor = get_session(), get_actor()
    choice = read_choice(request.args)
    found = list_revisions(session, revision_filter(choice, actor), choice.page, per_page=_PER_PAGE)
    pages = paginate(choice.page, found.pages)
    return render_template(
        "admin/show_history.html",
        choice=choice,
        batch=choice.batch_id is not None and found.total and may(Permission.HISTORY_RESTORE),
        total=found.total,
        lines=history_lines(session, found.items),
        pages=pages,
        paths={
            number: f"{url_for('admin.show_history')}?{choice.query(number)}"
            for number in pages.linked
        },
        filieres=visible_filieres(session, actor),
        people=list_accounts(session, actor.visible_filieres),
        acts=[(act, act_label(act)) for act in Act],
        origins=[(origin, origin_label(origin)) for origin in Origin],
    )


@requires(Permission.HISTORY_READ)
def show_revision(revision_id: int) -> str:
    """Show one change, field by field, and what can be done with it."""
    session = get_session()
    revision = get_revision(session, revision_id)
    if revision is None:
        abort(404)
    if not may_read(session, revision):
        abort(403)
    (line,) = history_lines(session, [revision])
    batch_id = revision.batch_id
    together = [] if batch_id is None else list_revisions_of_batch(session, batch_id)
    others = len(together) - 1
    return render_template(
        "admin/show_revision.html",
        line=line,
        restoring=_changes_of_restoring(session, revision),
        may_undo=may_undo(session, revision, find_subject(session, revision)),
        others=max(0, others),
        may_undo_together=others > 0 and may_undo_together(session, together),
    )


@requires(Permission.HISTORY_READ)
def show_structure_history(structure_id: UUID) -> str:
    """List the versions of a listing, newest first; two of a page can be compared."""
    session = get_session()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.HISTORY_READ, structure=structure)
    kind, subject_id = subject_key(structure)
    page = read_page(request.args)
    own = RevisionFilter(subject_kind=kind, subject_id=subject_id)
    found = list_revisions(session, own, page, per_page=_PER_PAGE)
    pages = paginate(page, found.pages)
    return render_template(
        "admin/show_structure_history.html",
        structure=structure,
        total=found.total,
        lines=history_lines(session, found.items),
        undoable=_undoable(session, structure, found.items),
        together=batches_of_several(
            session, {each.batch_id for each in found.items if each.batch_id is not None}
        ),
        pages=pages,
        paths={
            number: url_for("admin.show_structure_history", structure_id=structure.id, page=number)
            for number in pages.linked
        },
    )


@requires(Permission.HISTORY_READ)
def compare_versions(structure_id: UUID) -> str:
    """Show what differs between two versions of a listing, the older first."""
    session = get_session()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.HISTORY_READ, structure=structure)
    asked = [_asked_version(session, structure, name) for name in ("de", "a")]
    older, newer = sorted(asked, key=lambda revision: revision.id)
    lines = history_lines(session, [older, newer])
    latest = latest_revision_of(session, *subject_key(structure))
    return render_template(
        "admin/compare_versions.html",
        structure=structure,
        older=lines[0],
        newer=lines[1],
        latest_id=0 if latest is None else latest.id,
        changes=changes_between(
            older.after, newer.after, names_for_changes(session), actor=get_actor()
        ),
        may_restore=may(Permission.HISTORY_RESTORE, structure=structure),
    )


def _undoable(session: Session, structure: Structure, revisions: Sequence[Revision]) -> set[int]:
    """Choose the changes that a button of the list takes back; a creation has its own page."""
    now = snapshot_of(structure)
    return {
        revision.id
        for revision in revisions
        if revision.before is not None
        and revision.after is not None
        and can_be_reversed(revision.before, revision.after, now)
        and may_undo(session, revision, structure)
    }


def _changes_of_restoring(session: Session, revision: Revision) -> list[FieldChange]:
    """Give what would change if a version came back; nothing when it is the newest."""
    latest = latest_revision_of(session, revision.subject_kind, revision.subject_id)
    if not may_restore(session, revision) or latest is None or latest.id == revision.id:
        return []
    try:
        now = snapshot_of(subject_of(session, revision))
    except RestorationRefusedError:
        return []
    return changes_between(now, revision.after, names_for_changes(session), actor=get_actor())


def _asked_version(session: Session, structure: Structure, name: str) -> Revision:
    revision = get_revision(session, request.args.get(name, 0, type=int))
    if revision is None:
        abort(404)
    if (revision.subject_kind, revision.subject_id) != subject_key(structure):
        abort(404)
    return revision
