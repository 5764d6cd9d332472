"""Who may do what: the only place where a role decides.

Elsewhere roles are told in words (`web`), given and counted (`managing`, `invitations`, `doctor`),
or hold lists to what somebody sees (`actor`); `tests/security/role_matrix.csv` is the table. A
structure of several filières is in the hands of each of their animators; what belongs to all of
them is in the region's hands.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from uuid import UUID

from directory.accounts.actor import Actor, Subject
from directory.accounts.permissions import Permission
from directory.accounts.roles import Role


class Decision(StrEnum):
    """The answer: yes, no, or « it will wait for somebody who may »."""

    ALLOWED = "allowed"
    PROPOSES = "proposes"
    REFUSED = "refused"


# What needs no subject: pages and lists, which are then held to what the actor sees.
_ANIMATOR_ENTERS = frozenset(Permission) - {Permission.ACCOUNT_MANAGE}
_ANIMATOR_PROPOSES_REGIONAL = frozenset({Permission.STRUCTURE_EDIT})
_ANIMATOR_READS_REGIONAL = frozenset(
    {Permission.STRUCTURE_READ, Permission.HISTORY_READ, Permission.EXPORT}
)
_EDITOR_ENTERS = frozenset(
    {
        Permission.ADMIN_ENTER,
        Permission.STRUCTURE_READ,
        Permission.STRUCTURE_EDIT,
        Permission.STRUCTURE_VERIFY,
        Permission.HISTORY_READ,
    }
) | {Permission.OWN_ACCOUNT}
_EDITOR_PROPOSES = frozenset({Permission.STRUCTURE_EDIT})

# Facts that only the region or an animator decides, whoever edits the rest.
_STEERING_FIELDS = frozenset(
    {"type_code", "organization_id", "filieres", "confidence", "internal_note", "sources"}
    | {"source_date", "update_email", "do_not_contact"}
)


def decide(actor: Actor, permission: Permission, subject: Subject | None = None) -> Decision:
    """Tell whether somebody may do something, to a subject or at all."""
    if actor.role is Role.REGIONAL_ADMIN:
        return Decision.ALLOWED
    if actor.role is Role.ANIMATOR:
        return _decide_for_animator(actor, permission, subject)
    return _decide_for_editor(actor, permission, subject)


def decide_invitation(actor: Actor, role: Role, subjects: Collection[Subject]) -> Decision:
    """Tell whether somebody may invite a colleague; `subjects` are the structures it is for."""
    if actor.role is Role.REGIONAL_ADMIN:
        return Decision.ALLOWED
    if role is not Role.STRUCTURE_EDITOR or not subjects:
        return Decision.REFUSED
    decisions = {decide(actor, Permission.ACCOUNT_INVITE, subject) for subject in subjects}
    return Decision.ALLOWED if decisions == {Decision.ALLOWED} else Decision.REFUSED


def roles_to_invite(actor: Actor) -> tuple[Role, ...]:
    """Give the roles that somebody may invite to, the widest first."""
    if actor.role is Role.REGIONAL_ADMIN:
        return tuple(Role)
    return (Role.STRUCTURE_EDITOR,) if actor.role is Role.ANIMATOR else ()


def is_held_to_structures(role: Role | str | None) -> bool:
    """Tell whether a role is given for named structures, and no others."""
    return role == Role.STRUCTURE_EDITOR


def may_change_field(actor: Actor, field: str) -> bool:
    """Tell whether a role may touch a field of a listing, even as a proposal."""
    return actor.role is not Role.STRUCTURE_EDITOR or field not in _STEERING_FIELDS


def filieres_beyond(actor: Actor, before: frozenset[str], after: frozenset[str]) -> frozenset[str]:
    """Give the filières that a change adds or removes without right; empty when all is right."""
    if actor.role is Role.REGIONAL_ADMIN:
        return frozenset()
    return (before ^ after) - actor.filieres


def may_follow(actor: Actor, created_by: UUID | None, filieres: Collection[str] = ()) -> bool:
    """Tell whether somebody may open a campaign or an import: their own, or of their filières."""
    if actor.role is Role.REGIONAL_ADMIN:
        return True
    return created_by == actor.account_id or bool(actor.filieres & frozenset(filieres))


def may_name_organization(actor: Actor, carried: Iterable[Subject]) -> bool:
    """Tell whether somebody may change the name and the numbers of a body.

    Every listing that it carries shows them: all of these must be in one's hands.
    """
    decisions = {decide(actor, Permission.ORGANIZATION_EDIT, subject) for subject in carried}
    return decisions <= {Decision.ALLOWED}


def _decide_for_animator(actor: Actor, permission: Permission, subject: Subject | None) -> Decision:
    if permission not in _ANIMATOR_ENTERS:
        return Decision.REFUSED
    if subject is None:
        return Decision.ALLOWED
    if subject.is_regional:
        if permission in _ANIMATOR_READS_REGIONAL:
            return Decision.ALLOWED
        return Decision.PROPOSES if permission in _ANIMATOR_PROPOSES_REGIONAL else Decision.REFUSED
    return Decision.ALLOWED if subject.filieres & actor.filieres else Decision.REFUSED


def _decide_for_editor(actor: Actor, permission: Permission, subject: Subject | None) -> Decision:
    if permission not in _EDITOR_ENTERS:
        return Decision.REFUSED
    if subject is not None and subject.structure_id not in actor.structures:
        return Decision.REFUSED
    if subject is not None and permission in _EDITOR_PROPOSES:
        return Decision.PROPOSES
    return Decision.ALLOWED
