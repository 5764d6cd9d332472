"""Errands of a visitor: closed days, alerts, presentations, who last changed a listing."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.authorship import STRUCTURE, Author
from directory.catalog.draft_json import draft_of
from directory.catalog.editing import edit_structure
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_phone, make_structure
from tests.functional.reading import read

TODAY_CLOSED = {"start": "2026-11-23", "end": "2026-12-04", "reason": "Travaux"}
PAST = {"start": "2026-08-01", "end": "2026-08-15", "reason": "Congés d’été"}
COMING = {"start": "2026-12-24", "end": "2026-12-24", "reason": None}
PAGE = "/structures/equipe-mobile-de-l-exemple"


def test_coming_closures_are_announced_and_past_ones_are_not(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, closures=[COMING, PAST, TODAY_CLOSED])

    page = read(client, PAGE)

    assert "Fermetures annoncées" in page
    assert "Du 23/11/2026 au 04/12/2026" in page
    assert "Fermée le 24/12/2026" in page
    assert "Travaux" in page
    assert "Congés d’été" not in page


def test_without_closure_nothing_is_announced(client: FlaskClient, session: Session) -> None:
    make_structure(session)

    assert "Fermetures annoncées" not in read(client, PAGE)


def test_a_closed_structure_does_not_answer_whatever_its_hours(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, opening_hours="24/7", closures=[TODAY_CLOSED])

    page = read(client, PAGE)
    item = client.get("/api/v1/structures/equipe-mobile-de-l-exemple").get_json()
    found = client.get("/api/v1/structures?open=now").get_json()

    assert "Fermé maintenant, ouvre le samedi 5 décembre" in page
    assert (item["open_now"], item["opening_hours"]) == (False, "24/7")
    assert found["total"] == 0


def test_the_week_of_a_closure_says_the_usual_hours_too(
    client: FlaskClient, session: Session
) -> None:
    make_structure(
        session,
        opening_hours="Mo-Fr 09:00-17:00",
        closures=[{"start": "2026-11-27", "end": "2026-12-04", "reason": None}],
    )

    page = read(client, PAGE)

    assert "jeudi : 9 h – 17 h" in page
    assert "fermé exceptionnellement (d’habitude : 9 h – 17 h)" in page
    assert "samedi : fermé</li>" in page


def test_a_number_that_has_hours_of_its_own_answers_while_the_structure_is_closed(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[make_phone(hours="24/7")], closures=[TODAY_CLOSED])

    page = read(client, PAGE)
    item = client.get("/api/v1/structures/equipe-mobile-de-l-exemple").get_json()
    found = client.get("/api/v1/structures?open=now").get_json()

    assert "Répond jour et nuit" in page
    assert "Fermé maintenant" not in page
    assert (item["open_now"], found["total"]) == (True, 1)


@pytest.mark.parametrize(
    ("hours", "is_said"),
    [("Mo-Fr 09:00-17:00", True), ("Mo-Fr 09:00-17:00; PH off", False), (None, False)],
)
def test_hours_without_a_rule_for_public_holidays_say_so(
    client: FlaskClient, session: Session, hours: str | None, is_said: bool
) -> None:
    make_structure(session, opening_hours=hours)

    assert ("Jours fériés : comme les autres jours." in read(client, PAGE)) is is_said


def test_a_number_says_its_own_hours_in_words(client: FlaskClient, session: Session) -> None:
    make_structure(
        session,
        phones=[make_phone(hours="Mo-Fr 17:00-09:00")],
        opening_hours="Mo-Fr 09:00-17:00",
    )

    for path in (PAGE, "/recherche"):
        assert "Ce numéro répond : du lundi au vendredi 17 h – 9 h." in read(client, path)


@pytest.mark.parametrize(
    ("until", "is_shown"),
    [(None, True), ("2026-11-27", True), ("2026-11-26", False)],
)
def test_an_alert_is_shown_until_its_last_day(
    client: FlaskClient, session: Session, until: str | None, is_shown: bool
) -> None:
    day = None if until is None else date.fromisoformat(until)
    make_structure(session, alert="Déménagement en cours", alert_until=day)

    assert ("Déménagement en cours" in read(client, PAGE)) is is_shown
    assert ("Déménagement en cours" in read(client, "/recherche")) is is_shown


@pytest.mark.parametrize(
    ("prefix", "language", "text"),
    [("", "fr", "Une équipe"), ("/br", "br", "Ur skipailh"), ("/en", "fr", "Une équipe")],
)
def test_a_presentation_is_read_in_the_language_of_the_page_or_else_in_french(
    client: FlaskClient, session: Session, prefix: str, language: str, text: str
) -> None:
    make_structure(session, presentation="**Une équipe**", presentation_br="**Ur skipailh**")

    page = read(client, prefix + PAGE)

    assert f'lang="{language}"><p><strong>{text}</strong></p>' in page


def test_a_long_presentation_does_not_push_the_number_down(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, presentation="# Nous\n\nUne équipe.")

    page = read(client, PAGE)

    assert page.index("tel:+33261910001") < page.index("<h3>Nous</h3>")
    assert '<h2 id="presentation">Présentation</h2>' in page


def test_what_editors_keep_for_themselves_is_nowhere(client: FlaskClient, session: Session) -> None:
    make_structure(
        session,
        internal_note="Secret de la note",
        update_email="secret@exemple.fr",
        do_not_contact=True,
        confidence="secret-low",
    )

    for address in (
        PAGE,
        "/recherche",
        "/api/v1/structures",
        "/api/v1/structures/equipe-mobile-de-l-exemple",
        "/api/v1/structures.geojson",
    ):
        assert not re.search("secret|do_not_contact", read(client, address), re.IGNORECASE)


@pytest.mark.parametrize(
    ("author", "sentence"),
    [
        (ANIMATOR, "le 27/11/2026 par l’animation de la filière Nord Finistère."),
        (
            Author(ANIMATOR.editor_id, "animator", ("armor", "nord-finistere")),
            "par l’animation de la filière Nord Finistère.",
        ),
        (Author(ANIMATOR.editor_id, "animator"), "par l’animation de sa filière."),
        (Author(ANIMATOR.editor_id, "regional_admin"), "par la cellule d’animation régionale."),
        (STRUCTURE, "par la structure elle-même."),
        (None, "Fiche modifiée le 27/11/2026."),
    ],
)
def test_a_listing_says_which_role_changed_it_and_never_who(
    client: FlaskClient,
    session: Session,
    clock: FixedClock,
    author: Author | None,
    sentence: str,
) -> None:
    structure = make_structure(session)
    edit_structure(
        session, structure, replace(draft_of(structure), hours_text="Le matin"),
        expected_version=None, author=author, clock=clock,
    )  # fmt: skip
    session.commit()

    page = read(client, PAGE)

    assert sentence in page
    assert str(ANIMATOR.editor_id) not in page
