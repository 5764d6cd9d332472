"""Why a change of territory is refused, as a whole sentence."""

from directory.catalog.territory_editing import (
    LONGEST_REASON,
    TerritoryProblem,
    TerritoryRefusedError,
)
from directory.web.wording import gettext as _

_MOST_NAMED = 10


def refused_sentence(error: TerritoryRefusedError) -> str:
    """Say what is wrong and with which communes."""
    names = [commune.name for commune in error.communes]
    named = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    match error.problem:
        case TerritoryProblem.UNKNOWN:
            return _("Une commune ou une intercommunalité demandée n’existe pas.")
        case TerritoryProblem.CONTRADICTED:
            return _("À la fois rattachées et détachées, choisissez : %(names)s.", names=named)
        case TerritoryProblem.ORPHANS:
            return _(
                "Chaque commune garde au moins une filière, et celles-ci n’en auraient plus "
                "aucune : %(names)s. Une autre filière doit d’abord les rattacher.",
                names=named,
            )
        case TerritoryProblem.REASON_MISSING:
            return _("Dites pourquoi en quelques mots : la page de la commune le montrera.")
        case TerritoryProblem.REASON_TOO_LONG:
            return _("Écrivez au plus %(longest)s signes.", longest=LONGEST_REASON)
        case TerritoryProblem.DATE_TO_COME:
            return _(
                "Cette date est à venir : le changement se voit dès qu’il est enregistré. Revenez "
                "ce jour-là, ou choisissez une date passée."
            )


def meanwhile_sentence() -> str:
    """Say that somebody else was quicker."""
    return _(
        "Quelqu’un a modifié cette filière entre-temps. L’effet ci-dessous tient compte de son "
        "changement : relisez-le, puis enregistrez."
    )
