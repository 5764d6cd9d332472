"""A table of texts as a file held it, the limits it must keep, and why a file is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_BYTES = 10_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000  # signs


class FileFault(StrEnum):
    """Why a file cannot be read; the comment names the data that the words may use."""

    CELL_TOO_LONG = "cell_too_long"  # line, limit
    DAMAGED_WORKBOOK = "damaged_workbook"
    DOCUMENT_TYPE = "document_type"  # part: an XML part declares entities
    EMPTY = "empty"
    FORMULA = "formula"  # line, value
    MACROS = "macros"
    MALFORMED_CSV = "malformed_csv"  # line
    MIXED_ENCODING = "mixed_encoding"  # line
    NOT_A_WORKBOOK = "not_a_workbook"
    NOT_FINESS = "not_finess"
    NOT_TEXT = "not_text"
    NULL_BYTE = "null_byte"  # line
    OLD_WORKBOOK = "old_workbook"  # .xls, or a workbook behind a password
    PACKED_TOO_TIGHTLY = "packed_too_tightly"  # limit, in times
    TEXT_NAMED_WORKBOOK = "text_named_workbook"
    TOO_HEAVY = "too_heavy"  # limit, in megabytes
    TOO_LONG_TO_READ = "too_long_to_read"
    TOO_MANY_COLUMNS = "too_many_columns"  # limit
    TOO_MANY_PARTS = "too_many_parts"  # limit
    TOO_MANY_ROWS = "too_many_rows"  # limit
    UNKNOWN_ENCODING = "unknown_encoding"
    UNPACKS_TOO_BIG = "unpacks_too_big"  # limit, in megabytes
    UNSAFE_PART = "unsafe_part"  # part


class UnreadableFileError(Exception):
    """A file that is refused whole; `fault` and `data` say why."""

    def __init__(self, fault: FileFault, **data: object) -> None:
        super().__init__(f"{fault.value}: {data}" if data else fault.value)
        self.fault = fault
        self.data: Mapping[str, str] = {name: str(value)[:80] for name, value in data.items()}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number in the file, as a spreadsheet shows it, and as many cells as columns.

    `has_too_many_cells` tells a row that held more values than there are columns.
    """

    line: int
    cells: tuple[str, ...]
    has_too_many_cells: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, blank rows left out."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Give what is stored of it (Any: lists of texts and numbers)."""
        rows = [[row.line, list(row.cells), row.has_too_many_cells] for row in self.rows]
        return {"header": list(self.header), "rows": rows}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Table":
        """Read what `as_json` gave."""
        rows = (TableRow(line, tuple(cells), odd) for line, cells, odd in stored["rows"])
        return cls(tuple(stored["header"]), tuple(rows))


def table_of(numbered: list[tuple[int, list[str]]]) -> Table:
    """Make a table of numbered lines: the first that is not blank is the header.

    Raises UnreadableFileError when there is no header or a limit is broken.
    """
    filled = [(line, cells) for line, cells in numbered if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFileError(FileFault.EMPTY)
    if len(filled) > MOST_ROWS + 1:
        raise UnreadableFileError(FileFault.TOO_MANY_ROWS, limit=MOST_ROWS)
    header = [" ".join(cell.split()) for cell in filled[0][1]]
    while not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise UnreadableFileError(FileFault.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    return Table(tuple(header), tuple(_row(line, cells, len(header)) for line, cells in filled[1:]))


def _row(line: int, cells: list[str], width: int) -> TableRow:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise UnreadableFileError(FileFault.CELL_TOO_LONG, line=line, limit=LONGEST_CELL)
    kept = [cell.strip() for cell in cells[:width]]
    kept += [""] * (width - len(kept))
    has_too_many_cells = any(cell.strip() for cell in cells[width:])
    return TableRow(line, tuple(kept), has_too_many_cells)
