"""One act on many structures: what it would change, what it refuses and why, then the act."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.bulk_effect import (
    BulkAct,
    BulkArchive,
    BulkFilieres,
    BulkLine,
    BulkRefusal,
    BulkVerify,
    checked_groups,
    draft_after,
    effect_on,
)
from directory.catalog.editing import edit_structure
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import archive_structure
from directory.catalog.queries import get_structures
from directory.catalog.validation import Reference
from directory.catalog.verification import verify_facts
from directory.values.clock import Clock, in_paris


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
        effect_on(structure, act, today=today, within=within, reference=reference)
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
        line = effect_on(structure, act, today=today, within=within, reference=reference)
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
            session, structure, checked_groups(structure, act), means=act.means, author=author,
            clock=clock, batch_id=batch_id,
        )  # fmt: skip
    elif isinstance(act, BulkArchive):
        archive_structure(
            session, structure, reason=act.reason, author=author, clock=clock, batch_id=batch_id
        )
    else:
        edit_structure(
            session, structure, draft_after(structure, act), expected_version=None,
            author=author, clock=clock, batch_id=batch_id, reference=reference,
        )  # fmt: skip
