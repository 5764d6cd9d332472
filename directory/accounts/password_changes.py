"""Choosing another password: by its owner who knows the former one, or by a link sent by mail."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from directory.accounts.events import EventKind, record_event, record_own_act
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import end_links, issue_link, use_link
from directory.accounts.passwords import hash_password
from directory.accounts.queries import find_account_of_password_or_another, is_address_of
from directory.accounts.sessions import end_sessions_of
from directory.values.clock import Clock


def change_password(
    session: Session,
    account: Account,
    password: str,
    *,
    clock: Clock,
    kept_session: UUID | None = None,
) -> None:
    """Set a new password; every other browser is signed out and waiting links end."""
    _set(session, account, password, clock=clock, kept_session=kept_session)
    record_own_act(session, EventKind.PASSWORD_CHANGED, account.id, clock=clock)


def ask_reset(
    session: Session, email: str, write_letter: Callable[[Account, str], None], *, clock: Clock
) -> None:
    """Have the letter with a link written to whoever forgot the password.

    Time must not tell whether an address has an account: for one that has none, the same
    statements are made for another account, then taken back.
    """
    account = find_account_of_password_or_another(session, email)
    if account is None:
        return
    is_asked = is_address_of(account, email)
    account_id = account.id if is_asked else None
    record_event(session, EventKind.PASSWORD_RESET_ASKED, account_id=account_id, clock=clock)
    attempt = session.begin_nested()
    write_letter(account, issue_link(session, account, LinkPurpose.RESET, clock=clock))
    session.flush()
    if is_asked:
        attempt.commit()
    else:
        attempt.rollback()


def reset_password(session: Session, token: str, password: str, *, clock: Clock) -> Account:
    """Set the password of the account that a link is for; the second factor stays as it is.

    Raises LinkNotValidError.
    """
    account = use_link(session, token, LinkPurpose.RESET, clock=clock)
    _set(session, account, password, clock=clock)
    record_own_act(session, EventKind.PASSWORD_RESET, account.id, clock=clock)
    return account


def _set(
    session: Session,
    account: Account,
    password: str,
    *,
    clock: Clock,
    kept_session: UUID | None = None,
) -> None:
    account.password_hash = hash_password(password)
    end_links(session, account, LinkPurpose.RESET, clock=clock)
    end_sessions_of(session, account.id, clock=clock, but=kept_session)
