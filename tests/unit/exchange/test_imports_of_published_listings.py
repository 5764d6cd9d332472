"""An import takes from what everybody reads neither what publication asks, nor keeps its checks."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.problems import ProblemCode
from directory.catalog.vocabulary import FactGroup, PublicationState
from directory.exchange.importing import plan_of, undo_import
from directory.exchange.plan import Outcome
from directory.values.clock import FixedClock
from tests.factories.structures import make_source, make_structure, make_verification
from tests.unit.exchange.importing_steps import (
    AUTHOR,
    REGION,
    apply_run,
    open_file,
    outcomes_of,
)

HEADER = ("Identifiant", "Rue", "Sources")


@pytest.fixture
def structure(session: Session) -> Structure:
    return make_structure(
        session,
        sources=[make_source()],
        verifications=[
            make_verification(date(2026, 11, 1), FactGroup.IDENTITY),
            make_verification(date(2026, 11, 1), FactGroup.PHONES),
        ],
    )


def test_a_row_that_takes_the_only_source_of_a_published_listing_is_refused_alone(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    other = make_structure(session, "Autre équipe", sources=[make_source()])
    rows = [(str(structure.id), "2 rue Neuve", "(vide)"), (str(other.id), "3 rue Neuve", "")]

    plan = apply_run(session, open_file(session, clock, rows, HEADER), clock)

    assert outcomes_of(plan) == [Outcome.REFUSED, Outcome.CHANGED]
    codes = [problem.code for problem in plan.rows[0].problems]
    assert codes.count(ProblemCode.SOURCE_MISSING) == 1
    assert (structure.street, other.street) == (None, "3 rue Neuve")


def test_a_row_may_empty_what_nobody_reads(session: Session, clock: FixedClock) -> None:
    draft = make_structure(session, sources=[make_source()], state=PublicationState.DRAFT)
    run = open_file(session, clock, [(str(draft.id), "2 rue Neuve", "(vide)")], HEADER)

    assert outcomes_of(plan_of(session, run, reach=REGION)) == [Outcome.CHANGED]


def test_a_row_may_change_a_published_listing_that_lacked_its_source_before(
    session: Session, clock: FixedClock
) -> None:
    old = make_structure(session)
    run = open_file(session, clock, [(str(old.id), "2 rue Neuve", "")], HEADER)

    assert outcomes_of(plan_of(session, run, reach=REGION)) == [Outcome.CHANGED]


def test_an_import_takes_the_checks_of_what_it_changes_and_its_undoing_gives_them_back(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    run = open_file(session, clock, [(str(structure.id), "2 rue Neuve", "")], HEADER)
    apply_run(session, run, clock)
    after = {check.facts for check in structure.verifications}

    undo_import(session, run, author=AUTHOR, clock=clock)

    assert after == {FactGroup.PHONES}
    assert {check.facts for check in structure.verifications} == {
        FactGroup.IDENTITY,
        FactGroup.PHONES,
    }
