"""An operator saves an instance, loses it, puts it back, and the site finds its listings again."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from directory.__main__ import directory
from directory.cli.doctor import examine
from directory.database import open_engine
from directory.migrations.schema import migrate
from directory.settings import Settings


@pytest.fixture(autouse=True)
def environment(full_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works on the instance of the test."""
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(full_settings.instance))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(directory, [str(word) for word in words])


def test_a_lost_instance_is_put_back_with_its_index(
    full_settings: Settings, tmp_path: Path
) -> None:
    made = run("backup", "create", tmp_path / "backup")
    shutil.rmtree(full_settings.instance)

    restored = run("backup", "restore", tmp_path / "backup")

    assert (made.exit_code, restored.exit_code) == (0, 0), made.output + restored.output
    assert [finding.fault for finding in examine(full_settings)] == []


def test_a_backup_is_never_written_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("precious")

    answer = run("backup", "create", tmp_path / "backup")

    assert answer.exit_code == 1
    assert (tmp_path / "backup").read_text() == "precious"


def test_a_damaged_backup_is_said_in_a_sentence(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-3_000])

    answer = run("backup", "verify", backup)

    assert answer.exit_code == 1
    assert "Cette sauvegarde est abîmée" in answer.output


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    full_settings: Settings, tmp_path: Path
) -> None:
    engine = open_engine(full_settings.database_address)
    with engine.begin() as connection:
        guards = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in connection.execute(guards).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    engine.dispose()
    run("backup", "create", tmp_path / "backup")
    migrate(engine)
    engine.dispose()

    answer = run("backup", "restore", tmp_path / "backup")

    assert answer.exit_code == 0, answer.output
    assert [finding.fault for finding in examine(full_settings)] == []
