"""Showing again who one is by another service: it asked anew, or nothing is confirmed."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import SystemClock
from tests.factories.accounts import make_account, sign_in
from tests.factories.moving_clock import MovingClock
from tests.functional.identity_pages import (
    START,
    answer_of_provider,
    come_back,
    know,
    running_provider,
    with_provider,
)

EMAIL = "editrice@exemple.example"
PASSWORD_PAGE = "/compte/mot-de-passe"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider of identities that runs on this machine."""
    with running_provider() as address:
        yield address


@pytest.fixture
def now() -> MovingClock:
    """A clock that starts today, as the provider's, and that the test moves."""
    return MovingClock(SystemClock().now())


@pytest.fixture
def app(settings: Settings, provider: str, now: MovingClock) -> Flask:
    """A site where people may sign in with that provider."""
    return create_app(with_provider(settings, provider), clock=now, seconds_between_looks=0)


@pytest.fixture
def account(session: Session, provider: str) -> Account:
    """An account that its owner linked to the provider."""
    return make_account(
        session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=(), identity_subject=f"{provider} a1"
    )


def know_since(provider: str, moment: object) -> None:
    """Have the provider say when it last asked who the account's owner is."""
    know(provider, "a1", auth_time=moment)


def seconds(clock: MovingClock, *, ago: timedelta) -> int:
    """Give a moment as tokens write it."""
    return int((clock.now() - ago).timestamp())


def is_confirmed(client: FlaskClient) -> bool:
    """Tell whether a sensitive page opens."""
    return client.get(PASSWORD_PAGE).status_code == 200


def test_whoever_is_signed_in_is_asked_again_by_the_service(
    client: FlaskClient, session: Session, account: Account, now: MovingClock
) -> None:
    visitor = parse_qs(urlsplit(client.get(START).location).query)
    sign_in(client, session, account, clock=now)

    asked = parse_qs(urlsplit(client.get(START).location).query)

    assert not {"prompt", "max_age"} & set(visitor)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


def test_an_answer_that_was_asked_anew_confirms_who_one_is(
    client: FlaskClient, session: Session, provider: str, account: Account, now: MovingClock
) -> None:
    sign_in(client, session, account, clock=now)
    now.advance(minutes=11)
    know_since(provider, seconds(now, ago=timedelta()))

    response = come_back(client, "a1", start=f"{START}?next={PASSWORD_PAGE}")

    assert response.location == PASSWORD_PAGE
    assert is_confirmed(client)


@pytest.mark.parametrize("moment", ["an hour ago", "bientôt", True, None, 10**30])
def test_being_known_again_by_the_service_confirms_nothing(
    client: FlaskClient,
    session: Session,
    provider: str,
    account: Account,
    now: MovingClock,
    moment: object,
) -> None:
    sign_in(client, session, account, clock=now)
    now.advance(minutes=11)
    known = seconds(now, ago=timedelta(hours=1)) if moment == "an hour ago" else moment
    know_since(provider, known)

    response = come_back(client, "a1", start=f"{START}?next={PASSWORD_PAGE}")

    assert not is_confirmed(client)
    page = client.get(response.location, follow_redirects=True)
    assert page.request.path == "/compte/confirmer"
    assert "n’a pas redemandé qui vous êtes" in page.text
    assert client.get("/compte/").status_code == 200


def test_a_browser_that_the_service_lets_in_by_itself_is_not_confirmed(
    client: FlaskClient, provider: str, account: Account, now: MovingClock
) -> None:
    know_since(provider, seconds(now, ago=timedelta(hours=1)))

    come_back(client, "a1")

    assert client.get("/compte/").status_code == 200
    assert not is_confirmed(client)
    assert account.is_active


def test_the_identity_of_somebody_else_does_not_confirm_this_account(
    app: Flask,
    client: FlaskClient,
    session: Session,
    provider: str,
    account: Account,
    now: MovingClock,
) -> None:
    other = make_account(
        session, "autre@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=(),
        identity_subject=f"{provider} b2",
    )  # fmt: skip
    sign_in(client, session, account, clock=now)
    with client.session_transaction() as cookie:
        token = cookie["token"]
    now.advance(minutes=11)
    know(provider, "b2", auth_time=seconds(now, ago=timedelta()))

    come_back(client, "b2")

    assert other.email in client.get("/compte/").text
    former = app.test_client()
    with former.session_transaction() as cookie:
        cookie["token"] = token
    assert former.get("/compte/").status_code == 303


def test_an_answer_that_took_more_than_ten_minutes_lets_nobody_in(
    client: FlaskClient, provider: str, account: Account, now: MovingClock
) -> None:
    know(provider, "a1")
    answer = answer_of_provider(client, "a1")
    now.advance(minutes=10, seconds=1)

    response = client.get(answer)

    assert "n’a pas abouti" in response.text
    assert client.get("/compte/").status_code == 303
    assert account.is_active
