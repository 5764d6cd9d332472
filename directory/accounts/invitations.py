"""Inviting somebody: the account is made at once, and opens when the link is answered."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.events import EventKind, record_event, record_own_act
from directory.accounts.models.account import Account, AccountFiliere, AccountStructure
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import issue_link, use_link
from directory.accounts.passwords import hash_password
from directory.accounts.queries import find_account_by_email, list_accounts
from directory.accounts.roles import Role
from directory.catalog.models.structure import Structure
from directory.database import wait_in_turn
from directory.territory.models import Filiere
from directory.values.clock import Clock
from directory.values.contact import parse_email


class InvitationProblem(StrEnum):
    """Why somebody cannot be invited so."""

    ALREADY_KNOWN = "already_known"
    KNOWN_ELSEWHERE = "known_elsewhere"  # to somebody who does not see the account
    FILIERE_MISSING = "filiere_missing"
    FILIERE_UNKNOWN = "filiere_unknown"
    STRUCTURE_MISSING = "structure_missing"
    STRUCTURE_UNKNOWN = "structure_unknown"
    ALREADY_ACCEPTED = "already_accepted"
    CLOSED = "closed"


class InvitationRefusedError(Exception):
    """An invitation that makes no sense; `problem` says why."""

    def __init__(self, problem: InvitationProblem) -> None:
        super().__init__(f"Not invited: {problem}.")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Invitation:
    """An account that waits for its owner, and the token of the link that opens it."""

    account: Account
    token: str


def invite(
    session: Session,
    email: str,
    role: Role,
    filieres: Collection[str],
    structures: Collection[UUID],
    *,
    by: Actor | None,
    clock: Clock,
) -> Invitation:
    """Make an account and the link that its owner will choose a password with.

    `by` is missing when a command invites. Raises InvalidEmailError and InvitationRefusedError.
    """
    address = parse_email(email).lower()
    wait_in_turn(session, "invite")
    known = find_account_by_email(session, address)
    if known is not None:
        is_seen = by is None or known in list_accounts(session, by.visible_filieres)
        raise InvitationRefusedError(
            InvitationProblem.ALREADY_KNOWN if is_seen else InvitationProblem.KNOWN_ELSEWHERE
        )
    account = Account(
        id=uuid4(), email=address, name="", role=role, is_active=True, created_at=clock.now()
    )
    give_places(session, account, role, filieres, structures)
    session.add(account)
    session.flush()
    return _invitation(session, account, by=by, clock=clock)


def invite_again(
    session: Session, account: Account, *, by: Actor | None, clock: Clock
) -> Invitation:
    """Make a new link for somebody who has not answered; the former one ends.

    Raises InvitationRefusedError when the account is open already, or closed.
    """
    require_waiting(account)
    return _invitation(session, account, by=by, clock=clock)


def require_waiting(account: Account) -> None:
    """Check that an account waits for an answer. Raises InvitationRefusedError."""
    if not account.is_active:
        raise InvitationRefusedError(InvitationProblem.CLOSED)
    if account.password_hash is not None or account.identity_subject is not None:
        raise InvitationRefusedError(InvitationProblem.ALREADY_ACCEPTED)


def accept_invitation(
    session: Session, token: str, *, name: str, password: str, clock: Clock
) -> Account:
    """Open an account with the password that its owner chose. Raises LinkNotValidError."""
    account = use_link(session, token, LinkPurpose.INVITATION, clock=clock)
    account.name = name
    account.password_hash = hash_password(password)
    record_own_act(session, EventKind.INVITATION_ACCEPTED, account.id, clock=clock)
    return account


def give_places(
    session: Session,
    account: Account,
    role: Role,
    filieres: Collection[str],
    structures: Collection[UUID],
) -> None:
    """Set what a role is for: filières for an animator, structures for an editor, else nothing.

    Raises InvitationRefusedError when they are missing or unknown.
    """
    wanted_filieres = set(filieres) if role is Role.ANIMATOR else set()
    wanted_structures = set(structures) if role is Role.STRUCTURE_EDITOR else set()
    if role is Role.ANIMATOR and not wanted_filieres:
        raise InvitationRefusedError(InvitationProblem.FILIERE_MISSING)
    if role is Role.STRUCTURE_EDITOR and not wanted_structures:
        raise InvitationRefusedError(InvitationProblem.STRUCTURE_MISSING)
    known = session.scalars(select(Filiere.slug).where(Filiere.slug.in_(wanted_filieres)))
    if wanted_filieres - set(known):
        raise InvitationRefusedError(InvitationProblem.FILIERE_UNKNOWN)
    existing = session.scalars(select(Structure.id).where(Structure.id.in_(wanted_structures)))
    if wanted_structures - set(existing):
        raise InvitationRefusedError(InvitationProblem.STRUCTURE_UNKNOWN)
    kept_filieres = {link.filiere_slug: link for link in account.filieres}
    account.filieres = [
        kept_filieres.get(slug) or AccountFiliere(filiere_slug=slug)
        for slug in sorted(wanted_filieres)
    ]
    kept_structures = {link.structure_id: link for link in account.structures}
    account.structures = [
        kept_structures.get(structure_id) or AccountStructure(structure_id=structure_id)
        for structure_id in sorted(wanted_structures)
    ]


def _invitation(
    session: Session, account: Account, *, by: Actor | None, clock: Clock
) -> Invitation:
    record_event(
        session,
        EventKind.INVITED,
        account_id=account.id,
        actor_id=None if by is None else by.account_id,
        clock=clock,
        detail={"role": account.role.value},
    )
    return Invitation(account, issue_link(session, account, LinkPurpose.INVITATION, clock=clock))
