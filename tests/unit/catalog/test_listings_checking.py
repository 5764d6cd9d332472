"""Listings held against the rules, their communes and one another."""

from pathlib import Path

import pytest

from directory.catalog.listings.checking import ListingProblem, check_listings, require_no_error
from directory.catalog.listings.outlines import km_outside, km_outside_commune
from directory.catalog.listings.reading import read_listings
from directory.catalog.listings.references import reference_from_files
from directory.catalog.problems import Severity
from directory.catalog.validation import Reference
from directory.data_files import DamagedDataFileError
from directory.paths import DATA
from directory.values.geography import Position
from tests.factories.listing_files import Row, write_listings

SQUARE = [[[-3.0, 48.0], [-2.9, 48.0], [-2.9, 48.1], [-3.0, 48.1], [-3.0, 48.0]]]


@pytest.fixture(scope="module")
def reference() -> Reference:
    """The vocabulary and the territory of the repository."""
    return reference_from_files(DATA)


def _check(folder: Path, reference: Reference, *rows: Row) -> list[ListingProblem]:
    return check_listings(read_listings(write_listings(folder, rows)), reference)


def test_a_sound_row_has_no_problem(tmp_path: Path, reference: Reference) -> None:
    assert _check(tmp_path, reference, {}) == []


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"finess_et": "2900"}, "finess_shape", "finess_et"),
        ({"phone": "02 98"}, "phone_invalid", "phone"),
        ({"type": "AUTRE"}, "type_unknown", "type"),
        ({"postal_code": "35000"}, "postal_code_of_elsewhere", "postal_code"),
        ({"commune": "Quimper"}, "commune_name_differs", "commune"),
        ({"latitude": "48.40", "longitude": "-4.49"}, "position_outside_commune", "latitude"),
    ],
)
def test_a_doubtful_row_is_reported_at_its_line(
    tmp_path: Path, reference: Reference, changes: Row, code: str, column: str
) -> None:
    (found,) = _check(tmp_path, reference, changes)

    assert (found.problem.code, found.column, found.line) == (code, column, 2)


def test_the_same_finess_and_type_is_a_duplicate(tmp_path: Path, reference: Reference) -> None:
    (found,) = _check(tmp_path, reference, {}, {"key": "autre", "name": "Autre équipe"})

    assert found.key == "autre"
    assert found.problem.code == "same_finess_and_type"
    assert found.problem.data == {"other": "emsp-de-l-exemple"}


def test_the_same_name_in_the_same_commune_is_a_duplicate(
    tmp_path: Path, reference: Reference
) -> None:
    other = {"key": "autre", "name": "équipe MOBILE de l'exemple", "finess_et": "290000058"}

    (found,) = _check(tmp_path, reference, {}, other)

    assert found.problem.code == "same_name_and_commune"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"finess_ej": "29"}, "finess_shape"),
        ({"siren": "123456789"}, "siren_shape"),
        ({"rna": "1234"}, "rna_shape"),
        ({"website": "ftp://exemple.fr"}, "website_invalid"),
    ],
)
def test_a_wrong_organization_is_an_error(
    tmp_path: Path, reference: Reference, changes: Row, code: str
) -> None:
    listings = read_listings(write_listings(tmp_path, organizations=[changes]))

    (found,) = check_listings(listings, reference)

    assert (found.file_name, found.problem.code) == ("organizations.csv", code)
    assert found.problem.severity is Severity.ERROR


def test_an_error_forbids_loading(tmp_path: Path, reference: Reference) -> None:
    listings = read_listings(write_listings(tmp_path, [{"phone": "02 98"}]))

    with pytest.raises(DamagedDataFileError, match=r"structures\.csv, ligne 2, colonne « phone »"):
        require_no_error(listings, reference)


def test_a_doubt_does_not_forbid_loading(tmp_path: Path, reference: Reference) -> None:
    listings = read_listings(write_listings(tmp_path, [{"commune": "Quimper"}]))

    require_no_error(listings, reference)

    assert check_listings(listings, reference)


def test_the_listings_of_the_repository_have_no_error(reference: Reference) -> None:
    found = check_listings(read_listings(DATA / "structures"), reference)

    assert [problem for problem in found if problem.problem.severity is Severity.ERROR] == []


def test_a_position_inside_is_at_no_distance() -> None:
    assert km_outside(SQUARE, Position(48.05, -2.95)) == 0.0


def test_a_position_outside_is_measured_to_the_border() -> None:
    assert km_outside(SQUARE, Position(48.2, -2.95)) == pytest.approx(11.1, abs=0.1)


def test_a_position_in_a_hole_is_outside() -> None:
    hole = [[-2.96, 48.04], [-2.94, 48.04], [-2.94, 48.06], [-2.96, 48.06], [-2.96, 48.04]]

    assert km_outside([*SQUARE, hole], Position(48.05, -2.95)) > 0.5


def test_the_town_hall_of_brest_is_in_brest_and_that_of_quimper_is_not() -> None:
    assert km_outside_commune(DATA, "29019", Position(48.3905, -4.4860)) == 0.0
    assert km_outside_commune(DATA, "29019", Position(47.9960, -4.1024)) > 40
