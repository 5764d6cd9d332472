"""Bringing data/vocabulary/structure_types.csv into the database."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_type import StructureType
from directory.catalog.vocabulary import Audience, PublicAccess, Setting
from directory.data_files import DamagedDataFileError, DataRow, read_rows
from directory.territory.coverage import AreaKind
from directory.values.language import Language

FILE_NAME = "structure_types.csv"
MARKER_SHAPES = frozenset((
    "arch", "circle", "diamond", "drop", "hexagon", "house", "octagon", "pentagon", "shield",
    "square", "star", "triangle", "triangle_down",
))  # fmt: skip
DOORS = frozenset((
    "etre-ecoute", "rester-chez-soi", "etre-soigne-a-l-hopital", "aider-un-proche", "enfants",
    "professionnels",
))  # fmt: skip
LONGEST_LETTERS = 2

_WORDS = ("label", "label_plural", "plain", "call", "access_note")
_COLUMNS = (
    "code", "rank", "level", "short_fr", "marker_shape", "marker_letter", "access_public",
    "access_professionals", "audiences", "settings", "door", "ladder_professional",
    "ladder_public", "review_months", "coverage_default", "ans_code",
    *(f"{word}_{language}" for word in _WORDS for language in Language),
)  # fmt: skip
_NEEDED_IN_FRENCH = ("label_fr", "label_plural_fr", "plain_fr", "call_fr")
_COVERAGES = {kind.value: kind.value for kind in (AreaKind.FILIERE, AreaKind.REGION)}
_ACCESSES = "« yes », « no » ou « through_doctor »"


def load_vocabulary(session: Session, folder: Path) -> int:
    """Load the kinds of structure and give their number; a kind no longer listed stays.

    Raises DamagedDataFileError before anything is changed.
    """
    kinds = read_structure_types(folder)
    for kind in kinds:
        session.merge(kind)
    session.flush()
    return len(kinds)


def read_structure_types(folder: Path) -> list[StructureType]:
    """Read the kinds of structure in the order of the file. Raises DamagedDataFileError."""
    rows = read_rows(folder / FILE_NAME, _COLUMNS)
    for column in ("code", "marker_letter"):
        _require_unique(rows, column)
    return [_structure_type(row) for row in rows]


def require_kinds_in_use(session: Session, folder: Path) -> None:
    """Raise DamagedDataFileError when a stored structure is of a kind that the file lost."""
    file = folder / FILE_NAME
    codes = {row.text("code") for row in read_rows(file, ("code",))}
    lost = session.execute(
        select(Structure.type_code, Structure.slug)
        .where(Structure.type_code.not_in(codes))
        .order_by(Structure.type_code, Structure.slug)
    ).all()
    if lost:
        code = lost[0].type_code
        slugs = [slug for type_code, slug in lost if type_code == code]
        reason = f"le type {code} n’y est plus, mais {len(slugs)} fiches l’emploient : {slugs[0]}…"
        if len(slugs) == 1:
            reason = f"le type {code} n’y est plus, mais une fiche l’emploie : {slugs[0]}"
        raise DamagedDataFileError(file, line=None, reason=reason)


def _require_unique(rows: list[DataRow], column: str) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.text(column), row.line)
        if first != row.line:
            raise row.damage(column, f"employé deux fois, déjà à la ligne {first}")


def _structure_type(row: DataRow) -> StructureType:
    for column in _NEEDED_IN_FRENCH:
        row.text(column)
    if len(row.text("marker_letter")) > LONGEST_LETTERS:
        raise row.damage("marker_letter", f"plus de {LONGEST_LETTERS} lettres")
    return StructureType(
        code=row.text("code"),
        rank=row.parsed("rank", int, "rang"),
        level=row.optional("level"),
        short=row.optional("short_fr"),
        marker_shape=row.one_of("marker_shape", {shape: shape for shape in MARKER_SHAPES}),
        marker_letter=row.text("marker_letter"),
        access_public=row.parsed_or_none("access_public", PublicAccess, _ACCESSES),
        access_professionals=row.optional("access_professionals") is not None
        and row.one_of("access_professionals", {"yes": True, "no": False}),
        audiences=_codes(row, "audiences", {audience.value for audience in Audience}),
        settings=_codes(row, "settings", {setting.value for setting in Setting}),
        doors=_codes(row, "door", DOORS),
        ladder_professional=row.parsed_or_none("ladder_professional", int, "rang"),
        ladder_public=row.parsed_or_none("ladder_public", int, "rang"),
        review_months=row.parsed("review_months", int, "nombre de mois"),
        coverage_default=row.one_of("coverage_default", _COVERAGES),
        ans_code=row.optional("ans_code"),
        words={
            language.value: {
                word: text for word in _WORDS if (text := row.values[f"{word}_{language.value}"])
            }
            for language in Language
        },
    )


def _codes(row: DataRow, column: str, known: Collection[str]) -> list[str]:
    codes = row.listed(column)
    if unknown := [code for code in codes if code not in known]:
        raise row.damage(column, f"code inconnu : {unknown[0][:80]}")
    return codes
