"""The declarative base, its column types, and how an engine and sessions are made."""

import errno
import os
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    MetaData,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

SessionFactory = sessionmaker[Session]


class StorageProblem(StrEnum):
    """Why a database that answers cannot keep a change."""

    FULL = "full"
    READ_ONLY = "read_only"


_STORAGE_PROBLEMS = {
    "SQLITE_FULL": StorageProblem.FULL,
    # Beyond the largest file that the system allows; or a disk that turned read-only meanwhile.
    "SQLITE_IOERR_WRITE": StorageProblem.FULL,
    "SQLITE_READONLY": StorageProblem.READ_ONLY,
    "53100": StorageProblem.FULL,  # PostgreSQL: disk_full
    "25006": StorageProblem.READ_ONLY,  # PostgreSQL: read_only_sql_transaction
}

_WRITTEN_MEANWHILE = {
    "SQLITE_CONSTRAINT_UNIQUE",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "23505",  # PostgreSQL: unique_violation
    "23503",  # PostgreSQL: foreign_key_violation
}

_PROBLEMS_OF_FILES = {
    errno.ENOSPC: StorageProblem.FULL,
    errno.EDQUOT: StorageProblem.FULL,
    errno.EFBIG: StorageProblem.FULL,
    errno.EROFS: StorageProblem.READ_ONLY,
}
_ROOM_FOR_AN_EDIT = 64_000  # bytes

_BUSY_TIMEOUT_MILLISECONDS = 5_000


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 (SQLAlchemy's signature)
    ) -> datetime | None:
        """Turn an aware moment into naive UTC for the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: Any,
        dialect: Dialect,  # noqa: ARG002 (SQLAlchemy's signature)
    ) -> datetime | None:
        """Give back an aware moment in UTC (Any: what a driver returns)."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Parent of every stored class; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def open_engine(address: str) -> Engine:
    """Make the engine for a database address; SQLite gets WAL, foreign keys and patience.

    Errors do not hold the values of a statement: they go to the log, which keeps no visitor's word.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "do_connect", _connect_where_nothing_can_be_written)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


# Any: SQLAlchemy's own classes, and what it hands on to the driver.
def _connect_where_nothing_can_be_written(
    _dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]
) -> sqlite3.Connection | None:
    """Open a database whose folder only reads as what never changes; None for any other.

    SQLite needs its shared memory beside a WAL database, and can make none there. As long as a log
    lies beside it, so does that memory, and the usual way works.
    """
    file = Path(arguments[0])
    if file.with_name(f"{file.name}-wal").exists() or not file.is_file():
        return None
    if not is_read_only(file.parent):
        return None
    connection: sqlite3.Connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, **options
    )
    return connection


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set the pragmas of a new SQLite connection (Any: the driver's own classes)."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # FULL: what was acknowledged outlives a power cut; NORMAL would lose the last seconds.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def make_session_factory(engine: Engine) -> SessionFactory:
    """Give the maker of sessions; objects stay readable after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


def wait_in_turn(session: Session, act: str) -> None:
    """Have those who do one act at the same time do it one after the other.

    The turn ends with the transaction. Call it before reading what decides the act: what was read
    ahead of it may have changed meanwhile. `act` is hidden behind a number, 64 bits of it signed:
    two acts that shared one would only wait for each other. SQLite has one writer, who starts here.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(act.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))
        return
    driver = connection.connection.dbapi_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def starts_writing_at_once(session: Session) -> bool:
    """Begin a change unless it would have to wait for another writer; tell whether it began.

    For what may as well be written later: SQLite waits seconds for its turn, PostgreSQL needs none.
    """
    driver = session.connection().connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection) or driver.in_transaction:
        return True
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:  # somebody writes, or nothing can be written here
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MILLISECONDS}")
    return True


def storage_problem(error: DBAPIError, folder: Path) -> StorageProblem | None:
    """Tell whether a refused change found no room, or a database that may only be read.

    `folder` is the instance's: SQLite says the same of a full disk and of one that has turned
    read-only under a running site, and only writing there tells them apart.
    """
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    for known, problem in _STORAGE_PROBLEMS.items():
        if str(name).startswith(known):  # SQLITE_READONLY_DBMOVED is one of the read-only ones
            is_unsure = problem is StorageProblem.FULL
            return StorageProblem.READ_ONLY if is_unsure and is_read_only(folder) else problem
    return None


def is_written_meanwhile(error: IntegrityError) -> bool:
    """Tell whether a change was refused for what another one wrote or took away before it."""
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return name in _WRITTEN_MEANWHILE


def storage_problem_of_file(error: OSError) -> StorageProblem | None:
    """Tell whether a file was refused for want of room, or where nothing may be written."""
    return _PROBLEMS_OF_FILES.get(error.errno or 0)


def saving_problem(connection: Connection, folder: Path) -> StorageProblem | None:
    """Tell why the next change could not be kept, without making one; None when it could.

    `folder` is the instance's, where indexes and documents are written whatever the database.
    """
    if problem := _problem_of_folder(folder):
        return problem
    if connection.dialect.name == "sqlite":
        is_read_only = not os.access(connection.engine.url.database or "", os.W_OK)
    else:
        is_read_only = connection.execute(text("SHOW transaction_read_only")).scalar() == "on"
    return StorageProblem.READ_ONLY if is_read_only else None


def is_read_only(folder: Path) -> bool:
    """Tell whether nothing can be written in a folder."""
    return _problem_of_folder(folder) is StorageProblem.READ_ONLY


def _problem_of_folder(folder: Path) -> StorageProblem | None:
    """Find out by writing there: a mount may not say that it only reads."""
    try:
        with TemporaryFile(dir=folder) as trial:
            trial.write(bytes(_ROOM_FOR_AN_EDIT))
            trial.flush()
    except PermissionError:
        return StorageProblem.READ_ONLY
    except OSError as error:
        return storage_problem_of_file(error)
    return None
