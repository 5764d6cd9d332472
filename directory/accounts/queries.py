"""Every read of the accounts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.accounts.models.account import Account

_WHOLE = (selectinload(Account.filieres), selectinload(Account.structures))


def find_account(session: Session, account_id: UUID) -> Account | None:
    """Load an account whole."""
    return session.scalar(select(Account).where(Account.id == account_id).options(*_WHOLE))


def find_account_by_email(session: Session, email: str) -> Account | None:
    """Load the account of an address, whatever its case."""
    wanted = email.strip().lower()
    return session.scalar(select(Account).where(Account.email == wanted).options(*_WHOLE))


def names_of_accounts(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Give the names behind ids, for those who are signed in."""
    if not ids:
        return {}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row.id: row.name for row in rows}
