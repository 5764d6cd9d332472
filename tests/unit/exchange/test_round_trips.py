"""What we export and import again changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.models.structure import Structure
from directory.catalog.queries import get_structures
from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, PhoneKind
from directory.exchange.area_names import AreaNames, load_area_names
from directory.exchange.cell_faults import CellFault
from directory.exchange.cells import cells_of
from directory.exchange.columns import COLUMNS, Column
from directory.exchange.exporters.csv_file import csv_for_spreadsheets, raw_csv
from directory.exchange.exporters.workbook import template_workbook, workbook_of
from directory.exchange.file_reading import read_file
from directory.exchange.matching import match_columns
from directory.exchange.plan import ImportPlan, Outcome
from directory.exchange.planning import plan_import
from directory.exchange.reach import Reach
from directory.territory.coverage import AreaKind
from tests.factories.import_files import part_of
from tests.factories.structures import (
    make_coverage,
    make_organization,
    make_phone,
    make_source,
    make_structure,
)

REGION = Reach(Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN), 8)

Writer = Callable[[Iterable[Structure], Sequence[Column], AreaNames], bytes]
WRITERS: dict[str, Writer] = {
    "csv": lambda *told: b"".join(csv_for_spreadsheets(*told)),
    "raw csv": lambda structures, columns, _areas: b"".join(raw_csv(structures, columns)),
    "xlsx": workbook_of,
}


def _plan(session: Session, content: bytes) -> ImportPlan:
    table = read_file(content).table
    return plan_import(session, table, match_columns(table.header), {}, reach=REGION)


def _make_full_structure(session: Session) -> Structure:
    return make_structure(
        session,
        "L’équipe | de l’Exemple",
        filieres=("armor", "nord-finistere"),
        organization=make_organization(),
        finess_et="290000033",
        street="1, rue de l’Exemple ; bâtiment « B »",
        cedex="29679",
        phones=[
            make_phone(kind=PhoneKind.SWITCHBOARD, label="Accueil", hours="Mo-Fr 09:00-17:00"),
            make_phone("+33261910002", audience=PhoneAudience.PROFESSIONALS),
            make_phone("+33261910003"),
            make_phone("+33261910004", label="Au-delà des colonnes"),
        ],
        email="accueil@exemple.fr",
        website="https://exemple.fr/a?b=c",
        opening_hours="Mo-Fr 09:00-17:00; PH off",
        hours_text="- le matin\n- l’après-midi",
        closures=[
            {"start": "2026-12-24", "end": "2026-12-26", "reason": "Noël"},
            {"start": "2027-01-01", "end": "2027-01-01", "reason": None},
        ],
        alert="Déménagement en cours",
        alert_until=date(2026, 12, 31),
        presentation="Un **texte**\n\nde deux paragraphes",
        presentation_br="Skipailh",
        presentation_en="A team",
        access_public="through_doctor",
        access_professionals=True,
        access_conditions="@ la demande du médecin",
        audiences=["adult", "child"],
        settings=["home"],
        capacity_value=12,
        capacity_unit="patients",
        coverage=[
            make_coverage(AreaKind.FILIERE, "armor", CoverageBasis.DECLARED),
            make_coverage(AreaKind.COMMUNE, "29151"),
            make_coverage(AreaKind.REGION, "53"),
        ],
        area_text="Autour de Morlaix",
        sources=[
            make_source(
                "Registre | annexe (2023)", url="https://exemple.fr", dated=date(2024, 1, 2)
            ),
            make_source("Appel (sans date)"),
        ],
        confidence="high",
        internal_note="=note interne",
        update_email="maj@exemple.fr",
        do_not_contact=True,
    )


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_an_exported_structure_is_read_back_unchanged(session: Session, write: Writer) -> None:
    structure = _make_full_structure(session)
    if write is WRITERS["raw csv"]:
        structure.internal_note = "note interne"  # a raw cell that computes is refused
        session.commit()

    plan = _plan(session, write([structure], COLUMNS, load_area_names(session)))

    assert [(row.outcome, row.fields, row.cell_problems) for row in plan.rows] == [
        (Outcome.UNCHANGED, (), ())
    ]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_every_real_listing_is_read_back_unchanged(real_session: Session, write: Writer) -> None:
    ids = real_session.scalars(select(Structure.id)).all()

    plan = _plan(
        real_session,
        write(get_structures(real_session, ids), COLUMNS, load_area_names(real_session)),
    )

    assert plan.counts[Outcome.UNCHANGED] == len(ids) > 100


def test_the_template_has_every_column_that_is_read_and_no_row() -> None:
    table = read_file(template_workbook()).table

    assert table.rows == ()
    assert [*match_columns(table.header).values()] == [
        column.name for column in COLUMNS if column.is_read
    ]


def test_no_cell_of_a_workbook_is_a_formula(session: Session) -> None:
    structure = make_structure(session, "=1+1", internal_note='=HYPERLINK("x")', alert="@SUM(1)")

    workbook = workbook_of([structure], COLUMNS, load_area_names(session))

    table = read_file(workbook).table
    assert b"'=1+1" in part_of(workbook, "xl/worksheets/sheet1.xml")
    assert {"=1+1", '=HYPERLINK("x")', "@SUM(1)"} <= set(table.rows[0].cells)


def test_codes_are_written_as_french_words(session: Session) -> None:
    make_structure(session, confidence="high")

    (structure,) = session.scalars(select(Structure))

    assert cells_of(structure)["confidence"] == "forte"


def test_areas_are_written_by_their_names(session: Session) -> None:
    structure = _make_full_structure(session)

    cell = cells_of(structure, load_area_names(session))["coverage"]

    assert (
        cell == "filière Armor (déclarée) | commune Morlaix (supposée) | région Bretagne (supposée)"
    )


def test_the_spreadsheet_csv_keeps_a_negative_number(session: Session) -> None:
    structure = make_structure(session, longitude=-3.8283, internal_note="-3 lits fermés")

    content = b"".join(csv_for_spreadsheets([structure], COLUMNS, load_area_names(session)))

    assert ";-3.8283;" in content.decode()
    assert ";'-3 lits fermés;" in content.decode()


def test_a_listing_keeps_its_organization_when_another_has_the_same_name(session: Session) -> None:
    first, second = make_organization(), make_organization()
    listings = [
        make_structure(session, organization=first),
        make_structure(session, "Équipe de Quimper", organization=second, phones=[]),
    ]

    plan = _plan(session, b"".join(raw_csv(listings, COLUMNS)))

    assert [row.outcome for row in plan.rows] == [Outcome.UNCHANGED] * 2


def test_the_name_of_two_organizations_is_refused_as_shared(session: Session) -> None:
    make_structure(session, organization=make_organization(), phones=[])
    make_structure(session, "Autre", organization=make_organization(), phones=[])
    content = "Nom;Type;Commune;Organisme\nÉquipe;HAD;Morlaix;Centre hospitalier de l’Exemple\n"

    row = _plan(session, content.encode()).rows[0]

    assert [item.fault for item in row.cell_problems] == [CellFault.ORGANIZATION_SHARED]
