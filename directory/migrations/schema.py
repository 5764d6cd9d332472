"""Bringing a database's schema up to date, one process at a time."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from directory.paths import MIGRATIONS

_ADVISORY_LOCK = 5_335_022_956  # any number, the same in every process


def migrate(engine: Engine) -> bool:
    """Apply the missing migrations, all or none; tell whether there were any.

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
