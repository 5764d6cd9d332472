"""After signing in one lands on our own pages, whatever the address asks for."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.web.return_address import safe_return_address
from tests.factories.accounts import make_account, sign_in

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "https://evil.example",
    "http://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\tjavascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/%2fevil.example",
    "/%2Fevil.example",
    "%2f%2fevil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\n//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\r\nLocation: https://evil.example",
    "evil.example",
    "@evil.example",
    "/@evil.example/../..//evil.example\\",
    "https://annuaire.example@evil.example",
    "https://annuaire.example.evil.example",
    "/\u2215evil.example",
    "\u3002evil.example",
    "/\x00/evil.example",
    "?next=https://evil.example",
    "#//evil.example",
    "",
)


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_an_address_that_could_lead_elsewhere_is_not_followed(app: Flask, asked: str) -> None:
    with app.test_request_context("/"):
        address = safe_return_address(asked, "/ici")

    assert address == "/ici"


@pytest.mark.parametrize("asked", ["/admin/", "/admin/structures?etat=draft&page=2", "/compte/"])
def test_an_address_of_ours_is_followed(app: Flask, asked: str) -> None:
    with app.test_request_context("/"):
        assert safe_return_address(asked, "/ici") == asked


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_signing_in_never_leads_elsewhere(
    client: FlaskClient, session: Session, asked: str
) -> None:
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN))

    answer = client.get("/compte/connexion", query_string={"next": asked})

    location = answer.headers["Location"]
    assert answer.status_code in (302, 303)
    assert urlsplit(location).netloc in ("", "localhost", "annuaire.example")
    assert location.startswith(("/", "http://localhost/", "https://annuaire.example/"))
    assert not location.startswith("//")
