"""The first factor: an address and its password."""

from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.passwords import hash_password, needs_rehash, password_matches
from directory.accounts.queries import find_account_by_email


def account_signing_in(session: Session, *, email: str, password: str) -> Account | None:
    """Give the active account that these words open; as long to say no as to say yes."""
    account = find_account_by_email(session, email)
    password_hash = None if account is None else account.password_hash
    is_right = password_matches(password_hash, password)
    if account is None or password_hash is None or not is_right or not account.is_active:
        return None
    if needs_rehash(password_hash):
        account.password_hash = hash_password(password)
    return account
