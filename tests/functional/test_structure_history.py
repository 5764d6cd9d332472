"""The history of one listing: its versions by the page, at a price that does not grow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.history_queries import list_revisions_of
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin
from directory.values.clock import FixedClock
from tests.factories.structures import make_phone, make_structure
from tests.functional.reading import read

PER_PAGE = 50


def versions(session: Session, clock: FixedClock, number: int) -> Structure:
    """Make a listing that took one number after the other: each can be taken away again."""
    structure = make_structure(session, f"Équipe changée {number} fois")
    for version in range(1, number):
        before = snapshot_of(structure)
        structure.phones.append(make_phone(f"+33261911{version:03}"))
        record_revision(session, structure, before=before, origin=Origin.FORM, clock=clock)
    session.commit()
    return structure


@contextmanager
def statements() -> Iterator[list[str]]:
    """Write down what is sent to the database, but for the looks at what changed.

    A site that serves looks once a second; this one looks again and again.
    """
    sent: list[str] = []

    def write(*of_the_event: object) -> None:
        statement = str(of_the_event[2])
        if "FROM catalog_generation" not in statement:
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", write)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", write)


@pytest.mark.usefixtures("animator")
def test_a_long_history_asks_the_database_no_more_than_a_brief_one(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    asked = []
    for number in (3, 30):
        address = f"/admin/structures/{versions(session, clock, number).id}/historique"
        read(client, address)
        with statements() as sent:
            page = read(client, address)
        asked.append(len(sent))

        assert page.count('form="annuler"') == number - 1
    assert asked[0] == asked[1]


@pytest.mark.usefixtures("animator")
def test_older_versions_are_on_the_next_page(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = versions(session, clock, PER_PAGE + 1)
    address = f"/admin/structures/{structure.id}/historique"

    first, second = read(client, address), read(client, f"{address}?page=2")

    assert first.count('class="revision revision--compared"') == PER_PAGE
    assert f'href="{address}?page=2"' in first
    assert "Création" not in first
    assert "Création" in second


@pytest.mark.usefixtures("animator")
def test_a_page_beyond_the_last_leads_back(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    address = f"/admin/structures/{versions(session, clock, 2).id}/historique"

    page = read(client, f"{address}?page=900")

    assert "Rien n’a encore changé" not in page
    assert f'href="{address}?page=1"' in page


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize("number", [2**40, 2**70, -(2**70)])
def test_a_version_that_cannot_be_is_not_found(
    client: FlaskClient, session: Session, clock: FixedClock, number: int
) -> None:
    structure = versions(session, clock, 2)
    known = list_revisions_of(session, structure)[0].id

    answer = client.get(f"/admin/structures/{structure.id}/comparer?de={known}&a={number}")

    assert answer.status_code == 404
