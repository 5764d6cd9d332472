"""A body is edited once, and what it carries follows."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.models.organization import Organization
from tests.factories.accounts import post
from tests.factories.structures import make_organization, make_structure

pytestmark = pytest.mark.usefixtures("animator")


@pytest.fixture
def organization(session: Session) -> Organization:
    """A hospital that carries a published mobile team."""
    organization = make_organization()
    make_structure(session, organization=organization)
    return organization


def address(organization: Organization) -> str:
    """Give the address of the form of a body."""
    return f"/admin/organisations/{organization.id}/modifier"


def sent_form(organization: Organization, **changes: object) -> dict[str, object]:
    """Give what the page of a body would send, some fields changed."""
    return {"name": organization.name, "version": organization.version, **changes}


def test_the_list_says_how_many_structures_each_carries(
    client: FlaskClient, organization: Organization
) -> None:
    page = client.get("/admin/organisations").text

    assert organization.name in page
    assert "<td>1</td>" in page


def test_carried_structures_show_the_new_name(
    client: FlaskClient, organization: Organization
) -> None:
    answer = post(
        client, address(organization), sent_form(organization, name="Hôpital du Nouveau Nom")
    )

    assert answer.status_code == 303
    page = client.get("/structures/equipe-mobile-de-l-exemple").text
    assert "Hôpital du Nouveau Nom" in page


def test_a_siren_number_that_fails_its_check_is_refused_beside_the_field(
    client: FlaskClient, organization: Organization
) -> None:
    answer = post(client, address(organization), sent_form(organization, siren="123456789"))

    assert answer.status_code == 422
    assert 'href="#siren"' in answer.text


def test_the_second_of_two_people_sees_what_the_first_stored(
    client: FlaskClient, organization: Organization
) -> None:
    sent = sent_form(organization, name="Mon nom à moi")
    post(client, address(organization), sent_form(organization, name="Leur nom à eux"))

    answer = post(client, address(organization), sent)

    assert answer.status_code == 409
    assert "Leur nom à eux" in answer.text
    assert "Mon nom à moi" in answer.text


def test_what_only_the_other_changed_is_kept_by_the_second_save(
    client: FlaskClient, session: Session, organization: Organization
) -> None:
    sent = sent_form(organization, name="Mon nom à moi", website="")
    theirs = sent_form(organization, name="Leur nom à eux", website="https://exemple.fr")
    post(client, address(organization), theirs)

    answer = post(client, address(organization), sent)
    fields = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', answer.text)
    fields += re.findall(r'<input[^>]* id="(\w+)"[^>]* value="([^"]*)"', answer.text)
    again = post(client, address(organization), dict(fields))

    assert answer.status_code == 409
    assert again.status_code == 303
    session.refresh(organization)
    assert (organization.name, organization.website) == ("Mon nom à moi", "https://exemple.fr")


def test_a_body_of_other_filieres_is_refused(client: FlaskClient, session: Session) -> None:
    elsewhere = make_organization("Clinique d’ailleurs")
    make_structure(session, filieres=("armor",), organization=elsewhere)

    assert client.get(address(elsewhere)).status_code == 403


def test_a_new_body_can_be_chosen_in_a_listing(client: FlaskClient) -> None:
    answer = post(client, "/admin/organisations/nouvelle", {"name": "Association de l’Exemple"})

    assert answer.status_code == 303
    assert "Association de l’Exemple" in client.get("/admin/structures/nouvelle").text
