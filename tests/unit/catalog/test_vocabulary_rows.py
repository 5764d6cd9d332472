"""A damaged row of the vocabulary is named; the closed lists are those of the pages."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.catalog.vocabulary_rows import (
    DOORS,
    MARKER_SHAPES,
    load_vocabulary,
    read_structure_types,
    require_kinds_in_use,
)
from directory.data_files import DamagedDataFileError
from directory.paths import DATA
from directory.web.public.home import list_doors
from tests.factories.structures import make_structure

ROOT = Path(__file__).parents[3]
README = (DATA / "vocabulary" / "README.md").read_text(encoding="utf-8")
Row = dict[str, str]


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(DATA / "vocabulary", folder / "vocabulary"))


def _rewrite(folder: Path, change: Callable[[list[Row]], list[Row]]) -> Path:
    """Copy the vocabulary with other kinds of structure; give its folder."""
    copy = _copy(folder)
    file = copy / "structure_types.csv"
    with file.open(newline="", encoding="utf-8") as stream:
        rows = change(list(csv.DictReader(stream)))
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return copy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",review_months,", ",mois,", "ligne 1 : colonne absente : review_months"),
        (",plain_br,", ",plain,", "ligne 1 : colonne absente : plain_br"),
        (",yes,", ",oui,", r"ligne \d+, colonne « access_\w+ », valeur « oui »"),
    ],
)
def test_a_damaged_kind_of_structure_is_named(
    session: Session, tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = _copy(tmp_path)
    file = folder / "structure_types.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(DamagedDataFileError, match=said):
        load_vocabulary(session, folder)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("code", "APPUI", "déjà à la ligne 2"),
        ("marker_shape", "cross", "valeur inconnue"),
        ("marker_letter", "ABC", "plus de 2 lettres"),
        ("marker_letter", "A", "déjà à la ligne 2"),
        ("coverage_default", "commune", "valeur inconnue"),
        ("door", "enfants|cave", "code inconnu : cave"),
        ("audiences", "adults", "code inconnu : adults"),
        ("label_fr", "", "valeur manquante"),
        ("label_plural_fr", "", "valeur manquante"),
        ("plain_fr", " ", "valeur manquante"),
    ],
)
def test_a_wrong_value_names_its_line_column_and_value(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    folder = _rewrite(tmp_path, lambda rows: [rows[0], {**rows[1], column: value}, *rows[2:]])

    with pytest.raises(DamagedDataFileError, match=reason) as caught:
        read_structure_types(folder)

    error = caught.value
    assert (error.file.name, error.line, error.column, error.value) == (
        "structure_types.csv",
        3,
        column,
        value,
    )


def test_a_kind_that_a_structure_uses_cannot_leave_the_file(
    session: Session, tmp_path: Path
) -> None:
    structure = make_structure(session, type_code="EMSP")
    folder = _rewrite(tmp_path, lambda rows: [row for row in rows if row["code"] != "EMSP"])

    with pytest.raises(DamagedDataFileError, match=f"le type EMSP .* : {structure.slug}"):
        require_kinds_in_use(session, folder)


def test_a_kind_that_nothing_uses_may_leave_the_file(session: Session, tmp_path: Path) -> None:
    make_structure(session, type_code="EMSP")

    folder = _rewrite(tmp_path, lambda rows: [row for row in rows if row["code"] != "DEUIL"])

    require_kinds_in_use(session, folder)


def test_the_shapes_are_those_that_the_pages_draw() -> None:
    style = (ROOT / "static/css/components/type-mark.css").read_text(encoding="utf-8")

    assert set(re.findall(r"type-mark--(\w+)", style)) - {"large"} == MARKER_SHAPES


def test_the_doors_are_those_of_the_front_page(app: Flask) -> None:
    with app.test_request_context("/"):
        assert {door.code for door in list_doors()} == DOORS


@pytest.mark.parametrize("word", sorted(DOORS | MARKER_SHAPES))
def test_the_readme_names_every_door_and_shape(word: str) -> None:
    assert f"`{word}`" in README
