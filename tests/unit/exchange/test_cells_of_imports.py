"""What the cells of an import may say, as people write it, and what is wrong with the others."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from directory.catalog.problems import ProblemCode
from directory.exchange.cell_faults import CellFault
from directory.exchange.importing import (
    plan_of,
)
from directory.exchange.plan import Outcome
from directory.values.clock import FixedClock
from tests.unit.exchange.importing_steps import (
    HEADER,
    REGION,
    ROW,
    open_file,
    outcomes_of,
)


def test_wrong_cells_refuse_their_row_alone_and_are_named(
    session: Session, clock: FixedClock
) -> None:
    rows = [
        ROW,
        ("Sans type", "", "29600", "Morlaix", ""),
        ("Numéro faux", "HAD", "29600", "Morlaix", "02 98"),
        ("Commune fausse", "HAD", "29600", "Nulle-Part", ""),
    ]

    plan = plan_of(session, open_file(session, clock, rows), reach=REGION)

    assert outcomes_of(plan) == [Outcome.CREATED, *[Outcome.REFUSED] * 3]
    assert [problem.code for problem in plan.rows[1].problems][:1] == [ProblemCode.TYPE_UNKNOWN]
    assert ProblemCode.PHONE_INVALID in {problem.code for problem in plan.rows[2].problems}
    assert [p.fault for p in plan.rows[3].cell_problems] == [CellFault.COMMUNE_NAME_UNKNOWN]
    assert [row.line for row in plan.rows] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("Latitude", "au nord", CellFault.NOT_A_NUMBER),
        ("Capacité", "dix", CellFault.NOT_A_NUMBER),
        ("Date de la source", "31/02/2026", CellFault.NOT_A_DAY),
        ("Organisme", "Hôpital inconnu", CellFault.ORGANIZATION_UNKNOWN),
        ("Publics", "adultes | martiens", CellFault.WORD_UNKNOWN),
        ("Ne pas solliciter", "peut-être", CellFault.WORD_UNKNOWN),
        ("Téléphone 1 : nature", "portable", CellFault.WORD_UNKNOWN),
        ("Zones desservies", "planète Mars", CellFault.NOT_A_LIST),
        ("Fermetures", "demain", CellFault.NOT_A_LIST),
        ("Horaires", "sur rendez-vous", CellFault.NOT_HOURS),
        ("Téléphone 1 : horaires", "parfois", CellFault.NOT_HOURS),
        ("Identifiant", "12", CellFault.NOT_AN_IDENTIFIER),
        ("Identifiant", str(UUID(int=404)), CellFault.STRUCTURE_UNKNOWN),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(
    session: Session, clock: FixedClock, column: str, text: str, fault: CellFault
) -> None:
    run = open_file(session, clock, [(*ROW, text)], (*HEADER, column))

    plan = plan_of(session, run, reach=REGION)

    assert [problem.fault for problem in plan.rows[0].cell_problems] == [fault]
    assert plan.rows[0].outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("Capacité", "10 lits", "capacity_unit", "beds"),
        ("Capacité", "1 lit", "capacity_value", 1),
        ("Date de la source", "15/10/26", "source_date", date(2026, 10, 15)),
        ("Date de la source", "46310", "source_date", date(2026, 10, 15)),
        ("Horaires", "Lun-Ven 9h-17h", "opening_hours", "Mo-Fr 09:00-17:00"),
        ("Horaires", "Mo-Fr 09:00-17:00", "opening_hours", "Mo-Fr 09:00-17:00"),
    ],
)
def test_a_cell_is_read_as_people_write_it(
    session: Session, clock: FixedClock, column: str, text: str, field: str, value: object
) -> None:
    run = open_file(session, clock, [(*ROW, text)], (*HEADER, column))

    row = plan_of(session, run, reach=REGION).rows[0]

    assert getattr(row.draft, field) == value
    assert row.outcome is Outcome.CREATED


def test_a_capacity_whose_unit_says_something_else_is_refused(
    session: Session, clock: FixedClock
) -> None:
    header = (*HEADER, "Capacité", "Unité de capacité")
    run = open_file(session, clock, [(*ROW, "10 lits", "places")], header)

    row = plan_of(session, run, reach=REGION).rows[0]

    assert [cell.fault for cell in row.cell_problems] == [CellFault.NOT_A_NUMBER]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Équipe mobile", "EMSP"),
        ("Lits identifiés", "LISP"),
        ("Équipes mobiles de soins palliatifs", "EMSP"),
        ("unité de soins palliatifs", "USP"),
    ],
)
def test_a_kind_is_known_by_what_people_call_it(
    session: Session, clock: FixedClock, text: str, code: str
) -> None:
    run = open_file(session, clock, [(ROW[0], text, *ROW[2:])])

    assert plan_of(session, run, reach=REGION).rows[0].draft.type_code == code


@pytest.mark.parametrize(
    ("text", "fault", "known"),
    [
        ("lits", CellFault.TYPE_AMBIGUOUS, "LISP (Lits identifiés de soins palliatifs), USP"),
        ("Equipe mobil", CellFault.TYPE_UNKNOWN, "EMSP (Équipe mobile de soins palliatifs)"),
    ],
)
def test_a_word_for_no_kind_or_for_several_names_those_it_may_be(
    session: Session, clock: FixedClock, text: str, fault: CellFault, known: str
) -> None:
    run = open_file(session, clock, [(ROW[0], text, *ROW[2:])])

    (problem,) = plan_of(session, run, reach=REGION).rows[0].cell_problems

    assert problem.fault is fault
    assert known in problem.data["known"]


def test_a_commune_mistyped_is_proposed(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock, [("Équipe", "HAD", "29600", "Morlay", "")])

    (problem,) = plan_of(session, run, reach=REGION).rows[0].cell_problems

    assert (problem.fault, problem.data["known"]) == (
        CellFault.COMMUNE_NAME_NEAR, "Morlaix (29600)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"), [("261910001", "+33261910001"), ("+33 2 61 91 00 01", "+33261910001")]
)
def test_a_number_without_its_zero_is_understood(
    session: Session, clock: FixedClock, text: str, number: str
) -> None:
    run = open_file(session, clock, [(*ROW[:4], text)])

    plan = plan_of(session, run, reach=REGION)

    assert [phone.number for phone in plan.rows[0].draft.phones] == [number]
