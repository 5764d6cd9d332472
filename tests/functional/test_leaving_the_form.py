"""After the form: what is missing stands at the top, what was checked is kept."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import FactGroup, PublicationState, VerificationMeans
from tests.factories.structures import make_source, make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import address, send

pytestmark = pytest.mark.usefixtures("animator")


def test_what_keeps_from_publishing_is_listed_at_the_top_with_its_links(
    client: FlaskClient, session: Session
) -> None:
    draft = make_structure(session, state=PublicationState.DRAFT)

    answer = send(
        client, draft, action="publish", street="2 rue du Port", **{"sources-0-title": ""}
    )

    page = read(client, answer.location)
    summary = page.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert "La fiche n’est pas publiée : il lui manque ceci" in summary
    assert 'href="#sources' in summary
    assert "La fiche est enregistrée." in page


def test_a_change_that_was_checked_verifies_the_facts_it_touches(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])

    send(client, structure, hours_mo="9h-17h", checked="mail")

    session.expire_all()
    checks = [(check.facts, check.means) for check in structure.verifications]
    assert checks == [(FactGroup.HOURS, VerificationMeans.MAIL)]


def test_a_change_checks_nothing_by_itself(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, sources=[make_source()])

    send(client, structure, hours_mo="9h-17h", checked="")

    session.expire_all()
    assert structure.verifications == []


def test_saving_out_of_the_queue_goes_back_to_it_at_the_next_listing(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Première", sources=[make_source()], insee=None)
    following = make_structure(session, "Seconde")
    form = read(client, f"{address(structure)}?file=1")

    answer = send(client, structure, file="1", checked="phone")

    page = read(client, answer.location)
    assert 'name="checked" value="phone" checked' in form
    assert f"/admin/?fiche={following.id}" in answer.location
    assert "est enregistrée." in page
    assert "Annuler" in page


def test_the_form_is_sent_to_an_address_without_fragment(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    assert f'method="post" action="{address(structure)}"' in read(client, address(structure))


def test_hours_without_a_rule_for_public_holidays_say_so_in_the_form(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, opening_hours="Mo-Fr 09:00-17:00")

    assert "Jours fériés : comme les autres jours." in read(client, address(structure))
