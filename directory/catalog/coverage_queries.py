"""Reads about who serves what: light rows, for those that choose among many structures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import CoverageBasis, PublicationState
from directory.territory.coverage import Area, AreaKind
from directory.values.geography import Position


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published structure that may be shown for a place, and the area by which it serves it."""

    structure_id: UUID
    type_code: str
    name: str
    position: Position | None
    area: Area | None
    basis: CoverageBasis | None


def candidates_covering(
    session: Session, areas: Sequence[Area], types: Sequence[str]
) -> list[Candidate]:
    """List who serves any of the areas, smallest area first in `areas`; each structure once.

    A declared coverage wins over an assumed one, then the smallest area.
    """
    size = {area: rank for rank, area in enumerate(areas)}
    best: dict[UUID, Candidate] = {}
    rows = session.execute(
        _light_columns(CoverageArea.kind, CoverageArea.code, CoverageArea.basis)
        .join(CoverageArea, CoverageArea.structure_id == Structure.id)
        .where(Structure.type_code.in_(types), _any_of(areas))
    )
    for row in rows:
        candidate = Candidate(
            row.id, row.type_code, row.name, _position(row), Area(row.kind, row.code), row.basis
        )
        held = best.get(row.id)
        if held is None or _preference(candidate, size) < _preference(held, size):
            best[row.id] = candidate
    return list(best.values())


def candidates_of_types(session: Session, types: Sequence[str]) -> list[Candidate]:
    """List the published structures of some types, wherever they are."""
    rows = session.execute(_light_columns().where(Structure.type_code.in_(types)))
    return [Candidate(row.id, row.type_code, row.name, _position(row), None, None) for row in rows]


# Any: the columns are read by their names, which rows do not type.
def _light_columns(*more: Any) -> Select[*tuple[Any, ...]]:
    return select(
        Structure.id,
        Structure.type_code,
        Structure.name,
        Structure.latitude,
        Structure.longitude,
        *more,
    ).where(Structure.state == PublicationState.PUBLISHED)


def _any_of(areas: Sequence[Area]) -> ColumnElement[bool]:
    codes: dict[AreaKind, list[str]] = {}
    for area in areas:
        codes.setdefault(area.kind, []).append(area.code)
    return or_(
        *(
            and_(CoverageArea.kind == kind, CoverageArea.code.in_(found))
            for kind, found in codes.items()
        )
    )


def _position(row: Row[*tuple[Any, ...]]) -> Position | None:
    latitude, longitude = row.latitude, row.longitude
    return None if latitude is None or longitude is None else Position(latitude, longitude)


def _preference(candidate: Candidate, size: dict[Area, int]) -> tuple[bool, int]:
    return (
        candidate.basis is not CoverageBasis.DECLARED,
        len(size) if candidate.area is None else size[candidate.area],
    )
