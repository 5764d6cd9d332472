"""Reading data files strictly: every damage is named and nothing is half read."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class DamagedDataFileError(Exception):
    """A data file cannot be used; says which, where, and why (in French).

    `line` is missing when the file itself is.
    """

    def __init__(
        self, file: Path, *, line: int | None, reason: str, column: str = "", value: str = ""
    ) -> None:
        self.file, self.line, self.column, self.value, self.reason = (
            file,
            line,
            column,
            value,
            reason,
        )
        where = file.name if line is None else f"{file.name}, ligne {line}"
        if column:
            where += f", colonne « {column} », valeur « {value[:80]} »"
        super().__init__(f"{where} : {reason}")


@dataclass(frozen=True, slots=True)
class DataRow:
    """One line of a data file, which can say where a bad value stands."""

    file: Path
    line: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """Give a value that must not be empty."""
        value = self.values[column].strip()
        if not value:
            raise self.damage(column, "valeur manquante")
        return value

    def optional(self, column: str) -> str | None:
        """Give a value, None when it is empty."""
        return self.values[column].strip() or None

    def listed(self, column: str) -> list[str]:
        """Give the values separated by « | »."""
        return [part.strip() for part in self.values[column].split("|") if part.strip()]

    def parsed(self, column: str, parse: Callable[[str], T], expected: str) -> T:
        """Give a value turned into something else; `expected` says in French what it should be."""
        try:
            return parse(self.text(column))
        except ValueError as error:
            raise self.damage(column, f"{expected} attendu") from error

    def parsed_or_none(self, column: str, parse: Callable[[str], T], expected: str) -> T | None:
        """The same for a value that may be empty."""
        return None if self.optional(column) is None else self.parsed(column, parse, expected)

    def one_of(self, column: str, known: Mapping[str, T]) -> T:
        """Give what a value that must not be empty stands for."""
        value = self.text(column)
        if value not in known:
            raise self.damage(column, "valeur inconnue")
        return known[value]

    def damage(self, column: str, reason: str) -> DamagedDataFileError:
        """Make the error that names a value of this line."""
        return DamagedDataFileError(
            self.file,
            line=self.line,
            column=column,
            value=self.values.get(column, ""),
            reason=reason,
        )


def read_rows(file: Path, columns: Sequence[str]) -> list[DataRow]:
    """Read a CSV file (UTF-8, comma, header) that must have at least these columns.

    Raises DamagedDataFileError; a file that cannot be found is damaged too.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DamagedDataFileError(file, line=None, reason="fichier illisible ou absent") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DamagedDataFileError(
            file, line=line, reason="texte qui n’est pas en UTF-8"
        ) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise DamagedDataFileError(file, line=line, reason="octet nul")
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise DamagedDataFileError(file, line=reader.line_num, reason="CSV mal formé") from error
    return _checked_rows(file, lines, columns)


def _checked_rows(
    file: Path, lines: list[tuple[int, list[str]]], columns: Sequence[str]
) -> list[DataRow]:
    header = lines[0][1] if lines else []
    if missing := [column for column in columns if column not in header]:
        if len(header) == 1 and ";" in header[0]:
            reason = "séparateur « ; » : la virgule est attendue"
            raise DamagedDataFileError(file, line=1, reason=reason)
        raise DamagedDataFileError(file, line=1, reason=f"colonne absente : {', '.join(missing)}")
    rows = []
    for line, cells in lines[1:]:
        if not cells:
            continue
        if len(cells) != len(header):
            raise DamagedDataFileError(
                file, line=line, reason=f"{len(cells)} valeurs pour {len(header)} colonnes"
            )
        rows.append(DataRow(file, line, dict(zip(header, cells, strict=True))))
    return rows


def digest_of(folder: Path) -> str:
    """Give a digest of all files under a folder, which changes when any of them does."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "build" in file.relative_to(folder).parts:
            continue
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
