"""A choice between two versions is the choice of this conflict, and of whole facts."""

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.catalog.models.structure import Structure
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import address, send, sent_form


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


@pytest.fixture
def first(session: Session) -> Account:
    """Who saves first."""
    return make_account(session, "premiere@exemple.example")


@pytest.fixture
def second(session: Session) -> Account:
    """Who saves afterwards, from a form that is older."""
    return make_account(session, "seconde@exemple.example")


def hidden_fields(page: TestResponse) -> MultiDict[str, str]:
    """Give what the page of a conflict sends again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return MultiDict([(name, html.unescape(value)) for name, value in found])


def choose(
    client: FlaskClient, structure: Structure, page: TestResponse, **choices: str
) -> TestResponse:
    """Send the choices of a page of conflict."""
    return post(client, address(structure), {**hidden_fields(page), **choices, "action": "resolve"})


def test_a_second_conflict_follows_its_own_choice(
    client: FlaskClient, session: Session, structure: Structure, first: Account, second: Account
) -> None:
    opened = sent_form(structure)
    sign_in(client, session, first)
    send(client, structure, name="Leur premier nom")
    sign_in(client, session, second)
    page = post(client, address(structure), {**opened, "name": "Mon nom"})
    sign_in(client, session, first)
    session.refresh(structure)
    send(client, structure, name="Leur second nom")
    sign_in(client, session, second)
    again = choose(client, structure, page, choice_name="mine")

    answer = choose(client, structure, again, choice_name="theirs")

    assert (page.status_code, again.status_code, answer.status_code) == (409, 409, 303)
    assert 'type="hidden" name="choice_name"' not in again.text
    assert again.text.count('name="shown_version"') == 1
    session.refresh(structure)
    assert structure.name == "Leur second nom"


@pytest.mark.parametrize(
    ("choice", "position"), [("mine", (48.57, -3.8283)), ("theirs", (48.59, -3.84))]
)
def test_a_position_is_one_person_s(
    client: FlaskClient,
    session: Session,
    structure: Structure,
    first: Account,
    second: Account,
    choice: str,
    position: tuple[float, float],
) -> None:
    opened = sent_form(structure)
    sign_in(client, session, first)
    post(client, address(structure), {**opened, "latitude": "48,5900", "longitude": "-3,8400"})
    sign_in(client, session, second)
    page = post(client, address(structure), {**opened, "latitude": "48,5700"})

    choose(client, structure, page, choice_latitude=choice)

    assert "choice_longitude" not in page.text
    session.refresh(structure)
    assert (structure.latitude, structure.longitude) == position


def test_half_a_position_is_never_stored_nor_an_error_of_ours(
    client: FlaskClient, session: Session, structure: Structure, first: Account, second: Account
) -> None:
    opened = sent_form(structure)
    sign_in(client, session, first)
    post(client, address(structure), {**opened, "latitude": "", "longitude": ""})
    sign_in(client, session, second)
    page = post(client, address(structure), {**opened, "latitude": "48,5800"})

    answer = choose(client, structure, page, choice_latitude="mine")

    assert answer.status_code == 303
    session.refresh(structure)
    assert (structure.latitude, structure.longitude) == (48.58, -3.8283)


def test_what_the_rules_refuse_of_both_changes_is_said_in_the_form(
    client: FlaskClient, session: Session, structure: Structure, first: Account, second: Account
) -> None:
    opened = sent_form(structure)
    sign_in(client, session, first)
    send(client, structure, name="Leur nom")
    session.refresh(structure)
    structure.finess_et = "290"  # stored before there was a rule
    session.commit()
    sign_in(client, session, second)
    page = post(client, address(structure), {**opened, "name": "Mon nom"})

    answer = choose(client, structure, page, choice_name="mine")

    assert (page.status_code, answer.status_code) == (409, 422)
    assert 'value="Mon nom"' in answer.text
