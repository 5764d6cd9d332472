"""What a visitor reads when something is missing or broken."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError


def test_a_missing_page_offers_a_search_with_the_words_of_its_address(
    real_client: FlaskClient,
) -> None:
    response = real_client.get("/structures/hopital-de-carhaix")

    assert response.status_code == 404
    assert "Cette page n’existe pas ou n’existe plus" in response.text
    assert 'name="q" value="hopital de carhaix"' in response.text


def test_a_missing_page_keeps_the_language(real_client: FlaskClient) -> None:
    response = real_client.get("/en/nowhere")

    assert response.status_code == 404
    assert '<html lang="en">' in response.text


def test_a_missing_page_is_not_kept(real_client: FlaskClient) -> None:
    assert "Cache-Control" not in real_client.get("/nulle-part").headers


def test_a_missing_page_claims_no_address(real_client: FlaskClient) -> None:
    page = real_client.get("/nulle-part").text

    assert 'rel="canonical"' not in page
    assert '<meta name="robots" content="noindex">' in page


def test_words_of_an_address_are_shown_harmless(real_client: FlaskClient) -> None:
    page = real_client.get('/"><script>alert(1)</script>').text

    assert "<script>alert" not in page


def test_a_method_that_is_not_allowed_says_which_are(real_client: FlaskClient) -> None:
    response = real_client.post("/recherche")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Cette adresse ne s’utilise pas ainsi" in response.text


def test_a_form_of_the_admin_area_sent_after_signing_out_leads_to_sign_in(
    client: FlaskClient,
) -> None:
    response = client.post("/admin/structures/nouvelle", data={"name": "Une équipe"})

    assert response.status_code == 400
    assert 'href="/compte/connexion?next=/admin/structures/nouvelle"' in response.text


def test_a_step_of_the_admin_area_sent_after_signing_out_leads_back_to_its_page(
    client: FlaskClient,
) -> None:
    page = {"Referer": "http://localhost/admin/imports"}

    response = client.post("/admin/imports/finess", headers=page)

    assert response.status_code == 400
    assert 'href="/compte/connexion?next=/admin/imports"' in response.text


def test_an_unexpected_error_gives_a_reference_and_no_trace(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("an accident on purpose")

    monkeypatch.setitem(app.view_functions, "public.show_home", fail)

    response = app.test_client().get("/")

    assert response.status_code == 500
    assert "donnez cette référence" in response.text
    assert "accident on purpose" not in response.text


def test_two_people_writing_in_the_same_instant_are_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StaleDataError("an accident on purpose")

    monkeypatch.setitem(app.view_functions, "public.show_home", fail)

    response = app.test_client().get("/")

    assert response.status_code == 409
    assert "Quelqu’un d’autre a enregistré au même moment" in response.text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("SQLITE_CONSTRAINT_UNIQUE", 409),
        ("SQLITE_CONSTRAINT_PRIMARYKEY", 409),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", 409),
        ("SQLITE_CONSTRAINT_NOTNULL", 500),
    ],
)
def test_what_another_person_made_or_took_away_meanwhile_is_no_error_of_ours(
    app: Flask, monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    refusal = sqlite3.IntegrityError("an accident on purpose")
    refusal.sqlite_errorname = name

    def fail(*_: object) -> None:
        raise IntegrityError("", None, refusal)

    monkeypatch.setitem(app.view_functions, "public.show_home", fail)

    assert app.test_client().get("/").status_code == status


def test_a_database_that_is_away_is_said_and_asks_to_come_back(
    client_with: Callable[..., FlaskClient], tmp_path: Path
) -> None:
    client = client_with(database_url=f"sqlite:///{tmp_path}")  # a folder is no database

    response = client.get("/structures/nimporte")

    assert response.status_code == 503
    assert "momentanément indisponible" in response.text
    assert response.headers["Retry-After"]


def test_the_regional_contact_is_given_when_there_is_one(
    client_with: Callable[..., FlaskClient],
) -> None:
    client = client_with(contact_email="contact@annuaire.example")

    assert "mailto:contact@annuaire.example" in client.get("/nulle-part").text


def test_raw_bytes_in_a_query_are_answered(real_client: FlaskClient) -> None:
    for query in ("q=h\xf4pital", "q=\xed\xa0\x80", "q=\xff\xfe"):
        answer = real_client.get("/recherche", environ_overrides={"QUERY_STRING": query})

        assert answer.status_code == 200
