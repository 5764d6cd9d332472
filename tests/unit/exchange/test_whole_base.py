"""The whole base leaves in open files and comes back exactly, without what opens a door."""

import filecmp
from datetime import date
from pathlib import Path
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.data_files import DamagedDataFileError
from directory.database import open_engine
from directory.exchange.whole_base.manifest import NAME, digest_of_file, read_manifest
from directory.exchange.whole_base.reading import InstanceNotEmptyError, read_base
from directory.exchange.whole_base.tables import columns_that_leave, tables_that_leave
from directory.exchange.whole_base.writing import FolderNotEmptyError, write_base
from directory.migrations.schema import migrate
from directory.settings import Settings
from tests.conftest import make_settings
from tests.factories.accounts import make_account
from tests.factories.structures import (
    make_organization,
    make_source,
    make_structure,
    make_verification,
)
from tests.postgresql import running_postgresql


@pytest.fixture
def exported(session: Session, settings: Settings, tmp_path: Path) -> Path:
    """A folder with the territory, a structure, its history, an account and a document."""
    structure = make_structure(
        session,
        organization=make_organization(),
        sources=[make_source()],
        verifications=[make_verification(date(2026, 11, 2))],
        closures=[{"start": "2026-12-24", "end": "2026-12-26", "reason": "Noël 🎄"}],
        latitude=48.57780000000001,
    )
    make_account(session, structures=[structure.id])
    settings.documents_folder.mkdir(exist_ok=True)
    (settings.documents_folder / str(uuid4())).write_bytes(b"%PDF-1.7\n\x00\xff")
    write_base(_engine(settings), settings.documents_folder, tmp_path / "export")
    return tmp_path / "export"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    """Another instance, migrated and empty."""
    settings = make_settings(tmp_path / "elsewhere")
    migrate(_engine(settings))
    return settings


def _engine(settings: Settings) -> Engine:
    return open_engine(settings.database_address)


def _rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    with _engine(settings).connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(*columns_that_leave(table)).order_by(*table.primary_key.columns)
                )
            ]
            for table in tables_that_leave()
        }


def _count(settings: Settings) -> int:
    return sum(len(rows) for rows in _rows(settings).values())


def test_an_export_imported_elsewhere_exports_the_same_bytes(
    exported: Path, elsewhere: Settings, tmp_path: Path
) -> None:
    read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    again = tmp_path / "again"
    write_base(_engine(elsewhere), elsewhere.documents_folder, again)

    files = sorted(
        str(file.relative_to(exported)) for file in exported.rglob("*") if file.is_file()
    )
    same, different, missing = filecmp.cmpfiles(exported, again, files, shallow=False)
    assert (sorted(same), different, missing) == (files, [], [])
    assert len(files) == len([f for f in again.rglob("*") if f.is_file()])


def test_a_base_moves_to_postgresql_and_its_numbers_go_on(exported: Path, tmp_path: Path) -> None:
    with running_postgresql() as address:
        engine = open_engine(address)
        migrate(engine)
        read_base(engine, tmp_path / "documents", exported)
        write_base(engine, tmp_path / "documents", tmp_path / "again")
        with Session(engine) as session:
            make_structure(session, "Une autre équipe")
        engine.dispose()

    files = [str(file.relative_to(exported)) for file in exported.rglob("*") if file.is_file()]
    _same, different, missing = filecmp.cmpfiles(exported, tmp_path / "again", files, shallow=False)
    assert (different, missing) == ([], [])


def test_every_row_comes_back_equal(
    exported: Path, settings: Settings, elsewhere: Settings
) -> None:
    read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    assert _rows(elsewhere) == _rows(settings)
    assert _rows(elsewhere)["structure"]


def test_no_secret_leaves(exported: Path, elsewhere: Settings) -> None:
    read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    with Session(_engine(elsewhere)) as session:
        account = session.scalars(select(Account)).one()
    assert account.password_hash is None
    assert "argon2" not in (exported / "tables" / "account.jsonl").read_text()
    assert not (exported / "tables" / "account_session.jsonl").exists()


def test_an_instance_that_holds_something_is_left_alone(exported: Path, settings: Settings) -> None:
    before = _count(settings)

    with pytest.raises(InstanceNotEmptyError):
        read_base(_engine(settings), settings.documents_folder, exported)

    assert _count(settings) == before


def test_a_folder_that_holds_something_is_not_written_into(
    exported: Path, settings: Settings
) -> None:
    with pytest.raises(FolderNotEmptyError):
        write_base(_engine(settings), settings.documents_folder, exported)


@pytest.mark.parametrize("name", ["tables/structure.jsonl", "tables/revision.jsonl"])
def test_a_changed_file_is_named_and_nothing_comes_in(
    exported: Path, elsewhere: Settings, name: str
) -> None:
    file = exported / name
    file.write_bytes(file.read_bytes().replace(b"Exemple", b"Exampel", 1))

    with pytest.raises(DamagedDataFileError, match=file.name):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    assert _count(elsewhere) == 0


def test_a_changed_document_is_named(exported: Path, elsewhere: Settings) -> None:
    document = next((exported / "documents").iterdir())
    document.write_bytes(b"autre chose")

    with pytest.raises(DamagedDataFileError, match=document.name):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)


def test_a_folder_without_manifest_is_refused(exported: Path, elsewhere: Settings) -> None:
    (exported / NAME).unlink()

    with pytest.raises(DamagedDataFileError, match=r"manifest.json : fichier illisible ou absent"):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"format": 1'])
def test_a_damaged_manifest_is_named(exported: Path, elsewhere: Settings, content: bytes) -> None:
    (exported / NAME).write_bytes(content)

    with pytest.raises(DamagedDataFileError, match="manifeste illisible"):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("schema_version", "9999", "schéma 9999"),
        ("format", 2, "format 2 inconnu"),
        ("documents", {"../../x": {"size": 1, "sha256": ""}}, "nom de document refusé"),
        ("tables", {}, "tables inattendues ou absentes"),
    ],
)
def test_a_manifest_of_something_else_is_refused(
    exported: Path, elsewhere: Settings, name: str, value: object, words: str
) -> None:
    manifest = read_manifest(exported).model_dump() | {name: value}
    (exported / NAME).write_bytes(orjson.dumps(manifest))

    with pytest.raises(DamagedDataFileError, match=words):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    assert _count(elsewhere) == 0


def test_a_row_that_cannot_be_read_lets_nothing_in(exported: Path, elsewhere: Settings) -> None:
    """The digest was made after the damage: the line itself is named."""
    file = exported / "tables" / "revision.jsonl"
    file.write_bytes(file.read_bytes() + b'{"id": 7}\n')
    manifest = read_manifest(exported)
    entry = manifest.tables["revision"]
    manifest.tables["revision"] = entry.model_copy(update={"sha256": digest_of_file(file)})
    (exported / NAME).write_bytes(orjson.dumps(manifest.model_dump()))

    with pytest.raises(DamagedDataFileError, match=r"revision.jsonl, ligne 2 : ligne illisible"):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    assert _count(elsewhere) == 0


def test_rows_that_contradict_one_another_let_nothing_in(
    exported: Path, elsewhere: Settings
) -> None:
    file = exported / "tables" / "structure.jsonl"
    file.write_bytes(file.read_bytes() * 2)
    manifest = read_manifest(exported)
    manifest.tables["structure"].sha256 = digest_of_file(file)
    (exported / NAME).write_bytes(orjson.dumps(manifest.model_dump()))

    with pytest.raises(DamagedDataFileError, match=r"structure.jsonl : lignes qui se contredisent"):
        read_base(_engine(elsewhere), elsewhere.documents_folder, exported)

    assert _count(elsewhere) == 0
