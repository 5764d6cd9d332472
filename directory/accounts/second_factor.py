"""The second factor: six digits from a telephone, each good once (RFC 6238)."""

from collections.abc import Sequence
from datetime import timedelta

import pyotp
import segno
from cryptography.fernet import InvalidToken

from directory.accounts.keys import make_cipher
from directory.accounts.models.account import Account
from directory.accounts.models.account_session import AccountSession
from directory.accounts.roles import WITH_SECOND_FACTOR
from directory.values.clock import Clock

_USE = "second factor"
_ENROLMENT_USE = "second factor enrolment"
_ENROLMENT_LIFETIME = timedelta(minutes=30)
_STEP_SECONDS = 30
_TOLERATED_STEPS = (0, -1, 1)  # the clocks of telephones
_DIGITS = 6
_ISSUER = "Soins palliatifs en Bretagne"


class EnrolmentNotValidError(Exception):
    """A proposed secret that is too old, or was proposed to somebody else."""


def is_second_factor_due(signed: AccountSession) -> bool:
    """Tell whether a session must not go further before its second factor is given or set up."""
    account = signed.account
    is_asked = account.role in WITH_SECOND_FACTOR or account.totp_secret is not None
    return is_asked and signed.second_factor_at is None


def make_secret() -> str:
    """Give a new secret of 160 bits, in base 32."""
    return pyotp.random_base32()


def seal_proposal(account: Account, totp_secret: str, *, keys: Sequence[str], clock: Clock) -> str:
    """Wrap a proposed secret for the way to the browser and back; good for 30 minutes."""
    cipher = make_cipher(keys[:1], _ENROLMENT_USE)
    return cipher.encrypt_at_time(
        f"{account.id} {totp_secret}".encode(), int(clock.now().timestamp())
    ).decode()


def open_proposal(account: Account, sealed: str, *, keys: Sequence[str], clock: Clock) -> str:
    """Give back the secret that was proposed to this account. Raises EnrolmentNotValidError."""
    cipher = make_cipher(keys, _ENROLMENT_USE)
    try:
        opened = cipher.decrypt_at_time(
            sealed.encode(),
            int(_ENROLMENT_LIFETIME.total_seconds()),
            int(clock.now().timestamp()),
        ).decode()
    except InvalidToken as error:
        raise EnrolmentNotValidError from error
    account_id, _, totp_secret = opened.partition(" ")
    if account_id != str(account.id):
        raise EnrolmentNotValidError
    return totp_secret


def enrol(
    account: Account, totp_secret: str, code: str, *, keys: Sequence[str], clock: Clock
) -> bool:
    """Make a secret the account's second factor, if the code shows that the telephone has it."""
    step = _step_of(totp_secret, code, clock=clock)
    if step is None:
        return False
    account.totp_secret = make_cipher(keys, _USE).encrypt(totp_secret.encode()).decode()
    account.totp_last_step = step
    return True


def accept_code(account: Account, code: str, *, keys: Sequence[str], clock: Clock) -> bool:
    """Tell whether a code is right, and make it useless from now on.

    Two requests with one code cannot both succeed: the account's version refuses the second.
    """
    if account.totp_secret is None:
        return False
    try:
        totp_secret = make_cipher(keys, _USE).decrypt(account.totp_secret.encode()).decode()
    except InvalidToken:  # the instance lost its key: recovery codes still open
        return False
    step = _step_of(totp_secret, code, clock=clock)
    if step is None or (account.totp_last_step is not None and step <= account.totp_last_step):
        return False
    account.totp_last_step = step
    return True


def remove_second_factor(account: Account) -> None:
    """Forget the second factor; the next sign-in asks for a new one where it is mandatory."""
    account.totp_secret = None
    account.totp_last_step = None


def provisioning_address(totp_secret: str, email: str) -> str:
    """Give the otpauth:// address that telephones read."""
    return pyotp.TOTP(totp_secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def qr_code(address: str) -> str:
    """Give a QR code as a data: address of an SVG image."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=4)


def spell(totp_secret: str) -> str:
    """Write a secret in groups of four, to be typed."""
    return " ".join(totp_secret[start : start + 4] for start in range(0, len(totp_secret), 4))


def _step_of(totp_secret: str, code: str, *, clock: Clock) -> int | None:
    """Give the time step that a code belongs to, None when it is wrong."""
    digits = "".join(code.split())
    if len(digits) != _DIGITS or not digits.isascii() or not digits.isdigit():
        return None
    totp = pyotp.TOTP(totp_secret)
    now = int(clock.now().timestamp())
    for tolerated in _TOLERATED_STEPS:
        moment = now + tolerated * _STEP_SECONDS
        if pyotp.utils.strings_equal(totp.at(moment), digits):
            return moment // _STEP_SECONDS
    return None
