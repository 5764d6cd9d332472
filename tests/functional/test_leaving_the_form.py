"""After the form: what is missing stands at the top, what was checked is kept."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from tests.factories.structures import make_structure
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
