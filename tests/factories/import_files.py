"""Files to import, made in memory: CSV and XLSX, sound or hostile."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

HEADER = ("Nom", "Type", "Commune", "Téléphone 1")
ROW = ("Équipe mobile de l’Exemple", "EMSP", "Morlaix", "02 61 91 00 01")


def make_csv(
    rows: Sequence[Sequence[str]] = (ROW,),
    *,
    header: Sequence[str] = HEADER,
    separator: str = ";",
    encoding: str = "utf-8-sig",
) -> bytes:
    """Make a CSV file; cells are written as they are, without quotes."""
    lines = [separator.join(cells) for cells in (header, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def make_workbook(rows: Sequence[Sequence[object]] = (HEADER, ROW)) -> bytes:
    """Make an XLSX workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Structures")
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give a workbook with parts added or replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            if part.filename not in parts:
                target.writestr(part.filename, source.read(part))
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def part_of(workbook: bytes, name: str) -> bytes:
    """Give one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name)
