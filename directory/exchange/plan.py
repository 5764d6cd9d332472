"""What an import would do, row by row: nothing here changes anything."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from directory.catalog.drafts import StructureDraft
from directory.catalog.problems import Problem, Severity
from directory.catalog.resemblance import Resemblance
from directory.exchange.cell_faults import CellProblem


class Outcome(StrEnum):
    """What a row would do."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"  # it resembles a listing: somebody must say whether it is the same
    LEFT = "left"  # somebody said to leave it
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: what it would make of which listing, in which version, and what is wrong with it.

    `before` is None for a listing that would be new; `fields` are those of the draft that change.
    `proposed` is the row as it would be, were it taken for the one listing that it may be about.
    """

    line: int
    outcome: Outcome
    draft: StructureDraft
    before: StructureDraft | None = None
    structure_id: UUID | None = None
    version: int | None = None
    fields: tuple[str, ...] = ()
    cell_problems: tuple[CellProblem, ...] = ()
    problems: tuple[Problem, ...] = ()
    likenesses: tuple[Resemblance, ...] = ()
    proposed: "PlannedRow | None" = None

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What looks odd and blocks nothing."""
        return tuple(item for item in self.problems if item.severity is Severity.DOUBT)


@dataclass(frozen=True)
class ImportPlan:
    """All rows of a file; `digest` names this plan, so that no other is applied in its place."""

    rows: tuple[PlannedRow, ...]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows have each outcome, all outcomes named."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome}

    @cached_property
    def writes(self) -> int:
        """How many listings would be made or changed."""
        return self.counts[Outcome.CREATED] + self.counts[Outcome.CHANGED]

    @cached_property
    def proposals(self) -> Mapping[int, PlannedRow]:
        """Give by line what undecided rows propose; a listing that two rows mean is for nobody."""
        meant = Counter(
            named.structure_id for row in self.rows for named in (row, row.proposed) if named
        )
        return {
            row.line: row.proposed
            for row in self.rows
            if row.proposed is not None and meant[row.proposed.structure_id] == 1
        }

    @cached_property
    def proposals_digest(self) -> str:
        """Give what changes when what is proposed would."""
        return _digest(self.proposals.values())

    @cached_property
    def digest(self) -> str:
        """Give what changes when the effect would."""
        return _digest(self.rows)


def _digest(rows: Iterable[PlannedRow]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        facts = (row.line, row.outcome, row.structure_id, row.version, row.draft)
        digest.update(repr(facts).encode())
    return digest.hexdigest()
