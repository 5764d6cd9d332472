"""Read an uploaded file, CSV or XLSX, told apart by what it holds."""

from dataclasses import dataclass

from directory.exchange.csv_reading import read_csv
from directory.exchange.table import MOST_BYTES, FileFault, Table, UnreadableFileError
from directory.exchange.workbook_reading import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A table and what kind of file it came from: csv or xlsx."""

    kind: str
    table: Table


def read_file(content: bytes, *, file_name: str = "") -> ReadFile:
    """Read a file of at most 10 MB. Raises UnreadableFileError, in less than five seconds."""
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(FileFault.TOO_HEAVY, limit=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise UnreadableFileError(FileFault.EMPTY)
    if content.startswith(_OLE):
        raise UnreadableFileError(FileFault.OLD_WORKBOOK)
    if content.startswith(b"PK"):
        if not content.startswith(_ZIP):
            raise UnreadableFileError(FileFault.DAMAGED_WORKBOOK)
        return ReadFile("xlsx", read_workbook(content))
    if file_name.lower().endswith(".xlsx"):
        raise UnreadableFileError(FileFault.TEXT_NAMED_WORKBOOK)
    return ReadFile("csv", read_csv(content))
