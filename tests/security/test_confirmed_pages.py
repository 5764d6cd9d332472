"""Which pages ask again who one is: all that touch the safety of accounts, and each one asks."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.accounts.sessions import CONFIRMED_FOR
from directory.app import create_app
from directory.settings import Settings
from tests.conftest import FRIDAY_EVENING, make_settings
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.moving_clock import MovingClock

SENSITIVE = {
    "account.change_own_password",
    "account.end_one_session",
    "account.end_other_sessions",
    "account.link_identity",
    "account.renew_recovery_codes",
    "account.set_up_second_factor",
    "account.start_linking",
    "account.unlink_identity",
    "admin.deactivate_account",
    "admin.edit_account",
    "admin.end_account_sessions",
    "admin.invite_account",
    "admin.invite_account_again",
    "admin.reactivate_account",
    "admin.reset_account_second_factor",
}
# Of accounts too; they show, they end this browser's session, or they are the way in itself.
HARMLESS = {
    "account.accept_invitation",
    "account.ask_password_reset",
    "account.choose_password",
    "account.confirm",
    "account.finish_identity",
    "account.give_second_factor",
    "account.list_sessions",
    "account.open_invitation",
    "account.open_password_reset",
    "account.show_account",
    "account.sign_in",
    "account.sign_out",
    "account.start_identity",
    "admin.list_accounts",
}
NOBODY = "00000000-0000-4000-8000-000000000000"
_MAP = create_app(
    make_settings(Path("unused"), database_url="sqlite://", secret_key="of this test")
).url_map
OF_ACCOUNTS = [
    rule
    for rule in _MAP.iter_rules()
    if rule.endpoint.startswith("account.")
    or (rule.endpoint.startswith("admin.") and "account" in rule.endpoint)
]
ADDRESSES = [
    (rule, method)
    for rule in _MAP.iter_rules()
    if rule.endpoint in SENSITIVE
    for method in sorted((rule.methods or set()) & {"GET", "POST"})
]
NAMES = [f"{method} {rule.rule}" for rule, method in ADDRESSES]


@pytest.fixture
def moving_clock() -> MovingClock:
    """A clock that the test moves."""
    return MovingClock(FRIDAY_EVENING)


@pytest.fixture
def app(settings: Settings, moving_clock: MovingClock) -> Flask:
    """The test's own site, whose time moves."""
    return create_app(settings, clock=moving_clock, seconds_between_looks=0)


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> Account:
    """A regional administrator, signed in a moment ago."""
    account = make_account(
        session, role=Role.REGIONAL_ADMIN, filieres=(), totp_secret="of a telephone"
    )
    sign_in(client, session, account)
    return account


def test_every_page_of_accounts_is_sensitive_or_harmless() -> None:
    assert {rule.endpoint for rule in OF_ACCOUNTS} == SENSITIVE | HARMLESS


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(("rule", "method"), ADDRESSES, ids=NAMES)
def test_a_sensitive_page_asks_again_who_one_is_after_ten_minutes(
    client: FlaskClient, moving_clock: MovingClock, rule: Rule, method: str
) -> None:
    at_first = ask(client, rule, method)
    moving_clock.advance(seconds=CONFIRMED_FOR.total_seconds() + 1)

    later = ask(client, rule, method)

    assert not (at_first.location or "").startswith("/compte/confirmer")
    assert later.status_code == 303
    assert later.location.startswith("/compte/confirmer?next=")


def ask(browser: FlaskClient, rule: Rule, method: str) -> TestResponse:
    """Ask for an address about nobody known, sent from the page of accounts."""
    values = dict.fromkeys(rule.arguments, NOBODY)
    path = _MAP.bind("localhost").build(rule.endpoint, values, method=method)
    headers = {"Referer": "http://localhost/admin/comptes"}
    if method == "GET":
        return browser.get(path, headers=headers)
    return post(browser, path, headers=headers)
