"""« Qui appeler ? »: from a commune, a profile and a moment to ordered rungs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.coverage_queries import (
    Candidate,
    candidates_covering,
    candidates_of_types,
)
from directory.catalog.models.structure_type import StructureType
from directory.catalog.public_record import PublicStructure, public_structure
from directory.catalog.queries import get_structures, list_structure_types
from directory.catalog.vocabulary import CoverageBasis, Profile
from directory.territory.coverage import Area, areas_holding
from directory.territory.models import Commune
from directory.values.clock import in_paris
from directory.values.geography import Position, distance_km

ENTRIES_PER_RUNG = 10
_NEAREST = 2


@dataclass(frozen=True, slots=True)
class LadderEntry:
    """A structure on a rung, why it is there, and how far it is.

    Without `area` it does not serve the commune: it is the nearest of an empty rung.
    """

    structure: PublicStructure
    area: Area | None
    basis: CoverageBasis | None
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Rung:
    """The structures of one type that serve the commune, or the nearest others when none does."""

    type_code: str
    entries: tuple[LadderEntry, ...]
    total: int
    nearest: tuple[LadderEntry, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Whom to call for a commune, first rung first."""

    profile: Profile
    moment: datetime
    rungs: tuple[Rung, ...]


def ladder_for(session: Session, commune: Commune, *, profile: Profile, moment: datetime) -> Ladder:
    """Build the ladder of a commune whose attachments are loaded, at an aware moment."""
    types = ladder_types(list_structure_types(session), profile)
    areas = areas_holding(commune)
    here = Position(commune.latitude, commune.longitude)
    serving = _ordered(candidates_covering(session, areas, types), here)
    missing = [code for code in types if not serving.get(code)]
    others = _ordered(candidates_of_types(session, missing), here) if missing else {}

    shown = [c for found in serving.values() for c in found[:ENTRIES_PER_RUNG]]
    shown += [c for found in others.values() for c in found[:_NEAREST]]
    records = _records(session, shown, moment)

    def entries(found: Sequence[Candidate]) -> tuple[LadderEntry, ...]:
        return tuple(_entry(candidate, records, here) for candidate in found)

    return Ladder(
        profile=profile,
        moment=moment,
        rungs=tuple(
            Rung(
                type_code=code,
                entries=entries(serving.get(code, [])[:ENTRIES_PER_RUNG]),
                total=len(serving.get(code, [])),
                nearest=entries(others.get(code, [])[:_NEAREST]),
            )
            for code in types
        ),
    )


def ladder_types(types: Iterable[StructureType], profile: Profile) -> list[str]:
    """List the codes of the rungs for a profile, in the order that the vocabulary gives."""
    ranks = {
        kind.code: kind.ladder_professional
        if profile is Profile.PROFESSIONAL
        else kind.ladder_public
        for kind in types
    }
    placed = {code: rank for code, rank in ranks.items() if rank is not None}
    return sorted(placed, key=lambda code: placed[code])


def _ordered(candidates: Iterable[Candidate], here: Position) -> dict[str, list[Candidate]]:
    """Group by type; declared before assumed, then the nearest, then by name."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.type_code, []).append(candidate)
    for found in groups.values():
        found.sort(key=lambda c: (c.basis is not CoverageBasis.DECLARED, *_remoteness(c, here)))
    return groups


def _remoteness(candidate: Candidate, here: Position) -> tuple[float, str]:
    far = float("inf") if candidate.position is None else distance_km(here, candidate.position)
    return far, candidate.name


def _records(
    session: Session, candidates: Iterable[Candidate], moment: datetime
) -> dict[UUID, PublicStructure]:
    ids = [candidate.structure_id for candidate in candidates]
    today = in_paris(moment).date()
    return {
        structure.id: public_structure(structure, today=today)
        for structure in get_structures(session, ids)
    }


def _entry(
    candidate: Candidate,
    records: dict[UUID, PublicStructure],
    here: Position,
) -> LadderEntry:
    return LadderEntry(
        structure=records[candidate.structure_id],
        area=candidate.area,
        basis=candidate.basis,
        distance_km=None
        if candidate.position is None
        else round(distance_km(here, candidate.position), 1),
    )
