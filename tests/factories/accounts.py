"""Accounts for tests, and browsers that are signed in with one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.keys import digest_of_token
from directory.accounts.models.account import Account, AccountFiliere, AccountStructure
from directory.accounts.models.account_session import AccountSession
from directory.accounts.passwords import hash_password
from directory.accounts.roles import Role
from directory.accounts.sessions import open_session
from directory.values.clock import Clock, FixedClock
from tests.conftest import FRIDAY_EVENING

PASSWORD = "une marée haute en novembre"
_PASSWORD_HASH = hash_password(PASSWORD)


def make_account(
    session: Session,
    email: str = "animation@exemple.example",
    *,
    role: Role = Role.ANIMATOR,
    filieres: Sequence[str] = ("nord-finistere",),
    structures: Sequence[UUID] = (),
    **facts: object,
) -> Account:
    """Add and commit an account whose password is `PASSWORD`, without second factor."""
    account = Account(
        id=uuid4(),
        email=email,
        name=f"Compte {email.partition('@')[0]}",
        role=role,
        password_hash=_PASSWORD_HASH,
        created_at=FRIDAY_EVENING,
        is_active=True,
        filieres=[AccountFiliere(filiere_slug=slug) for slug in filieres],
        structures=[AccountStructure(structure_id=structure_id) for structure_id in structures],
        **facts,
    )
    session.add(account)
    session.commit()
    return account


def sign_in(
    client: FlaskClient, session: Session, account: Account, *, clock: Clock | None = None
) -> None:
    """Sign a test's browser in, second factor given, without going through the pages."""
    clock = clock or FixedClock(FRIDAY_EVENING)
    token = open_session(session, account, browser="Firefox · Linux", clock=clock)
    opened = session.scalars(
        select(AccountSession).where(AccountSession.token_digest == digest_of_token(token))
    ).one()
    opened.second_factor_at = clock.now()
    session.commit()
    with client.session_transaction() as cookie:
        cookie["token"] = token


def post(
    client: FlaskClient, path: str, data: Mapping[str, object] | None = None, **options: Any
) -> TestResponse:
    """Send a form of a signed-in person as its page would, with its token (Any: as Flask takes)."""
    return client.post(path, data={**(data or {}), "csrf_token": csrf_token(client)}, **options)


def csrf_token(client: FlaskClient) -> str:
    """Give the token that the pages of a signed-in browser hold."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", "of this test")
    secret = client.application.config["SECRET_KEY"]
    return URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)
