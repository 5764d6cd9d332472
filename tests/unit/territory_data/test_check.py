"""The check of the territory passes on what ships and names what is wrong in a damaged copy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path("data/territory/build/check.py")


def run_check(territory: Path, checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / CHECK), "--territory", str(territory)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


def test_what_ships_passes(territory: Path, checkout: Path) -> None:
    result = run_check(territory, checkout)

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("communes.csv", "29019,Brest,Brest,29,", "29019,Brest,Brest,35,", "'35' is not that of"),
        ("communes.csv", ",242900314,142346,", ",999999999,142346,", "'999999999' is not in epci"),
        ("communes.csv", ",242900314,142346,", ",,142346,", "only the listed islands have none"),
        ("communes.csv", ",142346,", ",142347,", "3449371 inhabitants, expected 3449370"),
        ("communes.csv", ",-4.48454,", ",4.48454,", "longitude '4.48454' is not in Brittany"),
        ("communes.csv", "48.39169,-4.48454", "47.60000,-3.00000", "outside 29019"),
        ("communes.csv", "town_hall,29200", "town_hall,2920", "postal_codes '2920'"),
        ("communes.csv", "\n29019,", "\n29020,", "29020 is there twice"),
        ("attachments.csv", "\n29019,nord-finistere,", "\n29019,nord,", "filiere 'nord'"),
        ("attachments.csv", "\n29019,", "\n99999,", "29019 lies in no filière"),
        ("attachments.csv", ",high,242900314\n", ",sure,242900314\n", "confidence 'sure'"),
        ("former_communes.csv", ",1961,22113,", ",1061,22113,", "year '1061'"),
        ("former_communes.csv", ",1961,22113,", ",1961,22999,", "insee '22999'"),
        ("filieres.csv", "\narmor,", "\narmorique,", "'armor' is not in filieres.csv"),
        ("towns.csv", ",7\n", ",77\n", "min_zoom '77'"),
    ],
)
def test_a_damaged_value_is_named(
    damaged_data: Path, checkout: Path, file: str, before: str, after: str, sentence: str
) -> None:
    path = damaged_data / "territory" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    result = run_check(damaged_data / "territory", checkout)

    assert (result.returncode, sentence in result.stderr) == (1, True), result.stderr


def test_a_missing_commune_is_named(damaged_data: Path, checkout: Path) -> None:
    path = damaged_data / "territory" / "shapes" / "communes.topojson"
    document = json.loads(path.read_bytes())
    communes = document["objects"]["communes"]["geometries"]
    document["objects"]["communes"]["geometries"] = [c for c in communes if c["id"] != "29155"]
    path.write_text(json.dumps(document), encoding="utf-8")

    result = run_check(damaged_data / "territory", checkout)

    assert "communes.topojson, communes: 29155 has no contour" in result.stderr


def test_two_communes_that_overlap_are_named(damaged_data: Path, checkout: Path) -> None:
    path = damaged_data / "territory" / "shapes" / "communes.topojson"
    document = json.loads(path.read_bytes())
    communes = {each["id"]: each for each in document["objects"]["communes"]["geometries"]}
    communes["29083"]["arcs"] = communes["29155"]["arcs"]
    path.write_text(json.dumps(document), encoding="utf-8")

    result = run_check(damaged_data / "territory", checkout)

    assert "29083 and 29155 overlap" in result.stderr


def test_a_contour_that_crosses_itself_is_named(damaged_data: Path, checkout: Path) -> None:
    path = damaged_data / "territory" / "shapes" / "home.topojson"
    document = json.loads(path.read_bytes())
    arc = max(document["arcs"], key=len)
    arc[10], arc[200] = arc[200], arc[10]
    path.write_text(json.dumps(document), encoding="utf-8")

    result = run_check(damaged_data / "territory", checkout)

    assert "is not valid" in result.stderr


def test_a_file_over_its_budget_is_named(damaged_data: Path, checkout: Path) -> None:
    path = damaged_data / "territory" / "shapes" / "home.topojson"
    document = json.loads(path.read_bytes())
    document["ballast"] = [number * 7919 % 99991 for number in range(40_000)]
    path.write_text(json.dumps(document), encoding="utf-8")

    result = run_check(damaged_data / "territory", checkout)

    assert "the budget is 90000" in result.stderr
