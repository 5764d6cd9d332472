"""What a message says in words is held to the table, the area and the access of the listing."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.corrections import Report, WrongFact, report_error
from directory.catalog.draft_json import draft_of
from directory.catalog.models.correction import Correction
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import answer_with_changes, send_update_link
from directory.catalog.vocabulary import FactGroup
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import make_phone, make_source, make_structure, make_verification
from tests.functional.reading import links_of, read

BY_HAND = {FactGroup.HOURS, FactGroup.AREA, FactGroup.ACCESS}
OFFICE_HOURS = "9h-17h du lundi au vendredi"


@pytest.fixture
def structure(session: Session) -> Structure:
    """A structure whose table says that it answers day and night."""
    return make_structure(
        session,
        email="equipe@exemple.fr",
        opening_hours="24/7",
        audiences=["adult", "child"],
        sources=[make_source()],
    )


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, session, make_account(session))
    return client


def answer(
    session: Session,
    structure: Structure,
    clock: FixedClock,
    *,
    words: str | None = None,
    **changes: Any,
) -> Correction:
    """Answer an update link with changes, as the structure does (Any: a fact of whatever type)."""
    author = Author(uuid4(), "animator", ("nord-finistere",))
    link = send_update_link(session, structure, letterhead=LETTERHEAD, author=author, clock=clock)
    said = Report(replace(draft_of(structure), **changes), words=words)
    correction = answer_with_changes(
        session, link, said, expected_version=structure.version, clock=clock
    )
    session.commit()
    return correction


def take(client: FlaskClient, correction: Correction, **typed: object) -> str:
    """Take all that is proposed; give the page that follows."""
    fields = {"version": correction.structure.version, "tout": "accepted", **typed}
    response = post(client, f"/admin/corrections/{correction.id}", fields)
    assert response.status_code == 303
    return read(client, response.location)


def checked(session: Session, structure: Structure) -> set[FactGroup]:
    session.expire_all()
    return {check.facts for check in structure.verifications}


def test_words_on_hours_stand_beside_the_table_of_today(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = answer(session, structure, clock, hours_text=OFFICE_HOURS)

    page = read(animator, f"/admin/corrections/{correction.id}")

    assert "jour et nuit, tous les jours" in page
    assert f"/admin/structures/{structure.id}/modifier#horaires" in page


def test_words_on_hours_do_not_verify_a_table_that_says_otherwise(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    structure.verifications = [make_verification(date(2026, 11, 1), FactGroup.HOURS)]
    session.commit()
    correction = answer(session, structure, clock, hours_text=OFFICE_HOURS)

    take(animator, correction)

    assert FactGroup.HOURS not in checked(session, structure)
    public = read(animator, f"/structures/{structure.slug}")
    assert OFFICE_HOURS in public
    assert "Fiche vérifiée le" not in public


def test_hours_of_a_number_are_a_table_too(
    animator: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(
        session,
        "Équipe de l’astreinte",
        email="equipe@exemple.fr",
        phones=[make_phone(hours="24/7")],
        sources=[make_source()],
    )
    correction = answer(session, structure, clock, hours_text=OFFICE_HOURS)
    page = read(animator, f"/admin/corrections/{correction.id}")

    take(animator, correction)

    assert "02 61 91 00 01 : jour et nuit, tous les jours" in page
    assert FactGroup.HOURS not in checked(session, structure)


def test_words_on_hours_verify_themselves_without_a_table(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    structure.opening_hours = None
    session.commit()
    correction = answer(session, structure, clock, hours_text=OFFICE_HOURS)

    take(animator, correction)

    assert FactGroup.HOURS in checked(session, structure)


def test_words_on_access_do_not_verify_the_rules_of_access(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = answer(session, structure, clock, access_conditions="Adultes seulement")
    page = read(animator, f"/admin/corrections/{correction.id}")

    following = take(animator, correction)

    assert "Enfants et adolescents" in page
    assert checked(session, structure) == set(FactGroup) - {FactGroup.ACCESS}
    assert f"{structure.id}/modifier#acces" in following


def test_free_words_verify_nothing_that_they_may_contradict(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = answer(
        session, structure, clock, words="On ne prend plus les enfants.", email="a@exemple.fr"
    )

    take(animator, correction)

    assert checked(session, structure) == set(FactGroup) - BY_HAND


def test_free_words_stand_beside_what_they_may_contradict(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    said = Report(draft_of(structure), words="On ne prend plus les enfants.")
    correction = report_error(session, structure, said, clock=clock)
    session.commit()

    page = read(animator, f"/admin/corrections/{correction.id}")

    assert "jour et nuit, tous les jours" in page
    assert "Enfants et adolescents" in page
    assert "filière Nord Finistère (supposée)" in page
    for section in ("horaires", "territoire", "acces"):
        assert f"{structure.id}/modifier#{section}" in page


def test_a_ticked_fact_stands_beside_what_the_listing_says_of_it(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    said = Report(draft_of(structure), wrong=(WrongFact.HOURS,))
    correction = report_error(session, structure, said, clock=clock)
    session.commit()

    page = read(animator, f"/admin/corrections/{correction.id}")

    assert "jour et nuit, tous les jours" in page
    assert f"{structure.id}/modifier#horaires" in page


def test_the_animator_may_say_that_words_and_facts_agree(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = answer(session, structure, clock, words="Depuis lundi.", email="a@exemple.fr")

    take(animator, correction, juste=["area", "access"])

    assert checked(session, structure) == set(FactGroup) - {FactGroup.HOURS}


def test_what_remains_to_correct_is_a_link_to_its_place(
    animator: FlaskClient, session: Session, structure: Structure, clock: FixedClock
) -> None:
    correction = answer(session, structure, clock, hours_text=OFFICE_HOURS)

    following = take(animator, correction)

    address = f"/admin/structures/{structure.id}/modifier#horaires"
    assert address in links_of(following, structure.name)
    assert "mettez aussi à jour leur tableau" in following
