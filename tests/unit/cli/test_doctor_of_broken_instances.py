"""An instance that was broken in a known way hears what is broken, and no remedy that harms."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from directory import __main__, database
from directory.cli.doctor import examine
from directory.cli.finding import Finding
from directory.settings import Settings
from tests.conftest import make_settings

BreakBy = Callable[[str], None]


@pytest.fixture
def break_by(settings: Settings) -> BreakBy:
    """Do to the database what no page does."""

    def execute(statement: str) -> None:
        with closing(sqlite3.connect(database_of(settings))) as connection:
            connection.execute(statement)
            connection.commit()

    return execute


def database_of(settings: Settings) -> Path:
    return settings.instance / "directory.sqlite3"


def findings_of(settings: Settings) -> list[Finding]:
    """Give what is wrong beside what every new instance lacks: listings and an index."""
    of_new = ("directory data load", "directory search rebuild")
    return [finding for finding in examine(settings) if finding.fix not in of_new]


@contextmanager
def held_by_another(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("UPDATE alembic_version SET version_num = version_num")
        other.commit()
        yield


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TABLE editing_draft", "editing_draft"),
        ("DROP TABLE outbox_message", "outbox_message"),
        ("ALTER TABLE structure DROP COLUMN do_not_contact", "structure.do_not_contact"),
        ("DROP INDEX ix_revision_subject", "ix_revision_subject"),
    ],
    ids=["table", "table of mail", "column", "index"],
)
def test_what_the_schema_lacks_is_named(
    settings: Settings, break_by: BreakBy, statement: str, name: str
) -> None:
    break_by(statement)

    (finding,) = findings_of(settings)

    assert name in finding.fault
    assert "backup restore" in finding.fix


def test_what_an_operator_added_to_the_schema_is_nobody_s_fault(
    settings: Settings, break_by: BreakBy
) -> None:
    break_by("CREATE INDEX ix_of_theirs ON revision (reason)")

    assert findings_of(settings) == []


def test_a_database_of_no_byte_is_not_built_anew(settings: Settings) -> None:
    database_of(settings).write_bytes(b"")

    (finding,) = findings_of(settings)

    assert "vide" in finding.fault
    assert "backup restore" in finding.fix
    assert database_of(settings).stat().st_size == 0


def test_a_database_without_table_is_not_only_late(settings: Settings) -> None:
    database_of(settings).unlink()
    with closing(sqlite3.connect(database_of(settings))) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

    (finding,) = findings_of(settings)

    assert "vide" in finding.fault
    assert "backup restore" in finding.fix


def test_a_database_that_lost_its_version_is_not_only_late(
    settings: Settings, break_by: BreakBy
) -> None:
    break_by("DROP TABLE alembic_version")

    (finding,) = findings_of(settings)

    assert "version" in finding.fault
    assert "migrate" not in finding.fix


def test_a_late_schema_is_brought_up_to_date(settings: Settings, break_by: BreakBy) -> None:
    break_by("UPDATE alembic_version SET version_num = '0005'")

    (finding,) = findings_of(settings)

    assert finding.fix == "directory database migrate"


def test_a_schema_of_another_version_of_the_site_is_named(
    settings: Settings, break_by: BreakBy
) -> None:
    break_by("UPDATE alembic_version SET version_num = '9999'")

    (finding,) = findings_of(settings)

    assert "9999" in finding.fault
    assert "migrate" not in finding.fix


def test_migrating_a_schema_of_another_version_is_refused_in_a_sentence(
    settings: Settings,
    break_by: BreakBy,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    break_by("UPDATE alembic_version SET version_num = '9999'")
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(settings.instance))
    monkeypatch.setattr("sys.argv", ["directory", "database", "migrate"])

    with pytest.raises(SystemExit) as ended:
        __main__.main()

    assert ended.value.code == 1
    assert "9999" in capsys.readouterr().err


def test_a_database_that_another_process_holds_is_not_said_to_be_full(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_MILLISECONDS", 10)

    with held_by_another(database_of(settings)):
        (finding,) = findings_of(settings)

    assert "autre processus" in finding.fault
    assert "place" not in finding.fix


def test_a_file_in_the_place_of_the_instance_is_named(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("")

    (finding,) = examine(make_settings(tmp_path / "instance"))

    assert "fichier" in finding.fault
    assert "DIRECTORY_INSTANCE" in finding.fix


def test_a_folder_in_the_place_of_the_database_is_named(settings: Settings) -> None:
    database_of(settings).unlink()
    database_of(settings).mkdir()

    (finding,) = examine(settings)

    assert "dossier" in finding.fault
    assert "directory serve" not in finding.fix
