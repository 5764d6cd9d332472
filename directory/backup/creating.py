"""Making a backup of an instance while the site serves."""

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from directory.backup.archive import DATABASE, DOCUMENTS, SECRET_KEY, write_archive
from directory.backup.database_copy import (
    copy_database,
    count_rows,
    database_file,
    generation_of,
    schema_of,
)
from directory.backup.manifest import Manifest, digest_of
from directory.settings import Settings
from directory.values.clock import Clock

_LAST = "last_backup"  # in the instance: when the last backup was made


def create_backup(settings: Settings, target: Path, *, clock: Clock) -> Manifest:
    """Write the database as it is now, the documents and the instance's own secret key to a file.

    The file holds secrets; only its owner may read it. It appears whole or not at all. Raises
    NotSqliteError, or OSError.
    """
    database = database_file(settings)
    if not database.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(database))
    target = target.absolute()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as name:
        folder = Path(name)
        # The database first: a document that it names was written before its row.
        copy_database(database, folder / DATABASE)
        _copy_files(settings.instance, folder)
        manifest = Manifest(
            created_at=clock.now(),
            schema=schema_of(folder / DATABASE),
            generation=generation_of(folder / DATABASE),
            rows=count_rows(folder / DATABASE),
            files={
                file.relative_to(folder).as_posix(): digest_of(file)
                for file in sorted(folder.rglob("*"))
                if file.is_file()
            },
        )
        write_archive(target, folder, manifest)
    with suppress(OSError):  # a disk that only reads: the backup is sound all the same
        (settings.instance / _LAST).write_text(manifest.created_at.isoformat(), encoding="ascii")
    return manifest


def last_backup_at(instance: Path) -> datetime | None:
    """Give the moment of the last backup of an instance, None when none is known."""
    try:
        return datetime.fromisoformat((instance / _LAST).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _copy_files(instance: Path, folder: Path) -> None:
    for document in (instance / DOCUMENTS).glob("[!.]*"):  # a dot: still being written
        (folder / DOCUMENTS).mkdir(exist_ok=True)
        shutil.copy2(document, folder / DOCUMENTS / document.name)
    if (instance / SECRET_KEY).is_file():
        shutil.copy2(instance / SECRET_KEY, folder / SECRET_KEY)
