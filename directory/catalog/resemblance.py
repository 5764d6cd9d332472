"""Which stored structures a structure looks like: by FINESS and type, or by name and commune."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.drafts import StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.territory.models import Commune
from directory.values.text import fold

LEAST_SCORE, SAME_NAME_SCORE = 90.0, 100.0
_NOISE = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en"})


class ResemblanceReason(StrEnum):
    """Why two structures look alike."""

    SAME_FINESS = "same_finess"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True, slots=True)
class KnownStructure:
    """What is compared, and shown, of a structure that is not archived."""

    id: UUID
    slug: str
    name: str
    type_code: str
    state: PublicationState
    finess_et: str | None
    insee: str | None
    commune: str | None


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A structure that looks like another; the score goes to 100."""

    structure: KnownStructure
    reason: ResemblanceReason
    score: float


@dataclass(frozen=True, slots=True)
class KnownStructures:
    """All structures that are not archived, at hand by what they are compared with."""

    all: tuple[KnownStructure, ...]
    by_finess: dict[tuple[str, str], list[KnownStructure]] = field(default_factory=dict)
    by_commune: dict[tuple[str, str], list[KnownStructure]] = field(default_factory=dict)


def known_structures(session: Session) -> KnownStructures:
    """Read what drafts, or structures among one another, are compared with."""
    rows = session.execute(
        select(
            Structure.id, Structure.slug, Structure.name, Structure.type_code, Structure.state,
            Structure.finess_et, Structure.insee, Commune.name.label("commune"),
        )
        .join(Commune, Commune.insee == Structure.insee, isouter=True)
        .where(Structure.state != PublicationState.ARCHIVED)
        .order_by(Structure.name, Structure.id)
    )  # fmt: skip
    known = KnownStructures(tuple(KnownStructure(*row) for row in rows))
    for structure in known.all:
        if structure.finess_et:
            key = (structure.finess_et, structure.type_code)
            known.by_finess.setdefault(key, []).append(structure)
        if structure.insee:
            key = (structure.insee, structure.type_code)
            known.by_commune.setdefault(key, []).append(structure)
    return known


def structures_like(
    known: KnownStructures, draft: StructureDraft | KnownStructure
) -> list[Resemblance]:
    """List the known structures of the same type that look like one, the likeliest first.

    A name is compared within a commune only, where the same words mean the same place.
    """
    found: dict[UUID, Resemblance] = {}
    if draft.finess_et:
        for other in known.by_finess.get((draft.finess_et, draft.type_code), ()):
            found[other.id] = Resemblance(other, ResemblanceReason.SAME_FINESS, 100.0)
    name = _compared(draft.name)
    for other in known.by_commune.get((draft.insee or "", draft.type_code), ()):
        score = fuzz.token_set_ratio(name, _compared(other.name))
        if score >= _least_score(draft.finess_et, other.finess_et):
            found.setdefault(other.id, Resemblance(other, ResemblanceReason.SIMILAR_NAME, score))
    return sorted(found.values(), key=lambda like: (-like.score, like.structure.name))


def _least_score(first_finess: str | None, second_finess: str | None) -> float:
    """Two numbers tell two houses apart (two sites of one hospital), unless the names are one."""
    are_two = first_finess and second_finess and first_finess != second_finess
    return SAME_NAME_SCORE if are_two else LEAST_SCORE


def _compared(name: str) -> str:
    return " ".join(_without_noise(fold(name).split()))


def _without_noise(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _NOISE]
