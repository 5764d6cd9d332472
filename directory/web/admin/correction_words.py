"""Corrections in words: who says it, what is wrong, what became of it."""

from directory.catalog.correction_fields import FieldDecision
from directory.catalog.corrections import WrongFact
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.web.wording import gettext as _


def fact_label(code: str) -> str:
    """Name what a visitor ticked."""
    match code:
        case WrongFact.PHONE:
            return _("le téléphone")
        case WrongFact.ADDRESS:
            return _("l’adresse")
        case WrongFact.HOURS:
            return _("les horaires")
        case WrongFact.CLOSED:
            return _("la structure a fermé")
    return _("autre chose")


def origin_words(origin: CorrectionOrigin) -> str:
    """Say who wrote."""
    match origin:
        case CorrectionOrigin.VISITOR:
            return _("Un visiteur, sans compte")
        case CorrectionOrigin.LINK:
            return _("La structure, par son lien")
        case CorrectionOrigin.EDITOR:
            return _("Une personne qui a un compte")


def state_words(state: CorrectionState) -> str:
    """Say what became of a correction."""
    match state:
        case CorrectionState.WAITING:
            return _("En attente")
        case CorrectionState.ACCEPTED:
            return _("Prise en compte")
        case CorrectionState.DECLINED:
            return _("Refusée")


def what_remains(correction: Correction) -> list[str]:
    """Say what the fields that were taken ask to look at in the form of the listing."""
    taken = {name for name, code in correction.decisions.items() if code != FieldDecision.DECLINED}
    sentences = []
    if taken & {"street", "insee"}:
        sentences.append(_("L’adresse a changé : vérifiez le point sur la carte de la fiche."))
    if "hours_text" in taken and correction.structure.opening_hours:
        sentences.append(
            _("Les horaires ont changé en mots : mettez aussi à jour leur tableau dans la fiche.")
        )
    return sentences


def decision_words(decision: str) -> str:
    """Say what became of one field."""
    match decision:
        case FieldDecision.ACCEPTED:
            return _("pris comme proposé")
        case FieldDecision.EDITED:
            return _("pris avec une modification")
    return _("refusé")
