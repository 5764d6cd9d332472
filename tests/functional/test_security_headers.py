"""What protects visitors on every answer, and what is never asked of them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.values.clock import FixedClock
from tests.conftest import make_settings

PAGES = ("/", "/recherche?q=had", "/filieres", "/nowhere", "/api/v1/structures", "/healthz")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_protecting_headers(
    real_client: FlaskClient, address: str
) -> None:
    headers = real_client.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "max-age=63072000" in headers["Strict-Transport-Security"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("address", PAGES)
def test_no_answer_sets_a_cookie(real_client: FlaskClient, address: str) -> None:
    assert "Set-Cookie" not in real_client.get(address).headers


def test_scripts_of_a_page_carry_the_nonce_of_its_policy(real_client: FlaskClient) -> None:
    first = real_client.get("/")
    second = real_client.get("/")

    nonces = [
        re.search(r"'nonce-([\w-]{20,})'", answer.headers["Content-Security-Policy"])
        for answer in (first, second)
    ]
    assert nonces[0]
    assert nonces[1]
    assert nonces[0][1] != nonces[1][1]
    assert set(re.findall(r'nonce="([^"]+)"', first.text)) == {nonces[0][1]}


def test_the_policy_allows_no_inline_script_or_style(real_client: FlaskClient) -> None:
    policy = real_client.get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy


def test_outside_tiles_are_allowed_only_when_the_operator_sets_them(
    real_app: Flask, clock: FixedClock
) -> None:
    instance = real_app.extensions["directory"].settings.instance
    with_tiles = create_app(
        make_settings(instance, tiles_url="https://tiles.example/{z}/{x}/{y}.png"), clock=clock
    )

    assert "tiles.example" not in real_app.test_client().get("/").headers["Content-Security-Policy"]
    assert (
        "img-src 'self' data: https://tiles.example;"
        in with_tiles.test_client().get("/").headers["Content-Security-Policy"]
    )


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1:99999"])
def test_a_strange_host_name_is_refused(real_client: FlaskClient, host: str) -> None:
    answer = real_client.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_addresses_in_pages_never_come_from_the_host_header(real_client: FlaskClient) -> None:
    page = real_client.get("/", headers={"Host": "localhost:4321"}).text

    assert "4321" not in page
    assert 'href="https://annuaire.example/"' in page


def test_probes_answer_whatever_the_machine_is_called(real_client: FlaskClient) -> None:
    assert real_client.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200
    assert real_client.get("/readyz", headers={"Host": "10.0.0.7"}).status_code == 200
