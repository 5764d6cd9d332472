"""The libraries under static/vendor are the ones the table names, byte for byte."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
ROW = re.compile(r"^\|[^|]+\|[^|]+\|[^|]+\| `(?P<file>[^`]+)` \| `(?P<sha256>[0-9a-f]{64})` \|$")


def checksums_in_table() -> dict[str, str]:
    lines = (VENDOR / "README.md").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row["sha256"] for line in lines if (row := ROW.match(line))}


def checksums_on_disk() -> dict[str, str]:
    return {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


def test_every_vendored_file_has_the_checksum_of_the_table() -> None:
    expected = checksums_in_table()

    found = checksums_on_disk()

    assert found == expected


def test_every_vendored_folder_holds_a_licence() -> None:
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]

    without_licence = [path.name for path in folders if not list(path.glob("*LICEN[CS]E*"))]

    assert folders
    assert without_licence == []
