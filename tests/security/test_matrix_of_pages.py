"""Every address of the admin area and of accounts, asked by everybody: nobody gets further."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from directory.accounts.actor import actor_of
from directory.accounts.models.account import Account
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide
from directory.accounts.roles import Role
from directory.app import create_app
from directory.values.clock import FixedClock
from tests.conftest import FRIDAY_EVENING, make_settings
from tests.factories.accounts import PASSWORD, make_account, post, sign_in
from tests.factories.structures import make_structure

# What must answer to people who are not signed in, or not wholly.
OPEN = {
    "account.sign_in",
    "account.sign_out",
    "account.give_second_factor",
    "account.set_up_second_factor",
    "account.renew_recovery_codes",
    "account.open_invitation",
    "account.accept_invitation",
    "account.ask_password_reset",
    "account.open_password_reset",
    "account.choose_password",
    "account.start_identity",
    "account.finish_identity",
}
NOBODY = "00000000-0000-4000-8000-000000000000"
_MAP = create_app(
    make_settings(Path("unused"), database_url="sqlite://", secret_key="of this test")
).url_map
ADDRESSES = [
    (rule, method)
    for rule in _MAP.iter_rules()
    if rule.endpoint.partition(".")[0] in ("admin", "account") and rule.endpoint not in OPEN
    for method in sorted((rule.methods or set()) & {"GET", "POST"})
]
NAMES = [f"{method} {rule.rule}" for rule, method in ADDRESSES]


@dataclass
class Place:
    """A site with one listing of the north, and somebody of each role who is not from there."""

    app: Flask
    structure_id: str
    browsers: dict[Role, FlaskClient]
    accounts: dict[Role, Account]


@pytest.fixture(scope="module")
def place(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The site, shared by all the questions of this module."""
    instance = tmp_path_factory.mktemp("pages") / "instance"
    shutil.copytree(empty_instance, instance)
    clock = FixedClock(FRIDAY_EVENING)
    app = create_app(make_settings(instance), clock=clock, seconds_between_looks=0)
    with app.extensions["directory"].sessions() as session:
        structure = make_structure(session, filieres=["nord-finistere"])
        accounts = {role: _stranger(session, role) for role in Role}
        browsers = {role: app.test_client() for role in Role}
        for role, browser in browsers.items():
            sign_in(browser, session, accounts[role], clock=clock)
        yield Place(app, str(structure.id), browsers, accounts)


@pytest.mark.parametrize(("rule", "method"), ADDRESSES, ids=NAMES)
def test_a_page_names_its_permission(rule: Rule, method: str, place: Place) -> None:
    assert _permission(place.app, rule) in Permission, method


@pytest.mark.parametrize(("rule", "method"), ADDRESSES, ids=NAMES)
def test_a_visitor_gets_nothing_but_the_page_of_sign_in(
    rule: Rule, method: str, place: Place
) -> None:
    response = _ask(place.app.test_client(), rule, method, place, structure=place.structure_id)

    assert response.status_code == 303
    assert response.location.startswith("/compte/connexion")


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.STRUCTURE_EDITOR])
@pytest.mark.parametrize(("rule", "method"), ADDRESSES, ids=NAMES)
def test_a_role_that_a_permission_refuses_is_refused(
    rule: Rule, method: str, role: Role, place: Place
) -> None:
    permission = _permission(place.app, rule)
    is_refused = decide(actor_of(place.accounts[role]), permission) is Decision.REFUSED

    response = _ask(place.browsers[role], rule, method, place, structure=NOBODY)

    assert response.status_code < 500
    if is_refused:
        assert response.status_code == 403


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.STRUCTURE_EDITOR])
@pytest.mark.parametrize(
    ("rule", "method"),
    [(rule, method) for rule, method in ADDRESSES if "structure_id" in rule.arguments],
    ids=[name for name in NAMES if "structure_id" in name],
)
def test_a_listing_of_another_filiere_is_refused(
    rule: Rule, method: str, role: Role, place: Place
) -> None:
    response = _ask(place.browsers[role], rule, method, place, structure=place.structure_id)

    assert response.status_code == 403


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.STRUCTURE_EDITOR])
@pytest.mark.parametrize(
    ("rule", "method"),
    [(rule, method) for rule, method in ADDRESSES if "slug" in rule.arguments],
    ids=[name for name in NAMES if "slug" in name],
)
def test_another_filiere_is_refused(rule: Rule, method: str, role: Role, place: Place) -> None:
    response = _ask(place.browsers[role], rule, method, place, structure=NOBODY)

    assert response.status_code == 403


@pytest.mark.parametrize(("rule", "method"), ADDRESSES, ids=NAMES)
def test_nothing_is_shown_before_the_second_factor(
    rule: Rule, method: str, place: Place, half_signed: FlaskClient
) -> None:
    response = _ask(half_signed, rule, method, place, structure=place.structure_id)

    assert response.status_code == 303
    assert response.location.startswith("/compte/second-facteur")


@pytest.fixture(scope="module")
def half_signed(place: Place) -> FlaskClient:
    """The browser of a regional administrator who has given the password only."""
    browser = place.app.test_client()
    email = place.accounts[Role.REGIONAL_ADMIN].email
    post(browser, "/compte/connexion", {"email": email, "password": PASSWORD})
    return browser


def _permission(app: Flask, rule: Rule) -> Permission:
    permission = getattr(app.view_functions[rule.endpoint], "permission", None)
    assert isinstance(permission, Permission)
    return permission


def _stranger(session: Session, role: Role) -> Account:
    return make_account(
        session,
        f"{role}@exemple.example",
        role=role,
        filieres=["cornouaille"] if role is Role.ANIMATOR else [],
    )


def _ask(
    browser: FlaskClient, rule: Rule, method: str, place: Place, *, structure: str
) -> TestResponse:
    """Ask for an address, its blanks filled with the north's listing or with nothing known."""
    values = {name: _value(name, structure) for name in rule.arguments}
    with place.app.test_request_context():
        path = place.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    return browser.get(path) if method == "GET" else post(browser, path)


def _value(name: str, structure: str) -> object:
    match name:
        case "structure_id":
            return structure
        case "slug":
            return "nord-finistere"
        case _ if name.endswith("_id") and name != "revision_id":
            return NOBODY
        case "revision_id":
            return 2_000_000_000
        case _:
            return "corrections"
