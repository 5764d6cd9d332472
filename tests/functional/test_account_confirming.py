"""Showing again who one is: the tries are counted, and the token of the browser changes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from tests.factories.accounts import PASSWORD, make_account, post
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import send_password

EMAIL = "editrice@exemple.example"
CONFIRM, CHANGE = "/compte/confirmer", "/compte/mot-de-passe"


@pytest.fixture(autouse=True)
def _editor(session: Session, client: FlaskClient) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())
    send_password(client, EMAIL)


def token_of(browser: FlaskClient) -> str:
    """Give the token that a browser holds."""
    with browser.session_transaction() as cookie:
        token: str = cookie["token"]
    return token


def browser_with(app: Flask, token: str) -> FlaskClient:
    """Give a browser that holds a token."""
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["token"] = token
    return browser


def test_the_eleventh_password_in_a_quarter_of_an_hour_does_not_confirm(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    moving_clock.advance(minutes=11)
    for _ in range(10):
        post(client, CONFIRM, {"password": "autre chose"})

    eleventh = post(client, CONFIRM, {"password": PASSWORD})

    assert eleventh.status_code == 429
    assert client.get(CHANGE).location.startswith(CONFIRM)


def test_confirming_ends_the_token_that_the_browser_had(
    app: Flask, client: FlaskClient, moving_clock: MovingClock
) -> None:
    former = token_of(client)
    moving_clock.advance(minutes=11)

    post(client, CONFIRM, {"password": PASSWORD})

    assert client.get(CHANGE).status_code == 200
    assert browser_with(app, former).get("/compte/").status_code == 303


def test_a_new_password_ends_the_token_that_this_browser_had(
    app: Flask, client: FlaskClient
) -> None:
    former = token_of(client)

    post(client, CHANGE, {"new_password": "granit tempête pommier lanterne"})

    assert client.get("/compte/").status_code == 200
    assert browser_with(app, former).get("/compte/").status_code == 303
