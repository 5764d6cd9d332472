"""Linking an account to who its owner is for another service, and taking the link away."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts.events import EventKind, record_own_act
from directory.accounts.identity_provider import Identity
from directory.accounts.models.account import Account
from directory.accounts.sessions import end_sessions_of
from directory.values.clock import Clock


class IdentityTakenError(Exception):
    """An identity that opens another account already."""


class OnlyWayInError(Exception):
    """An account without password, which its identity alone opens."""


def link_identity(session: Session, account: Account, identity: Identity, *, clock: Clock) -> None:
    """Let an identity open an account; its owner is signed in.

    Raises IdentityTakenError; the caller then rolls back.
    """
    others = select(Account.id).where(
        Account.identity_subject == identity.subject, Account.id != account.id
    )
    if session.scalar(others) is not None:
        raise IdentityTakenError
    set_identity(session, account, identity, clock=clock)


def unlink_identity(
    session: Session, account: Account, *, clock: Clock, kept_session: UUID | None = None
) -> None:
    """Have an account forget its identity; every other browser is signed out.

    Raises OnlyWayInError when nobody could sign in any more.
    """
    if account.password_hash is None:
        raise OnlyWayInError
    account.identity_subject = None
    end_sessions_of(session, account.id, clock=clock, but=kept_session)
    record_own_act(session, EventKind.IDENTITY_UNLINKED, account.id, clock=clock)


def set_identity(session: Session, account: Account, identity: Identity, *, clock: Clock) -> None:
    """Write an identity down, whatever the account; callers have made sure that it may be.

    Raises IdentityTakenError when another account took it since they looked: only the database
    sees both. The caller then rolls back.
    """
    account.identity_subject = identity.subject
    try:
        session.flush()
    except IntegrityError as error:
        raise IdentityTakenError from error
    record_own_act(session, EventKind.IDENTITY_LINKED, account.id, clock=clock)
