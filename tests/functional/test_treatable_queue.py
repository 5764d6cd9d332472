"""« À faire » holds what this person may treat, and names nobody else's drafts."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import make_account, sign_in
from tests.factories.form_tokens import token_of_form
from tests.factories.structures import ALL_FILIERES, make_structure

DUPLICATES = ("/admin/a-faire/doublons", "/admin/doublons")


def sign_region_in(client: FlaskClient, session: Session) -> None:
    """Sign the region in."""
    region = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, region)


def test_corrections_of_regional_listings_wait_for_the_region(
    client: FlaskClient, app: Flask, session: Session
) -> None:
    regional = make_structure(session, "Plateforme régionale", filieres=ALL_FILIERES)
    own = make_structure(session, "Équipe d’ici")
    for structure in (regional, own):
        token = token_of_form(app, "report_structure")
        data = {"form_token": token, "wrong": "phone", "words": "numéro faux"}
        client.post(f"/structures/{structure.slug}/signaler", data=data)
    sign_in(client, session, make_account(session))
    mine = client.get("/admin/a-faire/corrections").text
    sign_region_in(client, session)
    theirs = client.get("/admin/a-faire/corrections").text

    assert "Équipe d’ici" in mine
    assert "Plateforme régionale" not in mine
    assert "Plateforme régionale" in theirs


def test_pairs_across_filieres_wait_for_the_region(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe mobile A", finess_et="290000033")
    make_structure(
        session, "Brouillon d’ailleurs", filieres=["armor"], finess_et="290000033",
        state=PublicationState.DRAFT,
    )  # fmt: skip
    sign_in(client, session, make_account(session))
    mine = [client.get(address).text for address in DUPLICATES]
    sign_region_in(client, session)
    theirs = [client.get(address).text for address in DUPLICATES]

    assert ["Brouillon d’ailleurs" in text for text in mine] == [False, False]
    assert ["Brouillon d’ailleurs" in text for text in theirs] == [True, True]


def test_pairs_of_the_own_filiere_are_treated_here(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe mobile A", finess_et="290000033")
    make_structure(session, "Équipe mobile Bis", finess_et="290000033")
    sign_in(client, session, make_account(session))

    assert all("Équipe mobile Bis" in client.get(address).text for address in DUPLICATES)
