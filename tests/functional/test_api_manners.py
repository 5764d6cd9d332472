"""How the API behaves towards programs: caches, other sites, methods, its readable page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.values.clock import FixedClock
from tests.conftest import make_settings

ADDRESSES = [
    "/api/v1/structures?q=had",
    "/api/v1/structures.geojson",
    "/api/v1/structures/had-des-pays-de-morlaix",
    "/api/v1/communes?q=b",
    "/api/v1/communes/29019",
    "/api/v1/communes/29019/contacts",
    "/api/v1/filieres",
    "/api/v1/filieres/armor",
    "/api/v1/filieres.geojson",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_may_be_read_by_any_site_and_kept_a_minute(
    real_client: FlaskClient, address: str
) -> None:
    answer = real_client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_did_not_change_is_not_sent_again(
    real_client: FlaskClient, address: str
) -> None:
    tag = real_client.get(address).headers["ETag"]

    again = real_client.get(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.data == b""
    assert not tag.startswith("W/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_head_request_has_the_headers_and_no_body(real_client: FlaskClient, address: str) -> None:
    full = real_client.get(address)
    head = real_client.head(address)

    assert head.data == b""
    assert head.headers["ETag"] == full.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(full.data))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_writes_is_refused_with_those_that_read(
    real_client: FlaskClient, method: str
) -> None:
    answer = real_client.open("/api/v1/structures", method=method)

    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


def test_a_preflight_is_answered(real_client: FlaskClient) -> None:
    answer = real_client.options(
        "/api/v1/structures",
        headers={"Origin": "https://autre.example", "Access-Control-Request-Method": "GET"},
    )

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_a_refusal_may_be_read_by_any_site_and_is_not_kept(real_client: FlaskClient) -> None:
    answer = real_client.get("/api/v1/structures?couleur=bleu")

    assert answer.status_code == 422
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Cache-Control" not in answer.headers


def test_a_kept_answer_is_the_one_that_was_made(real_app: Flask, clock: FixedClock) -> None:
    settings = real_app.extensions["directory"].settings
    keeping = create_app(make_settings(settings.instance, cache_megabytes=8), clock=clock)
    address = "/api/v1/structures?q=morlaix"

    made = keeping.test_client().get(address)
    kept = keeping.test_client().get(address)

    assert kept.data == made.data == real_app.test_client().get(address).data


def test_the_readable_page_speaks_of_every_address(real_client: FlaskClient) -> None:
    page = real_client.get("/api/v1/docs")

    assert page.status_code == 200
    for path in real_client.get("/api/v1/openapi.json").get_json()["paths"]:
        assert f"GET {path}" in page.text


def test_every_try_on_the_readable_page_answers(real_client: FlaskClient) -> None:
    page = real_client.get("/api/v1/docs").text

    tries = [part.split('"')[0] for part in page.split('Essayer : <a href="')[1:]]

    assert len(tries) >= 4
    for address in tries:
        assert real_client.get(address.replace("&amp;", "&")).status_code == 200
