"""Which stored structures a structure looks like: by FINESS, or in its commune by name or phone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.phone import Phone
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.name_likeness import (
    ONLY_THE_KIND,
    SAME_WORDS,
    ComparedName,
    compared_name,
    likeness,
)
from directory.catalog.vocabulary import PublicationState
from directory.territory.models import Commune
from directory.values.text import fold

# More of one kind than a commune has: beyond, an import of thousands would compare for minutes.
_MOST_COMPARED = 200
# A switchboard serves several teams: a number alone is looked at by somebody.
_SAME_PHONE_SCORE = 50.0

_Place = tuple[str | None, str, frozenset[str]]  # a commune, a kind, the numbers of a name


class ResemblanceReason(StrEnum):
    """Why two structures look alike."""

    SAME_FINESS = "same_finess"
    SIMILAR_NAME = "similar_name"
    SAME_PHONE = "same_phone"


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
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A structure that looks like another; the score goes to 100.

    `has_same_name` is true of one name, accents and case apart; `is_elsewhere` of one FINESS number
    under another name in another commune.
    """

    structure: KnownStructure
    reason: ResemblanceReason
    score: float
    has_same_name: bool
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class KnownStructures:
    """All structures that are not archived, at hand by what they are compared with."""

    all: tuple[KnownStructure, ...]
    by_finess: dict[tuple[str, str], list[KnownStructure]] = field(default_factory=dict)
    by_place: dict[_Place, list[tuple[KnownStructure, ComparedName]]] = field(default_factory=dict)


def known_structures(session: Session, filieres: Collection[str] | None = None) -> KnownStructures:
    """Read what drafts, or structures among one another, are compared with.

    With filières, those that are not published only when they belong to one of them.
    """
    is_shown = Structure.state != PublicationState.ARCHIVED
    if filieres is not None:
        own = select(StructureFiliere.structure_id).where(
            StructureFiliere.filiere_slug.in_(filieres)
        )
        is_published = Structure.state == PublicationState.PUBLISHED
        is_shown = and_(is_shown, or_(is_published, Structure.id.in_(own)))
    rows = session.execute(
        select(
            Structure.id, Structure.slug, Structure.name, Structure.type_code, Structure.state,
            Structure.finess_et, Structure.insee, Commune.name.label("commune"),
        )
        .join(Commune, Commune.insee == Structure.insee, isouter=True)
        .where(is_shown)
        .order_by(Structure.name, Structure.id)
    )  # fmt: skip
    numbers = _numbers(session)
    known = KnownStructures(
        tuple(KnownStructure(*row, numbers=frozenset(numbers.get(row.id, ()))) for row in rows)
    )
    for structure in known.all:
        if structure.finess_et:
            key = (structure.finess_et, structure.type_code)
            known.by_finess.setdefault(key, []).append(structure)
        name = compared_name(structure.name, structure.insee)
        place = (structure.insee, structure.type_code, name.marks)
        known.by_place.setdefault(place, []).append((structure, name))
    return known


def structures_like(
    known: KnownStructures, draft: StructureDraft | KnownStructure
) -> list[Resemblance]:
    """List the known structures of the same type that look like one, the likeliest first.

    A name is compared within a commune only, where the same words mean the same place; names
    without a commune are compared with one another.
    """
    name, folded = compared_name(draft.name, draft.insee), fold(draft.name)
    numbers = _numbers_of(draft)
    found: dict[UUID, Resemblance] = {}
    if draft.finess_et:
        for other in known.by_finess.get((draft.finess_et, draft.type_code), ()):
            found[other.id] = Resemblance(
                other, ResemblanceReason.SAME_FINESS, SAME_WORDS, fold(other.name) == folded,
                is_elsewhere=_is_elsewhere(draft, name, other),
            )  # fmt: skip
    neighbours = known.by_place.get((draft.insee, draft.type_code, name.marks), [])
    for other, its_name in neighbours:
        if len(neighbours) > _MOST_COMPARED and its_name.letters != name.letters:
            continue
        score, reason = likeness(name, its_name), ResemblanceReason.SIMILAR_NAME
        if score < _SAME_PHONE_SCORE and numbers & other.numbers:
            score, reason = _SAME_PHONE_SCORE, ResemblanceReason.SAME_PHONE
        if score and (score == SAME_WORDS or not _are_two(draft.finess_et, other.finess_et)):
            found.setdefault(
                other.id, Resemblance(other, reason, score, fold(other.name) == folded)
            )
    surer = [like for like in found.values() if like.score > ONLY_THE_KIND]
    return sorted(surer or found.values(), key=_surest_first)


def _is_elsewhere(
    draft: StructureDraft | KnownStructure, name: ComparedName, other: KnownStructure
) -> bool:
    """Tell whether a draft says another name and another commune than the listing of its number."""
    if not (draft.name and draft.insee and other.insee and draft.insee != other.insee):
        return False
    return not likeness(name, compared_name(other.name, other.insee))


def _numbers(session: Session) -> dict[UUID, set[str]]:
    numbers: defaultdict[UUID, set[str]] = defaultdict(set)
    for structure_id, number in session.execute(select(Phone.structure_id, Phone.number)):
        numbers[structure_id].add(number)
    return numbers


def _numbers_of(draft: StructureDraft | KnownStructure) -> frozenset[str]:
    if isinstance(draft, KnownStructure):
        return draft.numbers
    return frozenset(phone.number for phone in canonical_draft(draft).phones)


def _are_two(first_finess: str | None, second_finess: str | None) -> bool:
    """Tell whether two numbers tell two houses apart, such as two sites of one hospital."""
    return bool(first_finess and second_finess and first_finess != second_finess)


def _surest_first(like: Resemblance) -> tuple[bool, bool, float, str]:
    is_by_name = like.reason is not ResemblanceReason.SAME_FINESS
    return not like.has_same_name, is_by_name, -like.score, like.structure.name
