"""What a migrated database holds by the models and the migrations, and what one lacks of it."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, Constraint, Engine, Index, Table, text

from directory.database import Base, open_engine
from directory.exchange.whole_base import tables  # noqa: F401 (declares every table)
from directory.migrations.schema import migrate

_HISTORIES = ("revision", "account_event")
_TRIGGERS_ON_SQLITE = (
    "SELECT tbl_name, name, sql FROM sqlite_master "
    "WHERE type = 'trigger' AND tbl_name IN ('revision', 'account_event')"
)
# As migration 0005 makes it: before each statement (2) that removes (8), changes (16) or empties
# (32), without condition, in an ordinary session.
_GUARDED_ON_POSTGRESQL = """
    SELECT relname FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE tgenabled IN ('O', 'A') AND tgtype = 58 AND tgqual IS NULL
    AND trim(prosrc) = 'BEGIN RAISE EXCEPTION ''the history is only ever added to''; END'
"""


def differences_from_models(engine: Engine) -> list[object]:
    """List what the schema and the models disagree on; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def missing_from_schema(engine: Engine) -> list[str]:
    """Name what the models have and the schema has not, or has otherwise; sorted.

    What somebody added to the schema is no lack.
    """
    names = {_name_of_lack(difference) for difference in differences_from_models(engine)}
    return sorted(names - {""})


def unguarded_histories(connection: Connection) -> list[str]:
    """Name the tables of the history that lack what the migrations put there to keep them."""
    if connection.dialect.name == "postgresql":
        guarded = set(connection.execute(text(_GUARDED_ON_POSTGRESQL)).scalars())
        return [table for table in _HISTORIES if table not in guarded]
    missing = _expected_triggers() - _triggers(connection)
    return sorted({table for table, _name, _sql in missing})


def _name_of_lack(difference: object) -> str:
    match difference:
        case ("add_table", Table() as table):
            return table.name
        case ("add_column", _, table, Column() as column):
            return f"{table}.{column.name}"
        case ("add_index" | "add_constraint" | "add_fk", Index() | Constraint() as part):
            return str(part.name)
        case [(_, _, table, column, *_), *_]:  # of another type, or empty where it may not be
            return f"{table}.{column}"
    return ""


def _expected_triggers() -> set[tuple[str, str, str]]:
    """Ask a database that the migrations have just made, in memory."""
    engine = open_engine("sqlite://")
    migrate(engine)
    try:
        with engine.connect() as connection:
            return _triggers(connection)
    finally:
        engine.dispose()


def _triggers(connection: Connection) -> set[tuple[str, str, str]]:
    rows = connection.execute(text(_TRIGGERS_ON_SQLITE))
    return {(table, name, " ".join(sql.split())) for table, name, sql in rows}
