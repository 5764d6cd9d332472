"""What the directory keeps for itself never leaves the building."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.models.campaign import UpdateLink
from directory.catalog.models.correction import Correction
from directory.catalog.models.structure import Structure
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import FactGroup, PublicationState, VerificationMeans
from directory.search.indexing import rebuild
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account
from tests.factories.structures import make_structure, save
from tests.security.planted_site import FILIERE, Planted, plant_listing
from tests.security.site_walk import address_of, rules_of

PRIVATE = "jardinsecret"
EDITOR = UUID("5eca2e70-0000-4000-8000-000000000001")
ABOUT_THE_LISTING = (
    "/structures/fiche-0",
    "/en/structures/fiche-0",
    "/recherche?q=ouverte",
    "/communes/29151-morlaix",
    f"/filieres/{FILIERE}",
    "/api/v1/structures/fiche-0",
    "/api/v1/structures",
    "/api/v1/structures.geojson",
    "/api/v1/communes/29151/contacts",
    "/sitemap.xml",
)
private_texts = st.text(min_size=1, max_size=200)


def words(field: str) -> str:
    """Say what is public and what is not by the field."""
    is_public = "." not in field or field.startswith(
        ("organization", "phone", "source", "document")
    )
    return f"ouverte {field}" if is_public and field != "internal_note" else f"{PRIVATE} {field}"


@pytest.fixture
def listing(app: Flask, session: Session, clock: FixedClock, settings: Settings) -> Planted:
    """A published listing around which everything private says so."""
    listing = plant_listing(app, session, clock, words, number=0)
    structure = listing.structure
    structure.update_email = f"{PRIVATE}@exemple.example"
    structure.loaded_digest = f"{PRIVATE}-digest"
    structure.verifications = [
        Verification(
            facts=FactGroup.PHONES,
            verified_on=clock.now().date(),
            means=VerificationMeans.PHONE,
            editor_id=EDITOR,
        )
    ]
    save(session, structure)
    for state in (PublicationState.DRAFT, PublicationState.ARCHIVED):
        make_structure(session, f"{PRIVATE} {state.value}", state=state)
    make_account(session, f"{PRIVATE}@compte.example", role=Role.REGIONAL_ADMIN)
    session.execute(update(Account).values(name=f"{PRIVATE} nom"))
    session.execute(update(Correction).values(reply_email=f"{PRIVATE}@visiteur.example"))
    session.execute(update(UpdateLink).values(recipient=f"{PRIVATE}@lien.example"))
    session.commit()
    rebuild(session, settings.index_folder)
    return listing


def test_no_public_address_shows_what_is_private(
    app: Flask, client: FlaskClient, listing: Planted
) -> None:
    asked = 0
    about = {**listing.values, "token": "inconnu"}
    for rule in rules_of(app, "GET", "public", "api", "operations"):
        for values in (about, {**about, "slug": FILIERE}):
            for prefix in ("", "/br", "/en"):
                address = prefix + address_of(rule, values)
                text = client.get(address).text
                assert PRIVATE not in text, address
                assert str(EDITOR) not in text, address
                assert EDITOR.hex not in text, address
                asked += 1

    assert asked > 200
    assert "ouverte name" in client.get("/structures/fiche-0").text


@pytest.mark.parametrize(
    "query", [f"q={PRIVATE}", f"q={PRIVATE}&literal=1", f"q={PRIVATE}@exemple.example"]
)
def test_nothing_private_can_be_searched_for(
    client: FlaskClient, listing: Planted, query: str
) -> None:
    assert listing.structure.is_published

    answer = client.get(f"/api/v1/structures?{query}").get_json()

    assert [item["slug"] for item in answer["items"]] == []


@examples(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    note=private_texts,
    email=private_texts,
    digest=private_texts,
    asked_for_silence=st.booleans(),
    editor=st.uuids(),
)
def test_what_is_private_changes_no_public_byte(
    client: FlaskClient,
    session: Session,
    listing: Planted,
    note: str,
    email: str,
    digest: str,
    asked_for_silence: bool,
    editor: UUID,
) -> None:
    before = everything_public(client)
    session.execute(
        update(Structure)
        .where(Structure.id == listing.structure.id)
        .values(
            internal_note=note.replace("\x00", "0"),
            update_email=email.replace("\x00", "0"),
            loaded_digest=digest.replace("\x00", "0"),
            do_not_contact=asked_for_silence,
        )
    )
    session.execute(update(Verification).values(editor_id=editor))
    session.execute(
        update(Correction).values(reply_email=str(editor), answered_at=datetime.now(UTC))
    )
    session.commit()

    assert everything_public(client) == before


def everything_public(client: FlaskClient) -> dict[str, str]:
    """Give what the public reads of the listing; nonces differ at every sending."""
    return {
        address: re.sub(r'nonce="[^"]*"', "", client.get(address).text)
        for address in ABOUT_THE_LISTING
    }


def test_the_update_page_of_a_listing_shows_nothing_more(
    client: FlaskClient, listing: Planted
) -> None:
    """Whoever holds the link reads the listing; the mailbox of letters and the notes stay ours."""
    text = client.get(f"/maj/{listing.token}").text

    assert "ouverte name" in text
    assert PRIVATE not in text
