"""Shorter forms are kept on the device while one types, each under its own name."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.corrections import Report, report_error
from directory.catalog.draft_json import draft_of
from directory.values.clock import FixedClock
from tests.factories.accounts import post
from tests.factories.structures import make_organization, make_structure
from tests.functional.kept_pages import open_page, page_fields, saved_keys

pytestmark = pytest.mark.usefixtures("animator")

NEW = "/admin/organisations/nouvelle"
ON_THE_DEVICE = '"on_device": "Ce que vous tapez est gard\\u00e9 sur cet appareil."'


def kept_form(page: str) -> dict[str, str]:
    """Give what the form says to the script that keeps it."""
    found = re.search(r'<form [^>]*data-module="autosave"[^>]*>', page)
    assert found is not None
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', found[0]))


def test_the_form_of_a_body_is_kept_under_its_name(client: FlaskClient, session: Session) -> None:
    body = make_organization()
    session.add(body)
    session.commit()

    page = client.get(f"/admin/organisations/{body.id}/modifier").text

    assert kept_form(page)["subject"] == f"organization {body.id}"
    assert "url" not in kept_form(page)
    assert ON_THE_DEVICE in page
    assert "data-autosave-words" in page


def test_each_page_of_a_new_body_has_its_own_key_until_it_is_saved(client: FlaskClient) -> None:
    first, second = open_page(client, NEW), open_page(client, NEW)

    refused = post(client, NEW, {"name": "", **first}).text
    made = post(client, NEW, {"name": "Association neuve", **first}).location

    assert first["draft_key"] != second["draft_key"]
    assert page_fields(refused) == first
    assert kept_form(refused)["sent"] == "yes"
    assert saved_keys(client.get(made).text) == [first["draft_key"]]


def test_the_answer_to_a_correction_is_kept_under_its_name(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    report = Report(draft_of(structure), words="Le numéro a changé.")
    correction = report_error(session, structure, report, clock=clock)
    session.commit()

    page = client.get(f"/admin/corrections/{correction.id}").text

    assert kept_form(page)["subject"] == f"correction {correction.id}"
    assert ON_THE_DEVICE in page
    assert "data-autosave-words" in page
    decided = {"outcome": "declined", "answer": "Merci.", **page_fields(page)}
    next_page = post(client, f"/admin/corrections/{correction.id}", decided).location
    assert saved_keys(client.get(next_page).text) == [page_fields(page)["draft_key"]]
