"""Going back: to what a subject said once, or to what it said before a change."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.carried_checks import carried_with_checked_name, drop_checks_of_names
from directory.catalog.history import Subject, record_revisions, snapshot_of
from directory.catalog.history_queries import (
    latest_ids_of_batch,
    list_revisions_of_batch,
    names_of_subjects,
)
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.moved_records import lead_back_to_kept, return_records
from directory.catalog.queries import get_structures
from directory.catalog.returning_facts import (
    from_change_on,
    made_draft_if_unready,
    ready_for_readers,
    without_outdated_name_check,
)
from directory.catalog.reverse_change import (
    ReverseConflictError,
    changes_something,
    reversed_change,
)
from directory.catalog.revision_acts import Way
from directory.catalog.snapshots import (
    RestorationRefusedError,
    Snapshot,
    drop_own_redirects,
    load_what_they_name,
    write_snapshot,
)
from directory.catalog.vocabulary import Origin, PublicationState
from directory.territory.models import Filiere
from directory.values.clock import Clock

_ARCHIVED = PublicationState.ARCHIVED.value
_UNDONE_TOGETHER = 500  # more is no quicker and holds more in memory


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
    reason: str = Way.RESTORING,
) -> Revision:
    """Make the subject of a revision say again what it said right after it.

    What publishing would refuse comes back as a draft. Raises RestorationRefusedError.
    """
    subject = subject_of(session, revision)
    target = made_draft_if_unready(session, subject, revision.after)
    target = target and without_outdated_name_check(
        session, subject, target, Revision.id > revision.id
    )
    return _go_back(session, [(subject, target)], author=author, clock=clock, reason=reason)[0]


def undo_revision(
    session: Session,
    revision: Revision,
    *,
    author: Author | None,
    clock: Clock,
    reason: str = Way.UNDOING,
) -> Revision:
    """Take back one change and nothing that was changed after it; a creation is archived.

    Raises ChangedSinceError when the same facts changed since, StructureNotReadyError when a
    published listing would come to lack something, and RestorationRefusedError.
    """
    subject = subject_of(session, revision)
    target: Snapshot | None = None
    if revision.before is not None and revision.after is not None:
        try:
            target = reversed_change(revision.before, revision.after, snapshot_of(subject))
        except ReverseConflictError as error:
            raise ChangedSinceError([subject.name]) from error
        target = without_outdated_name_check(session, subject, target, from_change_on(revision))
        if not changes_something(target, snapshot_of(subject)):
            raise ChangedSinceError([subject.name])
        target = ready_for_readers(subject, revision.before, target)
    undone = _go_back(session, [(subject, target)], author=author, clock=clock, reason=reason)
    _return_what_followed(session, revision)
    return undone[0]


def undo_batch(
    session: Session,
    batch_id: UUID,
    *,
    author: Author | None,
    clock: Clock,
    reason: str = Way.UNDOING,
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
    latest = latest_ids_of_batch(session, batch_id)
    changed = [revision for key, revision in last.items() if latest[key] != revision.id]
    if changed:
        raise ChangedSinceError(sorted(names_of_subjects(session, changed).values()))
    undoing = uuid4()
    returning = [
        revision
        for revision in reversed(first.values())  # a commune is never without filière in between
        if revision.before is not None or revision.subject_kind == "structure"
    ]
    # A body ahead of what it carries: the checks of names that its change took come back after it.
    returning.sort(key=lambda revision: revision.subject_kind != "organization")
    undone: list[Revision] = []
    for revisions in _some_at_a_time(returning):
        subjects = subjects_of(session, revisions)
        targets = [
            (
                subject,
                revision.before
                and without_outdated_name_check(
                    session, subject, revision.before, from_change_on(revision)
                ),
            )
            for subject, revision in zip(subjects, revisions, strict=True)
        ]
        undone += _go_back(
            session, targets, author=author, clock=clock, reason=reason, batch_id=undoing
        )
    for revision in last.values():
        _return_what_followed(session, revision)
    return undone


def _some_at_a_time(revisions: Sequence[Revision]) -> Iterator[list[Revision]]:
    """Give structures by the hundred; filières one by one, each is held against what is there."""
    for kind, grouped in groupby(revisions, key=lambda revision: revision.subject_kind):
        some = list(grouped)
        step = _UNDONE_TOGETHER if kind == "structure" else 1
        for start in range(0, len(some), step):
            yield some[start : start + step]


def subject_of(session: Session, revision: Revision) -> Subject:
    """Load the subject of a revision. Raises RestorationRefusedError when it is no more."""
    return subjects_of(session, [revision])[0]


def subjects_of(session: Session, revisions: Sequence[Revision]) -> list[Subject]:
    """Load the subjects of revisions, in their order; structures in one go."""
    ids = [UUID(each.subject_id) for each in revisions if each.subject_kind == "structure"]
    structures = {structure.id: structure for structure in get_structures(session, ids)}
    subjects: list[Subject] = []
    for revision in revisions:
        subject: Subject | None
        if revision.subject_kind == "filiere":
            subject = session.get(Filiere, revision.subject_id)
        elif revision.subject_kind == "organization":
            subject = session.get(Organization, UUID(revision.subject_id))
        else:
            subject = structures.get(UUID(revision.subject_id))
        if subject is None:
            raise RestorationRefusedError((revision.subject_id,))
        subjects.append(subject)
    return subjects


def _return_what_followed(session: Session, revision: Revision) -> None:
    """A merged structure gets back what it gave to the other; merged again, it leads there."""
    note = None if revision.after is None else revision.after.get("note")
    is_return = revision.before is not None and revision.before.get("state") == _ARCHIVED
    if note is None and not is_return:
        return
    dropped = subject_of(session, revision)
    if not isinstance(dropped, Structure):
        return
    if note is not None:
        return_records(session, dropped, note)
    else:
        lead_back_to_kept(session, dropped, revision)


def _go_back(
    session: Session,
    targets: Sequence[tuple[Subject, Snapshot | None]],
    *,
    author: Author | None,
    clock: Clock,
    reason: str,
    batch_id: UUID | None = None,
) -> list[Revision]:
    """Write snapshots; without one the subject was not there: a structure is archived then."""
    changes = [(subject, snapshot_of(subject)) for subject, _ in targets]
    structures = [
        (subject, target)
        for subject, target in targets
        if isinstance(subject, Structure) and target is not None
    ]
    with session.no_autoflush:  # one change, one version
        named = load_what_they_name(session, [target for _, target in structures])
        for subject, target in targets:
            if target is not None:
                write_snapshot(session, subject, target)
            elif isinstance(subject, Structure):
                subject.state, subject.published_at = PublicationState.ARCHIVED, None
            else:
                raise RestorationRefusedError((subject.name,))
        drop_own_redirects(session, [structure for structure, _ in structures])
    del named
    unchecked = [
        structure
        for subject, before in changes
        if isinstance(subject, Organization)
        for structure in carried_with_checked_name(session, subject, before)
    ]
    batch_id = batch_id or (uuid4() if unchecked else None)
    revisions = record_revisions(
        session, changes, origin=Origin.FORM, clock=clock, author=author, batch_id=batch_id,
        reason=reason,
    )  # fmt: skip
    drop_checks_of_names(
        session, unchecked, origin=Origin.FORM, clock=clock, author=author, batch_id=batch_id,
        reason=reason,
    )  # fmt: skip
    return revisions
