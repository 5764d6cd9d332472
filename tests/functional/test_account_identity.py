"""Signing in with another service: a real provider runs beside the tests (oidc-provider-mock)."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.events import EventKind
from directory.accounts.identity_provider import IdentityProvider, IdentityRefusedError
from directory.accounts.models.account import Account
from directory.accounts.models.account_event import AccountEvent
from directory.accounts.roles import Role
from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import SystemClock
from tests.conftest import FRIDAY_EVENING
from tests.factories.accounts import make_account
from tests.functional.account_pages import SET_UP
from tests.functional.identity_pages import (
    BACK,
    START,
    answer_of_provider,
    come_back,
    know,
    running_provider,
    with_provider,
)

EMAIL = "animation@exemple.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider of identities that runs on this machine."""
    with running_provider() as address:
        yield address


@pytest.fixture
def app(settings: Settings, provider: str) -> Flask:
    """A site where people may sign in with that provider, whose clock is the machine's."""
    return create_app(with_provider(settings, provider), clock=SystemClock())


def invite(session: Session, *, role: Role = Role.ANIMATOR) -> Account:
    """Make an account that nobody has opened yet."""
    account = make_account(session, EMAIL, role=role)
    account.password_hash = None
    session.commit()
    return account


def reasons_of_refusals(session: Session) -> list[object]:
    """Give why people were not let in, the oldest first."""
    details = session.scalars(
        select(AccountEvent.detail)
        .where(AccountEvent.kind == EventKind.SIGN_IN_REFUSED)
        .order_by(AccountEvent.id)
    )
    return [detail["reason"] for detail in details if detail]


def test_the_page_of_sign_in_offers_the_service(client: FlaskClient) -> None:
    assert "Se connecter avec Exemple Connect" in client.get("/compte/connexion").text


def test_without_a_service_its_addresses_do_not_exist(settings: Settings) -> None:
    client = create_app(settings, seconds_between_looks=0).test_client()

    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_the_departure_carries_a_state_a_nonce_and_a_challenge(client: FlaskClient) -> None:
    sent = parse_qs(urlsplit(client.get(START).location).query)

    assert sent["response_type"] == ["code"]
    assert sent["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert len(sent["nonce"][0]) >= 43
    assert "client_secret" not in sent


def test_somebody_invited_comes_in_by_a_verified_address(
    client: FlaskClient, session: Session, provider: str
) -> None:
    account = invite(session, role=Role.STRUCTURE_EDITOR)
    know(provider, "a1", email=EMAIL.upper(), email_verified=True)

    response = come_back(client, "a1", start=f"{START}?next=/compte/appareils")

    assert response.location == "/compte/appareils"
    assert client.get("/compte/").status_code == 200
    session.refresh(account)
    assert account.identity_subject == f"{provider} a1"


def test_afterwards_only_the_subject_counts(
    app: Flask, client: FlaskClient, session: Session, provider: str
) -> None:
    invite(session, role=Role.STRUCTURE_EDITOR)
    know(provider, "b1", email=EMAIL, email_verified=True)
    come_back(client, "b1")
    know(provider, "b1", email="autre@exemple.example", email_verified=True)
    know(provider, "b2", email=EMAIL, email_verified=True)
    same, thief = app.test_client(), app.test_client()

    come_back(same, "b1")
    come_back(thief, "b2")

    assert same.get("/compte/").status_code == 200
    assert thief.get("/compte/").status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EMAIL},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "true"},
        {"email": "inconnue@exemple.example", "email_verified": True},
    ],
)
def test_who_is_not_invited_or_not_verified_stays_out_and_gets_no_account(
    client: FlaskClient, session: Session, provider: str, claims: dict[str, object]
) -> None:
    invite(session)
    know(provider, "c1", **claims)

    response = come_back(client, "c1")

    assert "n’a pas abouti" in response.text
    assert client.get("/compte/").status_code == 303
    assert len(session.scalars(select(Account)).all()) == 1


@pytest.mark.parametrize(
    "sign",
    [
        {"password_hash": "of a password"},
        {"totp_secret": "of a telephone"},
        {"last_signed_in_at": FRIDAY_EVENING},
        {"identity_subject": "https://ailleurs.example z9"},
    ],
)
def test_an_account_that_was_ever_opened_is_not_linked_by_its_address(
    client: FlaskClient, session: Session, provider: str, sign: dict[str, object]
) -> None:
    account = invite(session)
    for name, value in sign.items():
        setattr(account, name, value)
    session.commit()
    know(provider, "k1", email=EMAIL, email_verified=True)

    response = come_back(client, "k1")

    assert "puis reliez ce service" in response.text
    assert client.get("/compte/").status_code == 303
    session.refresh(account)
    assert account.identity_subject == sign.get("identity_subject")


def test_a_closed_account_stays_closed(
    client: FlaskClient, session: Session, provider: str
) -> None:
    make_account(session, EMAIL, identity_subject=f"{provider} d1").is_active = False
    session.commit()
    know(provider, "d1", email=EMAIL, email_verified=True)

    assert "n’a pas abouti" in come_back(client, "d1").text


@pytest.mark.parametrize("means", [{}, {"amr": ["pwd"]}, {"acr": "eidas1"}])
def test_our_second_factor_is_asked_unless_the_service_used_one(
    client: FlaskClient, session: Session, provider: str, means: dict[str, object]
) -> None:
    invite(session)
    know(provider, "e1", email=EMAIL, email_verified=True, **means)

    come_back(client, "e1")

    assert client.get("/compte/", follow_redirects=True).request.path == SET_UP


@pytest.mark.parametrize("means", [{"amr": ["pwd", "mfa"]}, {"acr": "eidas2"}])
def test_the_second_factor_of_the_service_counts_when_the_settings_say_so(
    client: FlaskClient, session: Session, provider: str, means: dict[str, object]
) -> None:
    invite(session)
    know(provider, "f1", email=EMAIL, email_verified=True, **means)

    come_back(client, "f1")

    assert client.get("/compte/").status_code == 200


def test_an_answer_that_we_did_not_ask_for_is_refused(
    app: Flask, client: FlaskClient, session: Session, provider: str
) -> None:
    invite(session, role=Role.STRUCTURE_EDITOR)
    know(provider, "g1", email=EMAIL, email_verified=True)
    victim = app.test_client()
    victim.get(START)

    response = victim.get(answer_of_provider(client, "g1"))

    assert "n’a pas abouti" in response.text
    assert reasons_of_refusals(session) == ["state"]
    assert victim.get("/compte/").status_code == 303


def test_an_answer_serves_once(client: FlaskClient, session: Session, provider: str) -> None:
    invite(session, role=Role.STRUCTURE_EDITOR)
    know(provider, "h1", email=EMAIL, email_verified=True)
    answer = answer_of_provider(client, "h1")
    client.get(answer)

    assert "n’a pas abouti" in client.get(answer).text
    assert reasons_of_refusals(session) == ["state"]


def test_an_answer_that_was_refused_is_not_looked_at_again(
    client: FlaskClient, session: Session, provider: str
) -> None:
    know(provider, "h2", email="inconnue@exemple.example", email_verified=True)
    answer = answer_of_provider(client, "h2")

    client.get(answer)
    client.get(answer)

    assert reasons_of_refusals(session) == ["unknown", "state"]


def test_a_token_made_for_another_question_is_refused(provider: str) -> None:
    know(provider, "i1", email=EMAIL, email_verified=True)
    ours = IdentityProvider(provider, "annuaire", "essai", f"https://annuaire.example{BACK}")
    departure = ours.depart(nonce="asked", verifier="v" * 43, anew=False)
    answer = requests.post(
        departure.address, data={"sub": "i1"}, allow_redirects=False, timeout=5
    ).headers["Location"]
    code = parse_qs(urlsplit(answer).query)["code"][0]

    with pytest.raises(IdentityRefusedError) as refusal:
        ours.identify(code, nonce="another", verifier="v" * 43, clock=SystemClock())
    assert "nonce" in str(refusal.value.__cause__)


@pytest.mark.parametrize(
    "issuer", ["http://ailleurs.example", "https://127.0.0.1:9", "file:///etc/passwd"]
)
def test_a_service_without_encryption_or_answer_is_not_used(
    settings: Settings, issuer: str
) -> None:
    chosen = settings.model_copy(update={"oidc_issuer": issuer})
    client = create_app(chosen, seconds_between_looks=0).test_client()

    response = client.get(START)

    assert response.status_code == 200
    assert "n’a pas abouti" in response.text


def test_what_was_refused_is_written_down_with_its_reason(
    client: FlaskClient, session: Session, provider: str
) -> None:
    know(provider, "j1", email="inconnue@exemple.example", email_verified=True)

    come_back(client, "j1")

    assert reasons_of_refusals(session) == ["unknown"]
