"""The likely duplicates that somebody may treat: both listings are in their hands."""

from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.catalog.duplicates import LikelyDuplicate, likely_duplicates
from directory.catalog.queries import get_structures
from directory.web.permissions import get_actor, may


def pairs_to_decide(session: Session) -> list[LikelyDuplicate]:
    """List the pairs that look alike; those across the filières of several are the region's."""
    own = get_actor().visible_filieres
    if own is None:
        return likely_duplicates(session)
    pairs = likely_duplicates(session, sorted(own))
    ids = {structure.id for pair in pairs for structure in (pair.first, pair.second)}
    decided_here = {
        structure.id
        for structure in get_structures(session, ids)
        if may(Permission.STRUCTURE_MERGE, structure=structure)
    }
    return [pair for pair in pairs if {pair.first.id, pair.second.id} <= decided_here]
