"""A number that nobody checked is not called checked, in the admin area nor on the public page."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import FactGroup
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_source, make_structure, make_verification
from tests.functional.reading import read
from tests.functional.structure_forms import send


@pytest.fixture
def structure(client: FlaskClient, session: Session) -> Structure:
    sign_in(client, session, make_account(session))
    checks = [make_verification(date(2026, 11, 2), facts) for facts in FactGroup]
    return make_structure(session, sources=[make_source()], verifications=checks)


def test_a_number_saved_without_a_check_is_not_called_checked(
    client: FlaskClient, structure: Structure
) -> None:
    send(client, structure, **{"phones-0-number": "02 61 91 00 02", "checked": ""})

    page = read(client, f"/structures/{structure.slug}")
    assert "02 61 91 00 02" in page
    said = page.partition("Vérifié le 02/11/2026")[2].partition(".")[0]
    assert "nom et adresse" in said
    assert "téléphones" not in said
    assert "horaires" not in said  # the listing tells none


def test_a_number_saved_with_a_check_has_that_one(
    client: FlaskClient, structure: Structure
) -> None:
    send(client, structure, **{"phones-0-number": "02 61 91 00 02", "checked": "phone"})

    assert "Fiche vérifiée le 27/11/2026." in read(client, f"/structures/{structure.slug}")
