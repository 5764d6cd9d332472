"""The account of somebody whom an identity provider knows; none is ever made."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.identity_linking import set_identity
from directory.accounts.identity_provider import Identity
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import end_links
from directory.accounts.queries import find_account_by_email
from directory.values.clock import Clock


def account_of_identity(session: Session, identity: Identity, *, clock: Clock) -> Account | None:
    """Give the active account of an identity; the first time, the one invited at its address.

    A verified e-mail answers an invitation, no more: an account that was ever opened is linked by
    its owner (`identity_linking`). Afterwards only the subject counts, as an address may pass on.
    Raises IdentityTakenError when the identity was linked to another account in that instant.
    """
    known = session.scalar(
        select(Account).where(Account.identity_subject == identity.subject, Account.is_active)
    )
    if known is not None or identity.email is None:
        return known
    account = find_account_by_email(session, identity.email)
    if account is None or not _waits_for_its_owner(account):
        return None
    set_identity(session, account, identity, clock=clock)
    account.name = account.name or identity.name or account.email
    end_links(session, account, LinkPurpose.INVITATION, clock=clock)
    return account


def counts_as_second_factor(identity: Identity, accepted: Collection[str]) -> bool:
    """Tell whether the provider recognised the person by means that the settings accept."""
    return bool(identity.means & set(accepted))


def _waits_for_its_owner(account: Account) -> bool:
    """Tell whether nobody has ever opened an account: it was invited, and that is all."""
    shown = (
        account.password_hash,
        account.totp_secret,
        account.identity_subject,
        account.last_signed_in_at,
    )
    return account.is_active and all(fact is None for fact in shown)
