"""Somebody who writes for a structure sees what they proposed, and may propose it anew."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.structure import Structure
from directory.mail.models import OutboxMessage
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import address, send

WAITS = "attend l’animation de la filière"


def make_editor(session: Session, structure: Structure, email: str) -> Account:
    """Add an account that writes for one structure."""
    return make_account(
        session, email, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )


@pytest.fixture
def structure(session: Session) -> Structure:
    return make_structure(session, sources=[make_source()])


@pytest.fixture
def editor(client: FlaskClient, session: Session, structure: Structure) -> FlaskClient:
    sign_in(client, session, make_editor(session, structure, "secretariat@exemple.example"))
    return client


def proposals(session: Session) -> list[Correction]:
    session.expire_all()
    return list(session.scalars(select(Correction).order_by(Correction.state)))


def test_the_form_says_what_was_proposed_and_waits(
    editor: FlaskClient, structure: Structure
) -> None:
    before = read(editor, address(structure))

    send(editor, structure, street="2 rue du Port", words="Nous <b>déménageons</b>.")

    page = editor.get(address(structure)).text.replace("\u00a0", " ")
    said = page.partition("Votre proposition du")[2].partition("</div>")[0]
    assert WAITS not in before
    assert " 27/11/2026 à 19 h 30 attend l’animation de la filière." in said
    assert "<li>Rue</li>" in said
    assert "Nous &lt;b&gt;déménageons&lt;/b&gt;." in said


def test_a_newer_proposal_replaces_the_one_that_waits_without_a_letter(
    editor: FlaskClient, session: Session, structure: Structure
) -> None:
    send(editor, structure, street="2 rue du Port")
    send(editor, structure, street="3 rue du Port", words="Plutôt le 3.")

    newer, former = sorted(proposals(session), key=lambda each: each.words is None)
    assert (former.state, newer.state) == (CorrectionState.DECLINED, CorrectionState.WAITING)
    assert former.answer == "remplacée par une proposition plus récente"
    assert former.reply_email is None
    assert former.answered_at is not None
    assert newer.proposed["street"] == "3 rue du Port"
    assert session.scalars(select(OutboxMessage)).all() == []


def test_a_replaced_proposal_can_be_read_again(
    editor: FlaskClient, session: Session, structure: Structure
) -> None:
    send(editor, structure, street="2 rue du Port")
    (former,) = proposals(session)
    send(editor, structure, street="3 rue du Port")
    animator = editor.application.test_client()
    sign_in(animator, session, make_account(session))

    page = read(animator, f"/admin/corrections/{former.id}")

    assert "remplacée par une proposition plus récente" in page
    assert "refusé" in page


def test_what_a_colleague_proposed_stays(
    editor: FlaskClient, session: Session, structure: Structure
) -> None:
    send(editor, structure, street="2 rue du Port")
    colleague = editor.application.test_client()
    sign_in(colleague, session, make_editor(session, structure, "cadre@exemple.example"))

    page = read(colleague, address(structure))
    send(colleague, structure, street="3 rue du Port")

    assert WAITS not in page
    assert {each.state for each in proposals(session)} == {CorrectionState.WAITING}


def test_a_form_that_an_editor_forged_proposes_nothing_that_an_animator_decides(
    session: Session, editor: FlaskClient, structure: Structure
) -> None:
    forged = {
        "email": "nouveau@exemple.fr",
        "internal_note": "Note d’ailleurs",
        "update_email": "ailleurs@exemple.example",
        "type_code": "HAD",
        "filieres": ["nord-finistere", "armor"],
    }

    send(editor, structure, **forged)

    assert [list(each.proposed) for each in proposals(session)] == [["email"]]
