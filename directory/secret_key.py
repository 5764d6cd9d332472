"""The key that signs cookies and links: given by the operator, or made once for the instance."""

import fcntl
import os
import secrets
from pathlib import Path

_FILE = "secret_key"


def secret_key(instance: Path, configured: str) -> str:
    """Give the configured key, else the instance's own, which is made at the first need.

    Where nothing can be written the key lasts as long as the process.
    """
    if configured:
        return configured
    try:
        return kept_key(instance) or _make(instance / _FILE)
    except OSError:
        return secrets.token_hex(32)


def kept_key(instance: Path) -> str:
    """Give the key that an instance keeps; empty when there is none, or a file that lost it.

    Raises OSError when the file cannot be read.
    """
    return _read(instance / _FILE)


def _read(path: Path) -> str:
    try:
        key = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    return key if key.isprintable() else ""  # a power cut may leave zeroes in the place of a file


def _make(path: Path) -> str:
    """Write a new key whole, readable by its owner only; another process may have been first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        _replace_without_key(path, draft)
    finally:
        draft.unlink(missing_ok=True)
    return _read(path)


def _replace_without_key(path: Path, draft: Path) -> None:
    """Put a draft in the place of a file that has no key; of several processes, one does."""
    with path.open("rb") as former:
        fcntl.flock(former, fcntl.LOCK_EX)
        if not _read(path):
            draft.replace(path)
