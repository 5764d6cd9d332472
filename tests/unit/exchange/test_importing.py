"""An import says what it would do, does exactly that, all or nothing, and is undone in one go."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.problems import ProblemCode
from directory.catalog.resemblance import ResemblanceReason
from directory.catalog.restoring import ChangedSinceError
from directory.catalog.vocabulary import Origin, PublicationState
from directory.exchange.cell_faults import CellFault
from directory.exchange.importing import (
    ImportClosedError,
    PlanChangedError,
    UndoneImport,
    abandon_import,
    apply_import,
    choose_columns,
    decide_rows,
    plan_of,
    undo_import,
)
from directory.exchange.models.import_run import ImportState
from directory.exchange.plan import ImportPlan, Outcome
from directory.exchange.planning import LEAVE, NEW
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure
from tests.unit.exchange.importing_steps import (
    ANIMATOR,
    AUTHOR,
    HEADER,
    REGION,
    ROW,
    apply_run,
    open_file,
    outcomes_of,
)


def test_a_new_row_makes_a_draft_with_the_filieres_of_its_commune(
    session: Session, clock: FixedClock
) -> None:
    run = open_file(session, clock)

    apply_run(session, run, clock)

    made = session.scalars(select(Structure)).one()
    assert made.state is PublicationState.DRAFT
    assert made.insee == "29151"
    assert [link.filiere_slug for link in made.filieres] == ["nord-finistere"]
    assert [phone.number for phone in made.phones] == ["+33261910001"]


def test_the_same_file_again_changes_nothing(session: Session, clock: FixedClock) -> None:
    apply_run(session, open_file(session, clock), clock)

    plan = plan_of(session, open_file(session, clock), reach=REGION)

    assert outcomes_of(plan) == [Outcome.UNCHANGED]
    assert plan.writes == 0


def test_each_listing_has_one_revision_that_names_the_import(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, phones=[])
    run = open_file(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})

    apply_run(session, run, clock)

    revisions = session.scalars(select(Revision).where(Revision.batch_id == run.id)).all()
    assert len(revisions) == 2
    assert {revision.origin for revision in revisions} == {Origin.IMPORT}
    assert {revision.editor_id for revision in revisions} == {AUTHOR.editor_id}


def test_a_row_says_only_what_its_cells_say(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, website="https://exemple.fr", email="a@exemple.fr")
    header = ("Identifiant", "Site internet", "Courriel", "Rue")
    run = open_file(
        session, clock, [(str(structure.id), "", "(vide)", "1 rue de l’Exemple")], header
    )

    plan = apply_run(session, run, clock)

    assert plan.rows[0].fields == ("street", "email")
    assert structure.website == "https://exemple.fr"
    assert structure.email is None


def test_two_rows_for_one_listing_are_refused_at_the_second(
    session: Session, clock: FixedClock
) -> None:
    plan = plan_of(session, open_file(session, clock, [ROW, ROW]), reach=REGION)

    assert outcomes_of(plan) == [Outcome.CREATED, Outcome.REFUSED]
    assert plan.rows[1].cell_problems[0].data == {"line": "2"}


def test_a_name_that_resembles_waits_for_somebody_to_say(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Équipe mobile de l’Exempel")
    run = open_file(session, clock)

    plan = plan_of(session, run, reach=REGION)

    assert outcomes_of(plan) == [Outcome.UNDECIDED]
    assert [(known.structure.id, known.reason) for known in plan.rows[0].likenesses] == [
        (structure.id, ResemblanceReason.SIMILAR_NAME)
    ]


def test_the_next_of_a_series_is_not_taken_for_the_one_before(
    session: Session, clock: FixedClock
) -> None:
    make_structure(session, "Association Exemple 1", type_code="ASSOCIATION")
    rows = [(f"Association Exemple {number}", "ASSOCIATION", *ROW[2:]) for number in range(2, 5)]

    plan = plan_of(session, open_file(session, clock, rows), reach=REGION)

    assert outcomes_of(plan) == [Outcome.CREATED] * 3


def test_a_row_that_names_no_house_is_asked_about_alone(
    session: Session, clock: FixedClock
) -> None:
    make_structure(session, "Équipe mobile du Porzay")

    plan = plan_of(session, open_file(session, clock, [("EMSP", *ROW[1:])]), reach=REGION)

    assert outcomes_of(plan) == [Outcome.UNDECIDED]
    assert plan.proposals == {}


def test_what_a_listing_of_the_same_name_would_lose_waits_for_somebody_to_say(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    plan = plan_of(
        session,
        open_file(session, clock, [("EQUIPE MOBILE DE L EXEMPLE", *ROW[1:4], "02 61 91 00 99")]),
        reach=REGION,
    )

    assert structure.name == ROW[0]
    assert outcomes_of(plan) == [Outcome.UNDECIDED]


def test_a_row_decided_keeps_the_name_that_has_accents(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    run = open_file(session, clock, [("EQUIPE MOBILE DE L EXEMPLE", *ROW[1:4], "02 61 91 00 99")])
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
    run = open_file(session, clock, [(str(structure.id), typed)], ("Identifiant", "Nom"))

    assert plan_of(session, run, reach=REGION).rows[0].draft.name == name


def test_all_that_is_wrong_with_a_row_is_said_at_once(session: Session, clock: FixedClock) -> None:
    row = ("Sans type", "XYZ", "2960", "Nulle-Part", "02 98", "dix", "au nord")
    run = open_file(session, clock, [row], (*HEADER, "Capacité", "Latitude"))

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
    run = open_file(session, clock, [(*ROW[:4], "02 98")])

    plan = plan_of(session, run, reach=REGION)

    assert outcomes_of(plan) == [Outcome.REFUSED]
    assert [problem.code for problem in plan.rows[0].problems] == [ProblemCode.PHONE_INVALID]


def test_a_refused_row_does_not_refuse_another(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock, [(*ROW[:4], "02 98"), ROW])

    plan = plan_of(session, run, reach=REGION)

    assert outcomes_of(plan) == [Outcome.REFUSED, Outcome.CREATED]


def test_what_somebody_said_of_a_row_is_followed(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, "Équipe mobile de l’Exempel")
    run = open_file(session, clock)
    found = []

    for said in (str(structure.id), NEW, LEAVE, "", str(uuid4())):
        decide_rows(run, {2: said})
        found += outcomes_of(plan_of(session, run, reach=REGION))

    assert found == [
        Outcome.CHANGED, Outcome.CREATED, Outcome.LEFT, Outcome.UNDECIDED, Outcome.UNDECIDED,
    ]  # fmt: skip


def test_the_same_finess_and_kind_is_taken_for_the_same_listing(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Équipe du Léon", finess_et="290000033")
    other = make_structure(session, "HAD", type_code="HAD", finess_et="290000033", phones=[])
    run = open_file(session, clock, [(*ROW, "290000033")], (*HEADER, "FINESS"))

    plan = plan_of(session, run, reach=REGION)

    assert plan.rows[0].structure_id == structure.id != other.id


def test_an_animator_changes_own_listings_only(session: Session, clock: FixedClock) -> None:
    other = make_structure(session, "Équipe d’Armor", filieres=("armor",), phones=[])
    header = ("Identifiant", "Rue", *HEADER)
    rows = [
        (str(other.id), "2 rue de l’Exemple", "", "", "", "", ""),
        ("", "", *ROW),
        ("", "", "Équipe de Quimper", "EMSP", "29000", "Quimper", ""),
    ]

    plan = plan_of(session, open_file(session, clock, rows, header), reach=ANIMATOR)

    assert outcomes_of(plan) == [Outcome.REFUSED, Outcome.CREATED, Outcome.REFUSED]
    faults = {problem.fault for row in plan.rows for problem in row.cell_problems}
    assert faults == {CellFault.OUT_OF_REACH}


def test_a_row_without_a_sure_commune_is_not_said_to_be_of_another_filiere(
    session: Session, clock: FixedClock
) -> None:
    rows = [
        ("Équipe de Plouhinec", "EMSP", "", "Plouhinec", "02 61 91 00 02", ""),
        ("Équipe d’ailleurs", "EMSP", "", "Plouhinec", "02 61 91 00 03", "armor"),
    ]
    run = open_file(session, clock, rows, (*HEADER, "Filières"))

    plan = plan_of(session, run, reach=ANIMATOR)

    faults = [[problem.fault for problem in row.cell_problems] for row in plan.rows]
    assert faults == [
        [CellFault.COMMUNE_NAME_SHARED],
        [CellFault.COMMUNE_NAME_SHARED, CellFault.OUT_OF_REACH],
    ]
    assert outcomes_of(plan) == [Outcome.REFUSED, Outcome.REFUSED]


def test_an_animator_cannot_give_a_listing_away(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    run = open_file(session, clock, [(str(structure.id), "armor")], ("Identifiant", "Filières"))

    plan = plan_of(session, run, reach=ANIMATOR)

    assert [p.fault for p in plan.rows[0].cell_problems] == [CellFault.OUT_OF_REACH]


def test_an_archived_listing_is_not_changed(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, state=PublicationState.ARCHIVED)
    run = open_file(session, clock, [(str(structure.id), "1 rue")], ("Identifiant", "Rue"))

    plan = plan_of(session, run, reach=REGION)

    assert [p.fault for p in plan.rows[0].cell_problems] == [CellFault.ARCHIVED]


def test_a_listing_changed_since_the_dry_run_stops_the_import(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, phones=[])
    run = open_file(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})
    shown = plan_of(session, run, reach=REGION)
    structure.street = "changée entre-temps"
    session.commit()

    with pytest.raises(PlanChangedError):
        apply_import(session, run, shown.digest, reach=REGION, author=AUTHOR, clock=clock)

    assert len(session.scalars(select(Structure)).all()) == 1


def test_an_applied_import_is_undone_in_one_go(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, phones=[])
    run = open_file(session, clock, [ROW, ("Autre équipe", "HAD", "29600", "Morlaix", "")])
    decide_rows(run, {2: str(structure.id)})
    apply_run(session, run, clock)

    undone = undo_import(session, run, author=AUTHOR, clock=clock)
    session.commit()

    states = dict(session.execute(select(Structure.name, Structure.state)).all())
    assert undone == UndoneImport(returned=1, archived=1)
    assert states["Autre équipe"] is PublicationState.ARCHIVED
    assert structure.phones == []
    assert run.state is ImportState.UNDONE


def test_an_undone_file_can_be_imported_again(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock)
    apply_run(session, run, clock)
    undo_import(session, run, author=AUTHOR, clock=clock)
    session.commit()

    assert outcomes_of(plan_of(session, open_file(session, clock), reach=REGION)) == [
        Outcome.CREATED
    ]


def test_an_import_whose_listing_changed_since_is_not_undone(
    session: Session, clock: FixedClock
) -> None:
    run = open_file(session, clock)
    apply_run(session, run, clock)
    made = session.scalars(select(Structure)).one()
    header = ("Identifiant", "Rue")
    apply_run(session, open_file(session, clock, [(str(made.id), "2 rue")], header), clock)

    with pytest.raises(ChangedSinceError) as refusal:
        undo_import(session, run, author=AUTHOR, clock=clock)

    assert refusal.value.names == (made.name,)


def test_a_closed_import_stays_as_it_is(session: Session, clock: FixedClock) -> None:
    run = open_file(session, clock)
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
    run = open_file(session, clock, [ROW], ("Quoi", *HEADER[1:]))

    choose_columns(run, {**{int(k): v for k, v in run.columns.items()}, 0: "name", 99: "street"})

    assert outcomes_of(plan_of(session, run, reach=REGION)) == [Outcome.CREATED]
    assert "99" not in run.columns


def test_the_digest_tells_plans_apart(session: Session, clock: FixedClock) -> None:
    plan = plan_of(session, open_file(session, clock), reach=REGION)
    row = plan.rows[0]

    other = ImportPlan((replace(row, draft=replace(row.draft, street="ailleurs")),))

    assert other.digest != plan.digest
