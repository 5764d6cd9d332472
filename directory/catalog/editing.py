"""Making a structure and changing what it says, after the rules agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.draft_json import changed_fields, draft_of, draft_of_snapshot
from directory.catalog.drafts import StructureDraft
from directory.catalog.fact_groups import groups_of_fields, known_groups
from directory.catalog.history import record_revisions, snapshot_of
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.listings.storing import write_drafts
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Problem, Severity
from directory.catalog.publishing import newly_missing
from directory.catalog.slugs import free_slugs
from directory.catalog.validation import Reference, problems
from directory.catalog.verification import put_checks
from directory.catalog.vocabulary import FactGroup, Origin, PublicationState, VerificationMeans
from directory.values.clock import Clock, in_paris
from directory.values.text import slugify


class DraftRefusedError(Exception):
    """A draft that breaks the rules, or takes from a published listing what it needs to be one."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in found))
        self.problems = tuple(found)


class EditedMeanwhileError(Exception):
    """Somebody else changed the structure since the version that was shown.

    `revision` is the latest change (who, when, before, after).
    """

    def __init__(self, revision: Revision) -> None:
        super().__init__(f"Edited meanwhile: revision {revision.id}.")
        self.revision = revision


@dataclass(frozen=True, slots=True)
class Edit:
    """What a structure shall say, and the version that the editor saw (None: whichever)."""

    structure: Structure
    draft: StructureDraft
    expected_version: int | None


def create_structure(
    session: Session,
    draft: StructureDraft,
    *,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
    reference: Reference | None = None,
) -> Structure:
    """Make a structure that only editors see. Raises DraftRefusedError.

    `reference` is what `reference_for_editing` gave, when the caller has it.
    """
    return create_structures(
        session, [draft], author=author, clock=clock, origin=origin, batch_id=batch_id,
        reference=reference,
    )[0]  # fmt: skip


def create_structures(
    session: Session,
    drafts: Sequence[StructureDraft],
    *,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
    reference: Reference | None = None,
) -> list[Structure]:
    """Do the same for many drafts, all or nothing."""
    reference = reference or reference_for_editing(session)
    accepted = [_accepted(session, draft, reference) for draft in drafts]
    slugs = free_slugs(session, [slugify(draft.name) or "structure" for draft in accepted])
    now = clock.now()
    structures = [
        Structure(
            id=uuid4(),
            slug=slug,
            state=PublicationState.DRAFT,
            created_at=now,
            updated_at=now,
            published_at=None,
            verifications=[],
        )
        for slug in slugs
    ]
    write_drafts(session, list(zip(structures, accepted, strict=True)))
    session.add_all(structures)
    record_revisions(
        session, [(structure, None) for structure in structures], origin=origin, clock=clock,
        author=author, batch_id=batch_id,
    )  # fmt: skip
    return structures


def edit_structure(
    session: Session,
    structure: Structure,
    draft: StructureDraft,
    *,
    expected_version: int | None,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
    reason: str | None = None,
    reference: Reference | None = None,
    checked_by: VerificationMeans | None = None,
) -> Revision | None:
    """Make a structure say what the draft says; None when it says so already.

    `expected_version` is the one that the editor saw, None to overwrite whatever is there. A check
    or a publication made meanwhile is no conflict: only facts are. `checked_by` says how the author
    checked what changes: its groups of facts are verified in the same revision.
    Raises DraftRefusedError, EditedMeanwhileError, and StaleDataError when two edits are written
    in the same instant.
    """
    revisions = edit_structures(
        session, [Edit(structure, draft, expected_version)], author=author, clock=clock,
        origin=origin, batch_id=batch_id, reason=reason, reference=reference, checked_by=checked_by,
    )  # fmt: skip
    return next(iter(revisions), None)


def edit_structures(
    session: Session,
    edits: Sequence[Edit],
    *,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
    reason: str | None = None,
    reference: Reference | None = None,
    checked_by: VerificationMeans | None = None,
) -> list[Revision]:
    """Do the same for many structures, each once; those that say so already have no revision."""
    _read_again(session, [edit.structure for edit in edits if edit.expected_version is not None])
    written: list[tuple[Structure, StructureDraft]] = []
    touched: list[frozenset[FactGroup]] = []
    for edit in edits:
        structure, expected_version = edit.structure, edit.expected_version
        current = draft_of(structure)
        fields = changed_fields(current, edit.draft)
        if not fields:
            continue
        if expected_version is not None and expected_version < structure.version:
            _require_same_facts(session, structure, current, expected_version)
        shown = current if structure.is_published else None
        written.append((structure, _accepted(session, edit.draft, reference, shown=shown)))
        touched.append(groups_of_fields(fields))
    befores = [snapshot_of(structure) for structure, _ in written]
    with session.no_autoflush:  # one change, one version
        write_drafts(session, written)
        if checked_by is not None:
            today = in_paris(clock.now()).date()
            for (structure, _), groups in zip(written, touched, strict=True):
                known = groups & known_groups(structure)
                put_checks(structure, known, means=checked_by, author=author, on=today)
    changes = [(structure, before) for (structure, _), before in zip(written, befores, strict=True)]
    return record_revisions(
        session, changes, origin=origin, clock=clock, author=author, batch_id=batch_id,
        reason=reason,
    )  # fmt: skip


def _accepted(
    session: Session,
    draft: StructureDraft,
    reference: Reference | None,
    *,
    shown: StructureDraft | None = None,
) -> StructureDraft:
    """Judge a draft; `shown` is what everybody reads, which may not come to lack anything."""
    draft = canonical_draft(draft)
    found = problems(draft, reference or reference_for_editing(session))
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if shown is not None:
        errors += newly_missing(shown, draft)
    if errors:
        raise DraftRefusedError(errors)
    return draft


def _read_again(session: Session, structures: Sequence[Structure]) -> None:
    """See what another process stored since they were loaded, and keep it from storing.

    SQLite locks nothing here: there, the version is the guard.
    """
    if not structures:
        return
    rows = session.execute(
        select(Structure.id, Structure.version)
        .where(Structure.id.in_([structure.id for structure in structures]))
        .order_by(Structure.id)  # two who lock the same rows never wait for each other
        .with_for_update()
    )
    stored = {row.id: row.version for row in rows}
    for structure in structures:
        if stored.get(structure.id) != structure.version:
            session.expire(structure)


def _require_same_facts(
    session: Session, structure: Structure, current: StructureDraft, version: int
) -> None:
    """Raise EditedMeanwhileError when facts, not only checks, changed after a version."""
    revisions = session.scalars(
        select(Revision)
        .where(Revision.subject_kind == "structure", Revision.subject_id == str(structure.id))
        .order_by(Revision.id.desc())
    )
    newest: Revision | None = None
    seen: StructureDraft | None = None
    for revision in revisions:
        if revision.after is None or revision.after["version"] <= version:
            break
        newest = newest or revision
        seen = None if revision.before is None else draft_of_snapshot(revision.before)
    if newest is None or seen is None:
        return
    if changed_fields(seen, current):
        raise EditedMeanwhileError(newest)
