"""Update links that were sent and not answered yet, as the animators see them."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.update_links import send_update_link
from directory.values.clock import FixedClock
from directory.web.letterhead import get_letterhead
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import ANIMATOR, make_structure
from tests.functional.reading import read


def test_links_without_an_answer_yet_are_not_told_as_answered(
    client: FlaskClient, session: Session, app: Flask, clock: FixedClock
) -> None:
    with app.app_context():
        letterhead = get_letterhead()
    sign_in(client, session, make_account(session))
    structure = make_structure(session, email="equipe@exemple.fr")
    send_update_link(session, structure, letterhead=letterhead, author=ANIMATOR, clock=clock)
    session.commit()

    page = read(client, "/admin/a-faire/liens")

    assert "1 lien attend une réponse : rien à faire" in page
