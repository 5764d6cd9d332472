"""What the person at a structure's form proposed before, and nobody decided yet."""

from dataclasses import dataclass

from directory.catalog.correction_queries import list_waiting_proposals
from directory.catalog.models.structure import Structure
from directory.web.admin.field_names import field_label
from directory.web.moment_words import moment_words
from directory.web.permissions import get_actor
from directory.web.services import get_session


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """A proposal in words: its moment, the names of its fields, what was written with it."""

    moment: str
    fields: tuple[str, ...]
    words: str


def waiting_proposal(structure: Structure) -> WaitingProposal | None:
    """Give the latest proposal of this person for a structure; None when none waits."""
    proposals = list_waiting_proposals(get_session(), structure, get_actor().account_id)
    if not proposals:
        return None
    latest = proposals[-1]
    return WaitingProposal(
        moment_words(latest.created_at),
        tuple(map(field_label, latest.proposed)),
        latest.words or "",
    )
