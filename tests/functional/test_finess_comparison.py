"""Somebody compares the listings with FINESS and takes over what they tick, nothing else."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.roles import Role
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind
from directory.exchange.models.import_run import ImportRun
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.finess_files import make_finess
from tests.factories.structures import make_phone, make_structure


@pytest.fixture
def listing(client: FlaskClient, session: Session) -> Structure:
    """A listing with a FINESS number; the region is signed in."""
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=()))
    return make_structure(
        session,
        finess_et="290000033",
        street="1 rue de l’Exemple",
        phones=[make_phone(kind=PhoneKind.SWITCHBOARD)],
    )


def _send(client: FlaskClient, content: bytes) -> TestResponse:
    data = {"file": (io.BytesIO(content), "etalab.csv"), "csrf_token": csrf_token(client)}
    return client.post("/admin/imports/finess", data=data, content_type="multipart/form-data")


def _keys(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('name="accept" value="')[1:]]


def test_only_ticked_proposals_are_taken_over_and_all_can_be_undone(
    client: FlaskClient, session: Session, listing: Structure
) -> None:
    path = _send(client, make_finess({"street": "DU PORT", "phone": "0261910099"})).location
    page = client.get(path).text
    assert "1 rue du Port" in page
    assert " checked" not in page
    phone = next(key for key in _keys(page) if ":phone:" in key)

    post(client, f"{path}/finess", {"accept": phone})

    session.refresh(listing)
    assert [item.number for item in listing.phones] == ["+33261910099"]
    assert listing.street == "1 rue de l’Exemple"

    post(client, f"{path}/annuler")
    session.refresh(listing)
    assert [item.number for item in listing.phones] == ["+33261910001"]


def test_nothing_ticked_changes_nothing(
    client: FlaskClient, session: Session, listing: Structure
) -> None:
    path = _send(client, make_finess({"phone": "0261910099"})).location
    version = listing.version

    answer = post(client, f"{path}/finess", follow_redirects=True)

    assert "Cochez au moins une proposition" in answer.text
    session.refresh(listing)
    assert listing.version == version


def test_a_listing_changed_meanwhile_is_proposed_anew(
    client: FlaskClient, session: Session, listing: Structure
) -> None:
    path = _send(client, make_finess({"phone": "0261910099"})).location
    (key,) = _keys(client.get(path).text)
    listing.email = "nouveau@exemple.fr"
    session.commit()

    answer = post(client, f"{path}/finess", {"accept": key}, follow_redirects=True)

    assert "Rien n’a été repris" in answer.text
    assert _keys(answer.text) != [key]


@pytest.mark.usefixtures("listing")
def test_agreement_is_said(client: FlaskClient) -> None:
    page = client.get(_send(client, make_finess()).location).text

    assert "FINESS ne contredit aucune de vos fiches" in page


@pytest.mark.usefixtures("listing")
@pytest.mark.parametrize("content", [b"", b"Nom;Type\n", b"finess;etalab;93\n\0"])
def test_another_file_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, content: bytes
) -> None:
    answer = _send(client, content)

    assert answer.status_code == 422
    assert "Ce fichier n’a pas été lu" in answer.text
    assert session.scalars(select(ImportRun)).all() == []


def test_an_animator_is_proposed_own_listings_only(
    client: FlaskClient, session: Session, listing: Structure
) -> None:
    sign_in(client, session, make_account(session, "armor@exemple.example", filieres=("armor",)))

    page = client.get(_send(client, make_finess({"phone": "0261910099"})).location).text

    assert listing.name not in page
