"""Structures as CSV for spreadsheets (UTF-8 with its mark, semicolons) or for programs (raw)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from directory.catalog.models.structure import Structure
from directory.exchange.area_names import AreaNames
from directory.exchange.cells import cells_of
from directory.exchange.columns import Column
from directory.exchange.formulas import neutralised

_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def csv_for_spreadsheets(
    structures: Iterable[Structure], columns: Sequence[Column], areas: AreaNames
) -> Iterator[bytes]:
    """Give the lines of a file where no cell can be computed; our import reads it back exactly."""
    yield _MARK.encode()
    yield _line([column.header for column in columns], ";")
    for structure in structures:
        cells = cells_of(structure, areas)
        yield _line([neutralised(cells.get(column.name, "")) for column in columns], ";")


def raw_csv(structures: Iterable[Structure], columns: Sequence[Column]) -> Iterator[bytes]:
    """Give the lines of a file with the codes of the columns and the values untouched."""
    yield _line([column.name for column in columns], ",")
    for structure in structures:
        cells = cells_of(structure)
        yield _line([cells.get(column.name, "") for column in columns], ",")


def _line(cells: Sequence[str], separator: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerow(cells)
    return stream.getvalue().encode()
