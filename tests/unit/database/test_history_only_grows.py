"""The audit trail is only ever added to: the database itself refuses the rest, on both engines."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from directory.database import open_engine
from directory.migrations.expected_schema import differences_from_models, unguarded_histories
from directory.migrations.schema import migrate
from tests.postgresql import running_postgresql

_ROWS = {
    "revision": "INSERT INTO revision (id, subject_kind, subject_id, at, origin)"
    " VALUES (1, 'structure', 'x', '2026-11-22', 'FORM')",
    "account_event": "INSERT INTO account_event (id, at, kind)"
    " VALUES (1, '2026-11-22', 'signed_in')",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A migrated database with one row in each history."""
    if request.param == "sqlite":
        yield _with_history(f"sqlite:///{tmp_path_factory.mktemp('history')}/new.sqlite3")
        return
    with running_postgresql() as address:
        engine = _with_history(address)
        yield engine
        engine.dispose()


def test_migrations_lead_to_the_models_on_both_engines(engine: Engine) -> None:
    assert differences_from_models(engine) == []


@pytest.mark.parametrize("table", sorted(_ROWS))
@pytest.mark.parametrize("act", ["UPDATE {} SET id = 2", "DELETE FROM {}"])
def test_a_row_of_the_history_is_neither_changed_nor_removed(
    engine: Engine, table: str, act: str
) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text(act.format(table)))

    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT id FROM {table}")).scalars().all() == [1]  # noqa: S608


@pytest.mark.parametrize("table", sorted(_ROWS))
def test_a_row_of_the_history_is_not_replaced_by_another(engine: Engine, table: str) -> None:
    row = _ROWS[table].replace("2026-11-22", "1999-12-31")
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
    replacing = (
        row.replace("INSERT", "INSERT OR REPLACE")
        if is_sqlite
        else f"{row} ON CONFLICT (id) DO UPDATE SET at = excluded.at"
    )

    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text(replacing))

    with engine.connect() as connection:
        assert str(connection.execute(text(f"SELECT at FROM {table}")).scalar()).startswith("2026")  # noqa: S608


@pytest.mark.parametrize("table", sorted(_ROWS))
def test_a_history_is_not_emptied(engine: Engine, table: str) -> None:
    with engine.connect() as connection:
        emptying = "DELETE FROM {}" if connection.dialect.name == "sqlite" else "TRUNCATE {}"

    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text(emptying.format(table)))

    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1  # noqa: S608


def test_histories_as_the_migrations_guard_them_are_known(engine: Engine) -> None:
    with engine.connect() as connection:
        assert unguarded_histories(connection) == []


@pytest.mark.parametrize("table", sorted(_ROWS))
def test_a_guard_that_was_removed_is_known(engine: Engine, table: str) -> None:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("BEGIN"))
            connection.execute(text(f"DROP TRIGGER {table}_forbids_replace"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_only_grows"))

        assert unguarded_histories(connection) == [table]


def test_a_guard_that_forbids_nothing_any_more_is_known(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            emptied = "CREATE TRIGGER revision_forbids_update BEFORE UPDATE ON revision"
            connection.execute(text("BEGIN"))
            connection.execute(text("DROP TRIGGER revision_forbids_update"))
            connection.execute(text(f"{emptied} BEGIN SELECT 1; END"))
        else:
            emptied = "CREATE OR REPLACE FUNCTION forbid_changing_history() RETURNS trigger"
            body = "$$ BEGIN RETURN NULL; END $$"
            connection.execute(text(f"{emptied} LANGUAGE plpgsql AS {body}"))

        assert "revision" in unguarded_histories(connection)


def _with_history(address: str) -> Engine:
    engine = open_engine(address)
    migrate(engine)
    with engine.begin() as connection:
        for row in _ROWS.values():
            connection.execute(text(row))
    return engine
