"""Bring a whole base into an empty instance: all of it, or nothing."""

import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from directory.data_files import DamagedDataFileError
from directory.exchange.whole_base.manifest import NAME, Manifest, digest_of_file, read_manifest
from directory.exchange.whole_base.tables import (
    all_tables,
    columns_that_leave,
    tables_that_leave,
)
from directory.exchange.whole_base.values import reader_for

_BATCH = 1_000
_DOCUMENT_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class InstanceNotEmptyError(Exception):
    """An instance that holds rows already; `tables` names where."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


def read_base(engine: Engine, documents: Path, folder: Path) -> Manifest:
    """Fill a migrated, empty database and its folder of documents.

    Raises DamagedDataFileError and InstanceNotEmptyError before anything is written.
    """
    manifest = read_manifest(folder)
    _require_sound(folder, manifest)
    with engine.begin() as connection:
        _require_same_schema(connection, folder, manifest)
        _require_empty(connection)
        for table in tables_that_leave():
            _fill(connection, table, folder / "tables" / f"{table.name}.jsonl")
        documents.mkdir(parents=True, exist_ok=True)
        for name in manifest.documents:
            shutil.copyfile(folder / "documents" / name, documents / name)
    return manifest


def _require_sound(folder: Path, manifest: Manifest) -> None:
    """Hold every file against its digest, before the first is used."""
    expected = {table.name for table in tables_that_leave()}
    if different := sorted(expected ^ manifest.tables.keys()):
        reason = f"tables inattendues ou absentes : {', '.join(different)}"
        raise DamagedDataFileError(folder / NAME, line=None, reason=reason)
    for name, table in manifest.tables.items():
        _require_digest(folder / "tables" / f"{name}.jsonl", table.sha256)
    for name, document in manifest.documents.items():
        if not _DOCUMENT_NAME.fullmatch(name):
            reason = f"nom de document refusé : {name[:80]}"
            raise DamagedDataFileError(folder / NAME, line=None, reason=reason)
        _require_digest(folder / "documents" / name, document.sha256)


def _require_digest(file: Path, digest: str) -> None:
    if digest_of_file(file) != digest:
        reason = "le contenu n’est plus celui que dit le manifeste"
        raise DamagedDataFileError(file, line=None, reason=reason)


def _require_same_schema(connection: Connection, folder: Path, manifest: Manifest) -> None:
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if str(version) != manifest.schema_version:
        reason = f"schéma {manifest.schema_version}, alors que cette instance a le schéma {version}"
        raise DamagedDataFileError(folder / NAME, line=None, reason=reason)


def _require_empty(connection: Connection) -> None:
    filled = tuple(
        table.name
        for table in all_tables()
        if connection.scalar(select(func.count()).select_from(table))
    )
    if filled:
        raise InstanceNotEmptyError(filled)


def _fill(connection: Connection, table: Table, file: Path) -> None:
    rows = _rows(table, file)
    while some := list(islice(rows, _BATCH)):
        try:
            connection.execute(insert(table), some)
        except IntegrityError as error:
            reason = "lignes qui se contredisent, ou qui en nomment d’absentes"
            raise DamagedDataFileError(file, line=None, reason=reason) from error
    _follow_with_sequence(connection, table)


def _rows(table: Table, file: Path) -> Iterator[dict[str, Any]]:
    """Give the rows of a file (Any: values of whatever types the columns have)."""
    readers = {column.name: reader_for(column.type) for column in columns_that_leave(table)}
    with file.open("rb") as stream:
        for line, content in enumerate(stream, start=1):
            try:
                values = orjson.loads(content)
                yield {name: read(values[name]) for name, read in readers.items()}
            except (ValueError, TypeError, KeyError) as error:
                raise DamagedDataFileError(file, line=line, reason="ligne illisible") from error


def _follow_with_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by a sequence that inserted numbers do not move."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    if not isinstance(column.type, Integer):
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    if sequence is not None:
        last = connection.scalar(select(func.max(column)))
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))
