"""Going back to a version publishes nothing that publishing refuses."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.revision import Revision
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_structure


def test_a_version_that_is_not_ready_comes_back_as_a_draft(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, phones=[], email=None)
    sign_in(client, session, make_account(session))
    first = session.scalars(select(Revision).order_by(Revision.id)).first()
    assert first is not None
    post(client, f"/admin/structures/{structure.id}/archiver", {"reason": "Fermée"})

    answer = post(client, f"/admin/historique/{first.id}/retablir")

    session.expire_all()
    assert structure.state is PublicationState.DRAFT
    assert "revient en brouillon" in client.get(answer.headers["Location"]).text
