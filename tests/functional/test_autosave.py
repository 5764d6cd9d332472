"""What is typed survives a closed tab, and others at the same form are named."""

import json
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.catalog import editing_drafts
from directory.catalog.editing_drafts import (
    FormOnPage,
    find_editing_draft,
    keep_editing_draft,
    newest_editing_draft,
)
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.moving_clock import MovingClock
from tests.factories.structures import make_source, make_structure
from tests.functional.kept_pages import keep, open_page, page_fields, saved_keys
from tests.functional.structure_forms import address, send, sent_form

pytestmark = pytest.mark.usefixtures("animator")
PAGE = {"draft_key": "0123456789abcdef", "draft_taken_up": ""}
NEW = "/admin/structures/nouvelle"
OFFERED = "Vous aviez commencé"


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


def keep_name(client: FlaskClient, structure: Structure, name: str) -> dict[str, str]:
    """Open the form in a tab and type a name; give what the tab is known by."""
    page = open_page(client, address(structure))
    assert keep(client, f"structure {structure.id}", page, {"name": [name]}).status_code == 200
    return page


def keep_fields(client: FlaskClient, structure: Structure, fields: object) -> TestResponse:
    """Send what is typed, whatever it is."""
    return keep(client, f"structure {structure.id}", PAGE, fields)


def test_what_was_typed_is_offered_and_taken_up(client: FlaskClient, structure: Structure) -> None:
    tab = keep_name(client, structure, "Un nom à moitié tapé")

    offer = client.get(address(structure)).text

    again = f"?reprendre={tab['draft_key']}"
    assert again in offer
    assert "Un nom à moitié tapé" in client.get(f"{address(structure)}{again}").text


def test_what_is_thrown_away_is_not_offered(client: FlaskClient, structure: Structure) -> None:
    tab = keep_name(client, structure, "Un nom à moitié tapé")

    post(client, "/admin/brouillons/jeter", {"subject": f"structure {structure.id}", **tab})

    assert OFFERED not in client.get(address(structure)).text


def test_saving_one_tab_forgets_nothing_of_another(
    client: FlaskClient, structure: Structure
) -> None:
    first = keep_name(client, structure, "Un nom à moitié tapé")
    second = open_page(client, address(structure))

    send(client, structure, street="2 rue du Port", **second)

    assert f"?reprendre={first['draft_key']}" in client.get(address(structure)).text


def test_what_was_saved_is_offered_no_more(client: FlaskClient, structure: Structure) -> None:
    tab = keep_name(client, structure, "Équipe mobile du Port")

    answer = send(client, structure, name="Équipe mobile du Port", **tab)

    page = client.get(answer.location).text
    assert OFFERED not in page
    assert saved_keys(page) == [tab["draft_key"]]


def test_what_was_taken_up_and_saved_is_offered_no_more(
    client: FlaskClient, structure: Structure
) -> None:
    tab = keep_name(client, structure, "Équipe mobile du Port")
    resumed = open_page(client, f"{address(structure)}?reprendre={tab['draft_key']}")

    send(client, structure, name="Équipe mobile du Port", **resumed)

    assert OFFERED not in client.get(address(structure)).text


def test_what_is_typed_further_takes_the_place_of_what_was_taken_up(
    client: FlaskClient, session: Session, structure: Structure, animator: Account
) -> None:
    tab = keep_name(client, structure, "Équipe")
    resumed = open_page(client, f"{address(structure)}?reprendre={tab['draft_key']}")
    subject = f"structure {structure.id}"

    keep(client, subject, resumed, {"name": ["Équipe mobile"]})

    assert find_editing_draft(session, animator.id, subject, tab["draft_key"]) is None
    newest = newest_editing_draft(session, animator.id, subject)
    assert newest is not None
    assert newest.fields == {"name": ["Équipe mobile"]}


def test_what_the_first_tab_types_after_it_was_taken_up_stays(
    client: FlaskClient, structure: Structure, moving_clock: MovingClock
) -> None:
    tab = keep_name(client, structure, "Équipe")
    resumed = open_page(client, f"{address(structure)}?reprendre={tab['draft_key']}")
    moving_clock.advance(seconds=4)
    keep(client, f"structure {structure.id}", tab, {"name": ["Équipe, et une phrase de plus"]})

    send(client, structure, name="Équipe", **resumed)

    assert f"?reprendre={tab['draft_key']}" in client.get(address(structure)).text


def test_a_refused_form_is_the_same_page(client: FlaskClient, structure: Structure) -> None:
    tab = keep_name(client, structure, "Équipe")

    refused = send(client, structure, name="", **tab)

    assert page_fields(refused.text) == tab
    assert saved_keys(client.get(address(structure)).text) == []


def test_two_new_listings_are_two_texts(client: FlaskClient) -> None:
    first, second = open_page(client, NEW), open_page(client, NEW)
    keep(client, "structure new", first, {"name": ["La première"]})
    keep(client, "structure new", second, {"name": ["La seconde"]})

    post(client, NEW, {**sent_form(name="La seconde"), **second})

    assert "La première" in client.get(f"{NEW}?reprendre={first['draft_key']}").text
    assert f"?reprendre={first['draft_key']}" in client.get(NEW).text


def test_a_new_listing_that_was_made_is_not_offered_again(client: FlaskClient) -> None:
    tab = open_page(client, NEW)
    keep(client, "structure new", tab, {"name": ["Équipe mobile de l’Exemple"]})

    answer = post(client, NEW, {**sent_form(), **tab})

    assert saved_keys(client.get(answer.location).text) == [tab["draft_key"]]
    assert OFFERED not in client.get(NEW).text


def test_a_refused_publication_says_that_nothing_waits_to_be_saved(
    client: FlaskClient, session: Session
) -> None:
    draft = make_structure(session, state=PublicationState.DRAFT)
    tab = open_page(client, address(draft))
    missing = {"street": "2 rue du Port", "sources-0-title": "", **tab}
    send(client, draft, **missing)
    client.get(address(draft))
    session.expire_all()

    answer = send(client, draft, action="publish", **missing)

    page = client.get(answer.location).text
    assert "La fiche n’est pas publiée" in page
    assert "Rien n’avait changé" in page
    assert saved_keys(page) == [tab["draft_key"]]


def test_looking_at_the_page_of_the_public_comes_back_to_the_same_text(
    client: FlaskClient, structure: Structure
) -> None:
    tab = open_page(client, address(structure))

    answer = send(client, structure, action="preview", name="Un nom à moitié tapé", **tab)

    back = f"{address(structure)}?reprendre={tab['draft_key']}"
    assert back in client.get(answer.location).text
    page = client.get(back).text
    assert "Un nom à moitié tapé" in page
    assert saved_keys(page) == [tab["draft_key"]]


def test_half_an_emoji_is_left_out(client: FlaskClient, structure: Structure) -> None:
    sent = {
        "subject": f"structure {structure.id}",
        **PAGE,
        "based_on": 1,
        "fields": {"name": ["Fiche \ud83d"], "areas": ["\udc00\0"]},
    }
    headers = {"X-CSRFToken": csrf_token(client), "Content-Type": "application/json"}

    kept = client.post("/admin/brouillons", data=json.dumps(sent), headers=headers)

    assert kept.status_code == 200
    page = client.get(f"{address(structure)}?reprendre={PAGE['draft_key']}")
    assert page.status_code == 200
    assert 'value="Fiche"' in page.text


def test_somebody_else_at_the_form_is_named_once(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    keep_name(client, structure, "Autre nom")
    keep_name(client, structure, "Autre nom encore")
    sign_in(client, session, make_account(session, "second@exemple.example"))

    page = client.get(address(structure)).text

    assert page.count("Compte animation est en train de modifier cette fiche") == 1
    assert OFFERED not in page


@pytest.mark.parametrize(
    "fields", [None, [], {"name": "texte"}, {"name": [1]}, {"../nom": ["x"]}, {"²": ["x"]}]
)
def test_fields_that_no_form_sends_are_refused(
    client: FlaskClient, structure: Structure, fields: object
) -> None:
    assert keep_fields(client, structure, fields).status_code == 400


@pytest.mark.parametrize("key", ["", "0123", "0123456789abcdef ", "%", "0123456789ABCDEF"])
def test_a_key_that_no_page_has_is_refused(
    client: FlaskClient, structure: Structure, key: str
) -> None:
    page = {"draft_key": key, "draft_taken_up": ""}

    assert keep(client, f"structure {structure.id}", page, {}).status_code == 400


@pytest.mark.parametrize("subject", ["filiere \ud83d", "filiere a\0b", "structure", "x" * 200])
def test_a_form_that_does_not_exist_is_not_kept(client: FlaskClient, subject: str) -> None:
    assert keep(client, subject, PAGE, {}).status_code in {400, 404}


def test_more_text_than_anybody_types_is_refused(client: FlaskClient, structure: Structure) -> None:
    assert keep_fields(client, structure, {"name": ["x" * 300_000]}).status_code == 413


def test_the_form_of_another_filiere_is_not_kept(client: FlaskClient, session: Session) -> None:
    elsewhere = make_structure(session, "Équipe d’ailleurs", filieres=("armor",))

    assert keep_fields(client, elsewhere, {"name": ["x"]}).status_code == 403


def test_nothing_is_kept_without_the_token_of_the_page(
    client: FlaskClient, structure: Structure
) -> None:
    sent = {"subject": f"structure {structure.id}", "based_on": 1, "fields": {}}

    assert client.post("/admin/brouillons", json=sent).status_code == 400


def test_the_oldest_text_gives_way_to_a_new_one(
    session: Session, monkeypatch: pytest.MonkeyPatch, moving_clock: MovingClock
) -> None:
    monkeypatch.setattr(editing_drafts, "MOST_DRAFTS", 2)
    account_id = uuid4()

    for key in ("aa", "bb", "cc"):
        moving_clock.advance(minutes=1)
        page = FormOnPage("structure new", key)
        keep_editing_draft(session, account_id, page, fields={}, based_on=None, clock=moving_clock)

    kept = [
        key
        for key in ("aa", "bb", "cc")
        if find_editing_draft(session, account_id, "structure new", key) is not None
    ]
    assert kept == ["bb", "cc"]


def test_what_two_people_changed_keeps_its_page_until_it_is_chosen(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    tab = keep_name(client, structure, "Mon nom")
    seen = structure.version
    send(client, structure, name="Leur nom")
    session.expire_all()

    conflict = send(client, structure, name="Mon nom", version=seen, **tab)

    assert conflict.status_code == 409
    assert page_fields(conflict.text) == tab
