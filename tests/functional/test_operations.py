"""For those who run the site: health, readiness, the log, and what happens when things break."""

import errno
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory import database
from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import FixedClock
from directory.web.request_log import JsonLines, logger
from tests.conftest import make_settings


def test_a_living_process_says_ok(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_prepared_site_is_ready(real_client: FlaskClient) -> None:
    answer = real_client.get("/readyz")

    assert answer.status_code == 200
    assert answer.text == "ready; search: ready; saving: ready\n"


@pytest.mark.parametrize(("code", "words"), [(errno.EROFS, "read_only"), (errno.ENOSPC, "full")])
def test_a_site_that_can_only_be_read_is_ready_and_says_that_nothing_is_saved(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(**_where: object) -> None:
        raise OSError(code, "planted")

    monkeypatch.setattr(database, "TemporaryFile", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.text.endswith(f"; saving: {words}\n")


def test_a_site_without_database_is_not_ready_and_says_when_to_come_back(
    tmp_path: Path, clock: FixedClock
) -> None:
    client = create_app(make_settings(tmp_path / "nothing"), clock=clock).test_client()

    assert client.get("/readyz").status_code == 503
    page = client.get("/filieres")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "10"


@pytest.fixture
def log_lines(real_app: Flask) -> Iterator[io.StringIO]:
    """What the site writes to its log."""
    assert real_app
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield stream
    logger.removeHandler(handler)
    logger.setLevel("CRITICAL")


def test_the_log_has_no_word_no_place_and_no_address_of_a_visitor(
    real_client: FlaskClient, log_lines: io.StringIO
) -> None:
    real_client.get(
        "/recherche?q=metastases&ou=Morlaix",
        headers={"User-Agent": "Netscape", "Referer": "https://private.example/"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
    )
    real_client.get("/communes/29151-morlaix")

    text = log_lines.getvalue()
    for secret in (
        "metastases",
        "Morlaix",
        "morlaix",
        "29151",
        "203.0.113.9",
        "Netscape",
        "private",
    ):
        assert secret not in text
    line = orjson.loads(text.splitlines()[0])
    assert line["endpoint"] == "public.search_structures"
    assert line["status"] == 200


def test_an_unexpected_error_gives_a_reference_that_is_in_the_log(
    real_client: FlaskClient, log_lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("directory.search.finder.Finder.find_structures", break_down)

    answer = real_client.get("/recherche?q=had")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    failure = next(
        line
        for line in map(orjson.loads, log_lines.getvalue().splitlines())
        if line["event"] == "unexpected error"
    )
    assert failure["reference"] in answer.text
    assert "a secret detail" in failure["trace"]


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIRECTORY_PORT", "many")

    with pytest.raises(ValueError, match="port"):
        Settings.from_environment()
