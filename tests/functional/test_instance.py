"""An instance is prepared once, and never mixes real and fictional listings."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import DatabaseError

from directory.__main__ import directory
from directory.cli.doctor import examine
from directory.cli.instance import prepare_instance
from directory.search.index_folder import IndexFolder
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.conftest import make_settings


@pytest.fixture
def own_settings(real_instance: Path, tmp_path: Path) -> Settings:
    """A copy of the real instance that the test may damage."""
    shutil.copytree(real_instance, tmp_path / "copy")
    return make_settings(tmp_path / "copy")


def content(settings: Settings) -> list[str]:
    with sqlite3.connect(settings.instance / "directory.sqlite3") as connection:
        return list(connection.iterdump())


def test_preparing_again_changes_nothing(own_settings: Settings, clock: FixedClock) -> None:
    before = content(own_settings)

    prepare_instance(own_settings, clock=clock)

    assert content(own_settings) == before


def test_a_lost_index_is_made_anew(own_settings: Settings, clock: FixedClock) -> None:
    shutil.rmtree(own_settings.index_folder)

    prepare_instance(own_settings, clock=clock)

    assert list(examine(own_settings)) == []


def test_fictional_listings_refuse_an_instance_of_real_ones(
    own_settings: Settings, clock: FixedClock
) -> None:
    settings = own_settings.model_copy(update={"demo": True})

    with pytest.raises(click.ClickException, match="vraies fiches"):
        prepare_instance(settings, clock=clock)


def test_real_listings_refuse_an_instance_of_fictional_ones(
    settings: Settings, clock: FixedClock
) -> None:
    prepare_instance(settings.model_copy(update={"demo": True}), clock=clock)

    with pytest.raises(click.ClickException, match="données fictives"):
        prepare_instance(settings, clock=clock)


def test_the_doctor_finds_nothing_wrong_with_a_prepared_instance(
    own_settings: Settings,
) -> None:
    assert list(examine(own_settings)) == []


def test_the_doctor_sees_a_missing_instance(tmp_path: Path) -> None:
    (finding,) = examine(make_settings(tmp_path / "none"))

    assert finding.fix == "directory serve"


def test_the_doctor_says_in_french_which_file_of_the_index_was_changed(
    own_settings: Settings,
) -> None:
    (file,) = own_settings.index_folder.rglob("*.seg")
    file.write_bytes(file.read_bytes()[:-1] + b"!")

    findings = list(examine(own_settings))

    assert [finding.fault for finding in findings] == [
        f"Un fichier de l’index est abîmé : {file.name}."
    ]


def test_an_instance_is_prepared_while_another_process_writes_the_index(
    own_settings: Settings, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with IndexFolder(own_settings.index_folder).writing():
        prepare_instance(own_settings, clock=clock)

    assert "un autre processus s’en occupe" in capsys.readouterr().out


def test_the_doctor_sees_a_broken_link(own_settings: Settings) -> None:
    with sqlite3.connect(own_settings.instance / "directory.sqlite3") as connection:
        connection.execute("UPDATE structure SET insee = '99999' WHERE insee IS NOT NULL")

    assert any("liens" in finding.fault for finding in examine(own_settings))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["serve", "--help"],
        ["database", "migrate", "--help"],
        ["data", "load", "--help"],
        ["data", "check", "--help"],
        ["search", "rebuild", "--help"],
        ["search", "drain", "--help"],
        ["search", "verify", "--help"],
        ["demo", "generate", "--help"],
        ["translations", "check", "--help"],
        ["doctor", "--help"],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself(arguments: list[str]) -> None:
    answer = CliRunner().invoke(directory, arguments)

    assert answer.exit_code == 0
    assert len(answer.output) > 60


def test_a_damaged_database_is_refused_at_start_and_named_by_the_doctor(
    own_settings: Settings, clock: FixedClock
) -> None:
    file = own_settings.instance / "directory.sqlite3"
    content_of_file = bytearray(file.read_bytes())
    middle = len(content_of_file) // 2
    content_of_file[middle : middle + 100_000] = os.urandom(100_000)
    file.write_bytes(content_of_file)

    findings = list(examine(own_settings))

    assert any("abîmée" in finding.fault for finding in findings)
    assert any("sauvegarde" in finding.fix for finding in findings)
    with pytest.raises((click.ClickException, DatabaseError)):
        prepare_instance(own_settings, clock=clock)


def test_the_doctor_does_not_create_a_missing_database(own_settings: Settings) -> None:
    file = own_settings.instance / "directory.sqlite3"
    file.unlink()

    (finding,) = examine(own_settings)

    assert finding.fix == "directory serve"
    assert not file.exists()


def test_the_doctor_sees_fictional_listings_without_their_banner(
    settings: Settings, clock: FixedClock
) -> None:
    prepare_instance(settings.model_copy(update={"demo": True}), clock=clock)

    assert any("fictives" in finding.fault for finding in examine(settings))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DIRECTORY_BASE_URL", "annuaire.exemple", "DIRECTORY_BASE_URL"),
        ("DIRECTORY_PORT", "abc", "DIRECTORY_PORT"),
        ("DIRECTORY_DATABASE_URL", "foo", "DIRECTORY_DATABASE_URL"),
        ("DIRECTORY_INSTANCE", "/proc/nowhere", "accessible"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(
    name: str, value: str, said: str
) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "directory", "database", "migrate"],
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode in (1, 2)
    assert "Traceback" not in answer.stderr
    assert said in answer.stderr
