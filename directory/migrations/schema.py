"""Bringing a database's schema up to date, one process at a time."""

from enum import StrEnum

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from directory.paths import MIGRATIONS

_ADVISORY_LOCK = 5_335_022_956  # any number, the same in every process


class SchemaState(StrEnum):
    """Where the schema of a database stands by our migrations."""

    CURRENT = "current"
    LATE = "late"
    EMPTY = "empty"  # no table at all
    WITHOUT_VERSION = "without_version"  # tables, and nothing that says which
    UNKNOWN = "unknown"  # a version that none of our migrations leads to


class UnknownSchemaError(Exception):
    """A database of another version of the site, which none of our migrations leads to."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def migrate(engine: Engine) -> bool:
    """Apply the missing migrations, all or none; tell whether there were any.

    Raises UnknownSchemaError.

    SQLite is locked by the first writer; PostgreSQL by an advisory lock, since two nodes that
    create tables at once kill one another.
    """
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # A table that is made anew is dropped, and its references must outlive it. The driver
            # would leave changes of schema outside any transaction.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        try:
            before = _version_of(connection)
            if before is not None and not _is_ours(before):
                raise UnknownSchemaError(before)
            config = _configuration()
            config.attributes["connection"] = connection  # env.py takes it from there
            command.upgrade(config, "head")
            connection.commit()
            return before != _version_of(connection)
        finally:
            connection.rollback()
            if is_sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def draft_migration(engine: Engine, sentence: str) -> None:
    """Write the migration that leads from a migrated database to the models, to be read over."""
    with engine.begin() as connection:
        config = _configuration()
        config.attributes["connection"] = connection
        count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        command.revision(config, sentence, autogenerate=True, rev_id=f"{count + 1:04d}")


def is_up_to_date(engine: Engine) -> bool:
    """Tell whether every migration was applied."""
    with engine.connect() as connection:
        return _version_of(connection) == _head()


def schema_version(engine: Engine) -> str | None:
    """Give the last migration that a database went through, None when it does not say."""
    with engine.connect() as connection:
        return _version_of(connection)


def schema_state(engine: Engine) -> SchemaState:
    """Tell where the schema of a database stands."""
    version = schema_version(engine)
    if version is None:
        is_empty = not inspect(engine).get_table_names()
        return SchemaState.EMPTY if is_empty else SchemaState.WITHOUT_VERSION
    if version == _head():
        return SchemaState.CURRENT
    return SchemaState.LATE if _is_ours(version) else SchemaState.UNKNOWN


def _is_ours(version: str) -> bool:
    script = ScriptDirectory.from_config(_configuration())
    return version in {known.revision for known in script.walk_revisions()}


def _version_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head() -> str | None:
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def _configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config
