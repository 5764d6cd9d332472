"""The first factor: an address and its password."""

from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.models.account_session import AccountSession
from directory.accounts.passwords import password_matches
from directory.accounts.queries import find_account_by_email
from directory.accounts.roles import Role

SECOND_FACTOR_ROLES = frozenset({Role.REGIONAL_ADMIN, Role.ANIMATOR})


def account_signing_in(session: Session, *, email: str, password: str) -> Account | None:
    """Give the active account that these words open; as long to say no as to say yes."""
    account = find_account_by_email(session, email)
    is_right = password_matches(None if account is None else account.password_hash, password)
    return account if is_right and account is not None and account.is_active else None


def is_second_factor_due(signed: AccountSession) -> bool:
    """Tell whether a signed-in browser must still give a second factor, or enrol one."""
    account = signed.account
    is_asked = account.role in SECOND_FACTOR_ROLES or account.totp_secret is not None
    return is_asked and signed.second_factor_at is None
