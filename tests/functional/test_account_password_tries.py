"""How often a password may be tried: nobody guesses it, and nobody shuts its owner out."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.web.account.password_tries import count_password_try
from tests.factories.accounts import make_account, post
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import last_link, send_password

EMAIL = "editrice@exemple.example"
ANOTHER = "granit tempête pommier lanterne"


@pytest.fixture(autouse=True)
def _editor(session: Session) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())


def browser_of(app: Flask, network: str) -> FlaskClient:
    """Give a browser at a network address."""
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = network
    return browser


def try_from_networks(app: Flask, networks: int, *, tries: int = 10) -> None:
    """Have passwords tried from as many networks."""
    for number in range(networks):
        with app.test_request_context(environ_base={"REMOTE_ADDR": f"198.51.100.{number}"}):
            for _ in range(tries):
                count_password_try(EMAIL)


def test_the_eleventh_password_in_a_quarter_of_an_hour_is_not_looked_at(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    for _ in range(10):
        send_password(client, EMAIL, "autre chose")

    eleventh = send_password(client, EMAIL)
    moving_clock.advance(minutes=16)

    assert eleventh.status_code == 429
    assert "Trop d’essais" in eleventh.text
    assert send_password(client, EMAIL).status_code == 303


def test_an_unknown_account_is_throttled_as_a_known_one(client: FlaskClient) -> None:
    answers = [send_password(client, "inconnue@exemple.example").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_one_network_address_cannot_try_account_after_account(client: FlaskClient) -> None:
    answers = [send_password(client, f"compte{i}@exemple.example").status_code for i in range(31)]

    assert answers == [200] * 30 + [429]


def test_wrong_passwords_tried_elsewhere_do_not_keep_the_owner_out(app: Flask) -> None:
    owner, stranger = browser_of(app, "203.0.113.7"), browser_of(app, "203.0.113.8")
    for _ in range(12):
        refused = send_password(stranger, EMAIL, "autre chose")

    assert refused.status_code == 429
    assert send_password(owner, EMAIL).status_code == 303


def test_a_household_that_changes_its_address_has_no_more_tries(app: Flask) -> None:
    browsers = [browser_of(app, f"2001:db8:1:2::{number}") for number in range(11)]

    answers = [send_password(browser, EMAIL, "autre chose").status_code for browser in browsers]

    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize("spell", [str.upper, str.title, lambda email: f" {email} "])
def test_spelling_an_address_otherwise_gives_no_more_tries(
    client: FlaskClient, spell: Callable[[str], str]
) -> None:
    for _ in range(10):
        send_password(client, EMAIL, "autre chose")

    assert send_password(client, spell(EMAIL)).status_code == 429


def test_a_hundred_passwords_an_hour_are_tried_at_one_account_from_everywhere(
    app: Flask, client: FlaskClient, moving_clock: MovingClock
) -> None:
    try_from_networks(app, 9)
    for _ in range(9):
        send_password(client, EMAIL, "autre chose")
    hundredth = send_password(browser_of(app, "203.0.113.8"), EMAIL, "autre chose")

    hundred_and_first = send_password(browser_of(app, "203.0.113.9"), EMAIL)
    moving_clock.advance(minutes=61)

    assert hundredth.status_code == 200
    assert hundred_and_first.status_code == 429
    assert send_password(client, EMAIL).status_code == 303


def test_what_one_network_is_refused_does_not_count_for_the_others(app: Flask) -> None:
    stranger = browser_of(app, "203.0.113.8")
    for _ in range(25):
        send_password(stranger, EMAIL, "autre chose")
    try_from_networks(app, 8)

    assert send_password(browser_of(app, "203.0.113.7"), EMAIL).status_code == 303


def test_who_signs_in_starts_the_counts_again(app: Flask, client: FlaskClient) -> None:
    try_from_networks(app, 9)
    for _ in range(9):
        send_password(client, EMAIL, "autre chose")
    send_password(client, EMAIL)

    again = [send_password(client, EMAIL, "autre chose").status_code for _ in range(10)]

    assert again == [200] * 10


def test_a_new_password_opens_at_once_however_many_were_tried(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(10):
        send_password(client, EMAIL, "autre chose")
    try_from_networks(app, 9)
    post(client, "/compte/mot-de-passe-oublie", {"email": EMAIL})
    client.get(last_link(capsys))
    assert send_password(client, EMAIL).status_code == 429

    post(client, "/compte/nouveau-mot-de-passe", {"new_password": ANOTHER})

    assert send_password(client, EMAIL, ANOTHER).status_code == 303
