"""What the page of a structure's form sends, for tests."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.catalog.models.structure import Structure
from tests.factories.accounts import post


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
