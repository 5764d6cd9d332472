"""The letter of an invitation says what somebody is invited to do, and for whom."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.queries import find_account_by_email
from directory.accounts.roles import Role
from directory.mail.models import OutboxMessage
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_structure

INVITE = "/admin/comptes/inviter"
NEW = "nouvelle@exemple.example"


@pytest.fixture
def printed(
    client: FlaskClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    """What is mailed once a regional administrator is signed in: it is printed."""
    admin = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, admin)
    capsys.readouterr()
    return capsys


def test_an_animator_reads_the_role_and_the_filieres(
    client: FlaskClient, printed: pytest.CaptureFixture[str]
) -> None:
    sent = {"email": NEW, "role": "animator", "filieres": ["armor", "nord-finistere"]}

    post(client, INVITE, sent)

    letter = printed.readouterr().out
    assert "Votre rôle : animation de filière\nPour : Armor, Nord Finistère\n" in letter


def test_an_editor_reads_the_role_and_the_structures(
    client: FlaskClient, session: Session, printed: pytest.CaptureFixture[str]
) -> None:
    names = ("Unité du Léon", "Équipe <du> Trégor")
    structures = [
        make_structure(session, name, slug=f"exemple-{number}") for number, name in enumerate(names)
    ]
    chosen = [str(structure.id) for structure in structures]

    post(client, INVITE, {"email": NEW, "role": "structure_editor", "structures": chosen})

    letter = printed.readouterr().out
    assert "Votre rôle : rédaction pour une structure\nPour :\n- Équipe <du> Trégor\n" in letter
    assert "- Unité du Léon\n" in letter


def test_a_regional_administrator_reads_the_role_alone(
    client: FlaskClient, printed: pytest.CaptureFixture[str]
) -> None:
    post(client, INVITE, {"email": NEW, "role": "regional_admin"})

    letter = printed.readouterr().out
    assert "Votre rôle : administration régionale\n" in letter
    assert "Pour :" not in letter


def test_an_invitation_sent_again_says_it_again(
    client: FlaskClient, session: Session, printed: pytest.CaptureFixture[str]
) -> None:
    post(client, INVITE, {"email": NEW, "role": "animator", "filieres": ["armor"]})
    account = find_account_by_email(session, NEW)
    assert account is not None
    printed.readouterr()

    post(client, f"/admin/comptes/{account.id}/inviter")

    assert "Votre rôle : animation de filière\nPour : Armor\n" in printed.readouterr().out
    assert len(session.scalars(select(OutboxMessage)).all()) == 2
