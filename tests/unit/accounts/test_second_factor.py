"""Codes of a telephone: their window, their single use, their secret at rest."""

from uuid import UUID, uuid4

import pyotp
import pytest

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.accounts.second_factor import (
    EnrolmentNotValidError,
    accept_code,
    enrol,
    make_secret,
    open_proposal,
    provisioning_address,
    qr_code,
    seal_proposal,
    spell,
)
from tests.conftest import FRIDAY_EVENING
from tests.factories.moving_clock import MovingClock

KEYS = ["today"]


@pytest.fixture
def moving_clock() -> MovingClock:
    """A clock that the test moves."""
    return MovingClock()


def make_unstored_account(account_id: UUID | None = None) -> Account:
    """Make an account that no database holds."""
    return Account(
        id=account_id or uuid4(),
        email="animation@exemple.example",
        name="Animation",
        role=Role.ANIMATOR,
        created_at=FRIDAY_EVENING,
    )


def enrolled(moving_clock: MovingClock) -> tuple[Account, pyotp.TOTP]:
    """Give an account whose telephone was enrolled ten minutes ago, and that telephone."""
    account, secret = make_unstored_account(), make_secret()
    telephone = pyotp.TOTP(secret)
    assert enrol(account, secret, telephone.at(moving_clock.now()), keys=KEYS, clock=moving_clock)
    moving_clock.advance(minutes=10)
    return account, telephone


@pytest.mark.parametrize(("late", "is_taken"), [(-61, False), (-30, True), (0, True), (30, True)])
def test_a_code_is_taken_one_step_early_or_late_at_most(
    moving_clock: MovingClock, late: int, is_taken: bool
) -> None:
    account, telephone = enrolled(moving_clock)
    code = telephone.at(int(moving_clock.now().timestamp()) + late)

    assert accept_code(account, code, keys=KEYS, clock=moving_clock) is is_taken


def test_a_code_serves_once(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)
    code = telephone.at(moving_clock.now())

    answers = [accept_code(account, code, keys=KEYS, clock=moving_clock) for _ in range(2)]

    assert answers == [True, False]


def test_a_code_older_than_one_that_served_is_refused(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)
    older = telephone.at(moving_clock.now())
    moving_clock.advance(seconds=30)
    assert accept_code(account, telephone.at(moving_clock.now()), keys=KEYS, clock=moving_clock)

    assert not accept_code(account, older, keys=KEYS, clock=moving_clock)


def test_the_code_of_the_enrolment_does_not_sign_in(moving_clock: MovingClock) -> None:
    account, secret = make_unstored_account(), make_secret()
    code = pyotp.TOTP(secret).at(moving_clock.now())
    enrol(account, secret, code, keys=KEYS, clock=moving_clock)

    assert not accept_code(account, code, keys=KEYS, clock=moving_clock)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5", "\x00"])
def test_what_is_not_six_digits_is_no_code(moving_clock: MovingClock, code: str) -> None:
    account, _ = enrolled(moving_clock)

    assert not accept_code(account, code, keys=KEYS, clock=moving_clock)


def test_spaces_in_a_code_do_not_matter(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)
    code = telephone.at(moving_clock.now())

    assert accept_code(account, f" {code[:3]} {code[3:]} ", keys=KEYS, clock=moving_clock)


def test_an_account_without_telephone_accepts_no_code(moving_clock: MovingClock) -> None:
    assert not accept_code(make_unstored_account(), "000000", keys=KEYS, clock=moving_clock)


def test_the_secret_is_not_readable_in_what_is_stored(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)

    assert account.totp_secret
    assert telephone.secret not in account.totp_secret


def test_another_key_of_the_site_still_reads_former_secrets(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)

    assert accept_code(
        account, telephone.at(moving_clock.now()), keys=["tomorrow", *KEYS], clock=moving_clock
    )


def test_a_lost_key_makes_every_code_wrong_rather_than_an_error(moving_clock: MovingClock) -> None:
    account, telephone = enrolled(moving_clock)
    code = telephone.at(moving_clock.now())

    assert not accept_code(account, code, keys=["another"], clock=moving_clock)


def test_a_proposal_comes_back_as_it_left(moving_clock: MovingClock) -> None:
    account = make_unstored_account()
    sealed = seal_proposal(account, "ABCD", keys=KEYS, clock=moving_clock)

    assert open_proposal(account, sealed, keys=KEYS, clock=moving_clock) == "ABCD"


def test_a_proposal_ends_after_half_an_hour(moving_clock: MovingClock) -> None:
    account = make_unstored_account()
    sealed = seal_proposal(account, "ABCD", keys=KEYS, clock=moving_clock)
    moving_clock.advance(minutes=31)

    with pytest.raises(EnrolmentNotValidError):
        open_proposal(account, sealed, keys=KEYS, clock=moving_clock)


def test_a_proposal_is_for_one_account_only(moving_clock: MovingClock) -> None:
    sealed = seal_proposal(make_unstored_account(), "ABCD", keys=KEYS, clock=moving_clock)

    with pytest.raises(EnrolmentNotValidError):
        open_proposal(make_unstored_account(), sealed, keys=KEYS, clock=moving_clock)


def test_the_qr_code_is_an_image_that_needs_no_request() -> None:
    address = provisioning_address(make_secret(), "a@b.example")

    assert address.startswith("otpauth://totp/")
    assert qr_code(address).startswith("data:image/svg+xml")


def test_a_secret_has_160_bits_and_is_spelt_by_four() -> None:
    secret = make_secret()

    assert len(secret) * 5 == 160
    assert spell("ABCDEFGHIJ") == "ABCD EFGH IJ"
