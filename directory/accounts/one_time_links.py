"""Links that work once and not for long: an invitation, a new password."""

from datetime import timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from directory.accounts.keys import digest_of_token, make_token
from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose, OneTimeLink
from directory.values.clock import Clock

LIFETIMES = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=1),
}


class LinkNotValidError(Exception):
    """A link that is unknown, used, replaced by a newer one, or too old."""


def issue_link(session: Session, account: Account, purpose: LinkPurpose, *, clock: Clock) -> str:
    """Make a link and give its token, which is known to nobody afterwards; older ones end."""
    end_links(session, account, purpose, clock=clock)
    token = make_token()
    session.add(
        OneTimeLink(
            account_id=account.id,
            purpose=purpose,
            token_digest=digest_of_token(token),
            created_at=clock.now(),
            expires_at=clock.now() + LIFETIMES[purpose],
        )
    )
    session.flush()
    return token


def find_account_of_link(
    session: Session, token: str, purpose: LinkPurpose, *, clock: Clock
) -> Account:
    """Give the account that a link is for, without using it. Raises LinkNotValidError."""
    account = session.scalar(
        select(Account)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(
            OneTimeLink.token_digest == digest_of_token(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
            Account.is_active,
        )
    )
    if account is None:
        raise LinkNotValidError
    return account


def use_link(session: Session, token: str, purpose: LinkPurpose, *, clock: Clock) -> Account:
    """Use a link up and give its account; of two at the same moment one is refused.

    Raises LinkNotValidError.
    """
    account = find_account_of_link(session, token, purpose, clock=clock)
    result = session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.token_digest == digest_of_token(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise LinkNotValidError
    return account


def end_links(session: Session, account: Account, purpose: LinkPurpose, *, clock: Clock) -> None:
    """End the links of an account that still work for a purpose."""
    session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.account_id == account.id,
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
        .execution_options(synchronize_session=False)
    )
