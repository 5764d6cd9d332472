"""A damaged row of the vocabulary is named."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from directory.catalog.vocabulary_rows import load_vocabulary
from directory.data_files import DamagedDataFileError
from directory.paths import DATA


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",review_months,", ",mois,", "ligne 1 : colonne absente : review_months"),
        (",yes,", ",oui,", r"ligne \d+, colonne « access_\w+ », valeur « oui »"),
    ],
)
def test_a_damaged_kind_of_structure_is_named(
    session: Session, tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = Path(shutil.copytree(DATA / "vocabulary", tmp_path / "vocabulary"))
    file = folder / "structure_types.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(DamagedDataFileError, match=said):
        load_vocabulary(session, folder)
