"""Migrations: from an empty database to exactly what the models say, once."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from directory.__main__ import directory
from directory.database import UtcDateTime, open_engine
from directory.migrations.expected_schema import differences_from_models
from directory.migrations.schema import (
    _configuration,
    draft_migration,
    is_up_to_date,
    migrate,
)
from directory.paths import MIGRATIONS
from directory.settings import Settings
from tests.factories.structures import make_structure


def test_migrations_lead_from_nothing_to_the_models(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    migrate(engine)

    assert differences_from_models(engine) == []
    assert is_up_to_date(engine)


def test_the_folder_of_a_new_database_is_for_its_owner_only(tmp_path: Path) -> None:
    open_engine(f"sqlite:///{tmp_path}/new/instance/directory.sqlite3")

    assert (tmp_path / "new" / "instance").stat().st_mode & 0o777 == 0o700


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    assert migrate(engine)
    assert not migrate(engine)


def test_a_column_that_no_migration_made_is_noticed(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE structure ADD COLUMN surprise TEXT"))

    assert differences_from_models(engine)


def test_sqlite_keeps_foreign_keys_and_writes_ahead(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 5_000


def test_a_moment_without_time_zone_cannot_be_stored() -> None:
    engine = open_engine("sqlite://")

    with pytest.raises(ValueError, match="without time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), engine.dialect)  # noqa: DTZ001
    stored = UtcDateTime().process_bind_param(datetime(2026, 1, 1, tzinfo=UTC), engine.dialect)
    assert stored == datetime(2026, 1, 1)  # noqa: DTZ001 (as the database holds it)


def test_an_error_of_the_database_does_not_tell_what_was_asked() -> None:
    engine = open_engine("sqlite://")

    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("SELECT * FROM nowhere WHERE word = :word"), {"word": "metastases"})

    assert "metastases" not in str(caught.value)


def test_a_drafted_migration_holds_what_the_models_have_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = shutil.copytree(MIGRATIONS, tmp_path / "migrations") / "versions"
    monkeypatch.setattr("directory.migrations.schema.MIGRATIONS", tmp_path / "migrations")
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite3")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE slug_redirect"))

    draft_migration(engine, "keep abandoned slugs")

    (drafted,) = versions.glob("*keep_abandoned_slugs.py")
    written = drafted.read_text(encoding="utf-8")
    assert '"slug_redirect"' in written.replace("'", '"')
    assert "down_revision = '0006'" in written


def test_an_instance_made_before_gets_what_keeps_its_history_from_being_replaced(
    settings: Settings, session: Session
) -> None:
    make_structure(session)
    session.close()
    _take_back(settings, "0005")

    result = CliRunner().invoke(directory, ["database", "migrate"], env=_environment(settings))

    assert result.output == "Schéma mis à jour.\n"
    with (
        pytest.raises(DBAPIError, match="only ever added to"),
        open_engine(settings.database_address).begin() as connection,
    ):
        connection.execute(text("REPLACE INTO revision SELECT * FROM revision"))


def test_an_instance_that_holds_listings_is_migrated_without_losing_their_parts(
    settings: Settings, session: Session
) -> None:
    make_structure(session)
    session.close()
    _take_back(settings, "0002")
    engine = open_engine(settings.database_address)

    migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM phone")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).first() is None
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def _take_back(settings: Settings, version: str) -> None:
    engine = open_engine(settings.database_address)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, version)
        connection.commit()
    engine.dispose()


def _environment(settings: Settings) -> dict[str, str]:
    return {"DIRECTORY_INSTANCE": str(settings.instance)}
