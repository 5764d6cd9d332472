"""The accounts on the other engine, where those who come at once do not wait in turn."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from directory.accounts.invitations import InvitationRefusedError, accept_invitation, invite
from directory.accounts.managing import LastAdminError, change_role
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import LinkNotValidError, issue_link, use_link
from directory.accounts.password_changes import change_password
from directory.accounts.queries import list_living_sessions
from directory.accounts.roles import Role
from directory.accounts.sessions import end_session, end_sessions_of, find_session, open_session
from directory.accounts.sign_in import account_signing_in
from directory.accounts.throttling import (
    ALLOWANCES,
    Throttle,
    ThrottledError,
    forget_attempts,
    require_not_throttled,
)
from directory.database import SessionFactory
from directory.values.clock import FixedClock
from tests.factories.accounts import PASSWORD, make_account
from tests.postgresql import territory_on_postgresql

BROWSERS = 2
ROUNDS = 8  # what depends on the moment is tried several times
KIND = Throttle.SECOND_FACTOR
Answer = TypeVar("Answer")


@pytest.fixture(scope="module")
def sessions(clock: FixedClock) -> Iterator[SessionFactory]:
    """The sessions of a PostgreSQL database with the territory and the vocabulary."""
    with territory_on_postgresql(clock) as sessions:
        yield sessions


@pytest.fixture
def session(sessions: SessionFactory) -> Iterator[Session]:
    """The PostgreSQL database in the place of SQLite's."""
    with sessions() as session:
        yield session


@pytest.fixture
def account(session: Session) -> Account:
    """An account of this test."""
    return make_account(session, f"{uuid4()}@exemple.example")


def at_once(sessions: SessionFactory, act: Callable[[Session], Answer]) -> list[Answer]:
    """Have two do the same at the same moment, each in a transaction of their own."""
    barrier = Barrier(BROWSERS)

    def wait_and_act(_number: int) -> Answer:
        with sessions() as session:
            barrier.wait()
            answer = act(session)
            session.commit()
            return answer

    with ThreadPoolExecutor(BROWSERS) as pool:
        return list(pool.map(wait_and_act, range(BROWSERS)))


def test_somebody_invited_chooses_a_password_and_signs_in(
    session: Session, clock: FixedClock
) -> None:
    email = f"{uuid4()}@exemple.example"
    invitation = invite(session, email.upper(), Role.ANIMATOR, ["armor"], [], by=None, clock=clock)
    accept_invitation(session, invitation.token, name="Compte", password=PASSWORD, clock=clock)
    session.commit()
    session.expire_all()

    found = account_signing_in(session, email=email.upper(), password=PASSWORD)
    assert found is not None
    assert found.id == invitation.account.id
    assert account_signing_in(session, email=email, password="un autre mot") is None


def test_a_session_is_found_by_its_token_until_it_ends(
    session: Session, account: Account, clock: FixedClock
) -> None:
    tokens = [open_session(session, account, browser="Firefox", clock=clock) for _ in range(3)]
    session.commit()
    first = find_session(session, tokens[0], clock=clock)
    assert first is not None
    assert len(list_living_sessions(session, account.id, clock=clock)) == 3

    end_session(first, clock=clock)
    session.commit()
    second = find_session(session, tokens[1], clock=clock)
    assert second is not None
    end_sessions_of(session, account.id, clock=clock, but=second.id)
    session.commit()
    session.expire_all()

    found = [find_session(session, token, clock=clock) for token in tokens]
    assert found == [None, second, None]


def test_a_new_password_ends_the_other_sessions(
    session: Session, account: Account, clock: FixedClock
) -> None:
    token = open_session(session, account, browser="Firefox", clock=clock)
    change_password(session, account, "granit tempête pommier", clock=clock)
    session.commit()
    session.expire_all()

    assert find_session(session, token, clock=clock) is None


def test_signing_in_twice_at_once_is_no_conflict(
    sessions: SessionFactory, account: Account, clock: FixedClock
) -> None:
    def sign_in(session: Session) -> bool:
        found = account_signing_in(session, email=account.email, password=PASSWORD)
        assert found is not None
        return bool(open_session(session, found, browser="Firefox", clock=clock))

    assert at_once(sessions, sign_in) == [True, True]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_who_try_at_once_do_not_share_the_last_try(
    sessions: SessionFactory, session: Session, clock: FixedClock, number: int
) -> None:
    key = f"shared {number}"
    for _ in range(ALLOWANCES[KIND].tries - 1):
        require_not_throttled(session, KIND, key, clock=clock)
    session.commit()

    def is_let_in(session: Session) -> bool:
        try:
            require_not_throttled(session, KIND, key, clock=clock)
        except ThrottledError:
            return False
        return True

    assert sorted(at_once(sessions, is_let_in)) == [False, True]


def test_tries_are_counted_for_each_key_and_forgotten(session: Session, clock: FixedClock) -> None:
    for _ in range(ALLOWANCES[KIND].tries):
        require_not_throttled(session, KIND, "mine", clock=clock)
    require_not_throttled(session, KIND, "yours", clock=clock)
    with pytest.raises(ThrottledError):
        require_not_throttled(session, KIND, "mine", clock=clock)

    forget_attempts(session, KIND, "mine")

    require_not_throttled(session, KIND, "mine", clock=clock)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_link_serves_one_of_two(
    sessions: SessionFactory, session: Session, account: Account, clock: FixedClock, number: int
) -> None:
    token = issue_link(session, account, LinkPurpose.RESET, clock=clock)
    session.commit()

    def is_served(session: Session) -> bool:
        try:
            use_link(session, token, LinkPurpose.RESET, clock=clock)
        except LinkNotValidError:
            return False
        return True

    assert sorted(at_once(sessions, is_served)) == [False, True], number


@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_address_is_invited_by_one_of_two(
    sessions: SessionFactory, clock: FixedClock, number: int
) -> None:
    email = f"{uuid4()}@exemple.example"

    def is_invited(session: Session) -> bool:
        try:
            invite(session, email, Role.ANIMATOR, ["armor"], [], by=None, clock=clock)
        except InvitationRefusedError:
            return False
        return True

    assert sorted(at_once(sessions, is_invited)) == [False, True], number


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_administrators_who_step_down_at_once_leave_one(
    sessions: SessionFactory, session: Session, clock: FixedClock, number: int
) -> None:
    admins = [
        make_account(session, f"{uuid4()}@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
        for _ in range(BROWSERS)
    ]
    ids, turns = [admin.id for admin in admins], iter(range(BROWSERS))

    def steps_down(session: Session) -> bool:
        account = session.get_one(Account, ids[next(turns)])
        try:
            change_role(session, account, Role.ANIMATOR, ["armor"], [], by=None, clock=clock)
        except LastAdminError:
            return False
        return True

    assert sorted(at_once(sessions, steps_down)) == [False, True], number

    session.execute(update(Account).where(Account.id.in_(ids)).values(is_active=False))
    session.commit()
