"""What a revision did, in words: the act, from where, and each field before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from directory.accounts.roles import Role
from directory.catalog.vocabulary import Origin, PublicationState
from directory.web.admin.field_names import field_label, ordered_fields
from directory.web.admin.field_values import Names, value_lines
from directory.web.wording import gettext as _

# Any: a snapshot holds the stored columns of its subject, whatever their types in JSON.
Snapshot = Mapping[str, Any]

_UNTOLD = {"id", "version", "updated_at", "created_at", "published_at", "loaded_digest", "rank"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as lines; none for what was or is unknown."""

    field: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Act(StrEnum):
    """What kind of change it was."""

    CREATED = "created"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    REOPENED = "reopened"
    VERIFIED = "verified"
    EDITED = "edited"


def changes_between(
    before: Snapshot | None, after: Snapshot | None, names: Names
) -> list[FieldChange]:
    """List the fields whose words differ between two snapshots, in the order of a listing.

    Long lists (communes, checks) say only the lines that came and went.
    """
    old, new = before or {}, after or {}
    changes = []
    for field in _told_fields(old, new):
        was = value_lines(field, old.get(field), names)
        becomes = value_lines(field, new.get(field), names)
        if was == becomes:
            continue
        if field in ("attachments", "verifications"):
            was, becomes = _only_in(was, becomes), _only_in(becomes, was)
        changes.append(FieldChange(field, field_label(field), was, becomes))
    return changes


def act_of(before: Snapshot | None, after: Snapshot | None) -> Act:
    """Tell what kind of change led from one snapshot to the other."""
    if before is None:
        return Act.CREATED
    new = after or {}
    if before.get("state") != new.get("state"):
        return {
            PublicationState.PUBLISHED.value: Act.PUBLISHED,
            PublicationState.ARCHIVED.value: Act.ARCHIVED,
        }.get(str(new.get("state")), Act.REOPENED)
    changed = {field for field in _told_fields(before, new) if before.get(field) != new.get(field)}
    return Act.VERIFIED if changed == {"verifications"} else Act.EDITED


def act_label(act: Act) -> str:
    """Name an act."""
    match act:
        case Act.CREATED:
            return _("Création")
        case Act.PUBLISHED:
            return _("Publication")
        case Act.ARCHIVED:
            return _("Archivage")
        case Act.REOPENED:
            return _("Retour en brouillon")
        case Act.VERIFIED:
            return _("Vérification")
        case Act.EDITED:
            return _("Modification")


def origin_label(origin: Origin) -> str:
    """Name from where a change came."""
    match origin:
        case Origin.FORM:
            return _("formulaire")
        case Origin.LINK:
            return _("lien de mise à jour")
        case Origin.IMPORT:
            return _("import")
        case Origin.COMMAND:
            return _("commande")


def author_words(role: str | None, filieres: Iterable[str], names: Names) -> str:
    """Say who changed something as the public may know it: a role and its filières."""
    match role:
        case None:
            return _("chargement des données publiques")
        case Role.REGIONAL_ADMIN.value:
            return _("la cellule régionale")
        case Role.ANIMATOR.value:
            return _animation(value_lines("filieres", sorted(filieres), names))
        case Role.STRUCTURE_EDITOR.value | "structure":
            return _("la structure")
        case "visitor":
            return _("un visiteur")
    return role


def _animation(filieres: Sequence[str]) -> str:
    if len(filieres) == 1:
        return _("l’animation de la filière %(name)s", name=filieres[0])
    if filieres:
        return _("l’animation des filières %(names)s", names=", ".join(filieres))
    return _("une animation de filière")


def _told_fields(old: Snapshot, new: Snapshot) -> list[str]:
    known = ordered_fields()
    present = (set(old) | set(new)) - _UNTOLD
    return [field for field in known if field in present] + sorted(present - set(known))


def _only_in(lines: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line not in set(others))
