"""Rows that resemble one listing each are taken for it together; what is unclear waits."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.exchange.importing import (
    ImportClosedError,
    PlanChangedError,
    abandon_import,
    accept_proposals,
    decide_rows,
    plan_of,
    undo_import,
)
from directory.exchange.models.import_run import ImportRun
from directory.exchange.plan import Outcome
from directory.exchange.planning import LEAVE, NEW
from directory.exchange.reach import Reach
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure
from tests.unit.exchange.importing_steps import (
    ANIMATOR,
    AUTHOR,
    HEADER,
    REGION,
    apply_run,
    open_file,
    outcomes_of,
)

NAMES = ("Équipe du Léon", "Équipe des Abers", "Équipe du Porzay")


def _row(name: str, *more: str) -> Sequence[str]:
    return (name, "EMSP", "29600", "Morlaix", "02 61 91 00 99", *more)


def _listed(session: Session, *names: str) -> list[Structure]:
    return [make_structure(session, name) for name in names]


def _proposed(session: Session, run: ImportRun, reach: Reach = REGION) -> dict[int, str]:
    plan = plan_of(session, run, reach=reach)
    return {line: str(row.structure_id) for line, row in plan.proposals.items()}


def _accept(session: Session, run: ImportRun, said: dict[int, str] | None = None) -> int:
    digest = plan_of(session, run, reach=REGION).proposals_digest
    return accept_proposals(session, run, digest, said or {}, reach=REGION)


def test_rows_that_resemble_one_listing_each_are_accepted_together(
    session: Session, clock: FixedClock
) -> None:
    listed = _listed(session, *NAMES)
    run = open_file(session, clock, [_row(name) for name in NAMES])

    accepted = _accept(session, run)

    assert accepted == 3
    plan = plan_of(session, run, reach=REGION)
    assert outcomes_of(plan) == [Outcome.CHANGED] * 3
    assert [row.structure_id for row in plan.rows] == [structure.id for structure in listed]


def test_a_proposal_says_what_accepting_it_would_change(
    session: Session, clock: FixedClock
) -> None:
    _listed(session, "Équipe du Léon")
    run = open_file(session, clock, [_row("Équipe du Léom")])

    (proposed,) = plan_of(session, run, reach=REGION).proposals.values()

    assert proposed.outcome is Outcome.CHANGED
    assert proposed.fields == ("name", "phones")


def test_two_rows_that_resemble_one_listing_wait(session: Session, clock: FixedClock) -> None:
    _listed(session, "Équipe du Léon")
    run = open_file(session, clock, [_row("Équipe du Léon"), _row("Equipe du Leom")])

    assert _proposed(session, run) == {}


def test_a_row_that_resembles_the_listing_of_a_decided_row_waits(
    session: Session, clock: FixedClock
) -> None:
    (listed,) = _listed(session, "Équipe du Léon")
    run = open_file(session, clock, [_row("Équipe du Léon"), _row("Equipe du Leom")])
    decide_rows(run, {2: str(listed.id)})

    assert _proposed(session, run) == {}


def test_a_row_that_resembles_two_listings_waits(session: Session, clock: FixedClock) -> None:
    _listed(session, "Équipe du Léom", "Équipe du Léoon")
    run = open_file(session, clock, [_row("Équipe du Léon")])

    assert outcomes_of(plan_of(session, run, reach=REGION)) == [Outcome.UNDECIDED]
    assert _proposed(session, run) == {}


def test_the_only_listing_of_the_same_name_is_ahead_of_those_that_resemble(
    session: Session, clock: FixedClock
) -> None:
    same, _other = _listed(session, "Équipe du Léon", "Équipe du Léom")
    run = open_file(session, clock, [_row("Equipe du Leon")])

    assert _proposed(session, run) == {2: str(same.id)}


def test_a_name_that_another_number_contradicts_waits(session: Session, clock: FixedClock) -> None:
    make_structure(session, "Équipe du Léon", finess_et="290000033")
    run = open_file(session, clock, [_row("Équipe du Léon", "290000041")], (*HEADER, "FINESS"))

    assert outcomes_of(plan_of(session, run, reach=REGION)) == [Outcome.UNDECIDED]
    assert _proposed(session, run) == {}


def test_a_name_of_one_listing_and_the_number_of_another_wait(
    session: Session, clock: FixedClock
) -> None:
    make_structure(session, "Équipe du Léon")
    make_structure(session, "Équipe des Abers", finess_et="290000033")
    run = open_file(session, clock, [_row("Équipe du Léon", "290000033")], (*HEADER, "FINESS"))

    assert _proposed(session, run) == {}


def test_a_listing_out_of_reach_is_not_proposed(session: Session, clock: FixedClock) -> None:
    make_structure(session, "Équipe du Léon", filieres=("armor",))
    run = open_file(session, clock, [_row("Équipe du Léon")])

    assert _proposed(session, run, ANIMATOR) == {}
    assert len(_proposed(session, run, REGION)) == 1


def test_what_somebody_said_of_a_row_goes_before_the_proposal(
    session: Session, clock: FixedClock
) -> None:
    _listed(session, *NAMES)
    run = open_file(session, clock, [_row(name) for name in NAMES])

    accepted = _accept(session, run, {2: NEW, 3: LEAVE})

    assert accepted == 1
    outcomes = outcomes_of(plan_of(session, run, reach=REGION))
    assert outcomes == [Outcome.CREATED, Outcome.LEFT, Outcome.CHANGED]


def test_a_listing_said_of_one_row_is_not_given_to_another(
    session: Session, clock: FixedClock
) -> None:
    first, _second = _listed(session, "Équipe du Léom", "Équipe du Léoon")
    other = make_structure(session, "Équipe des Abers")
    run = open_file(session, clock, [_row("Équipe du Léon"), _row("Équipe des Abers")])

    accepted = _accept(session, run, {2: str(other.id)})

    assert accepted == 0
    assert first.id not in {row.structure_id for row in plan_of(session, run, reach=REGION).rows}


def test_proposals_changed_since_they_were_read_are_not_accepted(
    session: Session, clock: FixedClock
) -> None:
    (listed,) = _listed(session, "Équipe du Léon")
    run = open_file(session, clock, [_row("Équipe du Léon")])
    digest = plan_of(session, run, reach=REGION).proposals_digest
    listed.street = "changée entre-temps"
    session.commit()

    with pytest.raises(PlanChangedError):
        accept_proposals(session, run, digest, {}, reach=REGION)

    assert run.decisions == {}


def test_a_closed_import_accepts_nothing(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock)
    abandon_import(run)

    with pytest.raises(ImportClosedError):
        accept_proposals(session, run, "", {}, reach=REGION)


def test_what_was_accepted_together_is_undone_whole(session: Session, clock: FixedClock) -> None:
    listed = _listed(session, *NAMES)
    run = open_file(session, clock, [_row(f"{name}s") for name in NAMES])
    _accept(session, run)
    apply_run(session, run, clock)
    assert [structure.name for structure in listed] == [f"{name}s" for name in NAMES]

    undo_import(session, run, author=AUTHOR, clock=clock)
    session.commit()

    assert [structure.name for structure in listed] == list(NAMES)
    assert {structure.state for structure in listed} == {PublicationState.PUBLISHED}
