"""Which rows somebody must look at, though one listing resembles them."""

import pytest
from sqlalchemy.orm import Session

from directory.exchange.importing import plan_of
from directory.exchange.plan import Outcome
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure
from tests.unit.exchange.importing_steps import HEADER, REGION, ROW, open_file

BREST = "29019"


def test_a_row_of_the_same_telephone_waits_for_somebody(
    session: Session, clock: FixedClock
) -> None:
    known = make_structure(session, "Équipe d’Ailleurs")

    row = plan_of(session, open_file(session, clock), reach=REGION).rows[0]

    assert row.outcome is Outcome.UNDECIDED
    assert [like.structure.id for like in row.likenesses] == [known.id]
    assert row.proposed is None


@pytest.mark.parametrize(
    ("name", "insee", "outcome"),
    [
        ("Équipe d’Ailleurs", BREST, Outcome.UNDECIDED),
        ("Équipe d’Ailleurs", "29151", Outcome.CHANGED),
        ("Équipe d’Ailleurs", None, Outcome.CHANGED),
        ("Équipe mobile de l’Exemple", BREST, Outcome.CHANGED),
    ],
)
def test_a_number_is_not_sure_of_another_name_in_another_commune(
    session: Session, clock: FixedClock, name: str, insee: str | None, outcome: Outcome
) -> None:
    known = make_structure(session, name, insee=insee, finess_et="290000033", phones=[])
    run = open_file(session, clock, [(*ROW, "290000033")], (*HEADER, "FINESS"))

    row = plan_of(session, run, reach=REGION).rows[0]

    assert row.outcome is outcome
    assert [like.structure.id for like in row.likenesses] == [known.id]
    assert row.proposed is None
