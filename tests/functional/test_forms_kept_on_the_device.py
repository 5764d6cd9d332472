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


def test_each_form_of_a_new_body_has_its_own_name_and_keeps_it(client: FlaskClient) -> None:
    first, second = (kept_form(client.get(NEW).text) for _ in range(2))
    key = first["subject"].rpartition(" ")[2]

    again = post(client, NEW, {"name": "", "form_key": key}).text

    assert first["family"] == "organization new"
    assert first["subject"] != second["subject"]
    assert kept_form(again)["subject"] == first["subject"]
    assert kept_form(again)["typed"] == "yes"


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
