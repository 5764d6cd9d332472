"""What blocks a publication, what only asks for a look, and the way back."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.catalog.editing import create_structure
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import (
    StructureNotReadyError,
    archive_structure,
    problems_blocking_draft,
    publish_structure,
    unarchive_structure,
)
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_draft


def _draft_structure(session: Session, clock: FixedClock, **facts: Any) -> Structure:
    return create_structure(session, make_draft(**facts), author=ANIMATOR, clock=clock)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"type_code": "AUTRE"}, "type_code"),
        ({"insee": None, "coverage": ()}, "insee"),
        ({"filieres": ()}, "filieres"),
        ({"phones": ()}, "phones"),
        ({"sources": ()}, "sources"),
        ({"email": "contact"}, "email"),
    ],
)
def test_a_missing_or_wrong_fact_blocks(
    session: Session, changes: dict[str, Any], field: str
) -> None:
    found = problems_blocking_draft(make_draft(**changes), reference_for_editing(session))

    assert [problem.field for problem in found] == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"phones": (), "email": "contact@exemple.fr"},
        {"phones": (), "website": "exemple.fr"},
        {"insee": None},
        {"coverage": ()},
        {"postal_code": "29200"},
        {"latitude": 48.0, "longitude": -2.0},
    ],
)
def test_doubts_and_one_way_of_many_never_block(session: Session, changes: dict[str, Any]) -> None:
    assert problems_blocking_draft(make_draft(**changes), reference_for_editing(session)) == []


def test_a_structure_is_shown_withdrawn_and_taken_back_as_a_draft(
    session: Session, clock: FixedClock
) -> None:
    structure = _draft_structure(session, clock)

    publish_structure(session, structure, author=ANIMATOR, clock=clock)
    shown = (structure.state, structure.published_at)
    withdrawal = archive_structure(
        session, structure, reason="Fermée", author=ANIMATOR, clock=clock
    )
    withdrawn = structure.state
    unarchive_structure(session, structure, author=ANIMATOR, clock=clock)

    assert shown == (PublicationState.PUBLISHED, clock.now())
    assert withdrawn is PublicationState.ARCHIVED
    assert withdrawal is not None
    assert withdrawal.reason == "Fermée"
    assert (structure.state, structure.published_at) == (PublicationState.DRAFT, None)


def test_what_is_so_already_leaves_no_revision(session: Session, clock: FixedClock) -> None:
    structure = _draft_structure(session, clock)
    publish_structure(session, structure, author=ANIMATOR, clock=clock)

    assert publish_structure(session, structure, author=ANIMATOR, clock=clock) is None
    assert unarchive_structure(session, structure, author=ANIMATOR, clock=clock) is None


def test_a_structure_that_is_not_ready_stays_unseen(session: Session, clock: FixedClock) -> None:
    structure = _draft_structure(session, clock, sources=(), filieres=())

    with pytest.raises(StructureNotReadyError) as refusal:
        publish_structure(session, structure, author=ANIMATOR, clock=clock)

    assert {problem.field for problem in refusal.value.problems} == {"sources", "filieres"}
    assert structure.state is PublicationState.DRAFT
