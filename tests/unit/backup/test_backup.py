"""A backup holds everything, is made while others write, and any damage to it is named."""

import io
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from directory.backup.archive import BackupTooNewError, DamagedBackupError
from directory.backup.creating import create_backup, last_backup_at
from directory.backup.database_copy import NotSqliteError, database_file
from directory.backup.verifying import verify_backup
from directory.settings import Settings
from directory.values.clock import FixedClock

Change = Callable[[str, bytes], tuple[str, bytes] | None]


def rewrite(backup: Path, change: Change) -> None:
    """Write a backup anew, each of its files changed, renamed or left out."""
    with tarfile.open(backup) as archive:
        files = [
            (member.name, content.read())
            for member in archive
            if (content := archive.extractfile(member))
        ]
    with tarfile.open(backup, "w:gz") as archive:
        for name, old in files:
            if changed := change(name, old):
                member = tarfile.TarInfo(changed[0])
                member.size = len(changed[1])
                archive.addfile(member, io.BytesIO(changed[1]))


def with_manifest(change: Callable[[dict[str, dict[str, object] | int]], None]) -> Change:
    def rewritten(name: str, content: bytes) -> tuple[str, bytes]:
        if name != "manifest.json":
            return name, content
        values = json.loads(content)
        change(values)
        return name, json.dumps(values).encode()

    return rewritten


def test_a_backup_says_what_it_holds(backup: Path, clock: FixedClock) -> None:
    manifest = verify_backup(backup)

    assert manifest.created_at == clock.now()
    assert manifest.rows["structure"] == 1
    assert manifest.rows["commune"] > 1_000
    assert {name.partition("/")[0] for name in manifest.files} == {
        "database.sqlite3",
        "documents",
        "secret_key",
    }


def test_only_its_owner_may_read_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_nothing_is_left_beside_a_backup(backup: Path) -> None:
    assert [path.name for path in backup.parent.iterdir() if path.name.startswith(".")] == []


def test_an_instance_remembers_its_last_backup(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    assert backup.is_file()
    assert last_backup_at(full_settings.instance) == clock.now()


def test_a_backup_made_while_others_write_is_one_moment(
    full_settings: Settings, tmp_path: Path, clock: FixedClock
) -> None:
    """Two tables are always written together: a copy of two moments would tell them apart."""
    stop = threading.Event()
    database = full_settings.instance / "directory.sqlite3"

    def write() -> None:
        with closing(sqlite3.connect(database)) as connection:
            while not stop.is_set():
                with connection:
                    connection.execute("INSERT INTO attempt (kind, key_digest, at) VALUES (1,2,3)")
                    connection.execute(
                        "INSERT INTO catalog_change (generation) SELECT count(*) FROM attempt"
                    )

    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM catalog_change")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            rows = create_backup(full_settings, tmp_path / f"{number}.gz", clock=clock).rows
            assert rows["attempt"] == rows["catalog_change"]
    finally:
        stop.set()
        writer.join()
    assert rows["attempt"] > 0


@pytest.mark.parametrize("name", ["database.sqlite3", "secret_key", "manifest.json"])
def test_a_file_that_was_tampered_with_is_named(backup: Path, name: str) -> None:
    rewrite(backup, lambda file, content: (file, content[:-1] + b"!" if file == name else content))

    with pytest.raises(DamagedBackupError) as caught:
        verify_backup(backup)

    assert caught.value.name == name


def test_a_document_that_was_tampered_with_is_named(backup: Path) -> None:
    rewrite(
        backup,
        lambda file, content: (file, b"other" if file.startswith("documents/") else content),
    )

    with pytest.raises(DamagedBackupError, match="documents/"):
        verify_backup(backup)


@pytest.mark.parametrize("name", ["database.sqlite3", "secret_key"])
def test_a_file_that_is_missing_is_named(backup: Path, name: str) -> None:
    rewrite(backup, lambda file, content: None if file == name else (file, content))

    with pytest.raises(DamagedBackupError) as caught:
        verify_backup(backup)

    assert caught.value.name == name


def test_a_document_forgotten_with_its_line_of_the_manifest_is_named(backup: Path) -> None:
    def forget(values: dict[str, dict[str, object] | int]) -> None:
        files = values["files"]
        assert isinstance(files, dict)
        for name in [name for name in files if name.startswith("documents/")]:
            del files[name]

    rewrite(backup, with_manifest(forget))
    rewrite(
        backup,
        lambda file, content: None if file.startswith("documents/") else (file, content),
    )

    with pytest.raises(DamagedBackupError, match="documents/"):
        verify_backup(backup)


def test_rows_that_do_not_count_up_are_seen(backup: Path) -> None:
    def miscount(values: dict[str, dict[str, object] | int]) -> None:
        rows = values["rows"]
        assert isinstance(rows, dict)
        rows["structure"] = 2

    rewrite(backup, with_manifest(miscount))

    with pytest.raises(DamagedBackupError, match="database"):
        verify_backup(backup)


@pytest.mark.parametrize(
    "name", ["../escaped", "/escaped", "documents/../../escaped", "documents//x", "other"]
)
def test_a_path_that_is_not_ours_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    def add(values: dict[str, dict[str, object] | int]) -> None:
        files = values["files"]
        assert isinstance(files, dict)
        files[name] = "0" * 64

    rewrite(backup, with_manifest(add))

    with pytest.raises(DamagedBackupError):
        verify_backup(backup)
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize("length", [0, 10, 1_000, 20_000])
def test_a_backup_that_was_cut_is_refused(backup: Path, length: int) -> None:
    backup.write_bytes(backup.read_bytes()[:length])

    with pytest.raises(DamagedBackupError):
        verify_backup(backup)


def test_any_changed_byte_is_seen(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(200, len(whole), len(whole) // 40):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])

        with pytest.raises(DamagedBackupError):
            verify_backup(backup)


def test_a_backup_of_a_later_version_is_refused(backup: Path) -> None:
    rewrite(backup, with_manifest(lambda values: values.update(format=99)))

    with pytest.raises(BackupTooNewError):
        verify_backup(backup)


def test_a_database_on_a_server_is_left_to_its_tools(
    full_settings: Settings, tmp_path: Path, clock: FixedClock
) -> None:
    settings = full_settings.model_copy(update={"database_url": "postgresql://localhost/x"})

    with pytest.raises(NotSqliteError):
        create_backup(settings, tmp_path / "backup", clock=clock)


def test_a_disk_that_only_reads_is_saved_too(
    full_settings: Settings, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def refuse_what_only_reads(address: str | Path, **options: Any) -> sqlite3.Connection:
        if str(address).startswith(database_file(full_settings).as_uri()):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **options)

    monkeypatch.setattr(sqlite3, "connect", refuse_what_only_reads)
    with closing(connect(database_file(full_settings))) as writing:  # its log stays beside it
        writing.execute("UPDATE structure SET name = 'Encore dans le journal'")
        writing.commit()
        create_backup(full_settings, tmp_path / "saved.tar.gz", clock=clock)

    monkeypatch.undo()
    with tarfile.open(tmp_path / "saved.tar.gz") as archive:
        archive.extractall(tmp_path / "saved", filter="data")
    with closing(sqlite3.connect(next((tmp_path / "saved").rglob("*.sqlite3")))) as saved:
        names = saved.execute("SELECT DISTINCT name FROM structure").fetchall()
    assert names == [("Encore dans le journal",)]
