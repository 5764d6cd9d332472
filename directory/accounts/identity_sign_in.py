"""The account of somebody whom an identity provider knows; none is ever made."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.events import EventKind, record_event
from directory.accounts.identity_provider import Identity
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import end_links
from directory.accounts.queries import find_account_by_email
from directory.values.clock import Clock


def account_of_identity(session: Session, identity: Identity, *, clock: Clock) -> Account | None:
    """Give the active account of an identity; the first time, that of its verified e-mail.

    From then on only the subject counts: an e-mail may pass to somebody else.
    """
    known = session.scalar(
        select(Account).where(Account.identity_subject == identity.subject, Account.is_active)
    )
    if known is not None or identity.email is None:
        return known
    account = find_account_by_email(session, identity.email)
    if account is None or not account.is_active or account.identity_subject is not None:
        return None
    account.identity_subject = identity.subject
    account.name = account.name or identity.name or account.email
    end_links(session, account, LinkPurpose.INVITATION, clock=clock)
    record_event(
        session,
        EventKind.IDENTITY_LINKED,
        account_id=account.id,
        actor_id=account.id,
        clock=clock,
    )
    return account


def counts_as_second_factor(identity: Identity, accepted: Collection[str]) -> bool:
    """Tell whether the provider recognised the person by means that the settings accept."""
    return bool(identity.means & set(accepted))
