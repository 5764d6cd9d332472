"""The territory is loaded whole or not at all."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.data_files import DamagedDataFileError
from directory.paths import DATA
from directory.territory.models import Departement, DoubtfulAttachment
from directory.territory.reference import load_territory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real territory that the test may damage."""
    kept = shutil.ignore_patterns("build", "shapes")
    return Path(shutil.copytree(DATA / "territory", tmp_path / "territory", ignore=kept))


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_value_that_cannot_be_read_is_named_and_nothing_changes(
    session: Session, folder: Path
) -> None:
    rewrite(folder / "departements.csv", "Finistère", "Finistère nouveau")
    rewrite(folder / "attachments.csv", ",high,", ",certaine,")

    with pytest.raises(DamagedDataFileError, match=r"attachments\.csv, ligne \d+, .*« certaine »"):
        load_territory(session, folder)

    assert session.scalar(select(Departement.name).where(Departement.code == "29")) == "Finistère"


def test_a_day_of_recognition_that_is_no_date_is_named(session: Session, folder: Path) -> None:
    rewrite(folder / "filieres.csv", ",2025-10", ",octobre 2025")

    with pytest.raises(DamagedDataFileError, match=r"filieres\.csv, .*« recognised_on »"):
        load_territory(session, folder)


@pytest.mark.parametrize("column", ["latitude", "position_kind"])
def test_a_missing_column_is_named(session: Session, folder: Path, column: str) -> None:
    rewrite(folder / "communes.csv", column, "autre")

    with pytest.raises(DamagedDataFileError, match=rf"communes\.csv, .*absente : {column}"):
        load_territory(session, folder)


def test_a_list_without_any_row_is_loaded(session: Session, folder: Path) -> None:
    file = folder / "doubtful_sectors.csv"
    header, _, _ = file.read_text(encoding="utf-8").partition("\n")
    file.write_text(header + "\n", encoding="utf-8")

    load_territory(session, folder)

    assert session.scalar(select(func.count()).select_from(DoubtfulAttachment)) == 0
