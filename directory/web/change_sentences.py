"""When a listing last changed and by which role, as the public reads it: never a name."""

from collections.abc import Mapping
from datetime import date

from directory.accounts.roles import Role
from directory.catalog.authorship import STRUCTURE
from directory.catalog.public_change import PublicChange
from directory.values.clock import in_paris
from directory.web.labels import display_date
from directory.web.wording import gettext as _


def change_sentence(
    change: PublicChange | None, updated_on: date, filiere_names: Mapping[str, str]
) -> str:
    """Say when a listing changed, and by which role when that is the change of that day.

    `filiere_names`: those of the listing.
    """
    day = display_date(updated_on)
    if change is None or in_paris(change.at).date() != updated_on:
        return _("Fiche modifiée le %(date)s.", date=day)
    names = [filiere_names[slug] for slug in change.filieres if slug in filiere_names]
    if change.role == Role.ANIMATOR and len(names) == 1:
        return _(
            "Fiche modifiée le %(date)s par l’animation de la filière %(name)s.",
            date=day,
            name=names[0],
        )
    if change.role == Role.ANIMATOR:
        return _("Fiche modifiée le %(date)s par l’animation de sa filière.", date=day)
    if change.role == Role.REGIONAL_ADMIN:
        return _("Fiche modifiée le %(date)s par la cellule d’animation régionale.", date=day)
    if change.role in {Role.STRUCTURE_EDITOR, STRUCTURE.role}:
        return _("Fiche modifiée le %(date)s par la structure elle-même.", date=day)
    return _("Fiche modifiée le %(date)s.", date=day)
