"""Every read of the accounts."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.accounts.models.account import Account, AccountFiliere, AccountStructure
from directory.accounts.models.account_session import AccountSession
from directory.accounts.roles import Role
from directory.accounts.sessions import IDLE, LONGEST
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import Clock

_WHOLE = (selectinload(Account.filieres), selectinload(Account.structures))


def find_account(session: Session, account_id: UUID) -> Account | None:
    """Load an account whole."""
    return session.scalar(select(Account).where(Account.id == account_id).options(*_WHOLE))


def find_account_by_email(session: Session, email: str) -> Account | None:
    """Load the account of an address, whatever its case."""
    return session.scalar(
        select(Account).where(Account.email == _as_stored(email)).options(*_WHOLE)
    )


def find_account_of_password_or_another(session: Session, email: str) -> Account | None:
    """Load the account of an address, or else any one, as long as it opens with a password."""
    return session.scalar(
        select(Account)
        .where(Account.is_active, Account.password_hash.is_not(None))
        .order_by((Account.email == _as_stored(email)).desc(), Account.id)
        .limit(1)
    )


def is_address_of(account: Account, email: str) -> bool:
    """Tell whether an address, as somebody types it, is the one of an account."""
    return account.email == _as_stored(email)


def names_of_accounts(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Give the names behind ids, for those who are signed in."""
    if not ids:
        return {}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row.id: row.name for row in rows}


def list_accounts(session: Session, filieres: Collection[str] | None = None) -> Sequence[Account]:
    """List the accounts: all, or the animators and editors of some filières."""
    statement = select(Account).options(*_WHOLE).order_by(Account.role, Account.email)
    if filieres is not None:
        animators = select(AccountFiliere.account_id).where(
            AccountFiliere.filiere_slug.in_(filieres)
        )
        editors = (
            select(AccountStructure.account_id)
            .join(StructureFiliere, StructureFiliere.structure_id == AccountStructure.structure_id)
            .where(StructureFiliere.filiere_slug.in_(filieres))
        )
        statement = statement.where(
            Account.id.in_(animators) | Account.id.in_(editors),
            Account.role != Role.REGIONAL_ADMIN,
        )
    return session.scalars(statement).all()


def list_living_sessions(
    session: Session, account_id: UUID, *, clock: Clock
) -> Sequence[AccountSession]:
    """List the browsers in which an account is signed in, the latest seen first."""
    now = clock.now()
    return session.scalars(
        select(AccountSession)
        .where(
            AccountSession.account_id == account_id,
            AccountSession.ended_at.is_(None),
            AccountSession.last_seen_at >= now - IDLE,
            AccountSession.created_at >= now - LONGEST,
        )
        .order_by(AccountSession.last_seen_at.desc(), AccountSession.id)
    ).all()


def filieres_of_structures(
    session: Session, structures: Collection[UUID]
) -> dict[UUID, frozenset[str]]:
    """Give the filières of each structure; one that does not exist is left out."""
    rows = session.execute(
        select(Structure.id, StructureFiliere.filiere_slug)
        .join(StructureFiliere, StructureFiliere.structure_id == Structure.id)
        .where(Structure.id.in_(structures))
    )
    found: dict[UUID, set[str]] = {}
    for row in rows:
        found.setdefault(row.id, set()).add(row.filiere_slug)
    return {structure_id: frozenset(slugs) for structure_id, slugs in found.items()}


def structures_to_choose(
    session: Session, filieres: Collection[str] | None = None
) -> Sequence[tuple[UUID, str, str]]:
    """Give the id, name and filière of what an editor can be invited for, once per filière."""
    statement = (
        select(Structure.id, Structure.name, StructureFiliere.filiere_slug)
        .join(StructureFiliere, StructureFiliere.structure_id == Structure.id)
        .where(Structure.state != PublicationState.ARCHIVED)
        .order_by(StructureFiliere.filiere_slug, Structure.name, Structure.id)
    )
    if filieres is not None:
        statement = statement.where(StructureFiliere.filiere_slug.in_(filieres))
    return [(row.id, row.name, row.filiere_slug) for row in session.execute(statement)]


def _as_stored(email: str) -> str:
    return email.strip().lower()
