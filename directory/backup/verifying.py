"""Whether a backup can be trusted: every byte, every row, every document."""

import tempfile
from pathlib import Path

from directory.backup.archive import DATABASE, DOCUMENTS, DamagedBackupError, unpack_archive
from directory.backup.database_copy import count_rows, documents_of, is_sound
from directory.backup.manifest import Manifest


def verify_backup(file: Path) -> Manifest:
    """Read a backup whole and give what it says of itself.

    Raises DamagedBackupError naming the file in it that is not what it was, BackupTooNewError, or
    OSError when the backup cannot be read.
    """
    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".verify.") as folder:
        return unpack_verified(file, Path(folder))


def unpack_verified(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder once it was verified; raises as `verify_backup`."""
    manifest = unpack_archive(file, folder)
    database = folder / DATABASE
    if not is_sound(database) or count_rows(database) != manifest.rows:
        raise DamagedBackupError(DATABASE)
    for document_id, digest in documents_of(database).items():
        name = f"{DOCUMENTS}/{document_id}"
        if manifest.files.get(name) != digest:
            raise DamagedBackupError(name)
    return manifest
