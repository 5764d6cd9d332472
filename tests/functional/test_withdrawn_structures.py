"""The address of a structure that left the directory."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.publishing import archive_structure
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_structure


def test_the_address_of_an_archived_structure_leads_to_its_commune(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Équipe qui part", slug="partie")
    archive_structure(session, structure, reason="Fermée", author=ANIMATOR, clock=clock)
    session.commit()

    response = client.get("/structures/partie")

    assert response.status_code == 410
    assert "Cette structure ne figure plus dans l’annuaire" in response.text
    assert 'href="/communes/29151-morlaix"' in response.text
    assert "Équipe qui part" not in response.text


def test_a_draft_that_was_never_public_is_missing(client: FlaskClient, session: Session) -> None:
    make_structure(session, slug="jamais", state=PublicationState.ARCHIVED)

    assert client.get("/structures/jamais").status_code == 404
