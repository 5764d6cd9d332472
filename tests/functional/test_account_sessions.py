"""Signed-in browsers, through the pages: their lives and ends."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from tests.factories.accounts import make_account, post
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import hidden_value, send_password

EMAIL = "editrice@exemple.example"
DEVICES = "/compte/appareils"


@pytest.fixture(autouse=True)
def _editor(session: Session) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())


def test_half_an_hour_without_a_move_ends_a_session(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    send_password(client, EMAIL)
    moving_clock.advance(minutes=29)
    assert client.get("/compte/").status_code == 200
    moving_clock.advance(minutes=29)
    assert client.get("/compte/").status_code == 200

    moving_clock.advance(minutes=31)

    assert client.get("/compte/").status_code == 303


def test_twelve_hours_end_a_session_however_busy(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    send_password(client, EMAIL)
    for _ in range(35):
        moving_clock.advance(minutes=20)
        assert client.get("/compte/").status_code == 200

    moving_clock.advance(minutes=21)

    assert client.get("/compte/").status_code == 303


def test_a_browser_is_seen_and_signed_out_from_another(app: Flask, client: FlaskClient) -> None:
    lost = app.test_client()
    send_password(lost, EMAIL)
    send_password(client, EMAIL)
    page = client.get(DEVICES)

    action = page.text.partition('action="/compte/appareils/')[2].partition('"')[0]
    post(client, f"{DEVICES}/{action}")

    assert page.text.count('class="device"') == 2
    assert lost.get("/compte/").status_code == 303
    assert client.get("/compte/").status_code == 200


def test_all_the_others_are_signed_out_at_once(app: Flask, client: FlaskClient) -> None:
    others = [app.test_client() for _ in range(3)]
    for other in (*others, client):
        send_password(other, EMAIL)

    post(client, f"{DEVICES}/autres/fin")

    assert [other.get("/compte/").status_code for other in others] == [303] * 3
    assert client.get(DEVICES).text.count('class="device"') == 1


def test_the_browser_of_somebody_else_cannot_be_signed_out(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    make_account(session, "autre@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=())
    second, third = app.test_client(), app.test_client()
    send_password(second, "autre@exemple.example")
    send_password(third, "autre@exemple.example")
    foreign = second.get(DEVICES).text.partition('action="/compte/appareils/')[2].partition('"')[0]
    send_password(client, EMAIL)

    assert post(client, f"{DEVICES}/{foreign}").status_code == 404
    assert third.get("/compte/").status_code == 200


def test_ending_sessions_after_ten_minutes_asks_for_the_password(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    send_password(client, EMAIL)
    moving_clock.advance(minutes=11)

    response = post(
        client, f"{DEVICES}/autres/fin", headers={"Referer": f"http://localhost{DEVICES}"}
    )

    assert response.location == f"/compte/confirmer?next={DEVICES}"


def test_a_token_that_somebody_planted_does_not_become_a_session(
    client: FlaskClient,
) -> None:
    with client.session_transaction() as cookie:
        cookie["token"] = "planted"
    send_password(client, EMAIL)

    with client.session_transaction() as cookie:
        assert cookie["token"] != "planted"


def test_signing_in_again_ends_the_session_this_browser_had(
    app: Flask, client: FlaskClient
) -> None:
    send_password(client, EMAIL)
    with client.session_transaction() as cookie:
        former = cookie["token"]
    send_password(client, EMAIL)

    other = app.test_client()
    with other.session_transaction() as cookie:
        cookie["token"] = former

    assert client.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code != 200


def test_a_form_filled_before_signing_in_is_not_good_after(client: FlaskClient) -> None:
    before = hidden_value(client.get("/compte/connexion"), "csrf_token")
    send_password(client, EMAIL)
    client.get("/compte/")

    response = client.post("/compte/deconnexion", data={"csrf_token": before})

    assert response.status_code == 400


def test_a_deactivated_account_is_out_at_its_next_click(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session, "partante@exemple.example", role=Role.STRUCTURE_EDITOR)
    send_password(client, "partante@exemple.example")
    account.is_active = False
    session.commit()

    assert client.get("/compte/").status_code == 303


def test_pages_of_the_account_are_kept_nowhere(client: FlaskClient) -> None:
    for path in ("/compte/connexion", "/compte/mot-de-passe-oublie", "/compte/invitation"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
