"""An import says what it would do, does exactly that, all or nothing, and is undone in one go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.problems import ProblemCode
from directory.catalog.restoring import ChangedSinceError
from directory.catalog.vocabulary import Origin, PublicationState
from directory.exchange.cell_faults import CellFault
from directory.exchange.file_reading import read_file
from directory.exchange.importing import (
    ImportClosedError,
    PlanChangedError,
    UndoneImport,
    abandon_import,
    apply_import,
    choose_columns,
    decide_rows,
    open_import,
    plan_of,
    undo_import,
)
from directory.exchange.likeness import Ground
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.exchange.plan import ImportPlan, Outcome
from directory.exchange.planning import LEAVE, NEW
from directory.exchange.reach import Reach
from directory.values.clock import FixedClock
from tests.factories.import_files import make_csv
from tests.factories.structures import make_structure

REGION = Reach(Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN), 8)
ANIMATOR = Reach(
    Actor(uuid4(), "Nord", "nord@exemple.example", Role.ANIMATOR, frozenset({"nord-finistere"})),
    8,
)
AUTHOR = Author(uuid4(), "animator", ("nord-finistere",))
HEADER = ("Nom", "Type", "Code postal", "Commune", "Téléphone 1")
ROW = ("Équipe mobile de l’Exemple", "EMSP", "29600", "Morlaix", "02 61 91 00 01")


def _open(
    session: Session,
    clock: FixedClock,
    rows: Sequence[Sequence[str]] = (ROW,),
    header: Sequence[str] = HEADER,
) -> ImportRun:
    run = open_import(
        session,
        read_file(make_csv(rows, header=header)),
        file_name="fiches.csv",
        author=AUTHOR,
        clock=clock,
    )
    session.flush()
    return run


def _apply(
    session: Session, run: ImportRun, clock: FixedClock, reach: Reach = REGION
) -> ImportPlan:
    plan = plan_of(session, run, reach=reach)
    applied = apply_import(session, run, plan.digest, reach=reach, author=AUTHOR, clock=clock)
    session.commit()
    return applied


def _outcomes(plan: ImportPlan) -> list[Outcome]:
    return [row.outcome for row in plan.rows]


def test_a_new_row_makes_a_draft_with_the_filieres_of_its_commune(
    session: Session, clock: FixedClock
) -> None:
    run = _open(session, clock)

    _apply(session, run, clock)

    made = session.scalars(select(Structure)).one()
    assert made.state is PublicationState.DRAFT
    assert made.insee == "29151"
    assert [link.filiere_slug for link in made.filieres] == ["nord-finistere"]
    assert [phone.number for phone in made.phones] == ["+33261910001"]


def test_the_same_file_again_changes_nothing(session: Session, clock: FixedClock) -> None:
    _apply(session, _open(session, clock), clock)

    plan = plan_of(session, _open(session, clock), reach=REGION)

    assert _outcomes(plan) == [Outcome.UNCHANGED]
    assert plan.writes == 0


def test_each_listing_has_one_revision_that_names_the_import(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, phones=[])
    run = _open(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})

    _apply(session, run, clock)

    revisions = session.scalars(select(Revision).where(Revision.batch_id == run.id)).all()
    assert len(revisions) == 2
    assert {revision.origin for revision in revisions} == {Origin.IMPORT}
    assert {revision.editor_id for revision in revisions} == {AUTHOR.editor_id}


def test_a_row_says_only_what_its_cells_say(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, website="https://exemple.fr", email="a@exemple.fr")
    header = ("Identifiant", "Site internet", "Courriel", "Rue")
    run = _open(session, clock, [(str(structure.id), "", "(vide)", "1 rue de l’Exemple")], header)

    plan = _apply(session, run, clock)

    assert plan.rows[0].fields == ("street", "email")
    assert structure.website == "https://exemple.fr"
    assert structure.email is None


def test_wrong_cells_refuse_their_row_alone_and_are_named(
    session: Session, clock: FixedClock
) -> None:
    rows = [
        ROW,
        ("Sans type", "", "29600", "Morlaix", ""),
        ("Numéro faux", "HAD", "29600", "Morlaix", "02 98"),
        ("Commune fausse", "HAD", "29600", "Nulle-Part", ""),
    ]

    plan = plan_of(session, _open(session, clock, rows), reach=REGION)

    assert _outcomes(plan) == [Outcome.CREATED, *[Outcome.REFUSED] * 3]
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
    run = _open(session, clock, [(*ROW, text)], (*HEADER, column))

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
    run = _open(session, clock, [(*ROW, text)], (*HEADER, column))

    row = plan_of(session, run, reach=REGION).rows[0]

    assert getattr(row.draft, field) == value
    assert row.outcome is Outcome.CREATED


def test_a_capacity_whose_unit_says_something_else_is_refused(
    session: Session, clock: FixedClock
) -> None:
    header = (*HEADER, "Capacité", "Unité de capacité")
    run = _open(session, clock, [(*ROW, "10 lits", "places")], header)

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
    run = _open(session, clock, [(ROW[0], text, *ROW[2:])])

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
    run = _open(session, clock, [(ROW[0], text, *ROW[2:])])

    (problem,) = plan_of(session, run, reach=REGION).rows[0].cell_problems

    assert problem.fault is fault
    assert known in problem.data["known"]


def test_a_commune_mistyped_is_proposed(session: Session, clock: FixedClock) -> None:
    run = _open(session, clock, [("Équipe", "HAD", "29600", "Morlay", "")])

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
    run = _open(session, clock, [(*ROW[:4], text)])

    plan = plan_of(session, run, reach=REGION)

    assert [phone.number for phone in plan.rows[0].draft.phones] == [number]


def test_two_rows_for_one_listing_are_refused_at_the_second(
    session: Session, clock: FixedClock
) -> None:
    plan = plan_of(session, _open(session, clock, [ROW, ROW]), reach=REGION)

    assert _outcomes(plan) == [Outcome.CREATED, Outcome.REFUSED]
    assert plan.rows[1].cell_problems[0].data == {"line": "2"}


def test_a_name_that_resembles_waits_for_somebody_to_say(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Équipe mobile de l’Exempel")
    run = _open(session, clock)

    plan = plan_of(session, run, reach=REGION)

    assert _outcomes(plan) == [Outcome.UNDECIDED]
    assert [(known.structure_id, known.ground) for known in plan.rows[0].likenesses] == [
        (structure.id, Ground.NEAR_NAME)
    ]


def test_what_a_listing_of_the_same_name_would_lose_waits_for_somebody_to_say(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    plan = plan_of(
        session,
        _open(session, clock, [("EQUIPE MOBILE DE L EXEMPLE", *ROW[1:4], "02 61 91 00 99")]),
        reach=REGION,
    )

    assert structure.name == ROW[0]
    assert _outcomes(plan) == [Outcome.UNDECIDED]


def test_a_row_decided_keeps_the_name_that_has_accents(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    run = _open(session, clock, [("EQUIPE MOBILE DE L EXEMPLE", *ROW[1:4], "02 61 91 00 99")])
    decide_rows(run, {2: str(structure.id)})

    plan = plan_of(session, run, reach=REGION)

    assert plan.rows[0].fields == ("phones",)
    assert plan.rows[0].draft.name == "Équipe mobile de l’Exemple"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("EQUIPE DU LEON", "Équipe du Leon"),
        ("Equipe du Leon", "Équipe du Leon"),
        ("Équipe du Léon", "Équipe du Léon"),
    ],
)
def test_a_row_with_an_identifier_betters_accents_and_never_loses_them(
    session: Session, clock: FixedClock, typed: str, name: str
) -> None:
    structure = make_structure(session, "Équipe du Leon")
    run = _open(session, clock, [(str(structure.id), typed)], ("Identifiant", "Nom"))

    assert plan_of(session, run, reach=REGION).rows[0].draft.name == name


def test_all_that_is_wrong_with_a_row_is_said_at_once(session: Session, clock: FixedClock) -> None:
    row = ("Sans type", "XYZ", "2960", "Nulle-Part", "02 98", "dix", "au nord")
    run = _open(session, clock, [row], (*HEADER, "Capacité", "Latitude"))

    found = plan_of(session, run, reach=REGION).rows[0]

    refused = {cell.column for cell in found.cell_problems}
    broken = {problem.field for problem in found.problems if problem not in found.doubts}
    assert refused | broken == {
        "type", "postal_code", "commune", "phones", "capacity_value", "latitude"
    }  # fmt: skip


def test_a_row_that_waits_for_a_choice_is_refused_first_for_what_is_wrong_anyway(
    session: Session, clock: FixedClock
) -> None:
    make_structure(session, "Équipe mobile de l’Exempel")
    run = _open(session, clock, [(*ROW[:4], "02 98")])

    plan = plan_of(session, run, reach=REGION)

    assert _outcomes(plan) == [Outcome.REFUSED]
    assert [problem.code for problem in plan.rows[0].problems] == [ProblemCode.PHONE_INVALID]


def test_a_refused_row_does_not_refuse_another(session: Session, clock: FixedClock) -> None:
    run = _open(session, clock, [(*ROW[:4], "02 98"), ROW])

    plan = plan_of(session, run, reach=REGION)

    assert _outcomes(plan) == [Outcome.REFUSED, Outcome.CREATED]


def test_what_somebody_said_of_a_row_is_followed(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, "Équipe mobile de l’Exempel")
    run = _open(session, clock)
    found = []

    for said in (str(structure.id), NEW, LEAVE, "", str(uuid4())):
        decide_rows(run, {2: said})
        found += _outcomes(plan_of(session, run, reach=REGION))

    assert found == [
        Outcome.CHANGED, Outcome.CREATED, Outcome.LEFT, Outcome.UNDECIDED, Outcome.UNDECIDED,
    ]  # fmt: skip


def test_the_same_finess_and_kind_is_taken_for_the_same_listing(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Équipe du Léon", finess_et="290000033")
    other = make_structure(session, "HAD", type_code="HAD", finess_et="290000033", phones=[])
    run = _open(session, clock, [(*ROW, "290000033")], (*HEADER, "FINESS"))

    plan = plan_of(session, run, reach=REGION)

    assert plan.rows[0].structure_id == structure.id != other.id


def test_an_animator_changes_own_listings_only(session: Session, clock: FixedClock) -> None:
    other = make_structure(session, "Équipe d’Armor", filieres=("armor",))
    header = ("Identifiant", "Rue", *HEADER)
    rows = [
        (str(other.id), "2 rue de l’Exemple", "", "", "", "", ""),
        ("", "", *ROW),
        ("", "", "Équipe de Quimper", "EMSP", "29000", "Quimper", ""),
    ]

    plan = plan_of(session, _open(session, clock, rows, header), reach=ANIMATOR)

    assert _outcomes(plan) == [Outcome.REFUSED, Outcome.CREATED, Outcome.REFUSED]
    faults = {problem.fault for row in plan.rows for problem in row.cell_problems}
    assert faults == {CellFault.OUT_OF_REACH}


def test_an_animator_cannot_give_a_listing_away(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    run = _open(session, clock, [(str(structure.id), "armor")], ("Identifiant", "Filières"))

    plan = plan_of(session, run, reach=ANIMATOR)

    assert [p.fault for p in plan.rows[0].cell_problems] == [CellFault.OUT_OF_REACH]


def test_an_archived_listing_is_not_changed(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, state=PublicationState.ARCHIVED)
    run = _open(session, clock, [(str(structure.id), "1 rue")], ("Identifiant", "Rue"))

    plan = plan_of(session, run, reach=REGION)

    assert [p.fault for p in plan.rows[0].cell_problems] == [CellFault.ARCHIVED]


def test_a_listing_changed_since_the_dry_run_stops_the_import(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, phones=[])
    run = _open(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})
    shown = plan_of(session, run, reach=REGION)
    structure.street = "changée entre-temps"
    session.commit()

    with pytest.raises(PlanChangedError):
        apply_import(session, run, shown.digest, reach=REGION, author=AUTHOR, clock=clock)

    assert len(session.scalars(select(Structure)).all()) == 1


def test_an_applied_import_is_undone_in_one_go(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, phones=[])
    run = _open(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})
    _apply(session, run, clock)

    undone = undo_import(session, run, author=AUTHOR, clock=clock)
    session.commit()

    states = dict(session.execute(select(Structure.name, Structure.state)).all())
    assert undone == UndoneImport(returned=1, archived=1)
    assert states["Autre équipe"] is PublicationState.ARCHIVED
    assert structure.phones == []
    assert run.state is ImportState.UNDONE


def test_an_undone_file_can_be_imported_again(session: Session, clock: FixedClock) -> None:
    run = _open(session, clock)
    _apply(session, run, clock)
    undo_import(session, run, author=AUTHOR, clock=clock)
    session.commit()

    assert _outcomes(plan_of(session, _open(session, clock), reach=REGION)) == [Outcome.CREATED]


def test_an_import_whose_listing_changed_since_is_not_undone(
    session: Session, clock: FixedClock
) -> None:
    run = _open(session, clock)
    _apply(session, run, clock)
    made = session.scalars(select(Structure)).one()
    header = ("Identifiant", "Rue")
    _apply(session, _open(session, clock, [(str(made.id), "2 rue")], header), clock)

    with pytest.raises(ChangedSinceError) as refusal:
        undo_import(session, run, author=AUTHOR, clock=clock)

    assert refusal.value.names == (made.name,)


def test_a_closed_import_stays_as_it_is(session: Session, clock: FixedClock) -> None:
    run = _open(session, clock)
    plan = plan_of(session, run, reach=REGION)
    abandon_import(run)

    with pytest.raises(ImportClosedError):
        apply_import(session, run, plan.digest, reach=REGION, author=AUTHOR, clock=clock)
    with pytest.raises(ImportClosedError):
        undo_import(session, run, author=AUTHOR, clock=clock)
    with pytest.raises(ImportClosedError):
        choose_columns(run, {})

    assert run.table["rows"] == []


def test_columns_are_matched_by_hand(session: Session, clock: FixedClock) -> None:
    run = _open(session, clock, [ROW], ("Quoi", *HEADER[1:]))

    choose_columns(run, {**{int(k): v for k, v in run.columns.items()}, 0: "name", 99: "street"})

    assert _outcomes(plan_of(session, run, reach=REGION)) == [Outcome.CREATED]
    assert "99" not in run.columns


def test_the_digest_tells_plans_apart(session: Session, clock: FixedClock) -> None:
    plan = plan_of(session, _open(session, clock), reach=REGION)
    row = plan.rows[0]

    other = ImportPlan((replace(row, draft=replace(row.draft, street="ailleurs")),))

    assert other.digest != plan.digest
