"""`directory data export` and `import` move a whole instance, and say what stops them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from directory.__main__ import directory
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.settings import Settings
from tests.conftest import make_settings
from tests.factories.structures import make_structure


def _run(settings: Settings, *words: str) -> tuple[int, str]:
    environment = {"DIRECTORY_INSTANCE": str(settings.instance)}
    result = CliRunner().invoke(directory, ["data", *words], env=environment)
    return result.exit_code, result.output


@pytest.fixture
def exported(settings: Settings, session: Session, tmp_path: Path) -> Path:
    """A folder with the base of an instance that has one structure."""
    make_structure(session)
    assert _run(settings, "export", str(tmp_path / "export"))[0] == 0
    return tmp_path / "export"


def test_a_base_moves_to_a_new_instance_with_its_index(exported: Path, tmp_path: Path) -> None:
    new = make_settings(tmp_path / "new")
    migrate(open_engine(new.database_address))

    code, output = _run(new, "import", str(exported))

    assert (code, "Repris : " in output) == (0, True)
    with make_session_factory(open_engine(new.database_address))() as session:
        assert new.index_folder.is_dir()
        assert session.connection().exec_driver_sql("SELECT count(*) FROM structure").scalar() == 1


def test_an_export_into_a_folder_in_use_is_refused(settings: Settings, exported: Path) -> None:
    code, output = _run(settings, "export", str(exported))

    assert code == 1
    assert "contient déjà quelque chose" in output


def test_an_instance_in_use_is_left_alone(settings: Settings, exported: Path) -> None:
    code, output = _run(settings, "import", str(exported))

    assert code == 1
    assert "n’est pas vide" in output


def test_an_instance_without_schema_is_told_what_to_do(exported: Path, tmp_path: Path) -> None:
    code, output = _run(make_settings(tmp_path / "new"), "import", str(exported))

    assert code == 1
    assert "directory database migrate" in output
