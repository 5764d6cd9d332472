"""A campaign whose form is sent twice writes once to everybody."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.models.structure import Structure
from directory.mail.models import OutboxMessage
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.reading import read

STRUCTURES = 20


@pytest.fixture
def structures(session: Session) -> list[Structure]:
    """Structures that a campaign would write to."""
    return [
        make_structure(
            session,
            f"Lits {number}",
            type_code="LISP",
            email="lits@exemple.fr",
            sources=[make_source()],
        )
        for number in range(STRUCTURES)
    ]


@pytest.fixture
def form(client: FlaskClient, session: Session, structures: list[Structure]) -> dict[str, object]:
    """What the preview's form of an animator holds, everybody ticked."""
    sign_in(client, session, make_account(session))
    page = read(client, "/admin/campagnes/nouvelle?apercu=1&type=LISP&mois=6")
    found = re.search(r'name="campagne" value="([^"]+)"', page)
    return {
        "campagne": found[1] if found else "",
        "nom": "Lits identifiés",
        "type": "LISP",
        "mois": "6",
        "destinataire": [str(structure.id) for structure in structures],
    }


def counts(session: Session) -> tuple[int, int, int]:
    """Count the campaigns, the links that serve and the letters."""
    session.expire_all()
    links = session.scalars(select(UpdateLink).where(UpdateLink.withdrawn_at.is_(None))).all()
    letters = session.scalars(select(OutboxMessage)).all()
    return len(session.scalars(select(Campaign)).all()), len(links), len(letters)


def test_the_second_sending_leads_to_the_campaign_of_the_first(
    client: FlaskClient, session: Session, form: dict[str, object]
) -> None:
    first = post(client, "/admin/campagnes", form)
    second = post(client, "/admin/campagnes", form)

    assert (second.status_code, second.location) == (303, first.location)
    assert "Cette campagne était déjà partie" in read(client, second.location)
    assert counts(session) == (1, STRUCTURES, STRUCTURES)


def test_two_sendings_at_once_write_once_to_everybody(
    app: Flask, session: Session, form: dict[str, object]
) -> None:
    account = make_account(session, "seconde@exemple.example")
    barrier = Barrier(2)

    def send(_number: int) -> int:
        browser = app.test_client()
        with app.app_context(), app.extensions["directory"].sessions() as own:
            sign_in(browser, own, account)
        barrier.wait()
        return post(browser, "/admin/campagnes", form).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(send, range(2)))

    assert statuses == [303, 303]
    assert counts(session) == (1, STRUCTURES, STRUCTURES)


def test_the_id_of_somebody_elses_campaign_shows_nothing_of_it(
    client: FlaskClient, session: Session, form: dict[str, object]
) -> None:
    post(client, "/admin/campagnes", form)
    sign_in(client, session, make_account(session, "armor@exemple.example", filieres=["armor"]))

    answer = post(client, "/admin/campagnes", form, follow_redirects=True)

    assert answer.status_code == 403
    assert counts(session) == (1, STRUCTURES, STRUCTURES)
