"""Each new form of a listing keeps its own text, and what was saved is not offered again."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import csrf_token, post
from tests.factories.structures import make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import send, sent_form

pytestmark = pytest.mark.usefixtures("animator")

NEW = "/admin/structures/nouvelle"
OFFERED = "Vous aviez commencé"


def opened(client: FlaskClient) -> str:
    """Open a new form; give its key."""
    found = re.search(r'name="form_key" value="([^"]+)"', client.get(NEW).text)
    assert found is not None
    return found[1]


def keep(client: FlaskClient, key: str, name: str) -> int:
    """Keep what is typed in a new form, as the page's script does; give the status."""
    sent = {"subject": f"structure new {key}", "based_on": None, "fields": {"name": [name]}}
    headers = {"X-CSRFToken": csrf_token(client)}
    return client.post("/admin/brouillons", json=sent, headers=headers).status_code


def test_two_tabs_keep_two_texts_and_saving_one_leaves_the_other(client: FlaskClient) -> None:
    first, second = opened(client), opened(client)
    statuses = [keep(client, first, "Première"), keep(client, second, "Seconde")]

    post(client, NEW, {**sent_form(name="Seconde"), "form_key": second})

    assert statuses == [200, 200]
    page = client.get(NEW).text
    assert f"?reprendre={first}" in page
    assert f"?reprendre={second}" not in page
    again = client.get(f"{NEW}?reprendre={first}").text
    assert 'value="Première"' in again
    assert f'name="form_key" value="{first}"' in again


def test_the_text_left_last_is_offered_and_can_be_thrown_away(client: FlaskClient) -> None:
    key = opened(client)
    keep(client, key, "Commencée")
    offered = read(client, NEW)

    answer = post(client, "/admin/brouillons/jeter", {"subject": f"structure new {key}"})

    assert OFFERED in offered
    assert answer.location == NEW
    assert OFFERED not in read(client, NEW)


def test_a_form_that_comes_back_keeps_its_key(client: FlaskClient) -> None:
    key = opened(client)

    page = post(client, NEW, {**sent_form(name=""), "form_key": key}).text

    assert f'name="form_key" value="{key}"' in page
    assert f'data-subject="structure new {key}"' in page


@pytest.mark.parametrize("key", ["", "autre", "../x"])
def test_a_key_that_no_form_has_is_refused_or_made_anew(client: FlaskClient, key: str) -> None:
    page = post(client, NEW, {**sent_form(name=""), "form_key": key}).text

    assert keep(client, key, "Rien") == 400
    assert f'data-subject="structure new {key}"' not in page
    assert client.get(f"{NEW}?reprendre={key}").status_code == 200


def test_publishing_without_a_change_says_that_all_was_saved(
    client: FlaskClient, session: Session
) -> None:
    draft = make_structure(session, state=PublicationState.DRAFT)
    send(client, draft, **{"sources-0-title": ""})
    session.refresh(draft)

    answer = send(client, draft, action="publish", **{"sources-0-title": ""})

    page = read(client, answer.location)
    assert "Rien n’avait changé : tout était déjà enregistré." in page
    assert "La fiche n’est pas publiée" in page
