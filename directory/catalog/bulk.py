"""One act on many structures: what it would change, what it refuses and why, then the act."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import AreaDraft, StructureDraft
from directory.catalog.editing import edit_structure
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Severity
from directory.catalog.publishing import archive_structure
from directory.catalog.queries import get_structures
from directory.catalog.validation import Reference, problems
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PublicationState,
    VerificationMeans,
)
from directory.territory.coverage import AreaKind
from directory.values.clock import Clock, in_paris


@dataclass(frozen=True, slots=True)
class BulkVerify:
    """All was found right today."""

    groups: tuple[FactGroup, ...]
    means: VerificationMeans


@dataclass(frozen=True, slots=True)
class BulkArchive:
    """All are withdrawn, for one reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class BulkFilieres:
    """All join and leave filières; an area that was assumed from a filière follows."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


BulkAct = BulkVerify | BulkArchive | BulkFilieres


class BulkRefusal(StrEnum):
    """Why one structure is left as it is."""

    OUTSIDE = "outside"  # not of the filières that the editor keeps
    ARCHIVED = "archived"
    UNCHANGED = "unchanged"  # it is so already
    NO_FILIERE_LEFT = "no_filiere_left"
    HAS_ERRORS = "has_errors"  # its facts break the rules: edit it first
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What would become of one structure.

    `before` and `after` are codes: the days of the latest check of each group (ISO 8601), the
    state, or the filières, as the act says.
    """

    structure_id: UUID
    name: str
    version: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    refusal: BulkRefusal | None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What was done, in one batch that can be undone."""

    batch_id: UUID
    lines: tuple[BulkLine, ...]

    @property
    def changed(self) -> tuple[BulkLine, ...]:
        """The lines that changed."""
        return tuple(line for line in self.lines if line.refusal is None)


def preview_bulk(
    session: Session,
    ids: Sequence[UUID],
    act: BulkAct,
    *,
    clock: Clock,
    within: Collection[str] | None = None,
) -> tuple[BulkLine, ...]:
    """Tell, structure by structure and in the order given, what an act would change.

    `within`: the filières that the editor keeps, None for all.
    """
    today = in_paris(clock.now()).date()
    reference = _reference(session, act)
    return tuple(
        _line(structure, act, today=today, within=within, reference=reference)
        for structure in _in_order(session, ids)
    )


def apply_bulk(
    session: Session,
    ids: Sequence[UUID],
    act: BulkAct,
    *,
    author: Author,
    clock: Clock,
    within: Collection[str] | None = None,
    versions: Mapping[UUID, int] | None = None,
) -> BulkResult:
    """Do the act on every structure that does not refuse it.

    With the `versions` that the preview showed, what changed meanwhile is left as it is.
    """
    batch_id = uuid4()
    today = in_paris(clock.now()).date()
    reference = _reference(session, act)
    lines = []
    for structure in _in_order(session, ids):
        line = _line(structure, act, today=today, within=within, reference=reference)
        if versions is not None and versions.get(structure.id) != structure.version:
            line = replace(line, refusal=line.refusal or BulkRefusal.CHANGED_MEANWHILE)
        if line.refusal is None:
            _act(session, structure, act, author, clock, batch_id, reference)
        lines.append(line)
    return BulkResult(batch_id, tuple(lines))


def _in_order(session: Session, ids: Sequence[UUID]) -> Iterator[Structure]:
    found = {structure.id: structure for structure in get_structures(session, ids)}
    return (found[identifier] for identifier in dict.fromkeys(ids) if identifier in found)


def _reference(session: Session, act: BulkAct) -> Reference | None:
    return reference_for_editing(session) if isinstance(act, BulkFilieres) else None


def _line(
    structure: Structure,
    act: BulkAct,
    *,
    today: date,
    within: Collection[str] | None,
    reference: Reference | None,
) -> BulkLine:
    filieres = tuple(sorted(link.filiere_slug for link in structure.filieres))
    if isinstance(act, BulkVerify):
        before, after = _days(structure, act), (today.isoformat(),) * len(act.groups)
    elif isinstance(act, BulkArchive):
        before, after = (structure.state.value,), (PublicationState.ARCHIVED.value,)
    else:
        before, after = filieres, _filieres_after(filieres, act)
    refusal = None
    if within is not None and not set(within) & set(filieres):
        refusal = BulkRefusal.OUTSIDE
    elif structure.state is PublicationState.ARCHIVED:
        refusal = BulkRefusal.ARCHIVED
    elif isinstance(act, BulkFilieres):
        refusal = _refusal_of_filieres(structure, act, before, after, reference)
    return BulkLine(structure.id, structure.name, structure.version, before, after, refusal)


def _days(structure: Structure, act: BulkVerify) -> tuple[str, ...]:
    latest = {check.facts: check.verified_on.isoformat() for check in structure.verifications}
    return tuple(latest.get(group, "") for group in act.groups)


def _filieres_after(filieres: Collection[str], act: BulkFilieres) -> tuple[str, ...]:
    return tuple(sorted(({*filieres} - {*act.remove}) | {*act.add}))


def _refusal_of_filieres(
    structure: Structure,
    act: BulkFilieres,
    before: tuple[str, ...],
    after: tuple[str, ...],
    reference: Reference | None,
) -> BulkRefusal | None:
    if not after:
        return BulkRefusal.NO_FILIERE_LEFT
    if before == after:
        return BulkRefusal.UNCHANGED
    draft = _draft_after(structure, act)
    if reference is not None and any(
        problem.severity is Severity.ERROR for problem in problems(draft, reference)
    ):
        return BulkRefusal.HAS_ERRORS
    return None


def _draft_after(structure: Structure, act: BulkFilieres) -> StructureDraft:
    draft = draft_of(structure)
    filieres = _filieres_after(draft.filieres, act)
    kept = tuple(
        area
        for area in draft.coverage
        if area.kind is not AreaKind.FILIERE or area.basis is not CoverageBasis.ASSUMED
    )
    if len(kept) < len(draft.coverage):
        kept += tuple(AreaDraft(AreaKind.FILIERE, slug, CoverageBasis.ASSUMED) for slug in filieres)
    return replace(draft, filieres=filieres, coverage=kept)


def _act(
    session: Session,
    structure: Structure,
    act: BulkAct,
    author: Author,
    clock: Clock,
    batch_id: UUID,
    reference: Reference | None,
) -> None:
    if isinstance(act, BulkVerify):
        verify_facts(
            session, structure, act.groups, means=act.means, author=author, clock=clock,
            batch_id=batch_id,
        )  # fmt: skip
    elif isinstance(act, BulkArchive):
        archive_structure(
            session, structure, reason=act.reason, author=author, clock=clock, batch_id=batch_id
        )
    else:
        edit_structure(
            session, structure, _draft_after(structure, act), expected_version=None,
            author=author, clock=clock, batch_id=batch_id, reference=reference,
        )  # fmt: skip
