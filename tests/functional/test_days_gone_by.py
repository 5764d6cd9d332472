"""A day that has gone by is said beside the field that holds it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.structures import make_source, make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import address, send

pytestmark = pytest.mark.usefixtures("animator")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"alert": "Déménage lundi", "alert_until": "2025-01-03"},
            "Ce jour est déjà passé : l’alerte n’est plus montrée.",
        ),
        (
            {"closures-0-start": "2025-12-24", "closures-0-end": "2026-01-03"},
            "Cette fermeture est déjà passée : elle n’est plus montrée.",
        ),
    ],
)
def test_what_will_not_be_shown_any_more_is_said(
    client: FlaskClient, session: Session, typed: dict[str, str], sentence: str
) -> None:
    structure = make_structure(session, sources=[make_source()])

    response = send(client, structure, **typed)

    assert response.status_code == 303
    assert sentence in read(client, address(structure))
