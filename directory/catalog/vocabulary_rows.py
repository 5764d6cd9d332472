"""Bringing data/vocabulary/structure_types.csv into the database."""

from pathlib import Path

from sqlalchemy.orm import Session

from directory.catalog.models.structure_type import StructureType
from directory.catalog.vocabulary import Audience, PublicAccess, Setting
from directory.data_files import DataRow, read_rows
from directory.values.language import Language

_WORDS = ("label", "label_plural", "plain", "call", "access_note")
_COLUMNS = (
    "code", "rank", "level", "short_fr", "marker_shape", "marker_letter", "access_public",
    "access_professionals", "audiences", "settings", "door", "ladder_professional",
    "ladder_public", "review_months", "coverage_default", "ans_code",
    *(f"{word}_{language}" for word in _WORDS for language in Language),
)  # fmt: skip
_ACCESSES = "« yes », « no » ou « through_doctor »"


def load_vocabulary(session: Session, folder: Path) -> int:
    """Load the kinds of structure and give their number; a kind no longer listed stays.

    Raises DamagedDataFileError before anything is changed.
    """
    kinds = [_structure_type(row) for row in read_rows(folder / "structure_types.csv", _COLUMNS)]
    for kind in kinds:
        session.merge(kind)
    session.flush()
    return len(kinds)


def _structure_type(row: DataRow) -> StructureType:
    return StructureType(
        code=row.text("code"),
        rank=row.parsed("rank", int, "rang"),
        level=row.optional("level"),
        short=row.optional("short_fr"),
        marker_shape=row.text("marker_shape"),
        marker_letter=row.text("marker_letter"),
        access_public=row.parsed_or_none("access_public", PublicAccess, _ACCESSES),
        access_professionals=row.optional("access_professionals") is not None
        and row.one_of("access_professionals", {"yes": True, "no": False}),
        audiences=_codes(row, "audiences", {audience.value for audience in Audience}),
        settings=_codes(row, "settings", {setting.value for setting in Setting}),
        doors=row.listed("door"),
        ladder_professional=row.parsed_or_none("ladder_professional", int, "rang"),
        ladder_public=row.parsed_or_none("ladder_public", int, "rang"),
        review_months=row.parsed("review_months", int, "nombre de mois"),
        coverage_default=row.text("coverage_default"),
        ans_code=row.optional("ans_code"),
        words={
            language.value: {
                word: text for word in _WORDS if (text := row.values[f"{word}_{language.value}"])
            }
            for language in Language
        },
    )


def _codes(row: DataRow, column: str, known: set[str]) -> list[str]:
    codes = row.listed(column)
    if not set(codes) <= known:
        raise row.damage(column, "code inconnu")
    return codes
