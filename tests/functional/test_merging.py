"""Two listings of one structure become one, and the old address leads to it."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.editing import edit_structure
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import CapacityUnit, PublicationState
from directory.values.clock import FixedClock
from tests.factories.accounts import post
from tests.factories.structures import make_phone, make_source, make_structure

pytestmark = pytest.mark.usefixtures("animator")

Pair = tuple[Structure, Structure]


@pytest.fixture
def pair(session: Session) -> Pair:
    """The same team, listed twice."""
    first = make_structure(session, sources=[make_source()])
    second = make_structure(
        session,
        "Equipe mobile de l'Exemple",
        slug="equipe-mobile-bis",
        phones=[make_phone("+33261910002")],
        sources=[make_source("Autre registre")],
        street="1 rue du Port",
    )
    return first, second


def address(pair: Pair) -> str:
    """Give the address where two listings are compared."""
    return f"/admin/doublons/{pair[0].id}/{pair[1].id}"


def sent_choices(pair: Pair, **choices: str) -> dict[str, object]:
    """Give what the page of a pair sends: what it showed of both, and what was chosen."""
    return {"kept_version": pair[0].version, "dropped_version": pair[1].version, **choices}


def test_a_likely_pair_is_listed(client: FlaskClient, pair: Pair) -> None:
    assert address(pair) in (page := client.get("/admin/doublons").text) or (
        f"/admin/doublons/{pair[1].id}/{pair[0].id}" in page
    )


def test_a_pair_said_to_be_two_is_not_listed_again(client: FlaskClient, pair: Pair) -> None:
    post(client, f"{address(pair)}/distinctes")

    assert "Aucun doublon en vue" in client.get("/admin/doublons").text


def test_both_values_of_each_field_are_shown(client: FlaskClient, pair: Pair) -> None:
    page = client.get(address(pair)).text

    assert "02 61 91 00 01" in page
    assert "02 61 91 00 02" in page
    assert "1 rue du Port" in page


def test_the_two_listings_are_told_apart(client: FlaskClient, pair: Pair) -> None:
    page = client.get(address(pair)).text

    for structure in pair:
        assert f'href="/admin/structures/{structure.id}/modifier"' in page
        assert f"/structures/{structure.slug}<" in page
    assert "1 rue du Port, 29600 Morlaix" in page
    assert "Dernière vérification" in page


def test_where_it_is_makes_one_choice(client: FlaskClient, session: Session, pair: Pair) -> None:
    pair[1].latitude, pair[1].longitude = 48.57, -3.82
    session.commit()

    page = client.get(address(pair)).text

    assert "position 48.57000\u202f; -3.82000" in page
    assert 'name="choice_place"' in page
    assert not [name for name in ("street", "latitude") if f'name="choice_{name}"' in page]


def test_a_number_and_its_unit_make_one_choice(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    for structure, unit in zip(pair, (CapacityUnit.BEDS, CapacityUnit.PLACES), strict=True):
        structure.capacity_value, structure.capacity_unit = 8, unit
    session.commit()

    assert 'name="choice_capacity_value"' in client.get(address(pair)).text
    post(client, address(pair), sent_choices(pair, choice_capacity_value="dropped"))

    session.refresh(pair[0])
    assert pair[0].capacity_unit == CapacityUnit.PLACES


def test_both_shows_what_results(client: FlaskClient, pair: Pair) -> None:
    page = client.get(address(pair)).text

    both = page.partition('name="choice_phones" value="both"')[2].partition("</label>")[0]
    assert "02 61 91 00 01" in both
    assert "02 61 91 00 02" in both


def test_the_one_that_is_left_says_what_was_chosen(client: FlaskClient, pair: Pair) -> None:
    choices = {"choice_name": "dropped", "choice_phones": "both", "choice_place": "dropped"}

    answer = post(client, address(pair), sent_choices(pair, **choices))

    assert answer.status_code == 303
    page = client.get("/structures/equipe-mobile-de-l-exemple").text
    assert "Equipe mobile de l&#39;Exemple" in page
    assert "02 61 91 00 01" in page
    assert "02 61 91 00 02" in page
    assert "1 rue du Port" in page


def test_the_address_of_the_other_leads_to_it(client: FlaskClient, pair: Pair) -> None:
    post(client, address(pair), sent_choices(pair))

    answer = client.get("/structures/equipe-mobile-bis")

    assert answer.status_code == 301
    assert answer.location.endswith("/structures/equipe-mobile-de-l-exemple")


def test_a_structure_of_another_filiere_is_not_merged(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    elsewhere = make_structure(session, "Équipe d’ailleurs", filieres=("armor",))

    assert client.get(f"/admin/doublons/{pair[0].id}/{elsewhere.id}").status_code == 403
    assert client.get(f"/admin/doublons/{elsewhere.id}/{pair[0].id}").status_code == 403


@pytest.mark.parametrize("changed", [0, 1])
def test_a_listing_changed_since_the_page_was_opened_is_shown_again(
    client: FlaskClient, session: Session, clock: FixedClock, pair: Pair, changed: int
) -> None:
    chosen = sent_choices(pair, choice_name="dropped", choice_phones="kept")
    draft = replace(draft_of(pair[changed]), alert="Déménage lundi")
    edit_structure(session, pair[changed], draft, expected_version=None, author=None, clock=clock)
    session.commit()

    answer = post(client, address(pair), chosen)

    assert answer.status_code == 409
    assert "rien n’est réuni" in answer.text
    assert "Déménage lundi" in answer.text
    assert 'name="choice_name" value="dropped" checked' in answer.text
    assert 'name="choice_phones" value="kept" checked' in answer.text
    shown = dict(re.findall(r'name="(\w+_version)" value="(\d+)"', answer.text))
    assert post(client, address(pair), {**chosen, **shown}).status_code == 303


def test_a_pair_sent_without_what_was_shown_is_not_merged(client: FlaskClient, pair: Pair) -> None:
    assert post(client, address(pair)).status_code == 409
    assert client.get(f"/structures/{pair[1].slug}").status_code == 200


def test_the_page_says_who_reads_which_and_what_becomes_of_the_public_page(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    draft = make_structure(
        session, "Brouillon", sources=[make_source()], state=PublicationState.DRAFT
    )

    page = client.get(address((draft, pair[0]))).text
    post(client, address((draft, pair[0])), sent_choices((draft, pair[0])))

    assert "elle sera publiée, pour que la page publique de l’autre ne disparaisse pas" in page
    assert client.get("/structures/brouillon").status_code == 200
    assert client.get(f"/structures/{pair[0].slug}").status_code == 301


def test_a_draft_that_is_not_ready_does_not_take_a_public_page_down(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    draft = make_structure(session, "Brouillon", state=PublicationState.DRAFT)
    listed = draft, pair[0]

    answer = post(client, address(listed), sent_choices(listed, choice_sources="kept"))

    assert answer.status_code == 422
    assert "Aucune source." in answer.text
    assert client.get(f"/structures/{pair[0].slug}").status_code == 200
