"""Read a CSV file as people make it: any usual encoding and separator, within limits."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from directory.exchange.formulas import is_formula, restored
from directory.exchange.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    FileFault,
    Table,
    UnreadableFileError,
    table_of,
)

_MOST_LINES = 20 * MOST_ROWS  # a cell may hold several, and blank ones are left out
_MOST_SEPARATORS = 20 * MOST_COLUMNS  # in one line: texts hold commas too
_SEPARATORS = ";,\t|"
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Two bytes that UTF-8 writes for é, è, ç…; in Windows-1252 they would be « Ã© », never in French.
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
# « +AOk- » is how UTF-7 writes é; the others begin alike.
_UTF7_LETTER = re.compile(rb"\+A[M-P][AEIMQUYcgkosw048]-")
# à ç é è ê of Mac Roman beside another letter: in Windows-1252 signs that French has not.
_MAC_LETTER = re.compile(rb"(?<=[A-Za-z])[\x88\x8d-\x90]|[\x88\x8d-\x90](?=[A-Za-z])")
_WINDOWS_LETTER = re.compile(rb"[\xe0\xe2\xe7-\xeb\xee\xef\xf4\xf9\xfb\xfc]")
_ASCII = bytes(range(128))
_PDF = b"%PDF-"


def read_csv(content: bytes) -> Table:
    """Read the bytes of a file. Raises UnreadableFileError."""
    text = decoded(content)
    if _count_line_ends(text) > _MOST_LINES:
        raise UnreadableFileError(FileFault.TOO_MANY_ROWS, limit=MOST_ROWS)
    text, separator = _separator_of(text)
    if any(line.count(separator) > _MOST_SEPARATORS for line in io.StringIO(text, newline="")):
        raise UnreadableFileError(FileFault.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    return table_of(list(_lines(text, separator)))


def decoded(content: bytes) -> str:
    """Decode UTF-8, UTF-16 with its mark, Windows-1252 or Mac Roman.

    Raises UnreadableFileError.
    """
    try:
        text = content.decode(_encoding_of(content))
    except UnicodeDecodeError as error:
        raise UnreadableFileError(FileFault.NOT_TEXT) from error
    if "\0" in text:
        line = _count_line_ends(text[: text.index("\0")]) + 1
        raise UnreadableFileError(FileFault.NULL_BYTE, line=line)
    if _CONTROLS.search(text):
        raise UnreadableFileError(FileFault.NOT_TEXT)
    return text


def _encoding_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFileError(FileFault.NOT_TEXT)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content.startswith(_PDF):
        raise UnreadableFileError(FileFault.NOT_TEXT)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _encoding_of_one_byte(content, error.start)
    if _UTF7_LETTER.search(content):
        raise UnreadableFileError(FileFault.UNKNOWN_ENCODING)
    return "utf-8-sig"


def _encoding_of_one_byte(content: bytes, first_odd: int) -> str:
    """Name the encoding of what is not UTF-8; `first_odd` is where it ceased to be."""
    if _CONTROL_BYTES.search(content):
        return "cp1252"  # a picture, say: what follows refuses it as no text
    if 2 * len(content.translate(None, delete=_ASCII)) > len(content):
        raise UnreadableFileError(FileFault.UNKNOWN_ENCODING)  # EBCDIC, Cyrillic
    if _UTF8_LETTER.search(content):
        line = _count_line_ends(content[:first_odd].decode("latin-1")) + 1
        raise UnreadableFileError(FileFault.MIXED_ENCODING, line=line)
    of_mac, of_windows = (
        sum(1 for _letter in letters.finditer(content))
        for letters in (_MAC_LETTER, _WINDOWS_LETTER)
    )
    return "mac_roman" if of_mac > of_windows else "cp1252"


def _count_line_ends(text: str) -> int:
    """Count « \\r\\n » once; old Macs ended lines with « \\r » alone."""
    return max(text.count("\n"), text.count("\r"))


def _separator_of(text: str) -> tuple[str, str]:
    """Give the text without Excel's « sep= » line, and what parts the names of the header."""
    stream = io.StringIO(text.lstrip("\r\n"), newline="")
    first = stream.readline()
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return stream.read(), first.strip()[-1]
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    return text, max(_SEPARATORS, key=outside_quotes.count)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line with the number that it starts at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    filled, line = 0, 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise UnreadableFileError(
                    FileFault.CELL_TOO_LONG, line=line, limit=LONGEST_CELL
                ) from error
            raise UnreadableFileError(FileFault.MALFORMED_CSV, line=line) from error
        filled += any(cells)
        if filled > MOST_ROWS + 1:
            raise UnreadableFileError(FileFault.TOO_MANY_ROWS, limit=MOST_ROWS)
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise UnreadableFileError(FileFault.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
        for cell in cells:
            if is_formula(cell):
                raise UnreadableFileError(FileFault.FORMULA, line=line, value=cell)
        yield line, [restored(cell) for cell in cells]
        line = reader.line_num + 1
