"""A dry run tells nothing of listings that whoever reads it may not open."""

import pytest
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from directory.exchange.cell_faults import CellFault
from directory.exchange.importing import plan_of
from directory.exchange.plan import Outcome
from directory.values.clock import FixedClock
from tests.factories.structures import ALL_FILIERES, make_structure
from tests.unit.exchange.importing_steps import ANIMATOR, HEADER, REGION, ROW, open_file


def test_a_dry_run_says_the_same_of_a_foreign_listing_whatever_the_cells_say(
    session: Session, clock: FixedClock
) -> None:
    other = make_structure(session, "Équipe d’Armor", filieres=("armor",), do_not_contact=True)
    header = ("Identifiant", "Ne pas solliciter")
    runs = [open_file(session, clock, [(str(other.id), said)], header) for said in ("oui", "non")]

    right, wrong = (plan_of(session, run, reach=ANIMATOR).rows for run in runs)

    assert right[0].cell_problems == wrong[0].cell_problems
    assert [problem.fault for problem in right[0].cell_problems] == [CellFault.OUT_OF_REACH]
    assert right[0].outcome is wrong[0].outcome is Outcome.REFUSED
    assert right[0].before is wrong[0].before is None


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_a_foreign_listing_that_is_not_published_is_unknown(
    session: Session, clock: FixedClock, state: PublicationState
) -> None:
    other = make_structure(session, "Équipe d’Armor", filieres=("armor",), state=state)
    run = open_file(session, clock, [(str(other.id), "1 rue")], ("Identifiant", "Rue"))

    row = plan_of(session, run, reach=ANIMATOR).rows[0]

    assert [problem.fault for problem in row.cell_problems] == [CellFault.STRUCTURE_UNKNOWN]
    assert other.name not in str(row)


def test_a_foreign_draft_is_no_resemblance(session: Session, clock: FixedClock) -> None:
    make_structure(session, phones=[], filieres=("armor",), state=PublicationState.DRAFT)

    theirs = plan_of(session, open_file(session, clock), reach=ANIMATOR)
    region = plan_of(session, open_file(session, clock), reach=REGION)

    assert theirs.rows[0].likenesses == ()
    assert len(region.rows[0].likenesses) == 1


def test_a_file_of_an_animator_changes_no_regional_listing(
    session: Session, clock: FixedClock
) -> None:
    regional = make_structure(session, filieres=ALL_FILIERES)
    run = open_file(session, clock, [(str(regional.id), "1 rue")], ("Identifiant", "Rue"))

    row = plan_of(session, run, reach=ANIMATOR).rows[0]

    assert [problem.fault for problem in row.cell_problems] == [CellFault.OUT_OF_REACH]


def test_a_new_listing_is_put_in_no_filiere_of_others(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock, [(*ROW, "nord-finistere | armor")], (*HEADER, "Filières"))

    row = plan_of(session, run, reach=ANIMATOR).rows[0]

    assert [problem.fault for problem in row.cell_problems] == [CellFault.OUT_OF_REACH]
