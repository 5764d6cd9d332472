"""Working out what an import would do: the dry run, which also comes before every real one."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.draft_json import changed_fields, draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Severity
from directory.catalog.queries import get_structures
from directory.catalog.validation import problems
from directory.catalog.vocabulary import PublicationState
from directory.exchange.cell_faults import CellFault, CellProblem
from directory.exchange.likeness import Likeness, Resemblance
from directory.exchange.matching import Matching, cells_by_column
from directory.exchange.name_book import load_name_book
from directory.exchange.plan import ImportPlan, Outcome, PlannedRow
from directory.exchange.reach import Reach
from directory.exchange.row_reading import RowReader
from directory.exchange.table import Table, TableRow
from directory.values.text import fold

NEW, LEAVE = "new", "leave"

Decisions = Mapping[str, str]
"""The line of a row, as text, and what somebody said of it: the id of a listing, NEW or LEAVE."""


def plan_import(
    session: Session, table: Table, matching: Matching, decisions: Decisions, *, reach: Reach
) -> ImportPlan:
    """Say for every row of a file what it would do, under the rights of somebody."""
    return _Planning(session, matching, decisions, reach).plan(table)


class _Planning:
    """One dry run: the names, rules and listings that every row is held against."""

    def __init__(
        self, session: Session, matching: Matching, decisions: Decisions, reach: Reach
    ) -> None:
        self._session, self._matching, self._decisions, self._reach = (
            session, matching, decisions, reach,
        )  # fmt: skip
        self._reader = RowReader(load_name_book(session))
        self._reference = reference_for_editing(session)
        self._resemblance = Resemblance(session)
        self._structures: dict[UUID, Structure] = {}
        self._seen: dict[Hashable, int] = {}

    def plan(self, table: Table) -> ImportPlan:
        rows = [(row, cells_by_column(row.cells, self._matching)) for row in table.rows]
        read = [(row, cells, *self._reader.read(cells, None)) for row, cells in rows]
        targets = [self._target(row, cells, draft) for row, cells, draft, _ in read]
        self._load(target for target, _likenesses in targets if isinstance(target, UUID))
        return ImportPlan(
            tuple(
                self._row(row, cells, draft, found, target, likenesses)
                for (row, cells, draft, found), (target, likenesses) in zip(
                    read, targets, strict=True
                )
            )
        )

    def _target(
        self, row: TableRow, cells: Mapping[str, str], draft: StructureDraft
    ) -> tuple[UUID | Outcome | CellProblem, tuple[Likeness, ...]]:
        """Give the listing that a row is about, or else what becomes of the row."""
        if written := cells.get("id"):
            try:
                return UUID(written), ()
            except ValueError:
                return CellProblem("id", written, CellFault.NOT_AN_IDENTIFIER), ()
        likenesses = self._resemblance.of(draft)
        said = self._decisions.get(str(row.line))
        if said == LEAVE:
            return Outcome.LEFT, likenesses
        if said == NEW or not likenesses:
            return Outcome.CREATED, likenesses
        if said is not None and said in {str(known.structure_id) for known in likenesses}:
            return UUID(said), likenesses
        certain = [known for known in likenesses if known.is_certain]
        is_clear = len(certain) == 1 or (certain and certain[0].ground != certain[1].ground)
        return (certain[0].structure_id if is_clear else Outcome.UNDECIDED), likenesses

    def _load(self, ids: Iterable[UUID]) -> None:
        wanted = list(dict.fromkeys(ids))
        self._structures = {item.id: item for item in get_structures(self._session, wanted)}

    def _row(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        draft: StructureDraft,
        found: list[CellProblem],
        target: UUID | Outcome | CellProblem,
        likenesses: tuple[Likeness, ...],
    ) -> PlannedRow:
        if row.has_too_many_cells:
            found.append(CellProblem("", "", CellFault.TOO_MANY_CELLS))
        if isinstance(target, CellProblem):
            return PlannedRow(row.line, Outcome.REFUSED, draft, cell_problems=(*found, target))
        if isinstance(target, Outcome) and target is not Outcome.CREATED:
            return PlannedRow(row.line, target, draft, likenesses=likenesses)
        if isinstance(target, UUID):
            return self._change(row, cells, draft, target, likenesses)
        if not self._reach.may_create(draft):
            found.append(CellProblem("filieres", ", ".join(draft.filieres), CellFault.OUT_OF_REACH))
        found += self._twice(row, (fold(draft.name), draft.insee, draft.type_code))
        return self._judged(PlannedRow(
            row.line, Outcome.CREATED, draft, cell_problems=tuple(found), likenesses=likenesses
        ))  # fmt: skip

    def _change(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        alone: StructureDraft,
        target: UUID,
        likenesses: tuple[Likeness, ...],
    ) -> PlannedRow:
        structure = self._structures.get(target)
        if structure is None:
            fault = CellProblem("id", str(target), CellFault.STRUCTURE_UNKNOWN)
            return PlannedRow(row.line, Outcome.REFUSED, alone, cell_problems=(fault,))
        before = draft_of(structure)
        draft, found = self._reader.read(cells, before)
        if row.has_too_many_cells:
            found.append(CellProblem("", "", CellFault.TOO_MANY_CELLS))
        found += self._twice(row, target)
        fields = changed_fields(before, draft)
        if fields and structure.state is PublicationState.ARCHIVED:
            found.append(CellProblem("state", structure.name, CellFault.ARCHIVED))
        if fields and not self._reach.may_change(structure, draft):
            named = ", ".join(link.filiere_slug for link in structure.filieres)
            found.append(CellProblem("filieres", named, CellFault.OUT_OF_REACH))
        planned = PlannedRow(
            row.line, Outcome.CHANGED, draft, before, structure.id, structure.version, fields,
            cell_problems=tuple(found), likenesses=likenesses,
        )  # fmt: skip
        return self._judged(planned)

    def _twice(self, row: TableRow, identity: Hashable) -> list[CellProblem]:
        first = self._seen.setdefault(identity, row.line)
        if first == row.line:
            return []
        return [CellProblem("", "", CellFault.SAME_STRUCTURE_TWICE, {"line": str(first)})]

    def _judged(self, row: PlannedRow) -> PlannedRow:
        """Refuse what breaks a rule, and what would change nothing changes nothing."""
        if row.cell_problems:
            return replace(row, outcome=Outcome.REFUSED)
        if row.before is not None and not row.fields:
            return replace(row, outcome=Outcome.UNCHANGED)
        found = tuple(problems(row.draft, self._reference))
        is_wrong = any(problem.severity is Severity.ERROR for problem in found)
        return replace(row, problems=found, outcome=Outcome.REFUSED if is_wrong else row.outcome)
