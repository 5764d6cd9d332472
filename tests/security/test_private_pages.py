"""Pages of signed-in people: guarded, never kept, never framed, never shown to another host."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.structures import make_structure
from tests.security.site_walk import address_of, rules_of

AREAS = ("admin", "account")


def pages(app: Flask, session: Session) -> list[str]:
    structure = make_structure(session)
    values = {"structure_id": structure.id, "first_id": structure.id}
    return [address_of(rule, values) for rule in rules_of(app, "GET", *AREAS)]


def test_every_answer_is_private_and_protected(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    for address in pages(app, session):
        headers = admin_client.get(address).headers

        assert headers["Cache-Control"] == "no-store", address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "DENY", address
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", address
        assert "max-age=63072000" in headers["Strict-Transport-Security"], address
        assert "Access-Control-Allow-Origin" not in headers, address
        assert "noindex" in headers["X-Robots-Tag"], address
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), address
        assert "unsafe" not in policy, address


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin", 308),
        ("/br/admin", 308),
        ("/admin/nexistepas", 404),
        ("/admin/structures/pas-un-uuid/modifier", 404),
        ("/compte", 308),
        ("/compte/nexistepas", 404),
        ("/compte/connexion/", 404),
    ],
)
def test_an_address_that_leads_to_no_private_page_is_kept_by_nobody_either(
    admin_client: FlaskClient, address: str, status: int
) -> None:
    answer = admin_client.get(address)

    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_public_address_that_begins_like_a_private_one_is_not_marked(
    client: FlaskClient,
) -> None:
    assert "X-Robots-Tag" not in client.get("/administration").headers


def test_a_stranger_sees_no_admin_page(app: Flask, client: FlaskClient, session: Session) -> None:
    structure = make_structure(session)
    for rule in rules_of(app, "GET", "admin"):
        answer = client.get(address_of(rule, {"structure_id": structure.id}))

        assert answer.status_code == 303, rule.rule
        assert answer.headers["Location"].startswith("/compte/connexion"), rule.rule
        assert answer.text.count(structure.name) == 0


def test_no_private_page_is_an_error_of_ours(
    app: Flask, admin_client: FlaskClient, session: Session
) -> None:
    for address in pages(app, session):
        assert admin_client.get(address).status_code < 500, address


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    app: Flask, client: FlaskClient
) -> None:
    cookies = client.get("/compte/connexion").headers.getlist("Set-Cookie")

    assert app.config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert cookies
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_a_strange_host_sees_no_private_page(admin_client: FlaskClient, host: str) -> None:
    answer = admin_client.get("/admin/", headers={"Host": host})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_forwarded_host_is_not_believed(admin_client: FlaskClient) -> None:
    answer = admin_client.get(
        "/admin/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp"}
    )

    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)
