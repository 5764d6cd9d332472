"""Starting where nothing can be written: the site is served as it is, if it was prepared."""

import errno
from pathlib import Path

import click
import pytest

from directory import database
from directory.cli.doctor import examine
from directory.cli.instance import is_read_only_instance
from directory.settings import Settings
from tests.conftest import make_settings


@pytest.fixture
def read_only_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written any more."""

    def refuse(**_where: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(database, "TemporaryFile", refuse)


def test_an_instance_that_can_be_written_is_prepared(settings: Settings, tmp_path: Path) -> None:
    assert not is_read_only_instance(settings)
    assert not is_read_only_instance(make_settings(tmp_path / "new"))


@pytest.mark.usefixtures("read_only_disk")
def test_a_prepared_instance_is_served_as_it_is(settings: Settings) -> None:
    assert is_read_only_instance(settings)


@pytest.mark.usefixtures("read_only_disk")
def test_the_doctor_says_that_nothing_is_saved(settings: Settings) -> None:
    faults = {finding.fault: finding.fix for finding in examine(settings)}

    fix = faults["Rien ne s’enregistre : la base ou le dossier de l’instance se lit seulement."]
    assert str(settings.instance) in fix


@pytest.mark.usefixtures("read_only_disk")
def test_an_instance_of_another_version_says_that_it_cannot_be_prepared(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="rien ne peut y être écrit"):
        is_read_only_instance(make_settings(tmp_path))
