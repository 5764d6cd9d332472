"""What a backup says of itself: when, of which schema, its files and the rows of its tables."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = 1  # raised when an older version of the site could not read the backup
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: SHA-256 by path in the backup; `rows`: number by table; `created_at` is aware."""

    created_at: datetime
    schema: str  # the last migration that was applied
    generation: int
    rows: dict[str, int]
    files: dict[str, str]
    format: int = FORMAT


def manifest_as_json(manifest: Manifest) -> str:
    """Write a manifest."""
    values = {**asdict(manifest), "created_at": manifest.created_at.isoformat()}
    return json.dumps(values, indent=1, sort_keys=True)


def manifest_from_json(text: str) -> Manifest:
    """Read a manifest. Raises ValueError on anything else than what we write."""
    try:
        values = json.loads(text)
        return Manifest(
            created_at=datetime.fromisoformat(values["created_at"]),
            schema=str(values["schema"]),
            generation=int(values["generation"]),
            rows={str(name): int(count) for name, count in values["rows"].items()},
            files={str(name): str(digest) for name, digest in values["files"].items()},
            format=int(values["format"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest of ours") from error


def digest_of(file: Path) -> str:
    """Give the SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
