"""Working out what an import would do: the dry run, which also comes before every real one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.draft_json import changed_fields, draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Severity
from directory.catalog.queries import get_structures
from directory.catalog.resemblance import Resemblance, known_structures, structures_like
from directory.catalog.vocabulary import PublicationState
from directory.exchange.cell_faults import CellFault, CellProblem
from directory.exchange.likeness import clear_likeness, sure_likeness
from directory.exchange.matching import Matching, cells_by_column
from directory.exchange.name_book import load_name_book
from directory.exchange.plan import ImportPlan, Outcome, PlannedRow
from directory.exchange.reach import Reach
from directory.exchange.row_reading import RowReader
from directory.exchange.row_rules import broken_rules, waits_for_its_commune
from directory.exchange.table import Table, TableRow
from directory.values.text import fold

NEW, LEAVE = "new", "leave"
_MOST_PROPOSED = 5

Decisions = Mapping[str, str]
"""The line of a row, as text, and what somebody said of it: the id of a listing, NEW or LEAVE."""


_Target = tuple[UUID | Outcome | CellProblem, tuple[Resemblance, ...]]


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
        self._known = known_structures(session, reach.actor.visible_filieres)
        self._structures: dict[UUID, Structure] = {}
        self._seen: dict[Hashable, int] = {}

    def plan(self, table: Table) -> ImportPlan:
        rows = [(row, cells_by_column(row.cells, self._matching)) for row in table.rows]
        read = [(row, cells, *self._reader.read(cells, None)) for row, cells in rows]
        targets = [self._target(row, cells, draft) for row, cells, draft, _ in read]
        self._load(_named_by(targets))
        return ImportPlan(
            tuple(
                self._row(row, cells, draft, found, target, likenesses)
                for (row, cells, draft, found), (target, likenesses) in zip(
                    read, targets, strict=True
                )
            )
        )

    def _target(self, row: TableRow, cells: Mapping[str, str], draft: StructureDraft) -> _Target:
        """Give the listing that a row is about, or else what becomes of the row."""
        if written := cells.get("id"):
            try:
                return UUID(written), ()
            except ValueError:
                return CellProblem("id", written, CellFault.NOT_AN_IDENTIFIER), ()
        likenesses = tuple(structures_like(self._known, draft)[:_MOST_PROPOSED])
        said = self._decisions.get(str(row.line))
        if said == LEAVE:
            return Outcome.LEFT, likenesses
        if said == NEW or not likenesses:
            return Outcome.CREATED, likenesses
        if said is not None and said in {str(known.structure.id) for known in likenesses}:
            return UUID(said), likenesses
        known = sure_likeness(likenesses)
        return (known.structure.id if known else Outcome.UNDECIDED), likenesses

    def _load(self, ids: Iterable[UUID]) -> None:
        wanted = list(dict.fromkeys(ids))
        self._structures = {
            item.id: item
            for item in get_structures(self._session, wanted)
            if item.is_published or self._reach.may_see(item)
        }

    def _row(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        draft: StructureDraft,
        found: list[CellProblem],
        target: UUID | Outcome | CellProblem,
        likenesses: tuple[Resemblance, ...],
    ) -> PlannedRow:
        if row.has_too_many_cells:
            found.append(CellProblem("", "", CellFault.TOO_MANY_CELLS))
        if isinstance(target, CellProblem):
            return self._unknown(row, draft, [*found, target])
        if isinstance(target, UUID):
            return self._change(row, cells, draft, target, likenesses)
        if target is Outcome.LEFT:
            return PlannedRow(row.line, target, draft, likenesses=likenesses)
        if target is Outcome.UNDECIDED:
            return self._undecided(row, cells, draft, found, likenesses)
        if not self._reach.may_create(draft) and not waits_for_its_commune(draft, found):
            found.append(CellProblem("filieres", ", ".join(draft.filieres), CellFault.OUT_OF_REACH))
        return self._once((fold(draft.name), draft.insee, draft.type_code), self._judged(PlannedRow(
            row.line, Outcome.CREATED, draft, cell_problems=tuple(found), likenesses=likenesses
        )))  # fmt: skip

    def _unknown(
        self, row: TableRow, draft: StructureDraft, found: list[CellProblem]
    ) -> PlannedRow:
        """Refuse a row that names no listing, with what its own cells break."""
        broken = broken_rules(draft, found, self._reference)
        told = tuple(problem for problem in broken if problem.value)
        return PlannedRow(
            row.line, Outcome.REFUSED, draft, cell_problems=tuple(found), problems=told
        )

    def _undecided(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        draft: StructureDraft,
        found: list[CellProblem],
        likenesses: tuple[Resemblance, ...],
    ) -> PlannedRow:
        """Ask about a row, unless it changes nothing or is wrong whichever listing it is about."""
        proposed = None
        if known := clear_likeness(likenesses):
            proposed = self._changed(row, cells, draft, known.structure.id, likenesses)
            if proposed.outcome is Outcome.UNCHANGED:
                return self._once(known.structure.id, proposed)
        broken = broken_rules(draft, found, self._reference)
        told = tuple(item for item in broken if item.severity is Severity.ERROR and item.value)
        if found or told:
            return PlannedRow(
                row.line, Outcome.REFUSED, draft, cell_problems=tuple(found), problems=told,
                likenesses=likenesses,
            )  # fmt: skip
        return PlannedRow(
            row.line, Outcome.UNDECIDED, draft, likenesses=likenesses,
            proposed=proposed if proposed is not None and _is_plain(proposed) else None,
        )  # fmt: skip

    def _change(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        alone: StructureDraft,
        target: UUID,
        likenesses: tuple[Resemblance, ...],
    ) -> PlannedRow:
        if target in self._structures:
            return self._once(target, self._changed(row, cells, alone, target, likenesses))
        _draft, found = self._reader.read(cells, None)
        fault = CellProblem("id", str(target), CellFault.STRUCTURE_UNKNOWN)
        return self._unknown(row, alone, [*found, fault])

    def _changed(
        self,
        row: TableRow,
        cells: Mapping[str, str],
        alone: StructureDraft,
        target: UUID,
        likenesses: tuple[Resemblance, ...],
    ) -> PlannedRow:
        structure = self._structures[target]
        if not self._reach.may_see(structure):
            # Whatever the cells say: an answer that depends on them tells what is kept for others.
            return PlannedRow(
                row.line, Outcome.REFUSED, alone, cell_problems=(_out_of_reach(structure),),
                likenesses=likenesses,
            )  # fmt: skip
        before = draft_of(structure)
        draft, found = self._reader.read(cells, before)
        if row.has_too_many_cells:
            found.append(CellProblem("", "", CellFault.TOO_MANY_CELLS))
        fields = changed_fields(before, draft)
        if fields and structure.state is PublicationState.ARCHIVED:
            found.append(CellProblem("state", structure.name, CellFault.ARCHIVED))
        if fields and not self._reach.may_change(structure, draft):
            found.append(_out_of_reach(structure))
        return self._judged(PlannedRow(
            row.line, Outcome.CHANGED, draft, before, structure.id, structure.version, fields,
            cell_problems=tuple(found), likenesses=likenesses,
        ))  # fmt: skip

    def _once(self, identity: Hashable, row: PlannedRow) -> PlannedRow:
        """Refuse what an earlier row already does; a refused row does nothing."""
        first = self._seen.get(identity)
        if first is None:
            if row.outcome is not Outcome.REFUSED:
                self._seen[identity] = row.line
            return row
        again = CellProblem("", "", CellFault.SAME_STRUCTURE_TWICE, {"line": str(first)})
        return replace(row, outcome=Outcome.REFUSED, cell_problems=(*row.cell_problems, again))

    def _judged(self, row: PlannedRow) -> PlannedRow:
        """Refuse what breaks a rule, and what would change nothing changes nothing."""
        if not row.cell_problems and row.before is not None and not row.fields:
            return replace(row, outcome=Outcome.UNCHANGED)
        shown = row.before if self._is_published(row) else None
        found = broken_rules(row.draft, row.cell_problems, self._reference, shown=shown)
        is_wrong = any(problem.severity is Severity.ERROR for problem in found)
        outcome = Outcome.REFUSED if is_wrong or row.cell_problems else row.outcome
        return replace(row, problems=tuple(found), outcome=outcome)

    def _is_published(self, row: PlannedRow) -> bool:
        return row.structure_id is not None and self._structures[row.structure_id].is_published


def _out_of_reach(structure: Structure) -> CellProblem:
    named = ", ".join(link.filiere_slug for link in structure.filieres)
    return CellProblem("filieres", named, CellFault.OUT_OF_REACH)


def _named_by(targets: Iterable[_Target]) -> Iterator[UUID]:
    """Give the listings that rows are about, or that must be looked at to know."""
    for target, likenesses in targets:
        if isinstance(target, UUID):
            yield target
        elif target is Outcome.UNDECIDED and (known := clear_likeness(likenesses)):
            yield known.structure.id


def _is_plain(row: PlannedRow) -> bool:
    """Tell whether a change is allowed, and of the establishment that the listing names."""
    was = row.before.finess_et if row.before else None
    is_another = was is not None and "finess_et" in row.fields
    return row.outcome is Outcome.CHANGED and not is_another
