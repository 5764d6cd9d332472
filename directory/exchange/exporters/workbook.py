"""Structures as an XLSX workbook, and the template to fill in; every text is typed as text."""

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from directory.catalog.models.structure import Structure
from directory.exchange.area_names import AreaNames
from directory.exchange.cells import cells_of
from directory.exchange.columns import COLUMNS, RULES, Column
from directory.exchange.formulas import neutralised

_LONGEST_CELL = 32_767  # Excel's own limit, in signs
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML holds none of them
_NUMBERS = {"latitude": float, "longitude": float, "capacity_value": int}
_WIDTHS = {"id": 12.0, "name": 44.0, "help": 70.0}
_WIDTH = 20.0


def workbook_of(
    structures: Iterable[Structure], columns: Sequence[Column], areas: AreaNames
) -> bytes:
    """Give a workbook with one row per structure; our import reads it back exactly."""
    book = Workbook(write_only=True)
    sheet = _sheet_with_header(book, columns)
    for structure in structures:
        cells = cells_of(structure, areas)
        sheet.append([_cell(sheet, column, cells.get(column.name, "")) for column in columns])
    return _bytes_of(book)


def template_workbook() -> bytes:
    """Give an empty workbook to fill in; its second sheet explains the columns and the rules."""
    columns = [column for column in COLUMNS if column.is_read]
    book = Workbook(write_only=True)
    _sheet_with_header(book, columns)
    help_sheet = book.create_sheet("Mode d’emploi")
    help_sheet.column_dimensions["A"].width = 34.0
    help_sheet.column_dimensions["B"].width = _WIDTHS["help"]
    for rule in RULES:
        help_sheet.append([_text(help_sheet, rule)])
    help_sheet.append([])
    help_sheet.append([_bold(help_sheet, "Colonne"), _bold(help_sheet, "Ce qu’on y écrit")])
    for column in columns:
        explained = _text(help_sheet, column.help)
        explained.alignment = Alignment(wrap_text=True, vertical="top")
        help_sheet.append([_text(help_sheet, column.header), explained])
    return _bytes_of(book)


def _sheet_with_header(book: Workbook, columns: Sequence[Column]) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = book.create_sheet("Structures")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        width = _WIDTHS.get(column.name, _WIDTH)
        sheet.column_dimensions[_letters(place)].width = width  # type: ignore[attr-defined] # stubs
    sheet.append([_bold(sheet, column.header) for column in columns])
    return sheet


def _cell(sheet: WriteOnlyWorksheet, column: Column, text: str) -> Cell | None:
    if not text:
        return None
    if column.name in _NUMBERS:
        number: Cell = WriteOnlyCell(sheet, value=_NUMBERS[column.name](text))
        return number
    return _text(sheet, neutralised(text))


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=_FORBIDDEN.sub("", text)[:_LONGEST_CELL])
    cell.data_type = "s"  # a text, whatever it begins with
    return cell


def _bold(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _letters(place: int) -> str:
    """Name a column as spreadsheets do, from 1: A, Z, AA…"""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _bytes_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
