"""Why a change could not be kept: no room, or a disk that only reads."""

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from directory import database
from directory.database import StorageProblem, open_engine, saving_problem, storage_problem
from tests.postgresql import running_postgresql


def _refusal(name: str) -> OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("SQLITE_FULL", StorageProblem.FULL),
        ("SQLITE_IOERR_WRITE", StorageProblem.FULL),
        ("SQLITE_READONLY_DBMOVED", StorageProblem.READ_ONLY),
        ("SQLITE_BUSY", None),
    ],
)
def test_a_refusal_of_sqlite_is_named(
    tmp_path: Path, name: str, problem: StorageProblem | None
) -> None:
    assert storage_problem(_refusal(name), tmp_path) is problem


def test_a_disk_that_turned_read_only_is_not_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "TemporaryFile", _refuse_to_write)

    problem = storage_problem(_refusal("SQLITE_IOERR_WRITE"), tmp_path)

    assert problem is StorageProblem.READ_ONLY


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow beyond a kilobyte, as on a disk without room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("little_room")
def test_a_disk_without_room_is_found_before_somebody_saves(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    with engine.connect() as connection:
        assert saving_problem(connection, tmp_path) is StorageProblem.FULL


def test_a_file_that_may_not_be_written_is_found_before_somebody_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    with engine.connect() as connection:
        assert saving_problem(connection, tmp_path) is None
        monkeypatch.setattr("os.access", lambda _file, mode: mode != os.W_OK)  # root may always
        assert saving_problem(connection, tmp_path) is StorageProblem.READ_ONLY


def test_a_server_that_may_only_be_read_is_found_before_somebody_saves(tmp_path: Path) -> None:
    with running_postgresql() as address:
        engine = open_engine(address)

        with engine.connect() as connection:
            assert saving_problem(connection, tmp_path) is None
            connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
            connection.commit()
            assert saving_problem(connection, tmp_path) is StorageProblem.READ_ONLY
        engine.dispose()


def test_an_acknowledged_change_is_on_the_disk(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
    engine.dispose()


def _refuse_to_write(**_where: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_database_where_nothing_can_be_written_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.sqlite3"
    writing = open_engine(address)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE fact (words TEXT)"))
        connection.execute(text("INSERT INTO fact VALUES ('toujours là')"))
    writing.dispose()
    monkeypatch.setattr(database, "TemporaryFile", _refuse_to_write)

    with open_engine(address).connect() as connection:
        assert connection.execute(text("SELECT words FROM fact")).scalar() == "toujours là"
        with pytest.raises(OperationalError) as refused:
            connection.execute(text("INSERT INTO fact VALUES ('perdu')"))

    assert storage_problem(refused.value, tmp_path) is StorageProblem.READ_ONLY
