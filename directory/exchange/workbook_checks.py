"""Look at an XLSX workbook before it is opened: bombs, macros, formulas, tricks in its parts.

Nothing is unpacked beyond the size that the parts declare and that was found bearable.
"""

import io
import re
import zipfile
import zlib

from directory.exchange.table import MOST_ROWS, FileFault, UnreadableFileError

MOST_UNPACKED = 20_000_000  # bytes
MOST_PARTS = 50
HIGHEST_RATIO = 100

_REQUIRED = {"[Content_Types].xml", "xl/workbook.xml"}
_DOCUMENT_TYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
# Visual Basic, and the macro sheets of Excel 4.0, which are computed as soon as they are opened.
_MACRO_PART = re.compile(r"vbaproject\.bin$|(?:^|/)macrosheets/", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|macrosheet", re.IGNORECASE)
_SHEETS = "xl/worksheets/"
_ROW = re.compile(rb"<(?:\w+:)?row[ >]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_CELL_BEFORE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


def refuse_hostile_workbook(content: bytes) -> None:
    """Raise UnreadableFileError for a workbook that must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_list(archive.infolist())
            _check_size(archive)
            for part in archive.infolist():
                _check_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError: a part is encrypted; NotImplementedError: an unknown compression.
        raise UnreadableFileError(FileFault.DAMAGED_WORKBOOK) from error


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise UnreadableFileError(FileFault.TOO_MANY_PARTS, limit=MOST_PARTS)
    packed = sum(part.compress_size for part in parts)
    if _unpacked(parts) > HIGHEST_RATIO * max(packed, 1):
        raise UnreadableFileError(FileFault.PACKED_TOO_TIGHTLY, limit=HIGHEST_RATIO)
    names = [part.filename for part in parts]
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise UnreadableFileError(FileFault.UNSAFE_PART, part=name)
    if len(set(names)) < len(names):
        raise UnreadableFileError(FileFault.DAMAGED_WORKBOOK)
    if any(_MACRO_PART.search(name) for name in names):
        raise UnreadableFileError(FileFault.MACROS)
    if not set(names) >= _REQUIRED:
        raise UnreadableFileError(FileFault.NOT_A_WORKBOOK)


def _check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what is too big, and say of a sheet of many rows that it is one."""
    if _unpacked(archive.infolist()) <= MOST_UNPACKED:
        return
    for part in archive.infolist():
        if part.filename.startswith(_SHEETS):
            with archive.open(part) as sheet:
                rows = sum(1 for _row in _ROW.finditer(sheet.read(MOST_UNPACKED)))
            if rows > MOST_ROWS + 1:
                raise UnreadableFileError(FileFault.TOO_MANY_ROWS, limit=MOST_ROWS)
    raise UnreadableFileError(FileFault.UNPACKS_TOO_BIG, limit=MOST_UNPACKED // 1_000_000)


def _unpacked(parts: list[zipfile.ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _check_part(name: str, content: bytes) -> None:
    if _DOCUMENT_TYPE.search(content):
        raise UnreadableFileError(FileFault.DOCUMENT_TYPE, part=name)
    if name == "[Content_Types].xml" and _MACRO_TYPE.search(content.replace(b"\0", b"")):
        raise UnreadableFileError(FileFault.MACROS)
    if name.startswith(_SHEETS) and (found := _FORMULA.search(content)):
        cells = _CELL_BEFORE.findall(content, max(0, found.start() - 300), found.start())
        cell = cells[-1].decode() if cells else "?"
        line = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        raise UnreadableFileError(FileFault.FORMULA, line=line, value=cell)
