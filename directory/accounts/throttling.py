"""How many tries are allowed in how long, counted in the database for all processes together."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.accounts.models.attempt import Attempt
from directory.database import wait_in_turn
from directory.values.clock import Clock


class Throttle(StrEnum):
    """What is counted; for each key apart: an account, a network address, or both together."""

    SIGN_IN_ACCOUNT = "sign_in_account"
    SIGN_IN_ANYWHERE = "sign_in_anywhere"
    SIGN_IN_ADDRESS = "sign_in_address"
    SECOND_FACTOR = "second_factor"
    CONFIRMATION = "confirmation"
    RESET_ACCOUNT = "reset_account"
    RESET_ADDRESS = "reset_address"
    ONE_TIME_LINK = "one_time_link"
    PUBLIC_FORM = "public_form"


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `tries` within `period`."""

    tries: int
    period: timedelta


ALLOWANCES = {
    Throttle.SIGN_IN_ACCOUNT: Allowance(10, timedelta(minutes=15)),
    Throttle.SIGN_IN_ANYWHERE: Allowance(100, timedelta(hours=1)),  # OWASP ASVS 4.0, 2.2.1
    Throttle.SIGN_IN_ADDRESS: Allowance(30, timedelta(minutes=15)),
    Throttle.SECOND_FACTOR: Allowance(5, timedelta(minutes=5)),
    Throttle.CONFIRMATION: Allowance(10, timedelta(minutes=15)),
    Throttle.RESET_ACCOUNT: Allowance(5, timedelta(days=1)),
    Throttle.RESET_ADDRESS: Allowance(20, timedelta(days=1)),
    Throttle.ONE_TIME_LINK: Allowance(30, timedelta(minutes=15)),
    Throttle.PUBLIC_FORM: Allowance(10, timedelta(hours=1)),
}
_KEPT = max(allowance.period for allowance in ALLOWANCES.values())


class ThrottledError(Exception):
    """Too many tries; `retry_after` says how long to wait."""

    def __init__(self, kind: Throttle, retry_after: timedelta) -> None:
        super().__init__(f"Too many tries: {kind}.")
        self.kind = kind
        self.retry_after = retry_after


def require_not_throttled(session: Session, kind: Throttle, key: str, *, clock: Clock) -> None:
    """Count one try of `key`, or raise ThrottledError without counting it.

    `key` is a digest (`keys.keyed_digest`): neither e-mails nor network addresses are stored. The
    caller commits before it does what is counted, so that a try cannot be taken back.
    """
    now = clock.now()
    allowance = ALLOWANCES[kind]
    wait_in_turn(session, f"{kind} {key}")
    attempt = Attempt(kind=kind.value, key_digest=key, at=now)
    session.add(attempt)
    session.flush()
    since = now - allowance.period
    count, oldest = session.execute(
        select(func.count(), func.min(Attempt.at)).where(
            Attempt.kind == kind.value, Attempt.key_digest == key, Attempt.at > since
        )
    ).one()
    if count > allowance.tries:
        session.delete(attempt)
        session.flush()
        raise ThrottledError(kind, max(oldest - since, timedelta(seconds=1)))
    session.execute(delete(Attempt).where(Attempt.at <= now - _KEPT))


def forget_attempts(session: Session, kind: Throttle, key: str) -> None:
    """Start the count of a key again, after a success."""
    session.execute(delete(Attempt).where(Attempt.kind == kind.value, Attempt.key_digest == key))
