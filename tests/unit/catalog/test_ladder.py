"""« Qui appeler ? »: the order of rungs, who stands on them, and what an empty one says."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from directory.catalog.ladder import Ladder, Rung, ladder_for
from directory.catalog.vocabulary import CoverageBasis, Profile, PublicationState
from directory.data_files import read_rows
from directory.paths import DATA
from directory.territory.coverage import REGION, AreaKind
from directory.territory.queries import find_commune
from directory.values.clock import PARIS
from tests.factories.structures import MORLAIX, make_coverage, make_structure

QUIMPER = "29232"
FRIDAY_EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=PARIS)


def climb(
    session: Session,
    insee: str = MORLAIX,
    profile: Profile = Profile.PROFESSIONAL,
    moment: datetime = FRIDAY_EVENING,
) -> Ladder:
    commune = find_commune(session, insee)
    assert commune is not None
    return ladder_for(session, commune, profile=profile, moment=moment)


def rung(ladder: Ladder, type_code: str) -> Rung:
    return next(found for found in ladder.rungs if found.type_code == type_code)


@pytest.mark.parametrize(
    ("profile", "column"),
    [(Profile.PROFESSIONAL, "ladder_professional"), (Profile.PUBLIC, "ladder_public")],
)
def test_rungs_stand_in_the_order_of_the_vocabulary(
    session: Session, profile: Profile, column: str
) -> None:
    rows = read_rows(DATA / "vocabulary" / "structure_types.csv", ("code", column))
    placed = [row for row in rows if row.optional(column) is not None]

    ladder = climb(session, profile=profile)

    assert placed
    assert [found.type_code for found in ladder.rungs] == [
        row.text("code") for row in sorted(placed, key=lambda row: int(row.text(column)))
    ]


def test_a_structure_stands_where_its_filiere_is_covered(session: Session) -> None:
    make_structure(session, "Équipe du Nord")

    here = rung(climb(session), "EMSP")
    elsewhere = rung(climb(session, QUIMPER), "EMSP")

    assert [entry.structure.name for entry in here.entries] == ["Équipe du Nord"]
    assert here.entries[0].basis is CoverageBasis.ASSUMED
    assert elsewhere.entries == ()


def test_an_empty_rung_names_the_nearest_others(session: Session) -> None:
    make_structure(session, "Équipe du Nord")

    nearest = rung(climb(session, QUIMPER), "EMSP").nearest

    assert [entry.structure.name for entry in nearest] == ["Équipe du Nord"]
    assert nearest[0].area is None
    assert nearest[0].distance_km == pytest.approx(66, abs=5)


def test_declared_coverage_stands_before_assumed_even_when_farther(session: Session) -> None:
    make_structure(session, "Proche et supposée")
    make_structure(
        session,
        "Loin et déclarée",
        latitude=48.39,
        longitude=-4.48,
        coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)],
    )

    names = [entry.structure.name for entry in rung(climb(session), "EMSP").entries]

    assert names == ["Loin et déclarée", "Proche et supposée"]


def test_a_structure_with_two_coverages_stands_once_by_the_declared_one(session: Session) -> None:
    make_structure(
        session,
        coverage=[
            make_coverage(AreaKind.FILIERE, "nord-finistere"),
            make_coverage(AreaKind.DEPARTEMENT, "29", CoverageBasis.DECLARED),
        ],
    )

    entries = rung(climb(session), "EMSP").entries

    assert len(entries) == 1
    assert entries[0].basis is CoverageBasis.DECLARED


def test_a_regional_structure_stands_for_every_commune(session: Session) -> None:
    make_structure(
        session,
        "Équipe ressource",
        type_code="ERRSPP",
        coverage=[make_coverage(REGION.kind, REGION.code)],
    )

    for insee in (MORLAIX, QUIMPER, "35288", "56260"):
        assert rung(climb(session, insee), "ERRSPP").entries


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_what_is_not_published_stands_on_no_rung(session: Session, state: PublicationState) -> None:
    make_structure(session, state=state)

    found = rung(climb(session), "EMSP")

    assert found.entries == ()
    assert found.nearest == ()


def test_a_long_rung_is_cut_and_says_how_many_there_are(session: Session) -> None:
    for number in range(12):
        make_structure(session, f"Équipe {number}")

    found = rung(climb(session), "EMSP")

    assert len(found.entries) == 10
    assert found.total == 12
