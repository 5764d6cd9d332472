"""Bringing data/territory into the database: idempotent, and whole or not at all."""

from pathlib import Path

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.orm import Session

from directory.data_files import DataRow, read_rows
from directory.database import Base
from directory.territory.models import (
    Commune,
    Confidence,
    Departement,
    DoubtfulAttachment,
    Epci,
    Filiere,
    FiliereAttachment,
    FormerCommune,
    PostalCode,
)
from directory.values.text import slugify

Record = dict[str, object]

_COMMUNE_COLUMNS = ("insee", "name", "departement", "epci", "population", "postal_codes")


def load_territory(session: Session, folder: Path) -> int:
    """Load départements, EPCI, communes, former names, filières and attachments; give the communes.

    Identity sheets of filières and attachments that exist are left alone: animators edit them.
    Raises DamagedDataFileError before anything is changed.
    """
    departements = read_rows(folder / "departements.csv", ("code", "name", "name_br"))
    epci = read_rows(folder / "epci.csv", ("code", "name", "short_name", "nature"))
    communes = read_rows(folder / "communes.csv", _COMMUNE_COLUMNS)
    former = read_rows(folder / "former_communes.csv", ("insee_former", "name", "kind", "insee"))
    filieres = read_rows(folder / "filieres.csv", ("slug", "name", "recognised_on"))
    attachments = read_rows(folder / "attachments.csv", ("insee", "filiere", "confidence", "via"))
    doubts = read_rows(folder / "doubtful_sectors.csv", ("insee", "alternative_filiere", "sector"))
    known_communes = {row.text("insee") for row in communes}
    known_filieres = {row.text("slug") for row in filieres}
    _require_known(communes, "departement", {row.text("code") for row in departements})
    _require_known(communes, "epci", {row.text("code") for row in epci} | {""})
    for rows in (former, attachments, doubts):
        _require_known(rows, "insee", known_communes)
    _require_known(attachments, "filiere", known_filieres)
    _require_known(doubts, "alternative_filiere", known_filieres)

    _upsert(session, Departement, [_departement(row) for row in departements])
    _upsert(session, Epci, [_epci(row) for row in epci])
    _upsert(session, Commune, [_commune(row) for row in communes])
    _replace(session, PostalCode, [record for row in communes for record in _postal_codes(row)])
    _replace(session, FormerCommune, [_former(row) for row in former])
    _add_missing_filieres(session, filieres)
    _replace(session, DoubtfulAttachment, [_doubt(row) for row in doubts])
    if session.scalar(select(FiliereAttachment).limit(1)) is None:
        session.execute(insert(FiliereAttachment), [_attachment(row) for row in attachments])
    return len(communes)


def _require_known(rows: list[DataRow], column: str, known: set[str]) -> None:
    for row in rows:
        if row.values[column].strip() not in known:
            raise row.damage(column, "code inconnu")


def _upsert(session: Session, noun: type[Base], records: list[Record]) -> None:
    """Insert the records whose key is new and update the others."""
    (key,) = (str(column.key) for column in inspect(noun).primary_key)
    stored = set(session.scalars(select(getattr(noun, key))))
    if fresh := [record for record in records if record[key] not in stored]:
        session.execute(insert(noun), fresh)
    if known := [record for record in records if record[key] in stored]:
        session.execute(update(noun), known)


def _replace(session: Session, noun: type[Base], records: list[Record]) -> None:
    session.execute(delete(noun))
    session.execute(insert(noun), records)


def _add_missing_filieres(session: Session, rows: list[DataRow]) -> None:
    stored = set(session.scalars(select(Filiere.slug)))
    for rank, row in enumerate(rows, start=1):
        if row.text("slug") not in stored:
            session.add(Filiere(**_filiere(row, rank)))
    session.flush()


def _departement(row: DataRow) -> Record:
    return {
        "code": row.text("code"),
        "name": row.text("name"),
        "name_br": row.optional("name_br"),
    }


def _epci(row: DataRow) -> Record:
    return {name: row.text(name) for name in ("code", "name", "short_name", "nature")}


def _commune(row: DataRow) -> Record:
    name = row.text("name")
    return {
        "insee": row.text("insee"),
        "name": name,
        "name_br": row.optional("name_br"),
        "slug": slugify(name),
        "departement_code": row.text("departement"),
        "epci_code": row.optional("epci"),
        "population": row.parsed("population", int, "nombre d’habitants"),
        "area_hectares": row.parsed("area_hectares", int, "nombre d’hectares"),
        "latitude": row.parsed("latitude", float, "latitude en degrés"),
        "longitude": row.parsed("longitude", float, "longitude en degrés"),
        "position_kind": row.text("position_kind"),
    }


def _postal_codes(row: DataRow) -> list[Record]:
    return [{"code": code, "insee": row.text("insee")} for code in row.listed("postal_codes")]


def _doubt(row: DataRow) -> Record:
    return {
        "insee": row.text("insee"),
        "filiere_slug": row.text("alternative_filiere"),
        "sector": row.text("sector"),
        "reason": row.text("reason"),
    }


def _former(row: DataRow) -> Record:
    return {
        "insee_former": row.text("insee_former"),
        "name": row.text("name"),
        "kind": row.text("kind"),
        "year": row.parsed_or_none("year", int, "année"),
        "insee": row.text("insee"),
    }


def _filiere(row: DataRow, rank: int) -> Record:
    return {
        "slug": row.text("slug"),
        "name": row.text("name"),
        "rank": rank,
        "recognised_on": row.optional("recognised_on"),
        "recognition_source": row.optional("recognition_source"),
        "documents": [],
    }


def _attachment(row: DataRow) -> Record:
    return {
        "insee": row.text("insee"),
        "filiere_slug": row.text("filiere"),
        "basis": row.text("basis"),
        "confidence": row.parsed("confidence", Confidence, "« high », « medium » ou « low »"),
        "via": row.text("via"),
    }
