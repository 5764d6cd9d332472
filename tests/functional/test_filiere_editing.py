"""An animator keeps the identity sheet of a filière; the public reads it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.models.revision import Revision
from directory.territory.models import Filiere
from directory.values.clock import PARIS
from directory.values.opening_hours import OpeningHours, OpeningState
from directory.values.typed_hours import read_hours
from tests.factories.accounts import make_account, post, sign_in
from tests.functional.kept_pages import keep, open_page, page_fields, saved_keys
from tests.functional.reading import read

FORM = "/admin/filieres/armor/modifier"
PUBLIC = "/filieres/armor"
SHEET = {
    "carrier": "Centre hospitalier de l’Exemple",
    "coordinator_function": "Infirmière coordinatrice",
    "coordinator_email": "filiere@exemple.fr",
    "recognised_on": "2025-10",
    "presentation": "Une filière **proche**.\n\nElle vous répond.",
    "links-0-title": "Charte",
    "links-0-url": "https://exemple.fr/charte.pdf",
    "links-1-title": "",
    "links-1-url": "",
}


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    """The animator of Armor, signed in."""
    sign_in(client, session, make_account(session, filieres=["armor"]))
    return client


def version(session: Session) -> str:
    session.expire_all()
    return str(session.get_one(Filiere, "armor").version)


def test_a_saved_sheet_is_on_the_public_page_at_once(
    animator: FlaskClient, session: Session
) -> None:
    answer = post(animator, FORM, {**SHEET, "version": version(session)})

    assert (answer.status_code, answer.location) == (303, FORM)
    page = animator.get(PUBLIC).text
    assert "Centre hospitalier de l’Exemple" in page
    assert "mailto:filiere@exemple.fr" in page
    assert 'href="https://exemple.fr/charte.pdf"' in page
    assert "La fiche est enregistrée." in animator.get(FORM).text


def test_the_history_says_who_saved_it(animator: FlaskClient, session: Session) -> None:
    post(animator, FORM, {**SHEET, "version": version(session)})

    revision = session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision is not None
    assert (revision.subject_kind, revision.subject_id) == ("filiere", "armor")
    assert (revision.editor_role, revision.editor_filieres) == ("animator", ["armor"])


def test_the_form_shows_what_is_stored(animator: FlaskClient, session: Session) -> None:
    post(animator, FORM, {**SHEET, "version": version(session)})

    page = animator.get(FORM).text

    assert 'value="Centre hospitalier de l’Exemple"' in page
    assert 'value="https://exemple.fr/charte.pdf"' in page
    assert 'name="links-2-title"' in page


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    animator: FlaskClient, session: Session
) -> None:
    wrong = {
        **SHEET,
        "version": version(session),
        "coordinator_function": "Dr Martin",
        "coordinator_phone": "02 98",
        "professional_line_hours": "Mo-Fr 09:00-17:00",
        "links-0-url": "javascript:alert(1)",
    }

    page = post(animator, FORM, wrong).text

    assert "Écrivez une fonction, pas le nom d’une personne" in page
    assert "Numéro de téléphone invalide" in page
    assert "Ces horaires sont ceux d’une ligne dont le numéro manque." in page
    assert 'href="#links-0-url"' in page
    assert 'value="Centre hospitalier de l’Exemple"' in page
    assert "Centre hospitalier de l’Exemple" not in animator.get(PUBLIC).text


def test_hours_are_read_in_french_before_they_are_saved(animator: FlaskClient) -> None:
    typed = {**SHEET, "professional_line_hours": "18h-8h", "read_hours": "1"}

    page = post(animator, FORM, typed).text

    assert "Ouvert maintenant, jusqu’à demain 8" in page
    assert "Centre hospitalier de l’Exemple" not in animator.get(PUBLIC).text


def test_the_example_of_hours_leaves_no_night_without_an_answer(animator: FlaskClient) -> None:
    (example,) = re.findall(r"Par exemple « ([^»]*week-end[^»]*) »", read(animator, FORM))
    hours = OpeningHours.parse(read_hours(example))
    nights = [datetime(2026, 11, day, 3, tzinfo=PARIS) for day in range(23, 30)]

    assert {hours.state_at(night) for night in nights} == {OpeningState.OPEN}


def test_the_second_person_sees_both_versions_and_loses_nothing(
    animator: FlaskClient, session: Session
) -> None:
    seen = version(session)
    post(animator, FORM, {**SHEET, "version": seen})

    page = post(animator, FORM, {**SHEET, "carrier": "Autre établissement", "version": seen}).text

    assert "Quelqu’un a modifié cette fiche pendant que vous écriviez" in page
    assert 'value="Autre établissement"' in page
    assert "Enregistré maintenant" in page
    assert "Centre hospitalier de l’Exemple" in page
    assert f'value="{version(session)}"' in page


def test_what_only_the_other_person_changed_stays(animator: FlaskClient, session: Session) -> None:
    post(animator, FORM, {**SHEET, "version": version(session)})
    seen = version(session)
    theirs = {**SHEET, "carrier": "Établissement voisin", "links-1-title": "Carte"}
    post(animator, FORM, {**theirs, "links-1-url": "https://exemple.fr/carte", "version": seen})
    mine = {**SHEET, "governance": "Comité de filière", "links-1-title": "Plan"}
    mine |= {"links-1-url": "https://exemple.fr/plan"}

    page = post(animator, FORM, {**mine, "version": seen}).text.replace("\u00a0", " ")

    form = page.partition('<form method="post" class="stack')[2]
    assert 'value="Établissement voisin"' in form
    assert "vient d’enregistrer cela : c’est gardé" in form.partition('name="carrier"')[2][:400]
    assert 'value="Comité de filière"' in form
    assert [
        f'value="https://exemple.fr/{name}"' in form for name in ("charte.pdf", "plan", "carte")
    ]
    assert 'value="Centre hospitalier de l’Exemple"' not in form


def test_somebody_else_at_the_sheet_is_named(
    animator: FlaskClient, client: FlaskClient, session: Session
) -> None:
    post(animator, "/admin/filieres/armor/apercu", SHEET)
    sign_in(client, session, make_account(session, "second@exemple.example", filieres=["armor"]))

    page = client.get(FORM).text

    assert "Compte animation est en train de modifier cette fiche" in page
    assert "rien ne sera perdu" in page


def written_by_another(app: Flask) -> Callable[[Session, object, object], None]:
    """Give a listener that lets somebody else write the filière just before the first flush."""
    engine = app.extensions["directory"].sessions.kw["bind"]
    done: list[bool] = []

    def write(_session: Session, _context: object, _instances: object) -> None:
        if not done:
            done.append(True)
            with engine.begin() as connection:
                connection.execute(
                    update(Filiere)
                    .where(Filiere.slug == "armor")
                    .values(version=Filiere.version + 1, carrier="Établissement voisin")
                )

    return write


def test_who_saves_in_the_same_instant_is_told_too(
    app: Flask, animator: FlaskClient, session: Session
) -> None:
    seen = version(session)
    listener = written_by_another(app)
    event.listen(Session, "before_flush", listener)
    try:
        answer = post(animator, FORM, {**SHEET, "version": seen})
    finally:
        event.remove(Session, "before_flush", listener)

    assert answer.status_code == 409
    assert "Établissement voisin" in answer.text
    assert 'value="Centre hospitalier de l’Exemple"' in answer.text


def test_a_change_of_territory_in_the_same_instant_is_told_too(
    app: Flask, animator: FlaskClient
) -> None:
    asked = {"attach": "29151", "on": "2026-11-20", "reason": "Accord"}
    listener = written_by_another(app)
    event.listen(Session, "before_flush", listener)
    try:
        answer = post(animator, "/admin/filieres/armor/territoire", asked)
    finally:
        event.remove(Session, "before_flush", listener)

    assert answer.status_code == 409
    assert "Quelqu’un a modifié cette filière entre-temps." in answer.text


def test_the_second_person_can_then_save(animator: FlaskClient, session: Session) -> None:
    post(animator, FORM, {**SHEET, "version": version(session)})

    answer = post(
        animator, FORM, {**SHEET, "carrier": "Autre établissement", "version": version(session)}
    )

    assert answer.status_code == 303
    assert "Autre établissement" in animator.get(PUBLIC).text


def test_the_page_can_be_seen_before_it_is_saved(animator: FlaskClient, session: Session) -> None:
    before = version(session)

    page = post(animator, "/admin/filieres/armor/apercu", SHEET).text

    assert "Aperçu" in page
    assert "Centre hospitalier de l’Exemple" in page
    assert "Centre hospitalier de l’Exemple" not in animator.get(PUBLIC).text
    assert version(session) == before


def test_a_presentation_is_sanitised(animator: FlaskClient, session: Session) -> None:
    hostile = "<script>alert(1)</script> [clic](javascript:alert(1)) **gras**"

    post(animator, FORM, {**SHEET, "presentation": hostile, "version": version(session)})

    page = animator.get(PUBLIC).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<strong>gras</strong>" in page


def test_only_own_filieres_are_listed_and_open(animator: FlaskClient) -> None:
    page = animator.get("/admin/filieres").text

    assert "/admin/filieres/armor/modifier" in page
    assert "/admin/filieres/cornouaille/modifier" not in page
    assert animator.get("/admin/filieres/cornouaille/modifier").status_code == 403
    assert post(animator, "/admin/filieres/cornouaille/modifier", SHEET).status_code == 403
    assert post(animator, "/admin/filieres/cornouaille/apercu", SHEET).status_code == 403


def test_the_region_edits_every_filiere(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=[]))

    assert client.get("/admin/filieres").text.count("/modifier") == 8
    assert client.get(FORM).status_code == 200


def test_a_structure_editor_does_not_come_in(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session, role=Role.STRUCTURE_EDITOR, filieres=[]))

    assert client.get("/admin/filieres").status_code == 403
    assert client.get(FORM).status_code == 403


def test_an_unknown_filiere_is_not_found(animator: FlaskClient) -> None:
    assert animator.get("/admin/filieres/ailleurs/modifier").status_code == 404


def test_what_is_typed_waits_for_its_author(animator: FlaskClient, session: Session) -> None:
    tab = open_page(animator, FORM)

    answer = keep(animator, "filiere armor", tab, {"carrier": ["À finir"]})

    assert answer.status_code == 200
    assert "Vous aviez commencé à modifier cette page" in animator.get(FORM).text
    resumed = animator.get(f"{FORM}?reprendre={tab['draft_key']}").text
    assert 'value="À finir"' in resumed
    saved = post(
        animator, FORM, {**SHEET, **page_fields(resumed), "version": version(session)}
    ).location
    assert saved_keys(animator.get(saved).text) == [page_fields(resumed)["draft_key"]]
    assert "Vous aviez commencé" not in animator.get(FORM).text


def test_saving_a_sheet_forgets_nothing_of_another_tab(
    animator: FlaskClient, session: Session
) -> None:
    first, second = open_page(animator, FORM), open_page(animator, FORM)
    keep(animator, "filiere armor", first, {"carrier": ["À finir"]})

    post(animator, FORM, {**SHEET, **second, "version": version(session)})

    assert f"?reprendre={first['draft_key']}" in animator.get(FORM).text


def test_what_was_typed_can_be_thrown_away(animator: FlaskClient) -> None:
    tab = open_page(animator, FORM)
    preview = post(animator, "/admin/filieres/armor/apercu", {**SHEET, **tab}).text

    answer = post(animator, "/admin/brouillons/jeter", {"subject": "filiere armor", **tab})

    assert f"?reprendre={tab['draft_key']}" in preview
    assert answer.location == FORM
    assert "Vous aviez commencé" not in animator.get(FORM).text


def test_nothing_is_kept_for_a_filiere_out_of_reach(animator: FlaskClient) -> None:
    tab = open_page(animator, FORM)

    assert keep(animator, "filiere cornouaille", tab, {"carrier": ["Non"]}).status_code == 403


def test_strange_names_of_fields_are_left_out(animator: FlaskClient, session: Session) -> None:
    strange = {**SHEET, "links-²-title": "x", "links-99999-url": "y", "version": version(session)}

    assert post(animator, FORM, strange).status_code == 303
