"""Fictional listings: repeatable, complete in their variety, and plainly invented."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalog.demonstration import generate_structures
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.phone import Phone
from directory.catalog.models.structure import Structure
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import CoverageBasis
from directory.paths import DATA
from directory.values.clock import FixedClock
from directory.values.contact import is_fictional_phone
from directory.values.opening_hours import OpeningHours


@pytest.fixture
def listings(session: Session, clock: FixedClock) -> list[Structure]:
    generate_structures(session, DATA / "demo", structures=300, seed=53, clock=clock)
    return list(session.scalars(select(Structure).order_by(Structure.slug)))


def test_there_are_as_many_as_asked(listings: list[Structure]) -> None:
    assert len(listings) == 300


@pytest.mark.usefixtures("listings")
def test_every_number_is_reserved_for_fiction(session: Session) -> None:
    numbers = session.scalars(select(Phone.number)).all()

    assert len(numbers) > 250
    assert all(is_fictional_phone(number) for number in numbers)


def test_every_name_says_that_it_is_fictional(listings: list[Structure]) -> None:
    assert all(re.search("fictive", structure.name) for structure in listings)


def test_hours_can_be_read(listings: list[Structure]) -> None:
    texts = {structure.opening_hours for structure in listings} - {None}

    assert len(texts) >= 4
    for text in texts:
        assert OpeningHours.parse(str(text))


def test_every_filiere_has_a_line_for_evenings(session: Session, listings: list[Structure]) -> None:
    lines = [structure for structure in listings if structure.type_code == "APPUI"]

    assert {link.filiere_slug for line in lines for link in line.filieres} == set(
        session.scalars(select(CoverageArea.code).where(CoverageArea.kind == "filiere"))
    )
    assert len(lines) == 8


@pytest.mark.usefixtures("listings")
def test_coverage_is_declared_for_some_and_assumed_for_others(session: Session) -> None:
    rows = session.execute(select(CoverageArea.basis, func.count()).group_by(CoverageArea.basis))
    bases = {row.basis: row[1] for row in rows}

    assert bases[CoverageBasis.DECLARED] > 50
    assert bases[CoverageBasis.ASSUMED] > 50


def test_checks_are_recent_old_and_missing(session: Session, listings: list[Structure]) -> None:
    days = set(session.scalars(select(Verification.verified_on)))
    checked = set(session.scalars(select(Verification.structure_id)))

    assert max(days) > listings[0].created_at.date().replace(month=6)
    assert min(days) < listings[0].created_at.date().replace(year=2025, month=8)
    assert len(checked) < len(listings)


def test_the_same_seed_gives_the_same_listings(
    session: Session, listings: list[Structure], clock: FixedClock
) -> None:
    first = [(structure.id, structure.name, structure.street) for structure in listings]
    session.rollback()
    session.expunge_all()

    generate_structures(session, DATA / "demo", structures=300, seed=53, clock=clock)

    again = session.scalars(select(Structure).order_by(Structure.slug))
    assert first == [(structure.id, structure.name, structure.street) for structure in again]
