"""Write the whole base into a folder: a JSON line per row, the documents, a manifest."""

import shutil
from pathlib import Path

import orjson
from sqlalchemy import Connection, Engine, Table, select, text

from directory.exchange.whole_base.manifest import (
    FORMAT,
    DocumentEntry,
    Manifest,
    TableEntry,
    digest_of_file,
    write_manifest,
)
from directory.exchange.whole_base.tables import columns_that_leave, tables_that_leave
from directory.exchange.whole_base.values import as_json

_BATCH = 1_000


class FolderNotEmptyError(Exception):
    """A folder to write into that holds something already."""


def write_base(engine: Engine, documents: Path, folder: Path) -> Manifest:
    """Write the base of one moment into a new or empty folder, readable by its owner alone.

    Raises FolderNotEmptyError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderNotEmptyError(folder)
    (folder / "tables").mkdir(mode=0o700)
    (folder / "documents").mkdir(mode=0o700)
    with engine.connect() as connection:
        connection = _at_one_moment(connection)
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        tables = {
            table.name: _write_table(connection, table, folder / "tables" / f"{table.name}.jsonl")
            for table in tables_that_leave()
        }
    manifest = Manifest(
        format=FORMAT,
        schema_version=str(version),
        tables=tables,
        documents=_copy_documents(documents, folder / "documents"),
    )
    write_manifest(folder, manifest)
    return manifest


def _at_one_moment(connection: Connection) -> Connection:
    """Have all reads see the same moment, whatever is written meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _write_table(connection: Connection, table: Table, file: Path) -> TableEntry:
    columns = columns_that_leave(table)
    rows = connection.execution_options(yield_per=_BATCH).execute(
        select(*columns).order_by(*table.primary_key.columns)
    )
    number = 0
    with file.open("wb") as stream:
        for row in rows.mappings():
            values = {name: as_json(value) for name, value in row.items()}
            stream.write(orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE))
            number += 1
    return TableEntry(rows=number, sha256=digest_of_file(file))


def _copy_documents(source: Path, target: Path) -> dict[str, DocumentEntry]:
    entries = {}
    for file in sorted(source.iterdir()) if source.is_dir() else ():
        if not file.is_file():
            continue
        copy = Path(shutil.copyfile(file, target / file.name))
        entries[file.name] = DocumentEntry(size=copy.stat().st_size, sha256=digest_of_file(copy))
    return entries
