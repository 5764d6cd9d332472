"""Choosing another password: by its owner who knows the former one, or by a link sent by mail."""

from uuid import UUID

from sqlalchemy.orm import Session

from directory.accounts.events import EventKind, record_event
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import end_links, issue_link, use_link
from directory.accounts.passwords import hash_password
from directory.accounts.queries import find_account_by_email
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
    record_event(
        session,
        EventKind.PASSWORD_CHANGED,
        account_id=account.id,
        actor_id=account.id,
        clock=clock,
    )


def ask_reset(session: Session, email: str, *, clock: Clock) -> tuple[Account, str] | None:
    """Make a link for a forgotten password; None for whoever has none to forget."""
    account = find_account_by_email(session, email)
    if account is None or not account.is_active or account.password_hash is None:
        return None
    record_event(session, EventKind.PASSWORD_RESET_ASKED, account_id=account.id, clock=clock)
    return account, issue_link(session, account, LinkPurpose.RESET, clock=clock)


def reset_password(session: Session, token: str, password: str, *, clock: Clock) -> Account:
    """Set the password of the account that a link is for; the second factor stays as it is.

    Raises LinkNotValidError.
    """
    account = use_link(session, token, LinkPurpose.RESET, clock=clock)
    _set(session, account, password, clock=clock)
    record_event(
        session,
        EventKind.PASSWORD_RESET,
        account_id=account.id,
        actor_id=account.id,
        clock=clock,
    )
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
