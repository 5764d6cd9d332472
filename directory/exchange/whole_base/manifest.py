"""The manifest of a whole base: which schema, which files, how many rows, and their digests."""

import hashlib
from pathlib import Path

import orjson
from pydantic import BaseModel, ValidationError

from directory.data_files import DamagedDataFileError

NAME = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20


class TableEntry(BaseModel):
    """The file of one table."""

    rows: int
    sha256: str


class DocumentEntry(BaseModel):
    """The file of one document."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """All that a folder must hold, no more and no less; `schema_version` is the last migration."""

    format: int
    schema_version: str
    tables: dict[str, TableEntry]
    documents: dict[str, DocumentEntry]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last: a folder without it is not whole."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    (folder / NAME).write_bytes(orjson.dumps(manifest.model_dump(), option=options))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder. Raises DamagedDataFileError."""
    file = folder / NAME
    try:
        manifest = Manifest.model_validate_json(file.read_bytes())
    except OSError as error:
        raise DamagedDataFileError(file, line=None, reason="fichier illisible ou absent") from error
    except ValidationError as error:
        raise DamagedDataFileError(file, line=None, reason="manifeste illisible") from error
    if manifest.format != FORMAT:
        raise DamagedDataFileError(file, line=None, reason=f"format {manifest.format} inconnu")
    return manifest


def digest_of_file(file: Path) -> str:
    """Give the SHA-256 of a file. Raises DamagedDataFileError when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise DamagedDataFileError(file, line=None, reason="fichier illisible ou absent") from error
    return digest.hexdigest()
