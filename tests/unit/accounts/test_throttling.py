"""How many tries are allowed, and when they are allowed again."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.keys import keyed_digest
from directory.accounts.models.attempt import Attempt
from directory.accounts.throttling import (
    ALLOWANCES,
    Throttle,
    ThrottledError,
    forget_attempts,
    require_not_throttled,
)
from tests.factories.moving_clock import MovingClock

KIND = Throttle.SECOND_FACTOR


@pytest.fixture
def moving_clock() -> MovingClock:
    """A clock that the test moves."""
    return MovingClock()


def count(session: Session) -> int:
    """Count what is stored."""
    return session.scalar(select(func.count()).select_from(Attempt)) or 0


@pytest.mark.parametrize("kind", list(Throttle))
def test_every_kind_allows_its_number_and_no_more(
    session: Session, moving_clock: MovingClock, kind: Throttle
) -> None:
    for _ in range(ALLOWANCES[kind].tries):
        require_not_throttled(session, kind, "key", clock=moving_clock)

    with pytest.raises(ThrottledError):
        require_not_throttled(session, kind, "key", clock=moving_clock)


@pytest.mark.parametrize(
    ("kind", "tries", "period"),
    [
        (Throttle.SIGN_IN_ACCOUNT, 10, timedelta(minutes=15)),
        (Throttle.SIGN_IN_ANYWHERE, 100, timedelta(hours=1)),
        (Throttle.SIGN_IN_ADDRESS, 30, timedelta(minutes=15)),
        (Throttle.SECOND_FACTOR, 5, timedelta(minutes=5)),
        (Throttle.CONFIRMATION, 10, timedelta(minutes=15)),
        (Throttle.RESET_ACCOUNT, 5, timedelta(days=1)),
        (Throttle.RESET_ADDRESS, 20, timedelta(days=1)),
        (Throttle.ONE_TIME_LINK, 30, timedelta(minutes=15)),
        (Throttle.PUBLIC_FORM, 10, timedelta(hours=1)),
    ],
)
def test_the_allowances_are_those_that_were_decided(
    kind: Throttle, tries: int, period: timedelta
) -> None:
    assert (ALLOWANCES[kind].tries, ALLOWANCES[kind].period) == (tries, period)


def test_a_refused_try_does_not_make_the_wait_longer(
    session: Session, moving_clock: MovingClock
) -> None:
    for _ in range(5):
        require_not_throttled(session, KIND, "key", clock=moving_clock)
    moving_clock.advance(minutes=4)

    with pytest.raises(ThrottledError) as refusal:
        require_not_throttled(session, KIND, "key", clock=moving_clock)

    assert refusal.value.retry_after == timedelta(minutes=1)
    moving_clock.advance(minutes=1)
    require_not_throttled(session, KIND, "key", clock=moving_clock)


def test_keys_and_kinds_are_counted_apart(session: Session, moving_clock: MovingClock) -> None:
    for _ in range(5):
        require_not_throttled(session, KIND, "key", clock=moving_clock)

    require_not_throttled(session, KIND, "another", clock=moving_clock)
    require_not_throttled(session, Throttle.SIGN_IN_ACCOUNT, "key", clock=moving_clock)

    with pytest.raises(ThrottledError):
        require_not_throttled(session, KIND, "key", clock=moving_clock)


def test_a_success_starts_the_count_again(session: Session, moving_clock: MovingClock) -> None:
    for _ in range(5):
        require_not_throttled(session, KIND, "key", clock=moving_clock)

    forget_attempts(session, KIND, "key")

    for _ in range(5):
        require_not_throttled(session, KIND, "key", clock=moving_clock)
    with pytest.raises(ThrottledError):
        require_not_throttled(session, KIND, "key", clock=moving_clock)


def test_what_is_older_than_a_day_is_purged(session: Session, moving_clock: MovingClock) -> None:
    for key in "abcdef":
        require_not_throttled(session, KIND, key, clock=moving_clock)
    moving_clock.advance(days=1, seconds=1)

    require_not_throttled(session, KIND, "g", clock=moving_clock)

    assert count(session) == 1


def test_a_digest_needs_the_secret_of_the_site() -> None:
    digests = {keyed_digest(secret, "use", "203.0.113.7") for secret in ("one", "two")}

    assert len(digests) == 2
    assert all("203" not in digest for digest in digests)
