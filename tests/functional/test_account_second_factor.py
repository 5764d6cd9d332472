"""The second factor, through the pages: set up, given, lost, changed."""

import re
from html import unescape

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account_event import AccountEvent
from directory.accounts.models.recovery_code import RecoveryCode
from directory.accounts.roles import Role
from directory.accounts.second_factor import make_secret, seal_proposal
from tests.factories.accounts import PASSWORD, make_account, post, sign_in
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import (
    CODE,
    SET_UP,
    SIGN_IN,
    Telephone,
    give_telephone,
    hidden_value,
    send_password,
    sent_letters,
    shown_recovery_codes,
    shown_secret,
)

EMAIL = "animation@exemple.example"
RECOVERY = "/compte/codes-de-secours"


def set_up(client: FlaskClient, clock: MovingClock) -> tuple[Telephone, list[str]]:
    """Go through the set-up page; give the telephone and the recovery codes."""
    page = client.get(SET_UP)
    telephone = Telephone(shown_secret(page), clock)
    sent = {"proposal": hidden_value(page, "proposal"), "code": telephone.code()}
    return telephone, shown_recovery_codes(post(client, SET_UP, sent))


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.REGIONAL_ADMIN])
def test_no_admin_page_opens_before_the_second_factor_is_set_up(
    client: FlaskClient, session: Session, role: Role
) -> None:
    make_account(session, EMAIL, role=role)
    send_password(client, EMAIL)

    for path in ("/admin/", "/compte/", "/compte/mot-de-passe", "/compte/appareils"):
        response = client.get(path, follow_redirects=True)
        assert response.request.path == SET_UP


def test_the_telephone_that_shows_the_page_opens_its_application_with_the_same_key(
    client: FlaskClient, session: Session
) -> None:
    make_account(session, EMAIL)
    send_password(client, EMAIL)

    page = client.get(SET_UP)

    links = re.findall(r'href="(otpauth://totp/[^"]+)"', page.text)
    address = pyotp.parse_uri(unescape(links[0]))
    assert address.secret == shown_secret(page)


def test_setting_it_up_gives_ten_codes_and_opens_the_admin_area(
    client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    make_account(session, EMAIL)
    send_password(client, EMAIL)

    _, codes = set_up(client, moving_clock)

    assert len(set(codes)) == 10
    assert client.get("/compte/").status_code == 200
    assert sent_letters(session) == [("security_notice", EMAIL)]


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_secret(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session, EMAIL)
    send_password(client, EMAIL)
    page = client.get(SET_UP)

    again = post(client, SET_UP, {"proposal": hidden_value(page, "proposal"), "code": "000000"})

    assert "Ce code n’est pas le bon" in again.text
    assert shown_secret(again) == shown_secret(page)
    session.refresh(account)
    assert account.totp_secret is None


def test_a_secret_of_our_own_choosing_is_not_taken(client: FlaskClient, session: Session) -> None:
    account = make_account(session, EMAIL)
    send_password(client, EMAIL)

    response = post(client, SET_UP, {"proposal": "JBSWY3DPEHPK3PXP", "code": "123456"})

    assert response.status_code == 303
    session.refresh(account)
    assert account.totp_secret is None


def test_the_code_of_the_telephone_opens_and_serves_once(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    account = make_account(session, EMAIL)
    telephone = give_telephone(app, session, account, moving_clock)
    other = app.test_client()
    send_password(client, EMAIL, path=f"{SIGN_IN}?next=/admin/structures")
    send_password(other, EMAIL)

    first = post(client, f"{CODE}?next=/admin/structures", {"code": telephone.code()})
    second = post(other, CODE, {"code": telephone.code()})

    assert first.location == "/admin/structures"
    assert "déjà servi" in second.text
    assert other.get("/admin/").status_code == 303


def test_the_token_changes_when_the_second_factor_is_given(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    telephone = give_telephone(app, session, make_account(session, EMAIL), moving_clock)
    send_password(client, EMAIL)
    with client.session_transaction() as cookie:
        before = cookie["token"]

    post(client, CODE, {"code": telephone.code()})

    with client.session_transaction() as cookie:
        assert cookie["token"] != before


def test_a_recovery_code_replaces_the_telephone_once(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    make_account(session, EMAIL)
    send_password(client, EMAIL)
    _, codes = set_up(client, moving_clock)
    other = app.test_client()
    send_password(other, EMAIL)

    typed = codes[3].lower().replace("-", " ")
    used = post(other, f"{CODE}?next=/compte/", {"code": typed}, follow_redirects=True)
    post(other, "/compte/deconnexion")
    send_password(other, EMAIL)
    again = post(other, CODE, {"code": codes[3]})

    assert "Il vous reste 9 codes de secours" in used.text
    assert "n’est pas le bon" in again.text


def test_the_sixth_code_within_five_minutes_is_not_looked_at(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    telephone = give_telephone(app, session, make_account(session, EMAIL), moving_clock)
    send_password(client, EMAIL)
    for _ in range(5):
        post(client, CODE, {"code": "000000"})

    sixth = post(client, CODE, {"code": telephone.code()})
    moving_clock.advance(minutes=6)
    later = post(client, CODE, {"code": telephone.code()})

    assert sixth.status_code == 429
    assert int(sixth.headers["Retry-After"]) <= 300
    assert later.location == "/admin/"


def test_a_new_telephone_is_only_taken_after_the_password_again(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    telephone = give_telephone(app, session, make_account(session, EMAIL), moving_clock)
    send_password(client, EMAIL)
    post(client, CODE, {"code": telephone.code()})
    moving_clock.advance(minutes=11)

    asked = client.get(SET_UP)
    confirmed = post(client, asked.location, {"password": PASSWORD})

    assert asked.location == f"/compte/confirmer?next={SET_UP}"
    assert confirmed.location == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_a_first_telephone_is_only_taken_after_the_password_again(
    client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())
    send_password(client, EMAIL)
    page = client.get(SET_UP)
    telephone = Telephone(shown_secret(page), moving_clock)
    moving_clock.advance(minutes=11)

    sent = {"proposal": hidden_value(page, "proposal"), "code": telephone.code()}
    refused = post(client, SET_UP, sent)

    assert refused.location == f"/compte/confirmer?next={SET_UP}"
    assert client.get("/compte/mot-de-passe").location.startswith("/compte/confirmer")


def test_the_password_alone_installs_no_other_telephone(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    account = make_account(session, EMAIL)
    give_telephone(app, session, account, moving_clock)
    enrolled = account.totp_secret
    send_password(client, EMAIL)
    keys = [app.config["SECRET_KEY"]]
    stolen = Telephone(make_secret(), moving_clock)
    proposal = seal_proposal(account, stolen.secret, keys=keys, clock=moving_clock)

    shown = client.get(SET_UP)
    sent = post(client, SET_UP, {"proposal": proposal, "code": stolen.code()})

    assert shown.location == sent.location == CODE
    session.refresh(account)
    assert account.totp_secret == enrolled


def test_the_password_alone_gives_no_recovery_codes(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    give_telephone(app, session, make_account(session, EMAIL), moving_clock)
    send_password(client, EMAIL)

    answers = [client.get(RECOVERY), post(client, RECOVERY)]

    assert [answer.location for answer in answers] == [CODE, CODE]
    assert session.scalars(select(RecoveryCode)).all() == []


def test_new_recovery_codes_are_only_made_after_the_password_again(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    telephone = give_telephone(app, session, make_account(session, EMAIL), moving_clock)
    send_password(client, EMAIL)
    post(client, CODE, {"code": telephone.code()})
    moving_clock.advance(minutes=11)

    answers = [client.get(RECOVERY), post(client, RECOVERY)]

    assert [answer.location for answer in answers] == [f"/compte/confirmer?next={RECOVERY}"] * 2
    assert session.scalars(select(RecoveryCode)).all() == []


def test_the_sixth_code_of_a_new_telephone_within_five_minutes_is_not_looked_at(
    client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    account = make_account(session, EMAIL)
    send_password(client, EMAIL)
    page = client.get(SET_UP)
    telephone = Telephone(shown_secret(page), moving_clock)
    proposal = hidden_value(page, "proposal")
    for _ in range(5):
        post(client, SET_UP, {"proposal": proposal, "code": "000000"})

    sixth = post(client, SET_UP, {"proposal": proposal, "code": telephone.code()})

    assert sixth.status_code == 429
    session.refresh(account)
    assert account.totp_secret is None


def test_a_telephone_that_the_region_forgets_takes_its_sessions_and_codes_along(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    account = make_account(session, EMAIL)
    send_password(client, EMAIL)
    set_up(client, moving_clock)
    region, admin = app.test_client(), make_account(
        session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=()
    )  # fmt: skip
    sign_in(region, session, admin, clock=moving_clock)

    post(region, f"/admin/comptes/{account.id}/second-facteur/fin")

    assert client.get("/compte/").location.startswith("/compte/connexion")
    assert session.scalars(select(RecoveryCode)).all() == []


def test_new_recovery_codes_end_the_former_ones(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    make_account(session, EMAIL)
    send_password(client, EMAIL)
    _, former = set_up(client, moving_clock)

    renewed = shown_recovery_codes(post(client, RECOVERY))
    other = app.test_client()
    send_password(other, EMAIL)

    assert len(set(renewed) | set(former)) == 20
    assert "n’est pas le bon" in post(other, CODE, {"code": former[0]}).text
    assert post(other, CODE, {"code": renewed[0]}).location == "/admin/"


def test_an_editor_may_do_without_and_may_choose_it(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())
    send_password(client, EMAIL)
    assert client.get("/compte/").status_code == 200
    set_up(client, moving_clock)

    other = app.test_client()
    send_password(other, EMAIL)

    assert other.get("/compte/").location.startswith(CODE)


def test_what_happened_is_written_down_without_any_secret(
    app: Flask, client: FlaskClient, session: Session, moving_clock: MovingClock
) -> None:
    account = make_account(session, EMAIL)
    telephone = give_telephone(app, session, account, moving_clock)
    send_password(client, EMAIL)
    post(client, CODE, {"code": "000000"})
    post(client, CODE, {"code": telephone.code()})

    events = session.scalars(select(AccountEvent).order_by(AccountEvent.id)).all()

    kinds = [event.kind for event in events]
    assert kinds == ["signed_in", "second_factor_refused", "second_factor_given"]
    assert {event.account_id for event in events} == {account.id}
