"""Passwords: argon2id, and the same work for accounts that do not exist."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Between OWASP's minimum (19 MiB, 2 passes, about 30 ms) and the library's own choice (250 ms):
# throttling does the rest.
_HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
_OF_NOBODY = _HASHER.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """Give what is stored of a password."""
    return _HASHER.hash(_normalized(password))


def password_matches(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the right one; without a hash, work as long and say no."""
    try:
        _HASHER.verify(
            _OF_NOBODY if password_hash is None else password_hash, _normalized(password)
        )
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a stored hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def _normalized(password: str) -> str:
    """Write an accent in one way, whichever the keyboard: « é » is one sign or two."""
    return unicodedata.normalize("NFC", password)
