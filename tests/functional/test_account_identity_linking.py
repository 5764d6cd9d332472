"""Linking one's own account to another service: signed in, freshly confirmed, seen beforehand."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from directory.accounts.identity_linking import link_identity
from directory.accounts.identity_provider import Identity
from directory.accounts.models.account import Account
from directory.accounts.models.account_event import AccountEvent
from directory.accounts.roles import Role
from directory.accounts.sessions import end_sessions_of
from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import SystemClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import sent_letters
from tests.functional.identity_pages import (
    BACK,
    answer_of_provider,
    come_back,
    know,
    running_provider,
    with_provider,
)

EMAIL = "animation@exemple.example"
LINK, CONFIRM_LINK = "/compte/identite/relier", "/compte/identite/relier/confirmer"
UNLINK = "/compte/identite/delier"


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
def account(client: FlaskClient, session: Session, now: MovingClock) -> Account:
    """An account with a password, whose owner is signed in and was just asked for it."""
    account = make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())
    sign_in(client, session, account, clock=now)
    return account


def events_of(session: Session) -> list[str]:
    """Give what happened to accounts, the oldest first."""
    return list(session.scalars(select(AccountEvent.kind).order_by(AccountEvent.id)))


def subject_of(session: Session, account: Account) -> str | None:
    """Give the identity of an account as it is stored now."""
    session.rollback()
    session.refresh(account)
    return account.identity_subject


def before_writing(app: Flask, act: Callable[[], None]) -> None:
    """Have something happen once, between the look of a request at the accounts and its writing."""
    waiting = [act]

    def act_first(writing: Session, *_arguments: object) -> None:
        if waiting and any(isinstance(changed, Account) for changed in writing.dirty):
            waiting.pop()()

    event.listen(app.extensions["directory"].sessions, "before_flush", act_first)


def link_elsewhere(session: Session, account: Account, subject: str) -> None:
    """Link an account in a session of its own, as another browser does."""
    link_identity(session, account, Identity(subject, None, "", frozenset()), clock=SystemClock())
    session.commit()


def test_an_account_is_linked_from_its_own_page_and_then_opened_by_the_service(
    app: Flask, client: FlaskClient, session: Session, provider: str, account: Account
) -> None:
    know(provider, "a1", email="ailleurs@exemple.example", email_verified=True, name="Prénom Nom")
    assert LINK in client.get("/compte/").text

    page = client.get(come_back(client, "a1", start=LINK).location)
    assert "Prénom Nom" in page.text
    assert "ailleurs@exemple.example" in page.text
    assert subject_of(session, account) is None
    response = post(client, CONFIRM_LINK)
    another = app.test_client()
    come_back(another, "a1")

    assert response.location == "/compte/"
    assert subject_of(session, account) == f"{provider} a1"
    assert events_of(session)[0] == "identity_linked"
    assert sent_letters(session) == [("security_notice", EMAIL)]
    assert another.get("/compte/").status_code == 200


def test_linking_asks_for_the_password_that_was_not_given_lately(
    client: FlaskClient, session: Session, account: Account, now: MovingClock
) -> None:
    now.advance(minutes=11)

    response = client.get(LINK)

    assert response.location.startswith("/compte/confirmer?next=")
    assert subject_of(session, account) is None


def test_what_came_back_too_long_ago_is_not_linked(
    client: FlaskClient, session: Session, provider: str, account: Account, now: MovingClock
) -> None:
    know(provider, "b1")
    come_back(client, "b1", start=LINK)
    now.advance(minutes=11)
    sign_in(client, session, account, clock=now)

    response = post(client, CONFIRM_LINK)

    assert response.location == "/compte/"
    assert subject_of(session, account) is None


def test_what_somebody_brought_back_is_not_linked_to_another_account(
    client: FlaskClient, session: Session, provider: str, account: Account, now: MovingClock
) -> None:
    know(provider, "c1")
    come_back(client, "c1", start=LINK)
    other = make_account(session, "autre@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=())
    sign_in(client, session, other, clock=now)

    post(client, CONFIRM_LINK)

    assert subject_of(session, other) is None
    assert subject_of(session, account) is None


@pytest.mark.parametrize("is_somebody_there", [True, False])
def test_who_comes_back_to_another_account_than_the_one_that_left_is_not_proposed(
    client: FlaskClient,
    session: Session,
    provider: str,
    account: Account,
    now: MovingClock,
    is_somebody_there: bool,
) -> None:
    know(provider, "c2")
    answer = answer_of_provider(client, "c2", start=LINK)
    other = make_account(session, "autre@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=())
    if is_somebody_there:
        sign_in(client, session, other, clock=now)
    else:
        end_sessions_of(session, account.id, clock=now)
        session.commit()

    response = client.get(answer)

    assert response.location == "/compte/"
    with client.session_transaction() as cookie:
        assert "identity_to_link" not in cookie


def test_a_form_without_its_token_links_nothing(
    client: FlaskClient, session: Session, provider: str, account: Account
) -> None:
    know(provider, "d1")
    come_back(client, "d1", start=LINK)

    response = client.post(CONFIRM_LINK)

    assert response.status_code == 400
    assert subject_of(session, account) is None


def test_an_identity_opens_one_account_only(
    client: FlaskClient, session: Session, provider: str, account: Account
) -> None:
    make_account(session, "autre@exemple.example", identity_subject=f"{provider} e1")
    know(provider, "e1")
    come_back(client, "e1", start=LINK)

    response = post(client, CONFIRM_LINK, follow_redirects=True)

    assert "ouvre déjà un autre compte" in response.text
    assert subject_of(session, account) is None


def test_an_identity_that_another_browser_links_in_the_same_instant_opens_one_account_only(
    app: Flask, client: FlaskClient, session: Session, provider: str, account: Account
) -> None:
    other = make_account(session, "autre@exemple.example")
    know(provider, "e2")
    come_back(client, "e2", start=LINK)
    before_writing(app, lambda: link_elsewhere(session, other, f"{provider} e2"))

    response = post(client, CONFIRM_LINK, follow_redirects=True)

    assert "ouvre déjà un autre compte" in response.text
    assert subject_of(session, account) is None
    assert events_of(session) == ["identity_linked"]
    assert sent_letters(session) == []


def test_an_identity_linked_while_it_answers_an_invitation_opens_no_second_account(
    app: Flask, session: Session, provider: str, account: Account
) -> None:
    invited = make_account(session, "invitee@exemple.example")
    invited.password_hash = None
    session.commit()
    know(provider, "e3", email=invited.email, email_verified=True)
    before_writing(app, lambda: link_elsewhere(session, account, f"{provider} e3"))

    response = come_back(app.test_client(), "e3")

    assert "n’a pas abouti" in response.text
    assert subject_of(session, invited) is None
    assert subject_of(session, account) == f"{provider} e3"


@pytest.mark.usefixtures("account")
def test_an_answer_that_the_service_did_not_give_links_nothing(client: FlaskClient) -> None:
    departure = client.get(LINK).location
    state = departure.partition("state=")[2].partition("&")[0]

    response = client.get(f"{BACK}?code=invented&state={state}", follow_redirects=True)

    assert "n’a pas été relié" in response.text


def test_an_account_is_unlinked_and_its_other_browsers_are_signed_out(
    app: Flask, client: FlaskClient, session: Session, account: Account, now: MovingClock
) -> None:
    account.identity_subject = "https://ailleurs.example f1"
    session.commit()
    another = app.test_client()
    sign_in(another, session, account, clock=now)

    response = post(client, UNLINK)

    assert response.location == "/compte/"
    assert subject_of(session, account) is None
    assert events_of(session) == ["identity_unlinked"]
    assert sent_letters(session) == [("security_notice", EMAIL)]
    assert client.get("/compte/").status_code == 200
    assert another.get("/compte/").status_code == 303


def test_unlinking_asks_for_the_password_that_was_not_given_lately(
    client: FlaskClient, session: Session, account: Account, now: MovingClock
) -> None:
    account.identity_subject = "https://ailleurs.example g1"
    session.commit()
    now.advance(minutes=11)

    response = post(client, UNLINK)

    assert response.location.startswith("/compte/confirmer")
    assert subject_of(session, account) is not None


def test_the_only_way_into_an_account_is_not_taken_away(
    client: FlaskClient, session: Session, account: Account
) -> None:
    account.identity_subject, account.password_hash = "https://ailleurs.example h1", None
    session.commit()

    response = post(client, UNLINK)

    assert response.location == "/compte/mot-de-passe"
    assert subject_of(session, account) is not None


def test_an_unlinked_account_is_not_found_again_by_its_address(
    app: Flask, client: FlaskClient, session: Session, provider: str, account: Account
) -> None:
    account.identity_subject = f"{provider} i1"
    session.commit()
    know(provider, "i1", email=EMAIL, email_verified=True)
    post(client, UNLINK)

    response = come_back(app.test_client(), "i1")

    assert "n’a pas abouti" in response.text
    assert subject_of(session, account) is None
