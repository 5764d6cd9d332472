"""What the page of an import shows: counts, and the rows of one page in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_as_json
from directory.catalog.problems import Problem, ProblemCode
from directory.exchange.cell_faults import CellProblem
from directory.exchange.columns import BY_NAME
from directory.exchange.models.import_run import ImportRun
from directory.exchange.plan import ImportPlan, Outcome, PlannedRow
from directory.web.admin.change_words import FieldChange, changes_between
from directory.web.admin.field_names import field_label
from directory.web.admin.field_values import Names
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.history_lines import names_for_changes
from directory.web.admin.import_words import (
    cell_sentence,
    outcome_label,
    resemblance_label,
    unclear_sentence,
)
from directory.web.pagination import Pagination, paginate
from directory.web.permissions import get_actor

PER_PAGE = 25
_ORDER = (
    Outcome.UNDECIDED, Outcome.REFUSED, Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED,
    Outcome.LEFT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong or odd in a row: the column, the value, a sentence."""

    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LikeListing:
    """A listing that a row may be about; `is_chosen` is true of the one that it is taken for."""

    id: str
    name: str
    why: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the dry run in words; `said` is what somebody decided of it, empty if nothing.

    `proposed` names the listing that it would be taken for with all others; else `unclear` says why
    an undecided row is not.
    """

    line: int
    name: str
    outcome: Outcome
    outcome_label: str
    structure_id: str
    changes: Sequence[FieldChange]
    problems: Sequence[RowProblem]
    doubts: Sequence[RowProblem]
    likenesses: Sequence[LikeListing]
    said: str
    proposed: str
    unclear: str


@dataclass(frozen=True, slots=True)
class OutcomeTab:
    """How many rows have an outcome, and where they are listed."""

    outcome: Outcome
    label: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """One page of the rows of one outcome, all counts, and the digest that « apply » sends back."""

    tabs: Sequence[OutcomeTab]
    outcome: Outcome
    rows: Sequence[ShownRow]
    pages: Pagination
    paths: Mapping[int, str]
    created: int
    changed: int
    refused: int
    undecided: int
    digest: str
    proposals: int
    proposals_digest: str
    tells_sources: bool

    @property
    def writes(self) -> int:
        """How many listings would be made or changed."""
        return self.created + self.changed


def make_dry_run(
    session: Session, run: ImportRun, plan: ImportPlan, *, outcome: str | None, page: int
) -> DryRun:
    """Put one page of a plan into words; without a known outcome, the first that has rows."""
    chosen = _chosen(plan, outcome)
    rows = [row for row in plan.rows if row.outcome is chosen]
    last = max(1, -(-len(rows) // PER_PAGE))
    page = min(max(page, 1), last)
    names = names_for_changes(session)
    tells_sources = "sources" in run.columns.values()
    return DryRun(
        tabs=[
            OutcomeTab(item, outcome_label(item), plan.counts[item], _path(run, item, 1))
            for item in _ORDER
            if plan.counts[item]
        ],
        outcome=chosen,
        rows=[
            _shown(row, plan, names, run, tells_sources=tells_sources)
            for row in rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        pages=paginate(page, last),
        paths={number: _path(run, chosen, number) for number in range(1, last + 1)},
        created=plan.counts[Outcome.CREATED],
        changed=plan.counts[Outcome.CHANGED],
        refused=plan.counts[Outcome.REFUSED],
        undecided=plan.counts[Outcome.UNDECIDED],
        digest=plan.digest,
        proposals=len(plan.proposals),
        proposals_digest=plan.proposals_digest,
        tells_sources=tells_sources,
    )


def row_problems(row: PlannedRow) -> list[RowProblem]:
    """Say all that refuses a row, cells first, then the rules of a listing."""
    doubts = set(map(id, row.doubts))
    errors = [problem for problem in row.problems if id(problem) not in doubts]
    return [_cell_problem(item) for item in row.cell_problems] + [_problem(e) for e in errors]


def _chosen(plan: ImportPlan, outcome: str | None) -> Outcome:
    filled = [item for item in _ORDER if plan.counts[item]]
    return next((item for item in filled if item == outcome), (filled or [Outcome.CREATED])[0])


def _path(run: ImportRun, outcome: Outcome, page: int) -> str:
    return url_for("admin.show_import", import_id=run.id, lignes=outcome.value, page=page)


def _shown(
    row: PlannedRow, plan: ImportPlan, names: Names, run: ImportRun, *, tells_sources: bool
) -> ShownRow:
    """Put a row into words; that no source is told is said once for a file without their column."""
    proposed = plan.proposals.get(row.line)
    doubts = [
        doubt
        for doubt in row.doubts
        if tells_sources or doubt.code is not ProblemCode.SOURCE_MISSING
    ]
    return ShownRow(
        line=row.line,
        name=row.draft.name or (row.before.name if row.before else ""),
        outcome=row.outcome,
        outcome_label=outcome_label(row.outcome),
        structure_id="" if row.structure_id is None else str(row.structure_id),
        changes=_changes(proposed or row, names),
        problems=row_problems(row) if row.outcome is Outcome.REFUSED else [],
        doubts=[_problem(problem) for problem in doubts],
        likenesses=[
            LikeListing(
                str(known.structure.id), known.structure.name, resemblance_label(known),
                is_chosen=known.structure.id == row.structure_id,
            )
            for known in row.likenesses
        ],
        said=run.decisions.get(str(row.line), ""),
        proposed=proposed.before.name if proposed and proposed.before else "",
        unclear="" if proposed or row.outcome is not Outcome.UNDECIDED else unclear_sentence(row),
    )  # fmt: skip


def _changes(row: PlannedRow, names: Names) -> Sequence[FieldChange]:
    if row.outcome not in (Outcome.CREATED, Outcome.CHANGED):
        return []
    before = None if row.before is None else draft_as_json(row.before)
    return changes_between(before, draft_as_json(row.draft), names, actor=get_actor())


def _cell_problem(problem: CellProblem) -> RowProblem:
    column = BY_NAME[problem.column].header if problem.column in BY_NAME else ""
    return RowProblem(column, problem.value, cell_sentence(problem))


def _problem(problem: Problem) -> RowProblem:
    return RowProblem(field_label(problem.field), problem.value, problem_sentence(problem))
