"""Bringing data/territory into the database: idempotent, and whole or not at all."""

from collections.abc import Callable
from datetime import date
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
from directory.values.geography import Position
from directory.values.text import slugify

Record = dict[str, object]
_Write = Callable[[Session, type[Base], list[Record]], None]

_COLUMNS = {
    "departements.csv": ("code", "name", "name_br"),
    "epci.csv": ("code", "name", "short_name", "nature"),
    "communes.csv": (
        "insee", "name", "name_br", "departement", "epci", "population", "area_hectares",
        "latitude", "longitude", "position_kind", "postal_codes",
    ),
    "former_communes.csv": ("insee_former", "name", "kind", "year", "insee"),
    "filieres.csv": ("slug", "name", "recognised_on", "recognition_source"),
    "attachments.csv": ("insee", "filiere", "basis", "confidence", "via"),
    "doubtful_sectors.csv": ("insee", "alternative_filiere", "sector", "reason"),
}  # fmt: skip


def load_territory(session: Session, folder: Path) -> int:
    """Load départements, EPCI, communes, former names, filières and attachments; give the communes.

    Identity sheets of filières and attachments that exist are left alone: animators edit them.
    Raises DamagedDataFileError before anything is changed.
    """
    departements, epci, communes, former, filieres, attachments, doubts = (
        read_rows(folder / name, columns) for name, columns in _COLUMNS.items()
    )
    known_communes = {row.text("insee") for row in communes}
    known_filieres = {row.text("slug") for row in filieres}
    _require_known(communes, "departement", {row.text("code") for row in departements})
    _require_known(communes, "epci", {row.text("code") for row in epci} | {""})
    for rows in (former, attachments, doubts):
        _require_known(rows, "insee", known_communes)
    _require_known(attachments, "filiere", known_filieres)
    _require_known(doubts, "alternative_filiere", known_filieres)
    postal_codes = [record for row in communes for record in _postal_codes(row)]
    # Every value is read before anything is written.
    writes: list[tuple[_Write, type[Base], list[Record]]] = [
        (_upsert, Departement, [_departement(row) for row in departements]),
        (_upsert, Epci, [_epci(row) for row in epci]),
        (_upsert, Commune, [_commune(row) for row in communes]),
        (_replace, PostalCode, postal_codes),
        (_replace, FormerCommune, [_former(row) for row in former]),
        (_add_missing, Filiere, [_filiere(row, rank) for rank, row in enumerate(filieres, 1)]),
        (_replace, DoubtfulAttachment, [_doubt(row) for row in doubts]),
        (_fill_empty, FiliereAttachment, [_attachment(row) for row in attachments]),
    ]
    for write, noun, records in writes:
        write(session, noun, records)
    return len(communes)


def _require_known(rows: list[DataRow], column: str, known: set[str]) -> None:
    for row in rows:
        if row.values[column].strip() not in known:
            raise row.damage(column, "code inconnu")


def _upsert(session: Session, noun: type[Base], records: list[Record]) -> None:
    """Insert the records whose key is new and update the others."""
    fresh, known = _split(session, noun, records)
    _insert(session, noun, fresh)
    if known:
        session.execute(update(noun), known)


def _replace(session: Session, noun: type[Base], records: list[Record]) -> None:
    session.execute(delete(noun))
    _insert(session, noun, records)


def _add_missing(session: Session, noun: type[Base], records: list[Record]) -> None:
    """Insert the records whose key is new and leave the others as they are."""
    fresh, _ = _split(session, noun, records)
    _insert(session, noun, fresh)


def _fill_empty(session: Session, noun: type[Base], records: list[Record]) -> None:
    """Insert the records where there are none yet."""
    if session.scalar(select(noun).limit(1)) is None:
        _insert(session, noun, records)


def _insert(session: Session, noun: type[Base], records: list[Record]) -> None:
    if records:  # SQLAlchemy reads an empty list as one row of defaults
        session.execute(insert(noun), records)


def _split(
    session: Session, noun: type[Base], records: list[Record]
) -> tuple[list[Record], list[Record]]:
    """Part the records into those whose key is new and those whose key is stored."""
    (key,) = (str(column.key) for column in inspect(noun).primary_key)
    stored = set(session.scalars(select(getattr(noun, key))))
    return (
        [record for record in records if record[key] not in stored],
        [record for record in records if record[key] in stored],
    )


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
        "latitude": row.parsed("latitude", _latitude, "latitude en degrés"),
        "longitude": row.parsed("longitude", _longitude, "longitude en degrés"),
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
        "recognised_on": row.parsed_or_none(
            "recognised_on", _day_or_month, "date AAAA-MM-JJ ou AAAA-MM"
        ),
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


def _day_or_month(text: str) -> str:
    """Accept « 2025-10 » or « 2025-10-03 ». Raises ValueError."""
    date.fromisoformat(f"{text}-01" if text.count("-") == 1 else text)
    return text


def _latitude(text: str) -> float:
    return Position(latitude=float(text), longitude=0).latitude


def _longitude(text: str) -> float:
    return Position(latitude=0, longitude=float(text)).longitude
