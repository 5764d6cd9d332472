"""Which rows of a file somebody may have applied, as the policies say."""

from dataclasses import dataclass

from directory.accounts.actor import Actor, subject_of
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide, filieres_beyond
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.structure import Structure


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody, and the number of filières from which on a listing is regional."""

    actor: Actor
    filiere_count: int

    def may_see(self, structure: Structure) -> bool:
        """Tell whether a listing may be opened at all: what a dry run says shows its facts."""
        return self._decision(structure) is not Decision.REFUSED

    def may_create(self, draft: StructureDraft) -> bool:
        """Tell whether a listing like this may be made."""
        subject = subject_of(draft.filieres, filiere_count=self.filiere_count)
        beyond = filieres_beyond(self.actor, frozenset(), frozenset(draft.filieres))
        allowed = decide(self.actor, Permission.STRUCTURE_CREATE, subject) is Decision.ALLOWED
        return allowed and not beyond

    def may_change(self, structure: Structure, draft: StructureDraft) -> bool:
        """Tell whether a listing may be changed into this, without waiting for anybody."""
        beyond = filieres_beyond(self.actor, _linked(structure), frozenset(draft.filieres))
        return self._decision(structure) is Decision.ALLOWED and not beyond

    def _decision(self, structure: Structure) -> Decision:
        subject = subject_of(
            _linked(structure), structure_id=structure.id, filiere_count=self.filiere_count
        )
        return decide(self.actor, Permission.STRUCTURE_EDIT, subject)


def _linked(structure: Structure) -> frozenset[str]:
    return frozenset(link.filiere_slug for link in structure.filieres)
