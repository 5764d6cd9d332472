"""Why a listing comes now, as one line."""

from directory.catalog.queue import CriticalFact, QueuedListing
from directory.catalog.vocabulary import VerificationMeans
from directory.web.admin.field_names import group_label
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


def urgency_sentence(entry: QueuedListing) -> str:
    """Say the age, the readers and the gaps: « jamais confirmée · sans horaires »."""
    return " · ".join([_age(entry), _readers(entry.facts.views), *_gaps(entry)])


def all_right_words(means: VerificationMeans) -> str:
    """Say on the button how everything was found right."""
    match means:
        case VerificationMeans.MAIL:
            return _("Écrit : tout est juste")
        case VerificationMeans.VISIT:
            return _("Vu sur place : tout est juste")
        case VerificationMeans.LINK:
            return _("Tout est juste")
    return _("Appelé : tout est juste")


def _age(entry: QueuedListing) -> str:
    if entry.last_checked is None:
        return _("jamais confirmée")
    if len(entry.due) < len(entry.facts.known):
        has_phone = CriticalFact.PHONE not in entry.facts.missing
        names = ", ".join(group_label(group, has_phone=has_phone).lower() for group in entry.due)
        return _("à confirmer : %(names)s", names=names)
    if entry.months < 1:
        return _("pas confirmée depuis moins d’un mois")
    return _("pas confirmée depuis %(months)s mois", months=entry.months)


def _readers(views: int) -> str:
    """Say how often the public read its page."""
    if views == 0:
        return _("0 lecture publique en 30 jours")
    return ngettext(
        "%(num)s lecture publique en 30 jours", "%(num)s lectures publiques en 30 jours", views
    )


def _gaps(entry: QueuedListing) -> list[str]:
    missing = entry.facts.missing
    return [_gap(fact) for fact in CriticalFact if fact in missing]


def _gap(fact: CriticalFact) -> str:
    match fact:
        case CriticalFact.PHONE:
            return _("sans téléphone")
        case CriticalFact.HOURS:
            return _("sans horaires")
        case CriticalFact.AREA:
            return _("sans territoire")
        case CriticalFact.DECLARED_AREA:
            return _("territoire supposé")
        case CriticalFact.ADDRESS:
            return _("sans adresse")
