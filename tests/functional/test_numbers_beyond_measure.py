"""Numbers that no page of ours sends are refused or ignored; the site never stumbles on them."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import send_update_link
from directory.values.clock import FixedClock
from directory.web.letterhead import get_letterhead
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.form_tokens import token_of_form
from tests.factories.import_files import make_csv
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import address, sent_form

DIGITS = "9" * 5_000
PHONE = "02 61 91 00 02"


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that can be written to."""
    return make_structure(session, email="equipe@exemple.fr", sources=[make_source()])


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    """An animator, signed in."""
    sign_in(client, session, make_account(session, filieres=("nord-finistere", "armor")))
    return client


@pytest.fixture
def link_token(app: Flask, session: Session, structure: Structure, clock: FixedClock) -> str:
    """The token of a structure's update link."""
    author = Author(make_account(session, "lien@exemple.example").id, "animator")
    with app.app_context():
        letterhead = get_letterhead()
    link = send_update_link(session, structure, letterhead=letterhead, author=author, clock=clock)
    session.commit()
    return letterhead.token_of(link.id)


@pytest.mark.parametrize("rank", [DIGITS, "²", "-1", "1e3"])
def test_a_report_on_a_number_without_rank_adds_the_new_one(
    client: FlaskClient, app: Flask, structure: Structure, rank: str
) -> None:
    said = {"wrong": "phone", "phone": PHONE, "old_phone": rank}
    token = token_of_form(app, "report_structure")

    answer = client.post(
        f"/structures/{structure.slug}/signaler", data={"form_token": token, **said}
    )

    assert answer.status_code == 303


@pytest.mark.parametrize("rank", [DIGITS, "²", "99999"])
def test_a_row_without_rank_is_not_read_from_an_update_link(
    client: FlaskClient, app: Flask, link_token: str, rank: str
) -> None:
    token = token_of_form(app, "update_link")
    sent = {"form_token": token, "version": "1", f"phones-{rank}-number": PHONE}

    assert client.post(f"/maj/{link_token}/modifier", data=sent).status_code < 500


@pytest.mark.parametrize("version", [DIGITS, "9" * 30, "²"])
def test_an_update_link_answers_no_version_of_that_kind(
    client: FlaskClient, app: Flask, link_token: str, version: str
) -> None:
    sent = {"form_token": token_of_form(app, "update_link"), "version": version}

    assert client.post(f"/maj/{link_token}", data=sent).status_code in (405, 409)


@pytest.mark.parametrize("version", [DIGITS, "9" * 30, "²"])
def test_a_bulk_act_leaves_out_versions_of_that_kind(
    animator: FlaskClient, structure: Structure, version: str
) -> None:
    sent = {"action": "verifier", "fiches": f"{structure.id}:{version}"}

    assert post(animator, "/admin/structures/actions/faire", sent).status_code < 500


@pytest.mark.parametrize("action", ["preview", "save"])
@pytest.mark.parametrize("version", [DIGITS, "9" * 30, "²"])
def test_a_form_holds_no_version_of_that_kind(
    animator: FlaskClient, structure: Structure, action: str, version: str
) -> None:
    sent = sent_form(structure, version=version, action=action)

    assert post(animator, address(structure), sent).status_code in (303, 400)


@pytest.mark.parametrize("place", [DIGITS, "9" * 30, "²"])
@pytest.mark.parametrize(("step", "prefix"), [("colonnes", "column_"), ("lignes", "row_")])
def test_an_import_leaves_out_places_of_that_kind(
    animator: FlaskClient, step: str, prefix: str, place: str
) -> None:
    file = (io.BytesIO(make_csv([("Équipe", "EMSP")], header=("Nom", "Type"))), "fiches.csv")
    path = post(animator, "/admin/imports", {"file": file}).headers["Location"]

    assert post(animator, f"{path}/{step}", {f"{prefix}{place}": "name"}).status_code == 303


def test_a_sheet_beyond_measure_is_said_to_be_too_large(animator: FlaskClient) -> None:
    sent = {"version": "1", "zzz": "a" * 250_000}

    assert post(animator, "/admin/filieres/armor/apercu", sent).status_code == 413
