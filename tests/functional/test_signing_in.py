"""Who comes into the admin area, and how far."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.roles import Role
from tests.factories.accounts import PASSWORD, csrf_token, make_account, post, sign_in


def test_a_visitor_is_led_to_sign_in(client: FlaskClient) -> None:
    response = client.get("/admin/")

    assert response.status_code == 303
    assert response.location == "/compte/connexion?next=/admin/"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: FlaskClient) -> None:
    response = post(client, "/admin/structures/nouvelle", {"name": "Tapé pour rien ?"})

    assert response.status_code == 303
    assert response.location == "/compte/connexion?next=/admin/structures/nouvelle&fin=1"
    assert "Votre connexion a pris fin" in client.get(response.location).text
    assert "Votre connexion a pris fin" not in client.get("/compte/connexion").text


def test_a_button_pressed_after_the_session_ended_leads_back_to_the_page_that_held_it(
    client: FlaskClient,
) -> None:
    data = {"csrf_token": csrf_token(client)}
    asked = [
        client.post("/admin/brouillons/jeter", data=data, headers={"Referer": page}).location
        for page in ("http://localhost/admin/", "http://ailleurs.example/admin/")
    ]

    assert asked == [
        "/compte/connexion?next=/admin/&fin=1",
        "/compte/connexion?next=&fin=1",
    ]


def test_a_script_of_somebody_signed_out_is_told_so(client: FlaskClient) -> None:
    headers = {"X-CSRFToken": csrf_token(client)}

    response = client.post("/admin/brouillons", json={}, headers=headers)

    assert response.status_code == 401


def test_a_signed_in_animator_sees_what_there_is_to_do(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))

    response = client.get("/admin/")

    assert response.status_code == 200
    assert "À faire" in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_the_right_password_signs_in(client: FlaskClient, session: Session) -> None:
    make_account(session, "editrice@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=())

    response = post(
        client,
        "/compte/connexion?next=/admin/",
        {"email": "Editrice@exemple.example", "password": PASSWORD},
    )

    assert response.location == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_says_so_without_telling_which_is_wrong(
    client: FlaskClient, session: Session
) -> None:
    make_account(session, "connue@exemple.example")
    sent = {"password": "autre chose"}

    known = post(client, "/compte/connexion", {**sent, "email": "connue@exemple.example"})
    unknown = post(client, "/compte/connexion", {**sent, "email": "inconnue@exemple.example"})

    assert "n’est pas le bon" in known.text
    assert known.status_code == unknown.status_code
    assert _words(known) == _words(unknown).replace("inconnue@", "connue@")


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session))
    with client.session_transaction() as cookie:
        token = cookie["token"]

    post(client, "/compte/deconnexion")
    with client.session_transaction() as cookie:
        cookie["token"] = token

    assert client.get("/admin/").status_code == 303


def test_a_form_without_its_token_is_refused(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session))

    assert client.post("/compte/deconnexion").status_code == 400
    assert client.get("/admin/").status_code == 200


def test_a_form_of_another_site_is_refused(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session))
    data = {"csrf_token": csrf_token(client)}

    for headers in (
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        response = client.post("/compte/deconnexion", data=data, headers=headers)
        assert response.status_code == 403
    assert client.get("/admin/").status_code == 200


def test_public_pages_set_no_cookie(client: FlaskClient) -> None:
    for path in ("/", "/recherche", "/filieres"):
        assert "Set-Cookie" not in client.get(path).headers


def _words(response: TestResponse) -> str:
    """Give a page without what differs each time."""
    return re.sub(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"', "", response.text)
