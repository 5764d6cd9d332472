"""Whoever is signed in reads pages at once, though another process writes for minutes."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from directory.accounts.models.account_session import AccountSession
from directory.settings import Settings
from tests.factories.accounts import make_account, sign_in
from tests.factories.moving_clock import MovingClock

PATIENCE = 2.0  # seconds; a change would wait for five


@pytest.fixture
def visitor(client: FlaskClient, session: Session, moving_clock: MovingClock) -> FlaskClient:
    """A browser signed in a while ago, whose presence should be noted."""
    sign_in(client, session, make_account(session), clock=moving_clock)
    client.get("/admin/")
    moving_clock.advance(minutes=5)
    return client


@pytest.fixture
def import_that_writes(
    settings: Settings,
    visitor: FlaskClient,  # noqa: ARG001 (who signed in before)
) -> Iterator[sqlite3.Connection]:
    """Another process in the middle of a long change."""
    with closing(sqlite3.connect(settings.instance / "directory.sqlite3")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


@pytest.mark.usefixtures("import_that_writes")
def test_a_page_does_not_wait_to_note_who_reads_it(visitor: FlaskClient) -> None:
    begun = time.monotonic()

    answer = visitor.get("/admin/")

    assert answer.status_code == 200
    assert time.monotonic() - begun < PATIENCE


def test_presence_is_noted_once_the_other_has_written(
    visitor: FlaskClient,
    session: Session,
    moving_clock: MovingClock,
    import_that_writes: sqlite3.Connection,
) -> None:
    visitor.get("/admin/")
    import_that_writes.rollback()

    visitor.get("/admin/")

    session.expire_all()
    assert session.scalars(select(AccountSession.last_seen_at)).all() == [moving_clock.now()]


@pytest.mark.usefixtures("import_that_writes")
def test_changes_are_as_patient_as_before(app: Flask, visitor: FlaskClient) -> None:
    visitor.get("/admin/")

    sessions = app.extensions["directory"].sessions
    opened = [sessions() for _ in range(5)]
    patience = {each.scalar(text("PRAGMA busy_timeout")) for each in opened}
    for each in opened:
        each.close()

    assert patience == {5_000}
