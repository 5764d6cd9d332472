"""Hostile files are refused, each for its own reason, in under five seconds."""

import gzip
import io
import re
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from directory.exchange.file_reading import read_file
from directory.exchange.table import FileFault, UnreadableFileError
from tests.factories.import_files import HEADER, ROW, make_csv, make_workbook, part_of, with_parts

SHEET = "xl/worksheets/sheet1.xml"
_PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000")


def _sheet_with(cell: bytes) -> bytes:
    """Make a workbook whose second row is one cell, written as XML."""
    workbook = make_workbook()
    sheet = part_of(workbook, SHEET)
    row = b'<row r="3">' + cell + b"</row></sheetData>"
    return with_parts(workbook, {SHEET: sheet.replace(b"</sheetData>", row)})


def _encrypted() -> bytes:
    """Make a workbook that says that its parts are encrypted, one by one."""
    return re.sub(
        rb"(PK\x01\x02.{4})..", lambda found: found[1] + b"\1\0", make_workbook(), flags=re.DOTALL
    )


def _lying_sizes() -> bytes:
    """Make a bomb that declares 1,000 bytes and holds 30 million."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        archive.writestr(SHEET, b" " * 30_000_000)
    size, lie = (30_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    return stream.getvalue().replace(size, lie)


def _many_parts() -> bytes:
    return with_parts(make_workbook(), {f"xl/media/{number}.xml": b"<x/>" for number in range(60)})


def _many_rows() -> bytes:
    """Make a sheet of 25 megabytes that packs as sound ones do."""
    rows = (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{zlib.crc32(str(n).encode())}</t></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>Morlaix {n}, rue de l’Exemple</t></is></c></row>'
        for n in range(1, 150_001)
    )
    return with_parts(make_workbook(), {SHEET: "".join(("<sheetData>", *rows)).encode()})


def _huge_cell() -> bytes:
    numbers = "".join(f"{zlib.crc32(str(n).encode())} Morlaix, " for n in range(1_200_000))
    return with_parts(make_workbook(), {SHEET: f"<row><c><t>{numbers}</t></c></row>".encode()})


def _twice_the_same_part() -> bytes:
    stream = io.BytesIO(make_workbook())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<x/>")
    return stream.getvalue()


def _macro_type() -> bytes:
    types = part_of(make_workbook(), "[Content_Types].xml")
    return with_parts(
        make_workbook(),
        {"[Content_Types].xml": types.replace(b"sheet.main", b"sheet.macroEnabled.main")},
    )


def _macro_sheet_type() -> bytes:
    types = part_of(make_workbook(), "[Content_Types].xml")
    macros = (
        b'<Override PartName="/xl/x.xml" ContentType="application/vnd.ms-excel.Macrosheet+xml"/>'
    )
    return with_parts(
        make_workbook(), {"[Content_Types].xml": types.replace(b"</Types>", macros + b"</Types>")}
    )


def _xxe(prefix: bytes, encoding: str) -> bytes:
    text = f'<?xml version="1.0"?>{prefix.decode()}<sst/>'
    return with_parts(make_workbook(), {"xl/sharedStrings.xml": text.encode(encoding)})


_ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
_FORMULA_CELL = b'<c r="A3"><f>HYPERLINK("https://exemple.fr")</f><v>0</v></c>'
_FAR_CELL = b'<c r="XFD1048576" t="inlineStr"><is><t>loin</t></is></c>'

HOSTILE: dict[str, tuple[FileFault, Callable[[], bytes]]] = {
    "nothing": (FileFault.EMPTY, lambda: b""),
    "blank lines": (FileFault.EMPTY, lambda: b"\r\n;;;\r\n\r\n"),
    "eleven megabytes": (FileFault.TOO_HEAVY, lambda: b"a;b\r\n" * 2_300_000),
    "a million rows": (FileFault.TOO_MANY_ROWS, lambda: b"a;b;c\r\n" * 1_000_000),
    "a million rows of an old Mac": (FileFault.TOO_MANY_ROWS, lambda: b"a;b;c\r" * 1_000_000),
    "ten million blank lines": (FileFault.TOO_MANY_ROWS, lambda: b"a;b" + b"\n" * 9_900_000),
    "a single line of separators": (FileFault.TOO_MANY_COLUMNS, lambda: b";" * 9_900_000),
    "three hundred columns": (
        FileFault.TOO_MANY_COLUMNS,
        lambda: make_csv([["x"] * 300], header=[f"c{number}" for number in range(300)]),
    ),
    "a null byte": (FileFault.NULL_BYTE, lambda: make_csv([("a\0b", "EMSP", "", "")])),
    "UTF-16 without its mark": (FileFault.NULL_BYTE, lambda: make_csv(encoding="utf-16-le")),
    "UTF-32": (FileFault.NOT_TEXT, lambda: make_csv(encoding="utf-32")),
    "half of a UTF-16 sign": (FileFault.NOT_TEXT, lambda: make_csv(encoding="utf-16") + b"a"),
    "two encodings": (
        FileFault.MIXED_ENCODING,
        lambda: make_csv(encoding="utf-8") + make_csv(encoding="cp1252"),
    ),
    "a PDF": (FileFault.NOT_TEXT, lambda: b"%PDF-1.7\n%\xc3\xa9\xe2\xe3\xcf\xd3\nNom;Type\n"),
    "compressed bytes that look like letters": (
        FileFault.NOT_TEXT,
        lambda: b"\x1f\x8b\x01" + b"\xc3\xa9" * 50 + b"\xe9" * 50,
    ),
    "EBCDIC": (
        FileFault.UNKNOWN_ENCODING,
        lambda: make_csv(
            [("Équipe mobile", "EMSP", "Morlaix", "02 61 91 00 01")], encoding="cp500"
        ),
    ),
    "UTF-7": (FileFault.UNKNOWN_ENCODING, lambda: make_csv(encoding="utf-7")),
    "a picture": (FileFault.NULL_BYTE, lambda: _PIXEL),
    "compressed bytes": (
        FileFault.NOT_TEXT,
        lambda: gzip.compress(make_csv(), mtime=1).replace(b"\0", b"\1"),
    ),
    "a quote never closed": (FileFault.MALFORMED_CSV, lambda: make_csv([('"ouvert', "", "", "")])),
    "a cell of 200,000 signs": (
        FileFault.CELL_TOO_LONG,
        lambda: make_csv([("x" * 200_000, "", "", "")]),
    ),
    "a cell of 30,000 signs": (
        FileFault.CELL_TOO_LONG,
        lambda: make_csv([("x" * 30_000, "", "", "")]),
    ),
    "a formula": (FileFault.FORMULA, lambda: make_csv([("=1+1", "", "", "")])),
    "a command": (FileFault.FORMULA, lambda: make_csv([("+CMD|' /C calc'!A0", "", "", "")])),
    "a function": (FileFault.FORMULA, lambda: make_csv([("@SUM(1+1)", "", "", "")])),
    "a full-width formula": (FileFault.FORMULA, lambda: make_csv([("＝1+1", "", "", "")])),
    "an old workbook": (
        FileFault.OLD_WORKBOOK,
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ),
    "a bomb": (
        FileFault.PACKED_TOO_TIGHTLY,
        lambda: with_parts(make_workbook(), {SHEET: b" " * 50_000_000}),
    ),
    "a small bomb": (
        FileFault.PACKED_TOO_TIGHTLY,
        lambda: with_parts(make_workbook(), {SHEET: b" " * 9_000_000}),
    ),
    "a sheet of one huge cell": (FileFault.UNPACKS_TOO_BIG, _huge_cell),
    "a workbook of 150,000 rows": (FileFault.TOO_MANY_ROWS, _many_rows),
    "a bomb that lies": (FileFault.DAMAGED_WORKBOOK, _lying_sizes),
    "sixty parts": (FileFault.TOO_MANY_PARTS, _many_parts),
    "a part above the folder": (
        FileFault.UNSAFE_PART,
        lambda: with_parts(make_workbook(), {"../../etc/cron.d/x": b"x"}),
    ),
    "a part from the root": (
        FileFault.UNSAFE_PART,
        lambda: with_parts(make_workbook(), {"/etc/passwd": b"x"}),
    ),
    "a part twice": (FileFault.DAMAGED_WORKBOOK, _twice_the_same_part),
    "macros": (
        FileFault.MACROS,
        lambda: with_parts(make_workbook(), {"xl/vbaProject.bin": b"\xd0\xcf"}),
    ),
    "macros that are announced": (FileFault.MACROS, _macro_type),
    "a sheet of Excel 4.0 macros": (
        FileFault.MACROS,
        lambda: with_parts(make_workbook(), {"xl/MacroSheets/sheet1.xml": b"<x/>"}),
    ),
    "a sheet of macros elsewhere": (FileFault.MACROS, _macro_sheet_type),
    "an outside entity": (FileFault.DOCUMENT_TYPE, lambda: _xxe(_ENTITY, "utf-8")),
    "an outside entity in UTF-16": (FileFault.DOCUMENT_TYPE, lambda: _xxe(_ENTITY, "utf-16")),
    "a billion laughs": (FileFault.DOCUMENT_TYPE, lambda: _xxe(_LAUGHS, "utf-8")),
    "a computed cell": (FileFault.FORMULA, lambda: _sheet_with(_FORMULA_CELL)),
    "a cell at the end of the sheet": (FileFault.TOO_LONG_TO_READ, lambda: _sheet_with(_FAR_CELL)),
    "a truncated workbook": (FileFault.DAMAGED_WORKBOOK, lambda: make_workbook()[:-200]),
    "a workbook cut in two": (FileFault.DAMAGED_WORKBOOK, lambda: make_workbook()[:900]),
    "an encrypted workbook": (FileFault.DAMAGED_WORKBOOK, _encrypted),
    "a ZIP of something else": (
        FileFault.NOT_A_WORKBOOK,
        lambda: with_parts(b"PK\x05\x06" + b"\0" * 18, {"readme.txt": b"x"}),
    ),
    "a ZIP in name only": (FileFault.DAMAGED_WORKBOOK, lambda: b"PK\x03\x04" + b"x" * 200),
    "a sheet of broken XML": (
        FileFault.DAMAGED_WORKBOOK,
        lambda: with_parts(make_workbook(), {"xl/workbook.xml": b"<workbook><sheets><sheet "}),
    ),
    "a workbook of 20,000 rows": (
        FileFault.TOO_MANY_ROWS,
        lambda: make_workbook(
            [HEADER, *[[f"{n}{zlib.crc32(bytes(n % 99))}", *ROW[1:]] for n in range(20_000)]]
        ),
    ),
}


@pytest.mark.parametrize(("fault", "make"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_soon_and_for_its_reason(
    fault: FileFault, make: Callable[[], bytes]
) -> None:
    content = make()
    start = time.monotonic()

    with pytest.raises(UnreadableFileError) as refusal:
        read_file(content)

    assert refusal.value.fault is fault
    assert time.monotonic() - start < 5
