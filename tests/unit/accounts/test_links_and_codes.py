"""One-time links and recovery codes: random, digested, used once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.models.one_time_link import LinkPurpose, OneTimeLink
from directory.accounts.models.recovery_code import RecoveryCode
from directory.accounts.one_time_links import (
    LIFETIMES,
    LinkNotValidError,
    find_account_of_link,
    issue_link,
    use_link,
)
from directory.accounts.recovery_codes import (
    count_recovery_codes,
    make_recovery_codes,
    use_recovery_code,
)
from tests.factories.accounts import make_account
from tests.factories.moving_clock import MovingClock

RESET = LinkPurpose.RESET


@pytest.fixture
def moving_clock() -> MovingClock:
    """A clock that the test moves."""
    return MovingClock()


@pytest.fixture
def account(session: Session) -> Account:
    """An animator."""
    return make_account(session)


def test_a_link_has_256_random_bits_and_only_its_digest_is_stored(
    session: Session, account: Account, moving_clock: MovingClock
) -> None:
    tokens = {issue_link(session, account, RESET, clock=moving_clock) for _ in range(5)}

    stored = session.scalars(select(OneTimeLink.token_digest)).all()
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)
    assert not tokens & set(stored)


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_a_link_lives_as_long_as_its_purpose_says(
    session: Session, account: Account, moving_clock: MovingClock, purpose: LinkPurpose
) -> None:
    token = issue_link(session, account, purpose, clock=moving_clock)
    moving_clock.advance(seconds=LIFETIMES[purpose].total_seconds() - 1)
    assert find_account_of_link(session, token, purpose, clock=moving_clock) is account

    moving_clock.advance(seconds=1)

    with pytest.raises(LinkNotValidError):
        find_account_of_link(session, token, purpose, clock=moving_clock)


def test_an_invitation_lives_a_week_and_a_reset_an_hour() -> None:
    assert {
        LinkPurpose.INVITATION: timedelta(days=7),
        LinkPurpose.RESET: timedelta(hours=1),
    } == LIFETIMES


def test_a_link_is_used_once(session: Session, account: Account, moving_clock: MovingClock) -> None:
    token = issue_link(session, account, RESET, clock=moving_clock)
    use_link(session, token, RESET, clock=moving_clock)

    with pytest.raises(LinkNotValidError):
        use_link(session, token, RESET, clock=moving_clock)


def test_a_link_for_one_purpose_does_not_serve_another(
    session: Session, account: Account, moving_clock: MovingClock
) -> None:
    token = issue_link(session, account, RESET, clock=moving_clock)

    with pytest.raises(LinkNotValidError):
        use_link(session, token, LinkPurpose.INVITATION, clock=moving_clock)


def test_a_link_of_a_closed_account_does_not_work(
    session: Session, account: Account, moving_clock: MovingClock
) -> None:
    token = issue_link(session, account, RESET, clock=moving_clock)
    account.is_active = False

    with pytest.raises(LinkNotValidError):
        use_link(session, token, RESET, clock=moving_clock)


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 1000])
def test_a_token_that_is_none_of_ours_opens_nothing(
    session: Session, account: Account, moving_clock: MovingClock, token: str
) -> None:
    issue_link(session, account, RESET, clock=moving_clock)

    with pytest.raises(LinkNotValidError):
        use_link(session, token, RESET, clock=moving_clock)


def test_recovery_codes_have_80_bits_and_only_their_digests_are_stored(
    session: Session, account: Account
) -> None:
    codes = make_recovery_codes(session, account)

    stored = " ".join(session.scalars(select(RecoveryCode.code_digest)))
    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) * 5 == 80 for code in codes)
    assert not any(code in stored for code in codes)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_recovery_code_is_read_as_people_write_it(
    session: Session, account: Account, moving_clock: MovingClock, change: object
) -> None:
    code = make_recovery_codes(session, account)[0]
    assert callable(change)

    assert use_recovery_code(session, account, change(code), clock=moving_clock)
    assert count_recovery_codes(session, account) == 9


def test_letters_that_look_like_digits_are_read_as_digits(
    session: Session, account: Account, moving_clock: MovingClock
) -> None:
    codes = make_recovery_codes(session, account)
    code = next((code for code in codes if "0" in code or "1" in code), codes[0])

    written = code.replace("0", "O").replace("1", "l")

    assert use_recovery_code(session, account, written, clock=moving_clock)


def test_the_code_of_somebody_else_does_not_serve(
    session: Session, account: Account, moving_clock: MovingClock
) -> None:
    other = make_account(session, "autre@exemple.example")
    codes = make_recovery_codes(session, other)

    assert not use_recovery_code(session, account, codes[0], clock=moving_clock)
