"""A page looked at before it is saved is only read: it needs no turn at writing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import send

pytestmark = pytest.mark.usefixtures("animator")


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


def test_a_preview_waits_for_nobody_who_writes(
    client: FlaskClient, app: Flask, structure: Structure
) -> None:
    typed = send(
        client, structure, action="preview", street="3 rue du Port", commune="Brest (29019)"
    )
    writing = app.extensions["directory"].sessions()
    writing.execute(text("update structure set street = 'ailleurs'"))

    answer = client.get(typed.location)

    writing.rollback()
    writing.close()
    assert answer.status_code == 200
    assert "3 rue du Port" in answer.text
    assert "Brest" in answer.text
