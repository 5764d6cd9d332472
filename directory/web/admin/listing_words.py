"""The words of the list of structures: how fresh each is, what it can lack."""

from directory.catalog.listing_queries import ListedStructure, MissingFact
from directory.catalog.vocabulary import FreshnessState
from directory.web.labels import display_date
from directory.web.wording import gettext as _


def check_words(line: ListedStructure) -> str:
    """Say when somebody last checked a structure."""
    if line.verified_on is None:
        return _("jamais vérifiée")
    day = display_date(line.verified_on)
    if line.freshness is FreshnessState.CONFIRMED and line.is_checked_in_part:
        return _("vérifiée en partie le %(day)s", day=day)
    if line.freshness is FreshnessState.CONFIRMED:
        return _("vérifiée le %(day)s", day=day)
    return _("vérifiée le %(day)s, à confirmer", day=day)


def freshness_label(state: FreshnessState) -> str:
    """Name a freshness state."""
    match state:
        case FreshnessState.CONFIRMED:
            return _("Confirmée")
        case FreshnessState.TO_CONFIRM:
            return _("À confirmer")
        case FreshnessState.UNCONFIRMED:
            return _("Jamais confirmée")


def missing_label(fact: MissingFact) -> str:
    """Name what a listing lacks."""
    match fact:
        case MissingFact.PHONE:
            return _("Sans téléphone")
        case MissingFact.EMAIL:
            return _("Sans courriel")
        case MissingFact.UPDATE_EMAIL:
            return _("Sans adresse pour les demandes de mise à jour")
        case MissingFact.HOURS:
            return _("Sans horaires")
        case MissingFact.POSITION:
            return _("Sans position exacte")
        case MissingFact.DECLARED_AREA:
            return _("Sans territoire déclaré")
        case MissingFact.ORGANIZATION:
            return _("Sans organisme porteur")
        case MissingFact.PRESENTATION:
            return _("Sans présentation")
