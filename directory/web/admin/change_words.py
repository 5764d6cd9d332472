"""What a revision did, in words: the act, from where, and each field before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.accounts.actor import Actor
from directory.accounts.policies import may_change_field
from directory.accounts.roles import Role
from directory.catalog.revision_acts import Act, Snapshot, Way
from directory.catalog.vocabulary import Origin
from directory.web.admin.field_names import field_label, ordered_fields
from directory.web.admin.field_values import Names, value_lines
from directory.web.wording import gettext as _

_UNTOLD = {
    "id", "version", "updated_at", "created_at", "published_at", "loaded_digest", "rank", "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as lines; none for what was or is unknown."""

    field: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes_between(
    before: Snapshot | None, after: Snapshot | None, names: Names, *, actor: Actor
) -> list[FieldChange]:
    """List the fields whose words differ between two snapshots, in the order of a listing.

    Fields that somebody may not touch are not told to them. Long lists (communes, checks) say
    only the lines that came and went.
    """
    old, new = before or {}, after or {}
    changes = []
    for field in _told_fields(old, new):
        if not may_change_field(actor, field):
            continue
        was = value_lines(field, old.get(field), names)
        becomes = value_lines(field, new.get(field), names)
        if was == becomes or (before is None and new.get(field) is False):
            continue
        if field in ("attachments", "verifications"):
            was, becomes = _only_in(was, becomes), _only_in(becomes, was)
        changes.append(FieldChange(field, field_label(field), was, becomes))
    return changes


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


def way_label(way: Way) -> str:
    """Name how a change came about that nobody typed."""
    match way:
        case Way.UNDOING | Way.IMPORT_UNDOING:
            return _("annulation")
        case Way.RESTORING:
            return _("retour à une version")
        case Way.MERGING | Way.DUPLICATE:
            return _("fusion")


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
