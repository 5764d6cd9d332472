"""The structures of a filière by level of care, each kind of structure said even when empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from directory.web.cards import StructureCard
from directory.web.structure_types import TypeWords

SHOWN_PER_TYPE = 12
_LEVELS = ("1", "2", "3", "all", None)

Listed = Sequence[tuple[str, str, UUID]]  # type, name and id of each structure


@dataclass(frozen=True, slots=True)
class StructuresOfType:
    """The first structures of one kind, and how many there are."""

    type: TypeWords
    cards: tuple[StructureCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LevelOfCare:
    """The kinds of one level; `level` is None for what stands around the care."""

    level: str | None
    kinds: tuple[StructuresOfType, ...]
    missing: tuple[TypeWords, ...]


def chosen_ids(listed: Listed) -> list[UUID]:
    """Choose the structures to load: the first ones of each kind."""
    return [
        structure_id for ids in _by_type(listed).values() for structure_id in ids[:SHOWN_PER_TYPE]
    ]


def levels_of_care(
    listed: Listed, cards: Mapping[UUID, StructureCard], types: Mapping[str, TypeWords]
) -> list[LevelOfCare]:
    """Arrange the structures by level, then by kind in the order of the vocabulary."""
    kinds = {
        code: StructuresOfType(
            types[code],
            tuple(cards[structure_id] for structure_id in ids[:SHOWN_PER_TYPE]),
            len(ids),
        )
        for code, ids in _by_type(listed).items()
    }
    levels = []
    for level in _LEVELS:
        here = [kind for kind in types.values() if kind.level == level]
        levels.append(
            LevelOfCare(
                level,
                tuple(kinds[kind.code] for kind in here if kind.code in kinds),
                tuple(kind for kind in here if kind.code not in kinds),
            )
        )
    return [level for level in levels if level.kinds or level.missing]


def _by_type(listed: Listed) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for code, _name, structure_id in listed:
        found.setdefault(code, []).append(structure_id)
    return found
