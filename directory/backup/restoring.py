"""Putting a backup back, the instance that was there being kept aside."""

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from directory.backup.archive import DATABASE, DOCUMENTS, SECRET_KEY, fsync_folder
from directory.backup.database_copy import (
    count_rows,
    database_file,
    generation_of,
    is_open_elsewhere,
)
from directory.backup.manifest import Manifest
from directory.backup.serving_mark import is_served
from directory.backup.verifying import unpack_verified
from directory.settings import Settings
from directory.values.clock import Clock, in_paris

_INDEX = "index"
# What only ever grows: more of it now than in the backup would be lost.
_KEPT_FOR_EVER = ("revision", "account_event", "correction", "update_link", "document")


class InstanceServedError(Exception):
    """A site, or another process, uses the instance."""


class InstanceNewerError(Exception):
    """The instance holds what the backup does not."""


def restore_backup(settings: Settings, file: Path, *, force: bool, clock: Clock) -> Path | None:
    """Put a verified backup in place and give the folder where the former instance is kept.

    The caller brings the schema up to date and rebuilds the index. `force` allows to go back
    behind changes made since the backup; nothing allows to replace files under a running site.
    Raises what `verify_backup` raises, NotSqliteError, InstanceServedError, InstanceNewerError.
    """
    database = database_file(settings)
    instance = settings.instance
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_served(instance) or (database.is_file() and is_open_elsewhere(database)):
        raise InstanceServedError
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore.") as name:
        folder = Path(name)
        manifest = unpack_verified(file, folder)
        if database.is_file() and not force and _is_newer(database, manifest):
            raise InstanceNewerError
        aside = _new_folder(instance, clock)
        kept: list[tuple[Path, Path]] = []
        try:
            for place in _places(instance, database):
                if place.exists():
                    shutil.move(place, aside / place.name)
                    kept.append((place, aside / place.name))
            _put_in_place(folder, instance, database)
        except BaseException:
            _give_back(kept)
            with suppress(OSError):  # what was cut in the middle of its move
                aside.rmdir()
            raise
    if not kept:
        aside.rmdir()
    fsync_folder(instance)
    return aside if kept else None


def _is_newer(database: Path, manifest: Manifest) -> bool:
    try:
        rows = count_rows(database)
        return generation_of(database) > manifest.generation or any(
            rows.get(table, 0) > manifest.rows.get(table, 0) for table in _KEPT_FOR_EVER
        )
    except sqlite3.DatabaseError:
        return False  # damaged: that is why somebody restores


def _places(instance: Path, database: Path) -> list[Path]:
    """List what makes up an instance; its lock files and earlier copies stay where they are."""
    beside = [database.with_name(database.name + ending) for ending in ("-wal", "-shm")]
    return [database, *beside, *(instance / name for name in (DOCUMENTS, SECRET_KEY, _INDEX))]


def _new_folder(instance: Path, clock: Clock) -> Path:
    """Make the folder that keeps the former instance: a copy kept earlier is never written over."""
    name = f"before-restore-{in_paris(clock.now()):%Y-%m-%d-%H-%M-%S}"
    for number in count(1):
        aside = instance / (name if number == 1 else f"{name}-{number}")
        with suppress(FileExistsError):  # an hour of the autumn night comes twice
            aside.mkdir(mode=0o700)
            break
    return aside


def _put_in_place(folder: Path, instance: Path, database: Path) -> None:
    if (folder / SECRET_KEY).exists():
        (folder / SECRET_KEY).chmod(0o600)
    shutil.move(folder / DATABASE, database)
    for name in (DOCUMENTS, SECRET_KEY):
        if (folder / name).exists():
            shutil.move(folder / name, instance / name)


def _give_back(kept: list[tuple[Path, Path]]) -> None:
    for place, aside in kept:
        if place.is_dir():
            shutil.rmtree(place)
        shutil.move(aside, place)
