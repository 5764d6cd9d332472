"""What an administrator changes of somebody's account: role, places, activity, second factor."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.events import EventKind, record_event
from directory.accounts.invitations import give_places
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.models.recovery_code import RecoveryCode
from directory.accounts.one_time_links import end_links
from directory.accounts.roles import Role
from directory.accounts.second_factor import remove_second_factor
from directory.accounts.sessions import end_sessions_of
from directory.database import wait_in_turn
from directory.values.clock import Clock


class LastAdminError(Exception):
    """The region would have no administrator left who can sign in."""


def change_role(
    session: Session,
    account: Account,
    role: Role,
    filieres: Collection[str],
    structures: Collection[UUID],
    *,
    by: Actor | None,
    clock: Clock,
) -> None:
    """Give another role or other places; whoever is signed in signs in again.

    Raises InvitationRefusedError and LastAdminError.
    """
    if role is not Role.REGIONAL_ADMIN:
        _refuse_losing_last_admin(session, account)
    before = _places(account)
    give_places(session, account, role, filieres, structures)
    account.role = role
    end_sessions_of(session, account.id, clock=clock)
    _record(
        session,
        EventKind.ROLE_CHANGED,
        account,
        by=by,
        clock=clock,
        detail={"before": before, "after": _places(account)},
    )


def deactivate(session: Session, account: Account, *, by: Actor | None, clock: Clock) -> None:
    """Shut an account: its sessions and links end at once. Raises LastAdminError."""
    _refuse_losing_last_admin(session, account)
    account.is_active = False
    end_sessions_of(session, account.id, clock=clock)
    for purpose in LinkPurpose:
        end_links(session, account, purpose, clock=clock)
    _record(session, EventKind.DEACTIVATED, account, by=by, clock=clock)


def reactivate(session: Session, account: Account, *, by: Actor | None, clock: Clock) -> None:
    """Open an account again, with the password and second factor that it had."""
    account.is_active = True
    _record(session, EventKind.REACTIVATED, account, by=by, clock=clock)


def end_sessions(session: Session, account: Account, *, by: Actor | None, clock: Clock) -> None:
    """Sign somebody out of every browser."""
    end_sessions_of(session, account.id, clock=clock)
    _record(session, EventKind.SESSIONS_ENDED, account, by=by, clock=clock)


def reset_second_factor(
    session: Session, account: Account, *, by: Actor | None, clock: Clock
) -> None:
    """Forget a lost telephone and its recovery codes; the next sign-in sets a new one up."""
    remove_second_factor(account)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    end_sessions_of(session, account.id, clock=clock)
    _record(session, EventKind.SECOND_FACTOR_RESET, account, by=by, clock=clock)


def _refuse_losing_last_admin(session: Session, account: Account) -> None:
    if account.role is not Role.REGIONAL_ADMIN or not account.is_active:
        return
    wait_in_turn(session, "lose an administrator")  # two could each count the other
    others = select(func.count()).where(
        Account.role == Role.REGIONAL_ADMIN,
        Account.is_active,
        Account.password_hash.is_not(None) | Account.identity_subject.is_not(None),
        Account.id != account.id,
    )
    if not session.scalar(others):
        raise LastAdminError


def _places(account: Account) -> dict[str, object]:
    """Give the role of an account and what it is for, as events keep them."""
    return {
        "role": account.role.value,
        "filieres": sorted(link.filiere_slug for link in account.filieres),
        "structures": sorted(str(link.structure_id) for link in account.structures),
    }


def _record(
    session: Session,
    kind: EventKind,
    account: Account,
    *,
    by: Actor | None,
    clock: Clock,
    detail: dict[str, object] | None = None,
) -> None:
    record_event(
        session,
        kind,
        account_id=account.id,
        actor_id=None if by is None else by.account_id,
        clock=clock,
        detail=detail,
    )
