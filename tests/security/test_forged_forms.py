"""No page of another site can have a signed-in person, or anybody, change something here."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.database import Base
from tests.factories.accounts import csrf_token
from tests.factories.structures import make_structure
from tests.security.site_walk import address_of, rules_of

FOREIGN = (
    "https://evil.example",
    "null",
    "http://annuaire.example",
    "https://annuaire.example.evil",
)
METHODS = ("POST", "PUT", "PATCH", "DELETE")
# What is written of a refused request is not a change: who tries is counted.
NOT_A_CHANGE = {"attempt", "account_session", "account_event", "structure_view"}


def rows(session: Session) -> dict[str, int]:
    session.rollback()
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_A_CHANGE
    }


def posted(app: Flask, session: Session) -> list[str]:
    """Give an address for every form of the site, about a listing that exists."""
    structure = make_structure(session)
    values = {"structure_id": structure.id, "first_id": structure.id}
    return [address_of(rule, values) for rule in rules_of(app, "POST")]


def test_changes_are_only_made_by_posting(app: Flask) -> None:
    for method in METHODS[1:]:
        assert list(rules_of(app, method)) == []


def test_a_form_without_its_token_changes_nothing(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    addresses = posted(app, session)
    before = rows(session)

    answers = {address: admin_client.post(address).status_code for address in addresses}

    assert len(answers) > 40
    assert {address: code for address, code in answers.items() if code < 400} == {}
    assert rows(session) == before


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    app: Flask, admin_client: FlaskClient, session: Session, origin: str
) -> None:
    addresses = posted(app, session)
    token = csrf_token(admin_client)
    before = rows(session)

    answers = {
        address: admin_client.post(
            address, data={"csrf_token": token}, headers={"Origin": origin}
        ).status_code
        for address in addresses
    }

    assert set(answers.values()) == {403}
    assert rows(session) == before


def test_a_form_that_the_browser_says_is_foreign_is_refused(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    token = csrf_token(admin_client)

    for address in posted(app, session):
        answer = admin_client.post(
            address, data={"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403, address


def test_the_token_of_somebody_else_is_refused(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    other = app.test_client()
    with other.session_transaction() as cookie:
        cookie["csrf_token"] = "of somebody else"
    token = csrf_token(other)
    structure = make_structure(session)

    answer = admin_client.post(
        f"/admin/structures/{structure.id}/archiver", data={"csrf_token": token}
    )

    assert answer.status_code == 400


def test_reading_a_page_changes_nothing(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)
    values = {"structure_id": structure.id, "first_id": structure.id}
    before = rows(session)

    for rule in rules_of(app, "GET"):
        admin_client.get(address_of(rule, values))

    assert rows(session) == before
