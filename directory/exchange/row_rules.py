"""Which rules of a listing a row breaks."""

from collections.abc import Iterable

from directory.catalog.drafts import StructureDraft
from directory.catalog.problems import Problem
from directory.catalog.publishing import newly_missing
from directory.catalog.validation import Reference, problems
from directory.exchange.cell_faults import CellProblem
from directory.exchange.row_reading import fields_of


def broken_rules(
    draft: StructureDraft,
    refused: Iterable[CellProblem],
    reference: Reference,
    *,
    shown: StructureDraft | None = None,
) -> list[Problem]:
    """List the rules that are broken, but for facts whose cell could not be read.

    `shown` is what everybody reads today: a row may not take from it what publication asks.
    """
    unread = {field for cell in refused for field in fields_of(cell.column)}
    missing = [] if shown is None else newly_missing(shown, draft)
    told = {problem.code for problem in missing}
    odd = (problem for problem in problems(draft, reference) if problem.code not in told)
    return [problem for problem in (*missing, *odd) if problem.field not in unread]


def waits_for_its_commune(draft: StructureDraft, refused: Iterable[CellProblem]) -> bool:
    """Tell whether a row has no filière yet because nobody can tell its commune."""
    return not draft.filieres and any(cell.column in ("commune", "insee") for cell in refused)
