"""The effect of one act on many structures, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.bulk_effect import BulkLine, BulkRefusal
from directory.catalog.drafts import AreaDraft
from directory.catalog.vocabulary import FactGroup, PublicationState
from directory.web.admin.bulk_choice import BulkAction, BulkChoice
from directory.web.admin.field_names import state_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.admin.history_lines import names_for_changes
from directory.web.freshness_words import checks_sentence
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What would become of one structure; `why` is said when it is left as it is."""

    id: UUID
    name: str
    before: str
    after: str
    why: str


def effect_lines(
    session: Session, choice: BulkChoice, lines: Iterable[BulkLine]
) -> list[EffectLine]:
    """Put an effect into words, in the same order."""
    names = names_for_changes(session)
    return [
        EffectLine(
            line.structure_id,
            line.name,
            _value(choice.action, line, line.before, line.areas_before, names),
            _after(choice.action, line, names),
            "" if line.refusal is None else refusal_sentence(line.refusal),
        )
        for line in lines
    ]


def refusal_sentence(refusal: BulkRefusal) -> str:
    """Say why a structure is left as it is."""
    match refusal:
        case BulkRefusal.OUTSIDE:
            return _("Elle n’est pas d’une filière que vous animez.")
        case BulkRefusal.ARCHIVED:
            return _("Elle est archivée.")
        case BulkRefusal.UNCHANGED:
            return _("Ses filières sont déjà celles-là.")
        case BulkRefusal.NO_FILIERE_LEFT:
            return _("Elle n’aurait plus de filière.")
        case BulkRefusal.HAS_ERRORS:
            return _("Sa fiche a des erreurs : corrigez-la d’abord.")
        case BulkRefusal.NOTHING_SAID:
            return _("Sa fiche n’en dit rien.")
        case BulkRefusal.CHANGED_MEANWHILE:
            return _("Elle a changé depuis que vous l’avez vue.")


def done_sentence(changed: int, left: int) -> str:
    """Say how many were changed, and how many were left as they were."""
    done = ngettext("%(num)s fiche a été changée.", "%(num)s fiches ont été changées.", changed)
    if not left:
        return done
    stayed = ngettext(
        "%(num)s est restée comme elle était.", "%(num)s sont restées comme elles étaient.", left
    )
    return f"{done} {stayed}"


def _after(action: BulkAction, line: BulkLine, names: Names) -> str:
    words = _value(action, line, line.after, line.areas_after, names)
    if action is BulkAction.FILIERES and FactGroup.AREA in line.groups:
        return f"{words} {_('Le territoire sera à vérifier de nouveau.')}"
    return words


def _value(
    action: BulkAction,
    line: BulkLine,
    codes: Sequence[str],
    areas: Sequence[AreaDraft],
    names: Names,
) -> str:
    if action is BulkAction.FILIERES:
        return _(
            "Filières : %(filieres)s. Territoire : %(areas)s.",
            filieres=", ".join(value_lines("filieres", list(codes), names)) or _("aucune filière"),
            areas=_areas(areas, names),
        )
    if action is BulkAction.ARCHIVE:
        return ", ".join(state_label(PublicationState(code)) for code in codes)
    days = {
        group: date.fromisoformat(code)
        for group, code in zip(line.groups, codes, strict=True)
        if code
    }
    return checks_sentence(days) or _("jamais vérifiée")


def _areas(areas: Sequence[AreaDraft], names: Names) -> str:
    stored = [
        {"kind": area.kind.value, "code": area.code, "basis": area.basis.value} for area in areas
    ]
    return ", ".join(value_lines("coverage", stored, names)) or _("aucun")
