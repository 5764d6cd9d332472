"""Inviting again, and inviting whom the directory knows already."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.__main__ import directory
from directory.accounts.events import EventKind
from directory.accounts.models.account import Account
from directory.accounts.models.account_event import AccountEvent
from directory.accounts.queries import find_account_by_email
from directory.accounts.roles import Role
from directory.settings import Settings
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_structure
from tests.functional.account_pages import last_link, sent_letters

ACCOUNTS, INVITE = "/admin/comptes", "/admin/comptes/inviter"
NEW = "nouvelle@exemple.example"


@pytest.fixture
def admin(session: Session, client: FlaskClient) -> Account:
    """A regional administrator, signed in."""
    account = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, account)
    return account


def make_waiting(
    session: Session, email: str = NEW, *, role: Role = Role.ANIMATOR, **facts: object
) -> Account:
    """Add an account whose invitation nobody has answered."""
    account = make_account(session, email, role=role, **facts)  # type: ignore[arg-type] # its own
    account.password_hash = None
    session.commit()
    return account


def invite_by_command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    """Run `directory users invite` for the new address."""
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    return CliRunner().invoke(directory, ["users", "invite", NEW, *words])


def read(session: Session) -> Account:
    """Read the new account as it is now."""
    session.expire_all()
    found = find_account_by_email(session, NEW)
    assert found is not None
    return found


@pytest.mark.usefixtures("admin")
def test_a_closed_account_is_not_invited_again(client: FlaskClient, session: Session) -> None:
    account = make_waiting(session)
    account.is_active = False
    session.commit()

    response = post(client, f"{ACCOUNTS}/{account.id}/inviter", follow_redirects=True)

    assert "Ce compte est fermé" in response.text
    assert sent_letters(session) == []


@pytest.mark.usefixtures("admin")
def test_an_account_that_is_open_is_not_invited_again(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session)

    response = post(client, f"{ACCOUNTS}/{account.id}/inviter", follow_redirects=True)

    assert "Ce compte est déjà ouvert" in response.text
    assert sent_letters(session) == []


@pytest.mark.usefixtures("admin")
def test_an_account_that_another_service_opens_is_not_invited_again(
    client: FlaskClient, session: Session
) -> None:
    account = make_waiting(session, identity_subject="https://ailleurs.example a1")

    response = post(client, f"{ACCOUNTS}/{account.id}/inviter", follow_redirects=True)

    assert "Ce compte est déjà ouvert" in response.text
    assert sent_letters(session) == []


@pytest.mark.usefixtures("admin")
def test_an_invitation_of_before_the_closing_opens_nothing_after_it(
    app: Flask, client: FlaskClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, INVITE, {"email": NEW, "role": "animator", "filieres": ["armor"]})
    guest, account = app.test_client(), read(session)
    guest.get(last_link(capsys))

    post(client, f"{ACCOUNTS}/{account.id}/fermer")
    post(client, f"{ACCOUNTS}/{account.id}/rouvrir")

    assert guest.get("/compte/invitation").status_code == 410


@pytest.mark.parametrize("elsewhere", ["animator", "editor of both", "admin"])
def test_an_animator_invites_again_only_who_edits_for_the_filiere(
    client: FlaskClient, session: Session, elsewhere: str
) -> None:
    sign_in(client, session, make_account(session))
    own, foreign = make_structure(session), make_structure(session, "Ailleurs", filieres=["armor"])
    account = {
        "animator": lambda: make_waiting(session, filieres=["armor"]),
        "editor of both": lambda: make_waiting(
            session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[own.id, foreign.id]
        ),
        "admin": lambda: make_waiting(session, role=Role.REGIONAL_ADMIN, filieres=()),
    }[elsewhere]()
    mine = make_waiting(
        session, "mienne@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=(),
        structures=[own.id],
    )  # fmt: skip

    refused = post(client, f"{ACCOUNTS}/{account.id}/inviter")
    sent = post(client, f"{ACCOUNTS}/{mine.id}/inviter")

    assert (refused.status_code, sent.status_code) == (403, 303)
    assert sent_letters(session) == [("invitation", mine.email)]


def test_an_animator_is_told_of_the_accounts_of_the_filiere_only(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))
    own, foreign = make_structure(session), make_structure(session, "Ailleurs", filieres=["armor"])
    for email, place in (("ici@exemple.example", own), ("ailleurs@exemple.example", foreign)):
        make_account(session, email, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[place.id])
    make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())

    answers = {
        email: post(client, INVITE, {"email": email, "structures": [str(own.id)]}).text
        for email in ("ici@exemple.example", "ailleurs@exemple.example", "region@exemple.example")
    }

    assert {email: "a déjà un compte" in page for email, page in answers.items()} == {
        "ici@exemple.example": True,
        "ailleurs@exemple.example": False,
        "region@exemple.example": False,
    }
    assert "Demandez à la cellule régionale" in answers["ailleurs@exemple.example"]
    assert "Demandez à la cellule régionale" in answers["region@exemple.example"]
    assert sent_letters(session) == []


def test_the_command_gives_a_waiting_invitation_the_role_that_it_names(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_waiting(session)

    result = invite_by_command(settings, monkeypatch, "--role", "regional_admin")

    assert "/compte/invitation/" in result.output
    account = read(session)
    assert (account.role, list(account.filieres)) == (Role.REGIONAL_ADMIN, [])
    kinds = session.scalars(select(AccountEvent.kind).order_by(AccountEvent.id)).all()
    assert kinds == [EventKind.ROLE_CHANGED, EventKind.INVITED]


def test_the_command_gives_a_waiting_invitation_the_places_that_it_names(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_waiting(session)

    invite_by_command(settings, monkeypatch, "--role", "animator", "--filiere", "armor")

    assert [link.filiere_slug for link in read(session).filieres] == ["armor"]


def test_the_command_that_changes_nothing_of_an_invitation_only_renews_its_link(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_waiting(session)

    invite_by_command(settings, monkeypatch, "--role", "animator", "--filiere", "nord-finistere")

    assert session.scalars(select(AccountEvent.kind)).all() == [EventKind.INVITED]


@pytest.mark.parametrize(
    ("is_active", "said"), [(True, "a déjà un compte ouvert"), (False, "son compte est fermé")]
)
def test_the_command_changes_nothing_of_an_account_that_is_open_or_closed(
    session: Session,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    is_active: bool,
    said: str,
) -> None:
    make_account(session, NEW).is_active = is_active
    session.commit()

    result = invite_by_command(settings, monkeypatch, "--role", "regional_admin")

    assert (result.exit_code, said in result.output) == (1, True)
    assert read(session).role is Role.ANIMATOR


def test_the_command_keeps_the_last_administrator_who_was_invited(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_waiting(session, role=Role.REGIONAL_ADMIN, filieres=())

    result = invite_by_command(
        settings, monkeypatch, "--role", "animator", "--filiere", "nord-finistere"
    )

    assert (result.exit_code, "administration régionale" in result.output) == (1, True)
    assert read(session).role is Role.REGIONAL_ADMIN


@pytest.mark.usefixtures("admin")
def test_a_changed_role_is_written_down_with_its_places_before_and_after(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)
    account = make_account(session)
    path = f"{ACCOUNTS}/{account.id}"

    post(client, path, {"role": "structure_editor", "structures": [str(structure.id)]})
    post(client, path, {"role": "regional_admin", "filieres": ["armor"]})

    details = session.scalars(
        select(AccountEvent.detail)
        .where(AccountEvent.kind == EventKind.ROLE_CHANGED)
        .order_by(AccountEvent.id)
    ).all()
    animator = {"role": "animator", "filieres": ["nord-finistere"], "structures": []}
    editor = {"role": "structure_editor", "filieres": [], "structures": [str(structure.id)]}
    everywhere = {"role": "regional_admin", "filieres": [], "structures": []}
    assert details == [
        {"before": animator, "after": editor},
        {"before": editor, "after": everywhere},
    ]
