"""The check of the territory passes on what ships and names what is wrong in a damaged copy."""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BUILD = Path("data/territory/build")

Check = Callable[[Path], list[str]]


@pytest.fixture
def table_problems(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.syspath_prepend(pytestconfig.rootpath / BUILD)
    module = importlib.import_module("check_tables")
    return lambda data: list(module.table_problems(data / "territory"))


@pytest.fixture
def shape_problems(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.syspath_prepend(pytestconfig.rootpath / BUILD)
    module = importlib.import_module("check_shapes")
    return lambda data: list(module.shape_problems(data / "territory"))


def replace(data: Path, file: str, before: str, after: str) -> None:
    path = data / "territory" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def read_shapes(data: Path, file: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((data / "territory" / "shapes" / file).read_bytes())
    return document


def write_shapes(data: Path, file: str, document: dict[str, Any]) -> None:
    text = json.dumps(document, separators=(",", ":"))
    (data / "territory" / "shapes" / file).write_text(text, encoding="utf-8")


def run_check(territory: Path, checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / BUILD / "check.py"), "--territory", str(territory)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_ships_passes(territory: Path, pytestconfig: pytest.Config) -> None:
    result = run_check(territory, pytestconfig.rootpath)

    assert (result.returncode, result.stderr) == (0, "")


def test_a_problem_ends_the_check_with_1_and_its_sentence(
    damaged_data: Path, pytestconfig: pytest.Config
) -> None:
    replace(damaged_data, "towns.csv", ",7\n", ",77\n")

    result = run_check(damaged_data / "territory", pytestconfig.rootpath)

    sentence = "towns.csv, line 2: min_zoom '77' is not between 7 and 14.\n"
    assert (result.returncode, result.stderr) == (1, sentence)


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("communes.csv", "29019,Brest,Brest,29,", "29019,Brest,Brest,35,", "'35' is not that of"),
        ("communes.csv", ",242900314,142346,", ",999999999,142346,", "'999999999' is not in epci"),
        ("communes.csv", ",242900314,142346,", ",,142346,", "only the listed islands have none"),
        ("communes.csv", ",142346,", ",142347,", "3449371 inhabitants, expected 3449370"),
        ("communes.csv", ",-4.48454,", ",4.48454,", "longitude '4.48454' is not in Brittany"),
        ("communes.csv", "town_hall,29200", "town_hall,2920", "postal_codes '2920'"),
        ("communes.csv", "town_hall,29200", "church,29200", "position_kind 'church'"),
        ("communes.csv", "\n29019,", "\n29020,", "29020 is there twice"),
        ("attachments.csv", "\n29019,nord-finistere,", "\n29019,nord,", "filiere 'nord'"),
        ("attachments.csv", "\n29019,", "\n99999,", "29019 lies in no filière"),
        ("attachments.csv", ",high,242900314\n", ",sure,242900314\n", "confidence 'sure'"),
        ("former_communes.csv", ",1961,22113,", ",1061,22113,", "year '1061'"),
        ("former_communes.csv", ",1961,22113,", ",1961,22999,", "insee '22999'"),
        ("filieres.csv", "\narmor,", "\narmorique,", "'armor' is not in filieres.csv"),
        ("doubtful_sectors.csv", ",saint-malo-dinan,", ",armor,", "is not attached to 'armor'"),
        ("towns.csv", ",Rennes,", ",Naoned,", "'Naoned' is not the name"),
    ],
)
def test_a_damaged_value_is_named(
    damaged_data: Path, table_problems: Check, file: str, before: str, after: str, sentence: str
) -> None:
    replace(damaged_data, file, before, after)

    problems = table_problems(damaged_data)

    assert [problem for problem in problems if sentence in problem] != []


def test_a_missing_contour_is_named(damaged_data: Path, shape_problems: Check) -> None:
    document = read_shapes(damaged_data, "communes.topojson")
    communes = document["objects"]["communes"]["geometries"]
    document["objects"]["communes"]["geometries"] = [c for c in communes if c["id"] != "29155"]
    write_shapes(damaged_data, "communes.topojson", document)

    problems = shape_problems(damaged_data)

    assert problems == ["shapes/communes.topojson, communes: 29155 has no contour."]


def test_communes_that_overlap_are_named(damaged_data: Path, shape_problems: Check) -> None:
    document = read_shapes(damaged_data, "communes.topojson")
    communes = {each["id"]: each for each in document["objects"]["communes"]["geometries"]}
    communes["29083"]["arcs"] = communes["29155"]["arcs"]
    write_shapes(damaged_data, "communes.topojson", document)

    problems = shape_problems(damaged_data)

    assert "communes: 29083 and 29155 overlap" in problems[0]


def test_a_contour_that_crosses_itself_is_named(damaged_data: Path, shape_problems: Check) -> None:
    document = read_shapes(damaged_data, "home.topojson")
    arc = max(document["arcs"], key=len)
    arc[10], arc[200] = arc[200], arc[10]
    write_shapes(damaged_data, "home.topojson", document)

    problems = shape_problems(damaged_data)

    assert "is not valid: Self-intersection" in problems[0]


def test_a_town_hall_outside_its_commune_is_named(
    damaged_data: Path, shape_problems: Check
) -> None:
    replace(damaged_data, "communes.csv", "48.39169,-4.48454", "47.60000,-3.00000")

    problems = shape_problems(damaged_data)

    assert problems == ["communes.csv, line 363: 47.6, -3.0 lies 1.6354° outside 29019."]


def test_a_file_over_its_budget_is_named(damaged_data: Path, shape_problems: Check) -> None:
    document = read_shapes(damaged_data, "home.topojson")
    document["ballast"] = [number * 7919 % 99991 for number in range(40_000)]
    write_shapes(damaged_data, "home.topojson", document)

    problems = shape_problems(damaged_data)

    assert [problem for problem in problems if "the budget is 90000" in problem] != []
