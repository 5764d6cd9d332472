"""Showing a structure to everyone, and withdrawing it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.catalog.validation import Reference, problems
from directory.catalog.vocabulary import Origin, PublicationState
from directory.values.clock import Clock


class StructureNotReadyError(Exception):
    """A structure that may not be published yet; `problems` say why."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in found))
        self.problems = tuple(found)


def problems_blocking_publication(structure: Structure, reference: Reference) -> list[Problem]:
    """List what keeps a structure from the public: errors and missing facts, never doubts."""
    return problems_blocking_draft(draft_of(structure), reference)


def problems_blocking_draft(draft: StructureDraft, reference: Reference) -> list[Problem]:
    """List what would keep a structure from the public if it said what the draft says."""
    errors = [
        problem for problem in problems(draft, reference) if problem.severity is Severity.ERROR
    ]
    return errors + list(missing_facts(draft))


def missing_facts(draft: StructureDraft) -> Iterator[Problem]:
    """List what a listing needs, whatever else it says, to be shown to everyone."""
    has_place = draft.insee is not None or bool(draft.coverage)
    has_contact = bool(draft.phones or draft.email or draft.website)
    needs = (
        (has_place, ProblemCode.PLACE_MISSING, "insee"),
        (bool(draft.filieres), ProblemCode.FILIERE_MISSING, "filieres"),
        (has_contact, ProblemCode.CONTACT_MISSING, "phones"),
        (bool(draft.sources), ProblemCode.SOURCE_MISSING, "sources"),
    )
    for is_there, code, field in needs:
        if not is_there:
            yield Problem(Severity.ERROR, code, field, "")


def newly_missing(before: StructureDraft, after: StructureDraft) -> list[Problem]:
    """List what would be missing and is not missing yet."""
    lacking = {problem.code for problem in missing_facts(before)}
    return [problem for problem in missing_facts(after) if problem.code not in lacking]


def publish_structure(
    session: Session,
    structure: Structure,
    *,
    author: Author | None,
    clock: Clock,
    batch_id: UUID | None = None,
    origin: Origin = Origin.FORM,
) -> Revision | None:
    """Make a structure visible to everyone; None when it is already.

    Raises StructureNotReadyError with the problems that block it.
    """
    if structure.state is PublicationState.PUBLISHED:
        return None
    if found := problems_blocking_publication(structure, reference_for_editing(session)):
        raise StructureNotReadyError(found)
    return _move(
        session, structure, PublicationState.PUBLISHED, reason=None, author=author, clock=clock,
        batch_id=batch_id, origin=origin,
    )  # fmt: skip


def archive_structure(
    session: Session,
    structure: Structure,
    *,
    reason: str | None,
    author: Author | None,
    clock: Clock,
    batch_id: UUID | None = None,
    origin: Origin = Origin.FORM,
) -> Revision | None:
    """Withdraw a structure for a reason that the history keeps; None when it is already."""
    return _move(
        session, structure, PublicationState.ARCHIVED, reason=reason, author=author, clock=clock,
        batch_id=batch_id, origin=origin,
    )  # fmt: skip


def unarchive_structure(
    session: Session,
    structure: Structure,
    *,
    author: Author | None,
    clock: Clock,
    batch_id: UUID | None = None,
    origin: Origin = Origin.FORM,
) -> Revision | None:
    """Take an archived structure back as a draft, to be looked over before it is published."""
    if structure.state is not PublicationState.ARCHIVED:
        return None
    return _move(
        session, structure, PublicationState.DRAFT, reason=None, author=author, clock=clock,
        batch_id=batch_id, origin=origin,
    )  # fmt: skip


def _move(
    session: Session,
    structure: Structure,
    state: PublicationState,
    *,
    reason: str | None,
    author: Author | None,
    clock: Clock,
    batch_id: UUID | None,
    origin: Origin,
) -> Revision | None:
    if structure.state is state:
        return None
    before = snapshot_of(structure)
    structure.state = state
    structure.published_at = clock.now() if structure.is_published else None
    return record_revision(
        session, structure, before=before, origin=origin, clock=clock, author=author,
        batch_id=batch_id, reason=reason,
    )  # fmt: skip
