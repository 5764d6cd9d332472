"""Data files of listings: what is read, and how damage is named."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from directory.catalog.drafts import AreaDraft, PhoneDraft, SourceDraft
from directory.catalog.listings.reading import read_listings, structure_id
from directory.catalog.vocabulary import CoverageBasis, PhoneKind
from directory.data_files import DamagedDataFileError
from directory.paths import DATA
from directory.territory.coverage import REGION, AreaKind
from tests.factories.listing_files import write_listings


def test_a_row_becomes_a_draft(tmp_path: Path) -> None:
    folder = write_listings(tmp_path)

    (listing,) = read_listings(folder).structures

    assert listing.draft.name == "Équipe mobile de l’Exemple"
    assert listing.draft.phones == (PhoneDraft("02 98 62 61 60", PhoneKind.SWITCHBOARD),)
    assert listing.draft.coverage == (
        AreaDraft(AreaKind.FILIERE, "nord-finistere", CoverageBasis.ASSUMED),
    )
    assert listing.draft.sources == (SourceDraft("Source de l’exemple", None, date(2024, 12, 31)),)
    assert listing.is_published


def test_a_regional_row_serves_the_region(tmp_path: Path) -> None:
    folder = write_listings(tmp_path, [{"coverage": "region"}])

    (listing,) = read_listings(folder).structures

    assert listing.is_regional
    assert listing.draft.coverage == (AreaDraft(REGION.kind, REGION.code, CoverageBasis.ASSUMED),)


def test_a_row_across_two_filieres_serves_both(tmp_path: Path) -> None:
    folder = write_listings(tmp_path, [{"filiere": "nord-finistere|cornouaille"}])

    (listing,) = read_listings(folder).structures

    assert [area.code for area in listing.draft.coverage] == ["nord-finistere", "cornouaille"]


def test_the_identifier_of_a_key_never_changes() -> None:
    assert str(structure_id("emsp-de-l-exemple")) == "5f73dd1b-5f7e-521d-b479-1ae8dde24b3e"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("key", ""),
        ("name", " "),
        ("type", ""),
        ("organization_key", "inconnue"),
        ("latitude", "48,57"),
        ("phone_kind", "mobile"),
        ("capacity", "dix"),
        ("coverage", "partout"),
        ("publish", "peut-être"),
        ("source_date", "31/12/2024"),
        ("sources", "Source B"),
    ],
)
def test_a_damaged_value_names_its_file_line_column_and_value(
    tmp_path: Path, column: str, value: str
) -> None:
    folder = write_listings(tmp_path, [{"key": "premiere"}, {column: value}])

    with pytest.raises(DamagedDataFileError) as caught:
        read_listings(folder)

    error = caught.value
    assert (error.file.name, error.line, error.column, error.value) == (
        "structures.csv",
        3,
        column,
        value,
    )


def test_a_key_used_twice_is_damage_on_its_second_line(tmp_path: Path) -> None:
    folder = write_listings(tmp_path, [{}, {}])

    with pytest.raises(DamagedDataFileError, match=r"ligne 3, colonne « key ».*déjà à la ligne 2"):
        read_listings(folder)


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    folder = write_listings(tmp_path)
    (folder / "sources.csv").unlink()

    with pytest.raises(DamagedDataFileError, match=r"sources\.csv"):
        read_listings(folder)


def test_every_row_of_the_repository_is_read_with_its_sources() -> None:
    file = DATA / "structures" / "structures.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))

    structures = read_listings(DATA / "structures").structures

    assert rows
    assert [listing.key for listing in structures] == [row["key"] for row in rows]
    assert all(listing.draft.sources for listing in structures)
    assert [listing.is_published for listing in structures] == [
        row["publish"] == "yes" for row in rows
    ]
