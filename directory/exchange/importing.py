"""The acts of an import: opened, matched, decided, applied all or nothing, undone in one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.editing import Edit, create_structures, edit_structures
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.queries import get_structures
from directory.catalog.restoring import undo_batch
from directory.catalog.revision_acts import Act, Way, act_of
from directory.catalog.vocabulary import Origin
from directory.exchange.file_reading import ReadFile
from directory.exchange.matching import match_columns, matching_from_choices
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.exchange.plan import ImportPlan, Outcome, PlannedRow
from directory.exchange.planning import plan_import
from directory.exchange.reach import Reach
from directory.exchange.table import Table
from directory.values.clock import Clock

_LONGEST_FILE_NAME = 120
_WRITTEN_TOGETHER = 500  # more is no quicker and holds more in memory


class PlanChangedError(Exception):
    """What was shown is no longer what would happen: listings or the import changed since."""


class ImportClosedError(Exception):
    """An import that was applied, undone or abandoned already."""


def open_import(
    session: Session, file: ReadFile, *, file_name: str, author: Author, clock: Clock
) -> ImportRun:
    """Keep a file that was read, its columns matched by their names."""
    run = ImportRun(
        id=uuid4(),
        kind=file.kind,
        file_name=file_name[-_LONGEST_FILE_NAME:],
        state=ImportState.READ,
        created_at=clock.now(),
        created_by=author.editor_id,
        table=file.table.as_json(),
        columns=_stored(match_columns(file.table.header)),
        decisions={},
        counts={"rows": len(file.table.rows)},
    )
    session.add(run)
    return run


def table_of_run(run: ImportRun) -> Table:
    """Give the table that an import keeps."""
    return Table.from_json(run.table)


def matching_of(run: ImportRun) -> dict[int, str]:
    """Give which column of the file is which of ours."""
    return {int(place): code for place, code in run.columns.items()}


def choose_columns(run: ImportRun, choices: Mapping[int, str]) -> None:
    """Match the columns as somebody says. Raises ImportClosedError."""
    require_open(run)
    run.columns = _stored(matching_from_choices(choices, len(run.table["header"])))


def decide_rows(run: ImportRun, decisions: Mapping[int, str]) -> None:
    """Keep what somebody says of rows; nothing said takes a decision back."""
    require_open(run)
    kept = {**run.decisions, **{str(line): said for line, said in decisions.items()}}
    run.decisions = {line: said for line, said in kept.items() if said}


def accept_proposals(
    session: Session, run: ImportRun, digest: str, said: Mapping[int, str], *, reach: Reach
) -> int:
    """Take rows for the listings that were proposed; give how many. What is said of rows is kept.

    Raises ImportClosedError, PlanChangedError when what was read is no longer what is proposed.
    """
    require_open(run)
    plan = plan_of(session, run, reach=reach)
    if plan.proposals_digest != digest:
        raise PlanChangedError
    proposed = {line: str(row.structure_id) for line, row in plan.proposals.items()}
    accepted = {
        line: listing
        for line, listing in proposed.items()
        if line not in said and listing not in said.values()
    }
    decide_rows(run, {**accepted, **said})
    return len(accepted)


def plan_of(session: Session, run: ImportRun, *, reach: Reach) -> ImportPlan:
    """Work out what an import would do now."""
    return plan_import(session, table_of_run(run), matching_of(run), run.decisions, reach=reach)


def apply_import(
    session: Session, run: ImportRun, digest: str, *, reach: Reach, author: Author, clock: Clock
) -> ImportPlan:
    """Make and change the listings of the plan that was shown; the caller commits all or nothing.

    Raises ImportClosedError, PlanChangedError, and what `edit_structure` raises.
    """
    require_open(run)
    plan = plan_of(session, run, reach=reach)
    if plan.digest != digest:
        raise PlanChangedError
    _write(session, plan, run.id, author=author, clock=clock)
    run.state, run.applied_at = ImportState.APPLIED, clock.now()
    run.counts = {"rows": len(plan.rows), **{key.value: n for key, n in plan.counts.items()}}
    return plan


def _write(
    session: Session, plan: ImportPlan, batch_id: UUID, *, author: Author, clock: Clock
) -> None:
    reference = reference_for_editing(session)
    for rows in _some_at_a_time(plan, Outcome.CREATED):
        create_structures(
            session, [row.draft for row in rows], author=author, clock=clock,
            origin=Origin.IMPORT, batch_id=batch_id, reference=reference,
        )  # fmt: skip
    for rows in _some_at_a_time(plan, Outcome.CHANGED):
        wanted = {row.structure_id: row for row in rows if row.structure_id is not None}
        stored = {structure.id: structure for structure in get_structures(session, wanted)}
        edits = [Edit(stored[key], row.draft, row.version) for key, row in wanted.items()]
        edit_structures(
            session, edits, author=author, clock=clock, origin=Origin.IMPORT, batch_id=batch_id,
            reference=reference,
        )  # fmt: skip


def _some_at_a_time(plan: ImportPlan, outcome: Outcome) -> Iterator[Sequence[PlannedRow]]:
    rows = [row for row in plan.rows if row.outcome is outcome]
    for start in range(0, len(rows), _WRITTEN_TOGETHER):
        yield rows[start : start + _WRITTEN_TOGETHER]


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """How many listings went back to what they said, and how many were archived again."""

    returned: int
    archived: int


def undo_import(session: Session, run: ImportRun, *, author: Author, clock: Clock) -> UndoneImport:
    """Take an applied import back, whole: what it created is archived.

    Raises ImportClosedError, and ChangedSinceError naming the listings changed since.
    """
    if run.state is not ImportState.APPLIED:
        raise ImportClosedError
    reason = f"{Way.IMPORT_UNDOING} : {run.file_name}"
    revisions = undo_batch(session, run.id, author=author, clock=clock, reason=reason)
    run.state, run.undone_at = ImportState.UNDONE, clock.now()
    archived = sum(act_of(each.before, each.after) is Act.ARCHIVED for each in revisions)
    return UndoneImport(returned=len(revisions) - archived, archived=archived)


def abandon_import(run: ImportRun) -> None:
    """Give an import up that was not applied; what the file held is forgotten."""
    require_open(run)
    run.state = ImportState.ABANDONED
    run.table, run.decisions = Table(()).as_json(), {}


def require_open(run: ImportRun) -> None:
    """Raise ImportClosedError unless an import still waits."""
    if run.state is not ImportState.READ:
        raise ImportClosedError


def _stored(matching: Mapping[int, str]) -> dict[str, str]:
    return {str(place): code for place, code in matching.items()}
