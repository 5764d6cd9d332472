"""Who acts and on what, as the policies see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from directory.accounts.models.account import Account
from directory.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in: the role, the filières that an animator keeps, an editor's structures."""

    account_id: UUID
    name: str
    email: str
    role: Role
    filieres: frozenset[str] = frozenset()
    structures: frozenset[UUID] = frozenset()

    @property
    def visible_filieres(self) -> frozenset[str] | None:
        """The filières that lists are held to; None: all of them."""
        return None if self.role is Role.REGIONAL_ADMIN else self.filieres

    @property
    def visible_structures(self) -> frozenset[UUID] | None:
        """The structures that lists are held to; None: those of the visible filières."""
        return self.structures if self.role is Role.STRUCTURE_EDITOR else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about: the filières that it touches, and the structure if it is one.

    `is_regional` is true of what belongs to every filière.
    """

    filieres: frozenset[str] = frozenset()
    structure_id: UUID | None = None
    is_regional: bool = False


def actor_of(account: Account) -> Actor:
    """Give the actor that an account is."""
    return Actor(
        account.id,
        account.name,
        account.email,
        account.role,
        frozenset(link.filiere_slug for link in account.filieres),
        frozenset(link.structure_id for link in account.structures),
    )


def subject_of(
    filieres: Iterable[str], *, structure_id: UUID | None = None, filiere_count: int = 8
) -> Subject:
    """Give the subject for what is linked to these filières; linked to all, it is regional."""
    linked = frozenset(filieres)
    return Subject(linked, structure_id, is_regional=len(linked) >= filiere_count)
