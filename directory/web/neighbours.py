"""Other structures of the same filière and level of care, to offer below a listing."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import Audience
from directory.search.query import SearchQuery
from directory.web.services import get_finder, get_services
from directory.web.structure_types import structure_types

_MOST = 8


@dataclass(frozen=True, slots=True)
class NeighbourLink:
    """Another structure: its kind in words, its name, its path."""

    type_label: str
    name: str
    path: str


def list_neighbours(session: Session, structure: PublicStructure) -> list[NeighbourLink]:
    """List the others of the same filières and level, for children only where it is."""
    if not structure.filieres:
        return []
    kinds = structure_types()
    same_level = tuple(
        code
        for code, kind in kinds.items()
        if code == structure.type_code or (kind.level and kind.level == structure.level)
    )
    services = get_services()
    results = get_finder().find_structures(
        session,
        SearchQuery(
            types=same_level,
            filieres=structure.filieres[:1],
            audience=Audience.CHILD if structure.audiences == (Audience.CHILD,) else None,
            per_page=_MOST + 1,
        ),
        now=services.clock.now(),
    )
    return [
        NeighbourLink(kinds[other.type_code].label, other.name, f"/structures/{other.slug}")
        for other in (hit.structure for hit in results.hits)
        if other.id != structure.id
    ][:_MOST]
