"""An animator edits a listing: the form says what is wrong, and keeps what was typed."""

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure

Sent = Mapping[str, object]


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """Somebody who keeps Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account


def sent_form(structure: Structure | None = None, **changes: object) -> dict[str, object]:
    """Give what the page of a structure would send, some fields changed."""
    return {
        "version": "" if structure is None else structure.version,
        "name": "Équipe mobile de l’Exemple",
        "type_code": "EMSP",
        "filieres": "nord-finistere",
        "phones-0-number": "02 61 91 00 01",
        "phones-0-kind": "direct",
        "phones-0-audience": "public",
        "postal_code": "29600",
        "commune": "Morlaix (29151)",
        "latitude": "48,5778",
        "longitude": "-3,8283",
        "hours_by": "table",
        "areas": "assumed filiere nord-finistere",
        "sources-0-title": "Registre d’exemple",
        "source_date": "2024-12-31",
        "access_public": "",
        "access_professionals": "",
        "capacity_unit": "",
        "action": "save",
        **changes,
    }


def send(client: FlaskClient, structure: Structure, **changes: object) -> TestResponse:
    """Send the form of a structure, some fields changed."""
    return post(client, address(structure), sent_form(structure, **changes))


def address(structure: Structure) -> str:
    """Give the address of the form of a structure."""
    return f"/admin/structures/{structure.id}/modifier"


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


def test_the_form_shows_what_is_stored(
    client: FlaskClient, animator: Account, structure: Structure
) -> None:
    page = client.get(address(structure)).text

    assert 'value="02 61 91 00 01"' in page
    assert 'value="Morlaix (29151)"' in page
    assert 'value="assumed filiere nord-finistere" checked' in page


def test_a_change_is_stored_and_shown_to_everyone(
    client: FlaskClient, session: Session, animator: Account, structure: Structure
) -> None:
    answer = send(client, structure, street="2 rue du Port")

    assert answer.status_code == 303
    assert "2 rue du Port" in client.get(f"/structures/{structure.slug}").text
