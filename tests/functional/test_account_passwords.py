"""Passwords, through the pages: forgotten, chosen anew, changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import Parameters, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from directory.accounts import passwords as account_passwords
from directory.accounts.passwords import hash_password
from directory.accounts.roles import Role
from directory.mail.rendering import Letter, render_letter
from directory.web.after_response import AfterResponse
from tests.factories.accounts import PASSWORD, make_account, post
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import last_link, send_password, sent_letters, words

EMAIL = "editrice@exemple.example"
FORGOTTEN = "/compte/mot-de-passe-oublie"
CHOOSE = "/compte/nouveau-mot-de-passe"
CHANGE = "/compte/mot-de-passe"
ANOTHER = "granit tempête pommier lanterne"
_ENDS_OF_SAVEPOINT = ("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture(autouse=True)
def _editor(session: Session) -> None:
    make_account(session, EMAIL, role=Role.STRUCTURE_EDITOR, filieres=())


@pytest.mark.parametrize("email", [EMAIL, "inconnue@exemple.example", "ni une adresse"])
def test_the_password_is_worked_on_whether_the_account_exists_or_not(
    client: FlaskClient, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[Parameters] = []
    of_a_password = extract_parameters(hash_password(PASSWORD))
    monkeypatch.setattr(
        account_passwords, "_HASHER", _CountingHasher(account_passwords._HASHER, worked)
    )

    send_password(client, email, "autre chose")

    assert worked == [of_a_password]


def test_a_closed_account_does_not_open_and_does_not_say_so(
    client: FlaskClient, session: Session
) -> None:
    make_account(session, "partie@exemple.example").is_active = False
    session.commit()

    response = send_password(client, "partie@exemple.example")

    assert "n’est pas le bon" in response.text


def test_a_forgotten_password_is_chosen_anew_by_the_link_that_was_mailed(
    client: FlaskClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL.upper()})
    client.get(last_link(capsys))

    response = post(client, CHOOSE, {"new_password": ANOTHER}, follow_redirects=True)

    assert "Votre mot de passe est changé" in response.text
    assert send_password(client, EMAIL, ANOTHER).status_code == 303
    assert [kind for kind, _ in sent_letters(session)] == ["password_reset", "security_notice"]


def test_the_answer_is_the_same_for_an_address_without_account(
    client: FlaskClient, session: Session
) -> None:
    known = post(client, FORGOTTEN, {"email": EMAIL})
    unknown = post(client, FORGOTTEN, {"email": "inconnue@exemple.example"})

    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))
    assert sent_letters(session) == [("password_reset", EMAIL)]


@pytest.mark.parametrize("state", ["unknown", "closed", "without password", "not an address"])
def test_an_address_that_gets_no_letter_costs_what_one_that_does_costs(
    client: FlaskClient, session: Session, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_account(session, "autre@exemple.example")
    other.is_active = state != "closed"
    other.password_hash = None if state == "without password" else other.password_hash
    session.commit()
    monkeypatch.setattr(AfterResponse, "wake", lambda _after: None)  # what leaves later, leaves
    email = {"unknown": "inconnue@exemple.example", "not an address": "x"}.get(state, other.email)
    post(client, FORGOTTEN, {"email": "premiere@exemple.example"})  # fills what is read once

    with _work_of_a_request(monkeypatch) as known:
        post(client, FORGOTTEN, {"email": EMAIL})
    with _work_of_a_request(monkeypatch) as unknown:
        post(client, FORGOTTEN, {"email": email})

    assert "INSERT INTO outbox_message" in known
    assert "a letter" in known
    assert unknown == known
    assert sent_letters(session) == [("password_reset", EMAIL)]


def test_an_address_without_account_leaves_the_links_of_others_alive(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    client.get(last_link(capsys))

    post(client, FORGOTTEN, {"email": "inconnue@exemple.example"})

    assert client.get(CHOOSE).status_code == 200


def test_reading_the_link_uses_nothing_and_the_address_forgets_the_token(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    link = last_link(capsys)

    read = [client.get(link) for _ in range(3)]

    assert [response.location for response in read] == [CHOOSE] * 3
    assert read[0].headers["Referrer-Policy"] == "no-referrer"
    assert client.get(CHOOSE).status_code == 200


def test_a_link_serves_once(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    link = last_link(capsys)
    client.get(link)
    post(client, CHOOSE, {"new_password": ANOTHER})
    client.get(link)

    again = post(client, CHOOSE, {"new_password": "encore une autre phrase"})

    assert again.status_code == 410
    assert send_password(client, EMAIL, ANOTHER).status_code == 303


def test_a_newer_link_ends_the_older_one(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    older = last_link(capsys)
    post(client, FORGOTTEN, {"email": EMAIL})

    client.get(older)

    assert client.get(CHOOSE).status_code == 410


def test_a_link_ends_after_an_hour(
    client: FlaskClient, capsys: pytest.CaptureFixture[str], moving_clock: MovingClock
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    client.get(last_link(capsys))

    moving_clock.advance(minutes=61)

    assert client.get(CHOOSE).status_code == 410


def test_a_sixth_link_in_a_day_is_not_sent(client: FlaskClient, session: Session) -> None:
    answers = [post(client, FORGOTTEN, {"email": EMAIL}).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert len(sent_letters(session)) == 5


def test_one_network_address_cannot_ask_for_letters_to_account_after_account(
    client: FlaskClient,
) -> None:
    asked = [f"compte{number}@exemple.example" for number in range(21)]

    answers = [post(client, FORGOTTEN, {"email": email}).status_code for email in asked]

    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize("page", [CHOOSE, "/compte/invitation"])
def test_one_network_address_cannot_guess_link_after_link(client: FlaskClient, page: str) -> None:
    answers = []
    for number in range(31):
        client.get(f"{page}/guess-{number}")
        answers.append(client.get(page).status_code)

    assert answers == [410] * 30 + [429]


def test_a_password_that_its_owner_changes_ends_the_link_that_was_mailed(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    post(client, FORGOTTEN, {"email": EMAIL})
    client.get(last_link(capsys))
    owner = app.test_client()
    send_password(owner, EMAIL)

    post(owner, CHANGE, {"new_password": ANOTHER})

    assert client.get(CHOOSE).status_code == 410


def test_a_browser_keeps_nothing_of_the_link_that_changed_the_password(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    send_password(client, EMAIL)
    post(client, FORGOTTEN, {"email": EMAIL})
    client.get(last_link(capsys))

    post(client, CHOOSE, {"new_password": ANOTHER})

    with client.session_transaction() as cookie:
        assert set(cookie) == {"_flashes"}


def test_a_new_password_signs_every_browser_out(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    thief = app.test_client()
    send_password(thief, EMAIL)
    post(client, FORGOTTEN, {"email": EMAIL})
    client.get(last_link(capsys))

    post(client, CHOOSE, {"new_password": ANOTHER})

    assert thief.get("/compte/").status_code == 303


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("court", "trop court"),
        ("x" * 129, "trop long"),
        ("editrice bien gardée", "adresse e-mail"),
        ("aaaaaaaaaaaaaaa", "mêmes signes"),
        ("Motdepasse2026!", "que l’on devine en premier"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(
    client: FlaskClient, password: str, said: str
) -> None:
    send_password(client, EMAIL)

    response = post(client, CHANGE, {"new_password": password})

    assert said in response.text
    assert send_password(client, EMAIL).status_code == 303


def test_the_page_says_beforehand_what_would_be_refused(client: FlaskClient) -> None:
    send_password(client, EMAIL)

    page = client.get(CHANGE).text

    assert "De 12 à 128 signes." in page
    assert "Ni une partie de votre adresse e-mail, ni un mot de passe courant" in page


def test_changing_it_keeps_this_browser_and_signs_the_others_out(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    other = app.test_client()
    send_password(other, EMAIL)
    send_password(client, EMAIL)

    post(client, CHANGE, {"new_password": ANOTHER})

    assert client.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code == 303
    assert send_password(app.test_client(), EMAIL, PASSWORD).status_code == 200
    assert sent_letters(session) == [("security_notice", EMAIL)]


def test_changing_it_asks_for_the_former_one_after_ten_minutes(
    client: FlaskClient, moving_clock: MovingClock
) -> None:
    send_password(client, EMAIL)
    moving_clock.advance(minutes=11)

    response = post(client, CHANGE, {"new_password": ANOTHER})

    assert response.location == f"/compte/confirmer?next={CHANGE}"
    assert "n’est pas le bon" in post(client, response.location, {"password": ANOTHER}).text
    assert post(client, response.location, {"password": PASSWORD}).location == CHANGE


@contextmanager
def _work_of_a_request(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Write down in their order the kinds of statements, and the letters made."""
    work: list[str] = []

    def write_letter(kind: str, context: Mapping[str, object]) -> Letter:
        work.append("a letter")
        return render_letter(kind, context)

    def write_statement(*args: Any) -> None:  # Any: what SQLAlchemy's event gives
        kind = " ".join(args[2].split()[:3])
        work.append("the end of a savepoint" if kind.startswith(_ENDS_OF_SAVEPOINT) else kind)

    monkeypatch.setattr("directory.mail.outbox.render_letter", write_letter)
    event.listen(Engine, "before_cursor_execute", write_statement)
    try:
        yield work
    finally:
        event.remove(Engine, "before_cursor_execute", write_statement)


class _CountingHasher:
    """A hasher that writes down how much work it is asked."""

    def __init__(self, hasher: object, asked: list[Parameters]) -> None:
        self._hasher, self._asked = hasher, asked

    def verify(self, password_hash: str, password: str) -> bool:
        self._asked.append(extract_parameters(password_hash))
        return bool(self._hasher.verify(password_hash, password))  # type: ignore[attr-defined]
