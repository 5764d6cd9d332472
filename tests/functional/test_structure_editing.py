"""An animator edits a listing: the form says what is wrong, and keeps what was typed."""

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import post
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import address, send, sent_form

pytestmark = pytest.mark.usefixtures("animator")

Sent = Mapping[str, object]


@pytest.fixture
def structure(session: Session) -> Structure:
    """A mobile team that is published."""
    return make_structure(session, sources=[make_source()])


def test_the_form_shows_what_is_stored(client: FlaskClient, structure: Structure) -> None:
    page = client.get(address(structure)).text

    assert 'value="02 61 91 00 01"' in page
    assert 'value="Morlaix (29151)"' in page
    assert 'value="assumed filiere nord-finistere" checked' in page


def test_a_change_is_stored_and_shown_to_everyone(
    client: FlaskClient, structure: Structure
) -> None:
    answer = send(client, structure, street="2 rue du Port")

    assert answer.status_code == 303
    assert "2 rue du Port" in client.get(f"/structures/{structure.slug}").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"phones-0-number": "02 98"}, "phones-0-number"),
        ({"email": "pas une adresse"}, "email"),
        ({"update_email": "pas une adresse"}, "update_email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"finess_et": "12"}, "finess_et"),
        ({"postal_code": "abc"}, "postal_code"),
        ({"commune": "Lutèce"}, "commune"),
        ({"latitude": "nord"}, "latitude"),
        ({"hours_tu": "le matin"}, "hours_tu"),
        ({"hours_by": "text", "opening_hours": "dès que possible"}, "opening_hours"),
        ({"closures-0-start": "2026-12-31", "closures-0-end": "2026-12-01"}, "closures-0-start"),
        ({"closures-0-end": "2026-12-01"}, "closures-0-start"),
        ({"alert_until": "31/02/2027"}, "alert_until"),
        ({"capacity_value": "beaucoup"}, "capacity_value"),
        ({"sources-1-url": "https://exemple.fr"}, "sources-1-title"),
        ({"area_communes": "Lutèce"}, "area_communes"),
        ({"type_code": "INCONNU"}, "type_code"),
        ({"filieres": "armor"}, "filieres"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_in_the_summary(
    client: FlaskClient, structure: Structure, changes: Sent, field: str
) -> None:
    answer = send(client, structure, **changes)

    assert answer.status_code == 422
    summary = answer.text.partition('class="error-summary__list"')[2].partition("</ul>")[0]
    assert f'href="#{field}"' in summary
    assert f'id="{field}"' in answer.text


def test_a_type_that_was_not_chosen_is_asked_for(client: FlaskClient) -> None:
    answer = post(client, "/admin/structures/nouvelle", sent_form(type_code=""))

    assert answer.status_code == 422
    assert "Choisissez un type." in answer.text
    assert "Type de structure inconnu" not in answer.text


def test_french_hours_in_the_field_of_openstreetmap_text_are_stored(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    send(client, structure, hours_by="text", opening_hours="lundi au vendredi 10h-16h")

    session.refresh(structure)
    assert structure.opening_hours == "Mo-Fr 10:00-16:00"


def test_what_was_typed_is_kept_when_something_is_wrong(
    client: FlaskClient, structure: Structure
) -> None:
    page = send(client, structure, name="", street="9 rue Neuve", latitude="nord").text

    assert 'value="9 rue Neuve"' in page
    assert 'value="nord"' in page


@pytest.mark.parametrize(
    ("action", "present"),
    [
        ("add_phones", 'name="phones-1-number"'),
        ("add_closures", 'name="closures-0-start"'),
        ("add_sources", 'name="sources-1-title"'),
    ],
)
def test_a_row_is_added_without_a_script(
    client: FlaskClient, structure: Structure, action: str, present: str
) -> None:
    answer = send(client, structure, action=action, street="9 rue Neuve")

    assert answer.status_code == 200
    assert present in answer.text
    assert 'value="9 rue Neuve"' in answer.text


def test_a_row_is_removed_without_a_script(client: FlaskClient, structure: Structure) -> None:
    page = send(client, structure, action="remove_phones-0").text

    assert 'name="phones-0-number"' not in page


def test_a_number_is_moved_up_without_a_script(client: FlaskClient, structure: Structure) -> None:
    two = {"phones-1-number": "02 61 91 00 02", "phones-1-kind": "standard"}

    page = send(client, structure, action="raise_phones-1", **two).text

    assert page.index("02 61 91 00 02") < page.index("02 61 91 00 01")


def test_the_table_of_the_week_becomes_hours(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    send(client, structure, hours_mo="9h-12h30 et 14h-17h", hours_tu="9h-17h", hours_ph="fermé")

    session.refresh(structure)
    assert structure.opening_hours == "Mo 09:00-12:30,14:00-17:00; Tu 09:00-17:00; PH off"


def test_a_text_that_a_week_cannot_hold_counts_alone(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    text = "Jul-Aug Mo-Fr 09:00-12:00"

    send(client, structure, hours_by="text", opening_hours=text)

    session.refresh(structure)
    assert structure.opening_hours == text
    assert "le tableau reste vide" in client.get(address(structure)).text


def test_a_commune_is_added_to_the_areas_by_its_name(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    send(client, structure, area_communes="Carhaix-Plouguer, Roscoff", area_basis="declared")

    session.refresh(structure)
    assert {(area.code, area.basis.value) for area in structure.coverage} == {
        ("nord-finistere", "assumed"),
        ("29024", "declared"),
        ("29239", "declared"),
    }


def test_an_area_added_again_changes_its_ground(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    send(client, structure, area_choice="filiere nord-finistere", area_basis="declared")

    session.refresh(structure)
    assert [area.basis.value for area in structure.coverage] == ["declared"]


def test_homonyms_are_told_apart_by_their_code(client: FlaskClient, structure: Structure) -> None:
    page = send(client, structure, commune="Le Faouët", postal_code="").text

    assert "Le Faouët (22057)" in page
    assert "Le Faouët (56057)" in page


def test_an_empty_position_is_the_town_halls(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    send(client, structure, latitude="", longitude="")

    session.refresh(structure)
    assert structure.position_is_approximate


def test_a_position_outside_its_commune_is_a_doubt_that_does_not_block(
    client: FlaskClient, structure: Structure
) -> None:
    answer = send(client, structure, latitude="48,1", longitude="-2,8")

    assert answer.status_code == 303
    assert "km de Morlaix" in client.get(address(structure)).text


def test_sending_the_same_form_twice_changes_nothing_more(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    sent = sent_form(structure, street="2 rue du Port")
    post(client, address(structure), sent)
    session.refresh(structure)
    version = structure.version

    answer = post(client, address(structure), sent)

    assert answer.status_code == 303
    session.refresh(structure)
    assert structure.version == version


def test_the_page_is_previewed_as_typed_and_nothing_is_stored(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    answer = send(client, structure, action="preview", name="Nom à l’essai")

    page = client.get(answer.location).text
    assert "Aperçu" in page
    assert "Nom à l’essai" in page
    session.refresh(structure)
    assert structure.name == "Équipe mobile de l’Exemple"


def test_a_draft_says_what_keeps_it_from_the_public(client: FlaskClient, session: Session) -> None:
    draft = make_structure(session, phones=[], state=PublicationState.DRAFT)

    page = client.get(address(draft)).text

    assert "Avant de publier" in page
    assert 'href="#phones"' in page


def test_a_complete_draft_is_saved_and_published_at_once(
    client: FlaskClient, session: Session
) -> None:
    draft = make_structure(session, state=PublicationState.DRAFT)

    send(client, draft, action="publish", street="2 rue du Port")

    assert "2 rue du Port" in client.get(f"/structures/{draft.slug}").text


def test_an_incomplete_draft_is_saved_and_not_published(
    client: FlaskClient, session: Session
) -> None:
    draft = make_structure(session, state=PublicationState.DRAFT)
    without_source = {"sources-0-title": ""}

    send(client, draft, action="publish", street="2 rue du Port", **without_source)

    assert client.get(f"/structures/{draft.slug}").status_code == 404
    session.refresh(draft)
    assert draft.street == "2 rue du Port"


def test_an_archived_listing_leaves_the_public_and_comes_back_as_a_draft(
    client: FlaskClient, session: Session, structure: Structure
) -> None:
    post(client, f"/admin/structures/{structure.id}/archiver", {"reason": "Service fermé"})
    gone = client.get(f"/structures/{structure.slug}").status_code

    post(client, f"/admin/structures/{structure.id}/reprendre")

    assert gone == 410
    session.refresh(structure)
    assert structure.state is PublicationState.DRAFT


def test_a_new_listing_is_a_draft_of_its_maker_s_filiere(client: FlaskClient) -> None:
    answer = post(client, "/admin/structures/nouvelle", sent_form(name="Équipe nouvelle"))

    assert answer.status_code == 303
    assert "Équipe nouvelle" in client.get(answer.location).text
    assert client.get("/structures/equipe-nouvelle").status_code == 404


def test_the_form_of_a_new_listing_sent_twice_makes_one(client: FlaskClient) -> None:
    first = post(client, "/admin/structures/nouvelle", sent_form(name="Équipe nouvelle"))

    second = post(client, "/admin/structures/nouvelle", sent_form(name="Équipe nouvelle"))

    assert second.location == first.location


def test_a_likely_double_is_said_before_it_is_made(
    client: FlaskClient, structure: Structure
) -> None:
    asked = post(client, "/admin/structures/nouvelle", sent_form())

    made = post(client, "/admin/structures/nouvelle", sent_form(action="create_anyway"))

    assert asked.status_code == 409
    assert "Cette structure ressemble à «\u00a0<a" in asked.text
    assert f">{structure.name} <span" in asked.text
    assert made.status_code == 303


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.PUBLISHED])
def test_the_name_of_a_likely_double_leads_to_it_in_another_tab(
    client: FlaskClient, session: Session, state: PublicationState
) -> None:
    structure = make_structure(session, name="Équipe <mobile>", state=state)

    asked = post(client, "/admin/structures/nouvelle", sent_form(name="Équipe <mobile>"))

    public = f"/structures/{structure.slug}"
    path = public if state is PublicationState.PUBLISHED else address(structure)
    link = f'<a href="{path}" target="_blank">Équipe &lt;mobile&gt;'
    assert asked.text.count(link) == 1
    assert client.get(path).status_code == 200


def test_the_draft_of_others_is_not_named_as_a_likely_double(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, filieres=("armor",), state=PublicationState.DRAFT)

    answer = post(client, "/admin/structures/nouvelle", sent_form())

    assert answer.status_code == 303


def test_a_listing_is_not_made_in_a_filiere_of_others(client: FlaskClient) -> None:
    answer = post(client, "/admin/structures/nouvelle", sent_form(filieres="armor"))

    assert answer.status_code == 422


def test_the_form_of_a_listing_of_others_is_refused(client: FlaskClient, session: Session) -> None:
    elsewhere = make_structure(session, filieres=("armor",))

    assert client.get(address(elsewhere)).status_code == 403
    assert send(client, elsewhere).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"phones-²-number": "x"},
        {"phones-99999999999999999999-number": "x"},
        {"areas": "declared commune"},
        {"area_basis": "x", "area_choice": "x y", "hours_by": "x"},
        {"organization_id": "x"},
        {"organization_id": "7b6e8f0a-0000-4000-8000-000000000000"},
        {"phones-0-kind": "x", "phones-0-audience": "x"},
        {"name": "a\1b", "internal_note": "\ud7ff" * 10},
        {"latitude": "nan", "longitude": "inf"},
        {"capacity_value": "²"},
        {"action": "add_phones-²"},
        {"action": "remove_phones-999"},
    ],
)
def test_what_no_page_of_ours_sends_is_never_an_error_of_the_site(
    client: FlaskClient, structure: Structure, sent: Sent
) -> None:
    answer = send(client, structure, **sent)

    assert answer.status_code in (200, 303, 422)


def test_a_preview_never_lends_its_words_to_another_page(
    client: FlaskClient, structure: Structure
) -> None:
    asked = {"action": "preview", "draft_key": "0123456789abcdef"}
    preview = send(client, structure, **asked, **{"phones-0-number": "02 61 91 00 08"})
    first = client.get(preview.location).text
    send(client, structure, **asked, **{"phones-0-number": "02 61 91 00 09"})

    second = client.get(preview.location).text
    send(client, structure, street="2 rue du Port")
    public = client.get(f"/structures/{structure.slug}").text

    assert "02 61 91 00 08" in first
    assert "02 61 91 00 09" in second
    assert "02 61 91 00 01" in public
    assert "02 61 91 00 08" not in second + public
