"""Which listings a row of a file may be about, when it does not say so by an identifier."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.drafts import StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.values.text import fold

_ALIKE = (
    84.0  # of 100: « EMSP du Poher » and « Équipe mobile du Poher » are below, typing errors above
)
_MOST_PROPOSED = 3


class Ground(StrEnum):
    """Why two listings may be one."""

    FINESS = "finess"  # the same number and kind
    NAME = "name"  # the same name, commune and kind
    NEAR_NAME = "near_name"  # a name that resembles, in the same commune, of the same kind


@dataclass(frozen=True, slots=True)
class Likeness:
    """A listing that a row resembles, and whether both have one name, accents and case apart."""

    structure_id: UUID
    name: str
    ground: Ground
    has_same_name: bool = False


def sure_likeness(found: Sequence[Likeness]) -> Likeness | None:
    """Give the one listing that has the number of a row; a name alone is never sure."""
    numbered = [known for known in found if known.ground is Ground.FINESS]
    same_name = [known for known in found if known.has_same_name]
    # A hospital may have several teams of one kind under one number: the name tells.
    likely = [known for known in numbered if known in same_name] if same_name else numbered
    return likely[0] if len(likely) == 1 else None


def clear_likeness(found: Sequence[Likeness]) -> Likeness | None:
    """Give the one listing that a row may be taken for with one decision on many rows.

    It is the only one, or the only one of the same name unless the number is another one's.
    """
    if len(found) == 1:
        return found[0]
    same_name = [known for known in found if known.has_same_name]
    numbered = [known for known in found if known.ground is Ground.FINESS]
    is_clear = len(same_name) == 1 and not [known for known in numbered if known not in same_name]
    return same_name[0] if is_clear else None


_Place = tuple[str | None, str]  # the code of a commune, a kind of structure


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    name: str
    folded: str


class Resemblance:
    """The listings of an instance that are not archived, ready to be compared."""

    def __init__(self, session: Session) -> None:
        self._by_finess: defaultdict[tuple[str, str], list[_Known]] = defaultdict(list)
        self._by_place: defaultdict[_Place, list[_Known]] = defaultdict(list)
        self._words_by_place: defaultdict[_Place, list[str]] = defaultdict(list)
        self._by_name: defaultdict[tuple[_Place, str], list[_Known]] = defaultdict(list)
        rows = session.execute(
            select(
                Structure.id, Structure.name, Structure.finess_et, Structure.insee,
                Structure.type_code,
            )
            .where(Structure.state != PublicationState.ARCHIVED)
            .order_by(Structure.name, Structure.id)
        )  # fmt: skip
        for identifier, name, finess, insee, kind in rows:
            known = _Known(identifier, name, fold(name))
            self._by_place[insee, kind].append(known)
            self._words_by_place[insee, kind].append(_sorted_words(known.folded))
            self._by_name[(insee, kind), known.folded].append(known)
            if finess:
                self._by_finess[finess, kind].append(known)

    def of(self, draft: StructureDraft) -> tuple[Likeness, ...]:
        """Give the listings that a draft resembles, the surest first."""
        place, name = (draft.insee, draft.type_code), fold(draft.name)
        same_finess = self._by_finess.get((draft.finess_et or "", draft.type_code), [])
        found = {
            known.id: Likeness(known.id, known.name, Ground.FINESS, known.folded == name)
            for known in same_finess
        }
        for known in self._by_name.get((place, name), ()):
            if known.id not in found:
                found[known.id] = Likeness(known.id, known.name, Ground.NAME, has_same_name=True)
        near = process.extract(
            _sorted_words(name),
            self._words_by_place.get(place, ()),
            scorer=fuzz.ratio,
            limit=_MOST_PROPOSED,
            score_cutoff=_ALIKE,
        )
        for _words, _score, rank in near:
            known = self._by_place[place][rank]
            if known.id not in found:
                found[known.id] = Likeness(known.id, known.name, Ground.NEAR_NAME)
        return _surest_first(found.values())


def _sorted_words(name: str) -> str:
    """The order of the words of a name says nothing."""
    return " ".join(sorted(name.split()))


def _surest_first(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    order = [Ground.FINESS, Ground.NAME, Ground.NEAR_NAME]
    return tuple(
        sorted(found, key=lambda known: (not known.has_same_name, order.index(known.ground)))
    )
