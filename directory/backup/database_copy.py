"""A SQLite database copied while others write it, counted, and examined."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from uuid import UUID

from sqlalchemy.engine import make_url

from directory.settings import Settings


class NotSqliteError(Exception):
    """The database is a server's: its own tools copy it."""


def database_file(settings: Settings) -> Path:
    """Give the file of the database. Raises NotSqliteError."""
    url = make_url(settings.database_address)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotSqliteError
    return Path(url.database).absolute()


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, while readers and writers go on.

    On a disk that only reads nobody writes: SQLite cannot open the log there, so the files are
    copied as they lie and opened beside the target.
    """
    try:
        _copy_online(f"{source.as_uri()}?mode=ro", target)
    except sqlite3.OperationalError:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            still = Path(folder) / source.name
            for suffix in ("", "-wal"):
                if (part := source.with_name(source.name + suffix)).is_file():
                    shutil.copy2(part, still.with_name(still.name + suffix))
            _copy_online(still.as_uri(), target)


def _copy_online(address: str, target: Path) -> None:
    with (
        closing(sqlite3.connect(address, uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def count_rows(file: Path) -> dict[str, int]:
    """Count the rows of every table."""
    with closing(_open(file)) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        return {
            name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 (our own tables)  # nosec B608
            for name in names
        }


def schema_of(file: Path) -> str:
    """Give the last migration that a database went through; empty when it knows none."""
    return _first_value(file, "SELECT version_num FROM alembic_version")


def generation_of(file: Path) -> int:
    """Give the number of the last change of a database."""
    return int(_first_value(file, "SELECT number FROM catalog_generation") or "0")


def documents_of(file: Path) -> dict[str, str]:
    """Give the digest of each document that a database names, by id."""
    with closing(_open(file)) as database:
        rows = database.execute("SELECT id, digest FROM document")
        return {str(UUID(key)): str(digest) for key, digest in rows}


def is_sound(file: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with the whole of a file."""
    try:
        with closing(_open(file)) as database:
            answers = database.execute("PRAGMA integrity_check").fetchall()
            return (
                answers == [("ok",)] and not database.execute("PRAGMA foreign_key_check").fetchone()
            )
    except sqlite3.DatabaseError:
        return False


def is_open_elsewhere(file: Path) -> bool:
    """Tell whether another process has a database open; leaves it without a -wal file if not."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as database:
            # Leaving the write-ahead log needs to be alone.
            database.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False
    return False


def _first_value(file: Path, question: str) -> str:
    with closing(_open(file)) as database:
        row = database.execute(question).fetchone()
    return "" if row is None else str(row[0])


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
