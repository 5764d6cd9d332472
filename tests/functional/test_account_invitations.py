"""Inviting colleagues and keeping their accounts, through the pages and the command."""

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.__main__ import directory
from directory.accounts.models.account import Account
from directory.accounts.queries import find_account, find_account_by_email
from directory.accounts.roles import Role
from directory.settings import Settings
from tests.factories.accounts import PASSWORD, make_account, post, sign_in
from tests.factories.moving_clock import MovingClock
from tests.factories.structures import make_structure
from tests.functional.account_pages import SET_UP, last_link, send_password, sent_letters

ACCOUNTS = "/admin/comptes"
INVITE = "/admin/comptes/inviter"
ACCEPT = "/compte/invitation"
NEW = "nouvelle@exemple.example"
CHOSEN = "granit tempête pommier lanterne"


@pytest.fixture
def admin(session: Session, client: FlaskClient) -> Account:
    """A regional administrator, signed in."""
    account = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, account)
    return account


def read(session: Session, email: str) -> Account:
    """Read an account as it is now."""
    session.expire_all()
    found = find_account_by_email(session, email)
    assert found is not None
    return found


@pytest.mark.usefixtures("admin")
def test_an_invited_animator_opens_the_account_and_sets_a_telephone_up(
    app: Flask, client: FlaskClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, INVITE, {"email": NEW, "role": "animator", "filieres": ["armor"]})
    guest = app.test_client()
    guest.get(last_link(capsys))

    opened = post(guest, ACCEPT, {"name": "Animation Armor", "new_password": CHOSEN})

    assert opened.location == "/compte/second-facteur"
    assert guest.get(opened.location).location == SET_UP
    account = read(session, NEW)
    assert (account.name, account.role) == ("Animation Armor", Role.ANIMATOR)
    assert [link.filiere_slug for link in account.filieres] == ["armor"]
    assert sent_letters(session) == [("invitation", NEW)]


@pytest.mark.usefixtures("admin")
def test_an_invitation_ends_after_seven_days(
    app: Flask,
    client: FlaskClient,
    moving_clock: MovingClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    post(client, INVITE, {"email": NEW, "role": "animator", "filieres": ["armor"]})
    guest = app.test_client()
    guest.get(last_link(capsys))
    moving_clock.advance(days=7, minutes=1)

    response = post(guest, ACCEPT, {"name": "Nouvelle", "new_password": CHOSEN})

    assert response.status_code == 410
    assert "Ce lien ne marche plus" in response.text


@pytest.mark.usefixtures("admin")
def test_a_new_invitation_replaces_the_former_one(
    app: Flask, client: FlaskClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, INVITE, {"email": NEW, "role": "animator", "filieres": ["armor"]})
    former = last_link(capsys)
    post(client, f"{ACCOUNTS}/{read(session, NEW).id}/inviter")
    newer = last_link(capsys)
    guest = app.test_client()

    guest.get(former)
    assert guest.get(ACCEPT).status_code == 410
    guest.get(newer)
    assert guest.get(ACCEPT).status_code == 200


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "pas une adresse", "role": "regional_admin"}, "bien écrite"),
        ({"email": NEW, "role": "animator"}, "au moins une filière"),
        ({"email": NEW, "role": "animator", "filieres": ["atlantide"]}, "au moins une filière"),
        ({"email": NEW, "role": "structure_editor"}, "au moins une structure"),
        (
            {"email": NEW, "role": "structure_editor", "structures": [str(uuid4())]},
            "au moins une structure",
        ),
        ({"email": NEW, "role": "roi"}, "Choisissez un rôle"),
        ({"email": "Region@exemple.example", "role": "regional_admin"}, "a déjà un compte"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_with_its_reason(
    client: FlaskClient, session: Session, sent: dict[str, object], said: str
) -> None:
    response = post(client, INVITE, sent)

    assert said in response.text
    assert sent_letters(session) == []


def test_an_animator_invites_who_edits_a_structure_of_the_filiere(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))
    structure = make_structure(session)

    post(client, INVITE, {"email": NEW, "structures": [str(structure.id)]})

    account = read(session, NEW)
    assert account.role is Role.STRUCTURE_EDITOR
    assert [link.structure_id for link in account.structures] == [structure.id]


@pytest.mark.parametrize("role", ["animator", "regional_admin"])
def test_an_animator_cannot_invite_to_a_wider_role(
    client: FlaskClient, session: Session, role: str
) -> None:
    sign_in(client, session, make_account(session))

    post(client, INVITE, {"email": NEW, "role": role, "filieres": ["nord-finistere"]})

    assert find_account_by_email(session, NEW) is None


def test_an_animator_cannot_invite_for_a_structure_of_another_filiere(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))
    own, foreign = make_structure(session), make_structure(session, "Ailleurs", filieres=["armor"])

    response = post(client, INVITE, {"email": NEW, "structures": [str(own.id), str(foreign.id)]})

    assert response.status_code == 403
    assert find_account_by_email(session, NEW) is None


def test_an_animator_sees_the_accounts_of_the_filiere_only(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))
    structure = make_structure(session)
    make_account(
        session, "ici@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=(),
        structures=[structure.id],
    )  # fmt: skip
    make_account(session, "ailleurs@exemple.example", filieres=["armor"])
    make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())

    page = client.get(ACCOUNTS).text

    assert "ici@exemple.example" in page
    assert "ailleurs@exemple.example" not in page
    assert "region@exemple.example" not in page


@pytest.mark.usefixtures("admin")
def test_another_role_takes_effect_at_once(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    account = make_account(session)
    theirs = app.test_client()
    sign_in(theirs, session, account)

    post(client, f"{ACCOUNTS}/{account.id}", {"role": "animator", "filieres": ["armor"]})

    assert theirs.get("/compte/").status_code == 303
    assert [link.filiere_slug for link in read(session, account.email).filieres] == ["armor"]


@pytest.mark.usefixtures("admin")
def test_a_closed_account_is_out_and_comes_back_when_it_is_opened_again(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    account = make_account(session)
    theirs = app.test_client()
    sign_in(theirs, session, account)

    post(client, f"{ACCOUNTS}/{account.id}/fermer")
    assert theirs.get("/compte/").status_code == 303
    assert send_password(theirs, account.email).status_code == 200

    post(client, f"{ACCOUNTS}/{account.id}/rouvrir")
    assert send_password(theirs, account.email).status_code == 303


@pytest.mark.usefixtures("admin")
def test_a_lost_telephone_is_forgotten_and_its_owner_is_told(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session, totp_secret="sealed", totp_last_step=1)

    post(client, f"{ACCOUNTS}/{account.id}/second-facteur/fin")

    assert read(session, account.email).totp_secret is None
    assert sent_letters(session) == [("security_notice", account.email)]


def test_the_last_regional_administrator_stays(
    client: FlaskClient, session: Session, admin: Account
) -> None:
    closed = post(client, f"{ACCOUNTS}/{admin.id}/fermer", follow_redirects=True)
    demoted = post(client, f"{ACCOUNTS}/{admin.id}", {"role": "animator", "filieres": ["armor"]})

    assert "au moins une personne administratrice" in closed.text
    assert "au moins une personne administratrice" in demoted.text
    assert read(session, admin.email).role is Role.REGIONAL_ADMIN


def test_changing_accounts_asks_for_the_password_after_ten_minutes(
    client: FlaskClient, session: Session, moving_clock: MovingClock, admin: Account
) -> None:
    account = make_account(session)
    moving_clock.advance(minutes=11)

    for path in (INVITE, f"{ACCOUNTS}/{account.id}"):
        assert client.get(path).location == f"/compte/confirmer?next={path}"
    assert post(client, f"{ACCOUNTS}/{account.id}/fermer").status_code == 303
    found = find_account(session, account.id)
    assert found is not None
    assert found.is_active
    assert post(client, "/compte/confirmer", {"password": PASSWORD}).status_code == 303
    assert client.get(INVITE).status_code == 200
    assert admin.is_active


def test_the_first_administrator_comes_in_by_the_link_that_the_command_writes(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    command = ["users", "invite", NEW, "--role", "regional_admin"]

    result = CliRunner().invoke(directory, command)
    path = result.output.split("/compte/")[1].split()[0]
    account = read(session, NEW)

    assert result.exit_code == 0
    assert account.role is Role.REGIONAL_ADMIN
    assert path.startswith("invitation/")
    assert path.removeprefix("invitation/") not in str(vars(account))


@pytest.mark.parametrize("named", ["Nord Finistère", "nord finistere", "nord-finistere"])
def test_the_command_takes_the_name_of_a_filiere_or_its_code(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    command = ["users", "invite", NEW, "--role", "animator", "--filiere", named]

    result = CliRunner().invoke(directory, command)

    assert result.exit_code == 0
    assert [link.filiere_slug for link in read(session, NEW).filieres] == ["nord-finistere"]


@pytest.mark.usefixtures("session")
def test_the_command_lists_the_filieres_when_it_knows_none_of_that_name(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    command = ["users", "invite", NEW, "--role", "animator", "--filiere", "Finistère"]

    result = CliRunner().invoke(directory, command)

    assert result.exit_code == 1
    assert "« Finistère » n’est pas une filière" in result.output
    assert "  nord-finistere : Nord Finistère" in result.output
    assert result.output.count(" : ") == 8


def test_the_command_lists_closes_and_says_what_it_refuses(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    make_account(session, "animation@exemple.example")

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(directory, ["users", *words])
        return result.exit_code, result.output

    assert run("list")[1] == "animation@exemple.example\tanimator\tnord-finistere\touvert\n"
    assert run("invite", "animation@exemple.example", "--role", "animator")[0] == 1
    assert run("invite", NEW, "--role", "animator") == (
        1,
        "Error: Pas d’invitation : une animatrice ou un animateur a au moins une --filiere.\n",
    )
    assert run("deactivate", "animation@exemple.example") == (0, "Compte fermé.\n")
    assert run("reset-second-factor", "personne@exemple.example")[0] == 1
    assert run("list")[1].endswith("\tfermé\n")


def test_an_instance_that_is_not_prepared_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(tmp_path / "new"))

    answer = CliRunner().invoke(directory, ["users", "invite", NEW, "--role", "regional_admin"])

    assert answer.exit_code == 1
    assert "directory database migrate" in answer.output


def test_a_link_leads_to_the_port_that_the_site_listens_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DIRECTORY_BASE_URL", raising=False)
    monkeypatch.setenv("DIRECTORY_PORT", "8071")

    assert Settings.from_environment().base_url == "http://127.0.0.1:8071"


@pytest.mark.usefixtures("admin")
def test_a_structure_among_many_is_searched_and_what_was_typed_stays(
    client: FlaskClient, session: Session
) -> None:
    for number in range(13):
        make_structure(session, f"Équipe {number}", slug=f"equipe-{number}")
    sought = make_structure(session, "Unité du Léon")
    sent = {"email": NEW, "role": "structure_editor", "mots": "leon unite", "chercher": "1"}

    page = post(client, INVITE, sent).text

    assert f'value="{sought.id}"' in page
    assert "Équipe 1<" not in page
    assert NEW in page
    assert "14 structures" in page.replace("\u00a0", " ")


@pytest.mark.usefixtures("admin")
def test_enter_in_the_address_of_an_animator_invites(client: FlaskClient, session: Session) -> None:
    sent = {"email": NEW, "role": "animator", "filieres": ["armor"], "chercher": "1"}

    assert post(client, INVITE, sent).status_code == 303
    assert read(session, NEW).role is Role.ANIMATOR
