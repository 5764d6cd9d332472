"""What is typed survives a closed tab, and others at the same form are named."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.catalog import editing_drafts
from directory.catalog.editing_drafts import keep_editing_draft
from directory.catalog.models.structure import Structure
from directory.values.clock import FixedClock
from tests.factories.accounts import csrf_token, make_account, sign_in
from tests.factories.structures import make_structure

pytestmark = pytest.mark.usefixtures("animator")


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session)


def keep(client: FlaskClient, structure: Structure, fields: object) -> TestResponse:
    """Send what is typed, as the page's script does."""
    sent = {"subject": f"structure {structure.id}", "based_on": 1, "fields": fields}
    headers = {"X-CSRFToken": csrf_token(client)}
    return client.post("/admin/brouillons", json=sent, headers=headers)


def test_what_was_typed_is_offered_and_taken_up(client: FlaskClient, structure: Structure) -> None:
    answer = keep(client, structure, {"name": ["Un nom à moitié tapé"]})

    assert answer.status_code == 200
    address = f"/admin/structures/{structure.id}/modifier"
    assert "Reprendre" in client.get(address).text
    assert "Un nom à moitié tapé" in client.get(f"{address}?reprendre=1").text


def test_what_is_thrown_away_is_not_offered(client: FlaskClient, structure: Structure) -> None:
    keep(client, structure, {"name": ["Un nom à moitié tapé"]})

    data = {"subject": f"structure {structure.id}", "csrf_token": csrf_token(client)}
    client.post("/admin/brouillons/jeter", data=data)

    page = client.get(f"/admin/structures/{structure.id}/modifier").text
    assert "Vous aviez commencé" not in page


def test_somebody_else_at_the_form_is_named(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    keep(client, structure, {"name": ["Autre nom"]})
    sign_in(client, session, make_account(session, "second@exemple.example"))

    page = client.get(f"/admin/structures/{structure.id}/modifier").text

    assert "Compte animation est en train de modifier cette fiche" in page
    assert "Vous aviez commencé" not in page


@pytest.mark.parametrize(
    "fields", [None, [], {"name": "texte"}, {"name": [1]}, {"../nom": ["x"]}, {"²": ["x"]}]
)
def test_fields_that_no_form_sends_are_refused(
    client: FlaskClient, structure: Structure, fields: object
) -> None:
    assert keep(client, structure, fields).status_code == 400


def test_more_text_than_anybody_types_is_refused(client: FlaskClient, structure: Structure) -> None:
    assert keep(client, structure, {"name": ["x" * 300_000]}).status_code == 413


def test_the_form_of_another_filiere_is_not_kept(client: FlaskClient, session: Session) -> None:
    elsewhere = make_structure(session, "Équipe d’ailleurs", filieres=("armor",))

    assert keep(client, elsewhere, {"name": ["x"]}).status_code == 403


def test_nothing_is_kept_without_the_token_of_the_page(
    client: FlaskClient, structure: Structure
) -> None:
    sent = {"subject": f"structure {structure.id}", "based_on": 1, "fields": {}}

    assert client.post("/admin/brouillons", json=sent).status_code == 400


def test_two_tabs_that_save_in_the_same_instant_keep_the_last(
    session: Session, structure: Structure, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    account_id, subject = uuid4(), f"structure {structure.id}"
    keep_editing_draft(
        session, account_id, subject, fields={"name": ["Un"]}, based_on=1, clock=clock
    )
    session.commit()
    # The second tab looked before the first one wrote.
    monkeypatch.setattr(editing_drafts, "find_editing_draft", lambda *_: None)

    kept = keep_editing_draft(
        session, account_id, subject, fields={"name": ["Deux"]}, based_on=2, clock=clock
    )

    session.commit()
    assert (kept.fields, kept.based_on) == ({"name": ["Deux"]}, 2)
