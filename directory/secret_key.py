"""The key that signs cookies and links: given by the operator, or made once for the instance."""

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
    path = instance / _FILE
    try:
        return _read(path) or _make(path)
    except OSError:
        return secrets.token_hex(32)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _make(path: Path) -> str:
    """Write a new key whole, readable by its owner only; another process may have been first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)
