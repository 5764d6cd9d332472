"""Signed-in browsers: opened at sign-in, found at each request, ended by hand or by time."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.keys import digest_of_token, make_token
from directory.accounts.models.account import Account
from directory.accounts.models.account_session import AccountSession
from directory.database import starts_writing_at_once
from directory.values.clock import Clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_LOOKS_APART = timedelta(minutes=1)  # « last seen » is not written more often
CONFIRMED_FOR = timedelta(minutes=10)
_REMEMBERED = timedelta(days=90)  # of sessions that are over; the events of accounts stay


def open_session(
    session: Session,
    account: Account,
    *,
    browser: str,
    clock: Clock,
    second_factor: bool = False,
    confirmed: bool = True,
) -> str:
    """Sign a browser in and give the token of its cookie, which is not stored.

    It is not `confirmed` when its owner was known again rather than asked.
    """
    token = make_token()
    now = clock.now()
    session.add(
        AccountSession(
            id=uuid4(),
            account_id=account.id,
            token_digest=digest_of_token(token),
            created_at=now,
            last_seen_at=now,
            second_factor_at=now if second_factor else None,
            confirmed_at=now if confirmed else None,
            browser=browser,
        )
    )
    session.flush()
    session.execute(delete(AccountSession).where(AccountSession.created_at < now - _REMEMBERED))
    # By itself: signing in twice at the same moment is no conflict of versions.
    session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(last_signed_in_at=now, version=Account.version)
        .execution_options(synchronize_session=False)
    )
    return token


def renew_session(
    session: Session,
    signed: AccountSession,
    *,
    clock: Clock,
    second_factor: bool = False,
    confirmed: bool = True,
) -> str:
    """Give a session another token, as its rights grow or it is confirmed; the former one ends."""
    token = make_token()
    signed.token_digest = digest_of_token(token)
    if confirmed:
        signed.confirmed_at = clock.now()
    if second_factor:
        signed.second_factor_at = clock.now()
    session.flush()
    return token


def find_session(session: Session, token: str, *, clock: Clock) -> AccountSession | None:
    """Find the living session of a token; its account is loaded and active."""
    found = session.scalar(
        select(AccountSession)
        .where(AccountSession.token_digest == digest_of_token(token))
        .options(
            joinedload(AccountSession.account).options(
                selectinload(Account.filieres), selectinload(Account.structures)
            )
        )
    )
    if found is None or not is_alive(found, clock=clock) or not found.account.is_active:
        return None
    return found


def is_alive(signed: AccountSession, *, clock: Clock) -> bool:
    """Tell whether a session has neither been ended nor outlived its time."""
    now = clock.now()
    return (
        signed.ended_at is None
        and now - signed.last_seen_at <= IDLE
        and now - signed.created_at <= LONGEST
    )


def is_freshly_confirmed(signed: AccountSession, *, clock: Clock) -> bool:
    """Tell whether the password was given a few minutes ago at most."""
    return signed.confirmed_at is not None and clock.now() - signed.confirmed_at <= CONFIRMED_FOR


def note_presence(session: Session, signed: AccountSession, *, clock: Clock) -> bool:
    """Push the idle time back; tell whether there was something to write.

    While another process writes nothing is noted: no page waits for that.
    """
    if clock.now() - signed.last_seen_at < _LOOKS_APART or not starts_writing_at_once(session):
        return False
    signed.last_seen_at = clock.now()
    session.flush()
    return True


def end_session(signed: AccountSession, *, clock: Clock) -> None:
    """Sign a browser out for good."""
    signed.ended_at = clock.now()


def end_sessions_of(
    session: Session, account_id: UUID, *, clock: Clock, but: UUID | None = None
) -> None:
    """Sign every browser of an account out, or all but one."""
    living = update(AccountSession).where(
        AccountSession.account_id == account_id, AccountSession.ended_at.is_(None)
    )
    if but is not None:
        living = living.where(AccountSession.id != but)
    session.execute(living.values(ended_at=clock.now()))
