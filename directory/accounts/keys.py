"""Keys made from the instance's secret, one per use, and digests of what must not be stored."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_TOKEN_BYTES = 32


def derive_key(secret: str, use: str) -> bytes:
    """Give the 32-byte key of one use; keys of other uses tell nothing about it."""
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=use.encode()).derive(
        secret.encode()
    )


def make_cipher(secrets_in_order: Sequence[str], use: str) -> MultiFernet:
    """Give what encrypts with the first secret and decrypts with any of them (key rotation)."""
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(derive_key(secret, use))) for secret in secrets_in_order]
    )


def keyed_digest(secret: str, use: str, text: str) -> str:
    """Give a digest of a guessable text (an address, a name) that cannot be tried out offline."""
    return hmac.new(derive_key(secret, use), text.encode(), hashlib.sha256).hexdigest()


def make_token() -> str:
    """Give a new token of 256 bits for an address or a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of_token(token: str) -> str:
    """Give the digest under which a token is stored; it needs no key, being unguessable."""
    return hashlib.sha256(token.encode()).hexdigest()
