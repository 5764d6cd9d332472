"""Ten codes on paper that replace the second factor once each."""

import secrets

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from directory.accounts.keys import digest_of_token
from directory.accounts.models.account import Account
from directory.accounts.models.recovery_code import RecoveryCode
from directory.values.clock import Clock

_COUNT = 10
# Crockford's base 32: no I, L, O, U, so that a written code is read back without doubt.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16  # 80 bits
_READ_AS = str.maketrans("ILOU", "110V")


def make_recovery_codes(session: Session, account: Account) -> list[str]:
    """Give ten new codes, written « ABCD-EFGH-JKMN-PQRS »; the older ones end."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_COUNT)]
    session.add_all(
        RecoveryCode(account_id=account.id, code_digest=_digest(account, code)) for code in codes
    )
    session.flush()
    return ["-".join(code[at : at + 4] for at in range(0, _LENGTH, 4)) for code in codes]


def use_recovery_code(session: Session, account: Account, text: str, *, clock: Clock) -> bool:
    """Tell whether a typed code is one of those left, and use it up."""
    code = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_READ_AS)
    if len(code) != _LENGTH:
        return False
    result = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_digest == _digest(account, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def count_recovery_codes(session: Session, account: Account) -> int:
    """Count the codes that are left."""
    statement = select(func.count()).where(
        RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(statement) or 0


def _digest(account: Account, code: str) -> str:
    """Digest a code for one account; at 80 random bits no slow digest is needed."""
    return digest_of_token(f"{account.id} {code}")
