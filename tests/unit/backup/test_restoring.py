"""What is put back is what was saved, row for row; what was there is kept aside."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from directory.backup import restoring
from directory.backup.archive import DamagedBackupError
from directory.backup.restoring import InstanceNewerError, InstanceServedError, restore_backup
from directory.backup.serving_mark import is_served, marked_as_served
from directory.settings import Settings
from directory.values.clock import FixedClock


def content_of(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def files_of(settings: Settings) -> dict[str, bytes]:
    places = [settings.instance / "secret_key", *(settings.instance / "documents").iterdir()]
    return {str(place): place.read_bytes() for place in places}


def test_a_lost_instance_comes_back_row_for_row(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    database = full_settings.instance / "directory.sqlite3"
    before = (content_of(database), files_of(full_settings))
    shutil.rmtree(full_settings.instance)

    aside = restore_backup(full_settings, backup, force=False, clock=clock)

    assert aside is None
    assert (content_of(database), files_of(full_settings)) == before


def test_what_comes_back_is_for_its_owner_only(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    shutil.rmtree(full_settings.instance)

    restore_backup(full_settings, backup, force=False, clock=clock)

    assert (full_settings.instance / "secret_key").stat().st_mode & 0o777 == 0o600
    assert full_settings.instance.stat().st_mode & 0o777 == 0o700


def test_the_instance_that_was_there_is_kept_aside(
    full_settings: Settings, backup: Path, clock: FixedClock, change_listing: Callable[[], None]
) -> None:
    database = full_settings.instance / "directory.sqlite3"
    before = content_of(database)
    change_listing()
    changed = content_of(database)

    aside = restore_backup(full_settings, backup, force=True, clock=clock)

    assert aside == full_settings.instance / "before-restore-2026-11-27-19-30-00"
    assert content_of(aside / "directory.sqlite3") == changed
    assert content_of(database) == before
    assert not full_settings.index_folder.exists()


def test_changes_made_since_are_not_thrown_away_unless_asked(
    full_settings: Settings, backup: Path, clock: FixedClock, change_listing: Callable[[], None]
) -> None:
    change_listing()
    changed = content_of(full_settings.instance / "directory.sqlite3")

    with pytest.raises(InstanceNewerError):
        restore_backup(full_settings, backup, force=False, clock=clock)

    assert content_of(full_settings.instance / "directory.sqlite3") == changed


@pytest.mark.parametrize("force", [False, True])
def test_a_served_instance_is_never_replaced(
    full_settings: Settings, backup: Path, clock: FixedClock, force: bool
) -> None:
    with (
        marked_as_served(full_settings.instance),
        pytest.raises(InstanceServedError),
    ):
        restore_backup(full_settings, backup, force=force, clock=clock)


def test_a_database_that_another_process_has_open_is_not_replaced(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    with closing(sqlite3.connect(full_settings.instance / "directory.sqlite3")) as other:
        other.execute("SELECT * FROM structure").fetchone()

        with pytest.raises(InstanceServedError):
            restore_backup(full_settings, backup, force=True, clock=clock)


def test_the_mark_of_a_site_goes_with_it(full_settings: Settings) -> None:
    with marked_as_served(full_settings.instance), marked_as_served(full_settings.instance):
        assert is_served(full_settings.instance)

    assert not is_served(full_settings.instance)


def test_a_damaged_backup_changes_nothing(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    before = content_of(full_settings.instance / "directory.sqlite3")
    backup.write_bytes(backup.read_bytes()[:-5_000])

    with pytest.raises(DamagedBackupError):
        restore_backup(full_settings, backup, force=True, clock=clock)

    assert content_of(full_settings.instance / "directory.sqlite3") == before


def test_a_damaged_instance_is_replaced_without_insisting(
    full_settings: Settings, backup: Path, clock: FixedClock
) -> None:
    database = full_settings.instance / "directory.sqlite3"
    before = content_of(database)
    for beside in full_settings.instance.glob("directory.sqlite3-*"):
        beside.unlink()
    database.write_bytes(b"not a database " * 1_000)

    restore_backup(full_settings, backup, force=False, clock=clock)

    assert content_of(database) == before


def test_an_instance_comes_back_when_putting_in_place_fails(
    full_settings: Settings,
    backup: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = (content_of(full_settings.instance / "directory.sqlite3"), files_of(full_settings))

    def fail(*_places: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(restoring, "_put_in_place", fail)

    with pytest.raises(OSError, match="no room"):
        restore_backup(full_settings, backup, force=True, clock=clock)
    assert before == (
        content_of(full_settings.instance / "directory.sqlite3"),
        files_of(full_settings),
    )


@pytest.mark.parametrize("name", ["documents", "secret_key", "index"])
def test_an_instance_comes_back_when_keeping_it_aside_fails(
    full_settings: Settings,
    backup: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    full_settings.index_folder.mkdir(parents=True, exist_ok=True)
    before = (content_of(full_settings.instance / "directory.sqlite3"), files_of(full_settings))
    move, goes_wrong = shutil.move, [True]

    def fail_once(place: Path, aside: Path) -> object:
        if place.name == name and goes_wrong:
            goes_wrong.clear()
            raise OSError("no room")
        return move(place, aside)

    monkeypatch.setattr(shutil, "move", fail_once)

    with pytest.raises(OSError, match="no room"):
        restore_backup(full_settings, backup, force=True, clock=clock)
    assert before == (
        content_of(full_settings.instance / "directory.sqlite3"),
        files_of(full_settings),
    )
    assert list(full_settings.instance.glob("before-restore-*")) == []


def test_two_restorations_of_one_moment_keep_both_instances(
    full_settings: Settings, backup: Path, clock: FixedClock, change_listing: Callable[[], None]
) -> None:
    database = full_settings.instance / "directory.sqlite3"
    former = []
    kept = []
    for _ in range(2):
        change_listing()
        former.append(content_of(database))
        kept.append(restore_backup(full_settings, backup, force=True, clock=clock))

    assert kept == [
        full_settings.instance / "before-restore-2026-11-27-19-30-00",
        full_settings.instance / "before-restore-2026-11-27-19-30-00-2",
    ]
    assert [content_of(folder / "directory.sqlite3") for folder in kept if folder] == former
