"""The sign NUL, which PostgreSQL refuses and nobody types: no page of ours stumbles on it."""

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from directory.accounts.roles import Role
from tests.factories.accounts import make_account, post, sign_in

KINDS_OF_TEXT = ("UnicodeConverter", "PathConverter")


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> FlaskClient:
    """A regional administrator's browser."""
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=()))
    return client


def addresses(app: Flask, method: str, text: str) -> list[str]:
    """Give every address that takes a method, with this text wherever one takes a text."""
    with app.test_request_context():
        return [
            app.url_map.bind("localhost").build(rule.endpoint, _values(rule, text), method)
            for rule in app.url_map.iter_rules()
            if method in (rule.methods or ())
        ]


def _values(rule: Rule, text: str) -> dict[str, object]:
    """Fill the places of an address in: ids and numbers that exist nowhere, and a text."""
    # Werkzeug says nowhere else which kind each place takes.
    kinds = {name: type(kind).__name__ for name, kind in rule._converters.items()}
    numbers = {"IntegerConverter": 9, "UUIDConverter": uuid4()}
    return {
        name: text if kind in KINDS_OF_TEXT else numbers.get(kind, "x")
        for name, kind in kinds.items()
    }


def test_no_address_holds_it(app: Flask, admin: FlaskClient) -> None:
    asked = [path for path in addresses(app, "GET", "a\0b") if "%00" in path]

    answers = {path: admin.get(path).status_code for path in asked}

    assert len(answers) > 10
    assert set(answers.values()) == {404}


def test_a_form_that_holds_it_is_refused_whatever_it_is_for(app: Flask, admin: FlaskClient) -> None:
    paths = addresses(app, "POST", "a")

    in_values = {path: post(admin, path, {"x": ["a", "a\0b"]}).status_code for path in paths}
    in_names = {path: post(admin, path, {"a\0b": "x"}).status_code for path in paths}

    assert len(paths) > 50
    assert set(in_values.values()) == {400}
    assert set(in_names.values()) == {400}


@pytest.mark.parametrize("path", ["/compte/connexion", "/compte/mot-de-passe-oublie"])
def test_nobody_needs_to_sign_in_to_be_refused(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data={"email": "a\0b@exemple.example", "password": "x"})

    assert answer.status_code == 400
    assert "Nous n’avons pas compris cette demande" in answer.text


@pytest.mark.parametrize("sign", ["%00", "%%0000", "%0%000", "\0"])
@pytest.mark.parametrize("page", ["/recherche", "/admin/structures"])
def test_a_question_is_answered_with_another_sign_in_its_place(
    admin: FlaskClient, page: str, sign: str
) -> None:
    answer = admin.get(page, query_string=f"q=mor{sign}laix")

    assert answer.status_code == 200
    assert "\N{REPLACEMENT CHARACTER}" in answer.text
    assert "\0" not in answer.text
