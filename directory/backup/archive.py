"""The one file that a backup is: a compressed tar, its manifest first."""

import io
import os
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from uuid import uuid4

from directory.backup.manifest import (
    FORMAT,
    Manifest,
    digest_of,
    manifest_as_json,
    manifest_from_json,
)

DATABASE = "database.sqlite3"
DOCUMENTS = "documents"
SECRET_KEY = "secret_key"  # noqa: S105 (the name of a file)
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 50_000_000
_PIECE = 1 << 20


class DamagedBackupError(Exception):
    """A backup that cannot be trusted; `name` is the file in it that is damaged, if one is."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name


class BackupTooNewError(Exception):
    """A backup made by a later version of the site."""


def write_archive(target: Path, folder: Path, manifest: Manifest) -> None:
    """Write the files of a folder as one file, readable by its owner only, whole or not at all."""
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                text = manifest_as_json(manifest).encode()
                member = tarfile.TarInfo(_MANIFEST)
                member.size, member.mode = len(text), 0o600
                member.mtime = manifest.created_at.timestamp()
                archive.addfile(member, io.BytesIO(text))
                for name in manifest.files:
                    archive.add(folder / name, name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        fsync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def unpack_archive(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, verifying every byte.

    Raises DamagedBackupError, BackupTooNewError, or OSError when the file cannot be read.
    """
    name = ""
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            members = iter(archive)
            manifest = _read_manifest(archive, next(members, None))
            found = set()
            for member in members:
                name = member.name
                if not member.isreg() or name not in manifest.files or name in found:
                    raise DamagedBackupError(name)
                found.add(name)
                _unpack(archive, member, folder)
                if digest_of(folder / name) != manifest.files[name]:
                    raise DamagedBackupError(name)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise DamagedBackupError(name) from error
    except OSError as error:
        if error.errno is None:  # what gzip says of a damaged file
            raise DamagedBackupError(name) from error
        raise
    if missing := set(manifest.files) - found:
        raise DamagedBackupError(min(missing))
    return manifest


def fsync_folder(folder: Path) -> None:
    """Make sure that a renaming in a folder survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or member.name != _MANIFEST or member.size > _LONGEST_MANIFEST:
        raise DamagedBackupError(_MANIFEST)
    content = archive.extractfile(member)
    if content is None:
        raise DamagedBackupError(_MANIFEST)
    try:
        manifest = manifest_from_json(content.read().decode())
    except ValueError as error:
        raise DamagedBackupError(_MANIFEST) from error
    if manifest.format > FORMAT:
        raise BackupTooNewError
    if any(not _is_ours(name) for name in manifest.files) or DATABASE not in manifest.files:
        raise DamagedBackupError(_MANIFEST)
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a path is one of those that we write: none of them leads out of the folder."""
    if name in (DATABASE, SECRET_KEY):
        return True
    path = PurePosixPath(name)
    return path.parts[:1] == (DOCUMENTS,) and ".." not in path.parts and str(path) == name


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise DamagedBackupError(member.name)
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while piece := content.read(_PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
