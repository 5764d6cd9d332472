"""Corrections in words: who says it, what is wrong, what became of it."""

from markupsafe import Markup, escape

from directory.catalog.correction_fields import FieldDecision
from directory.catalog.corrections import WrongFact
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.said_in_words import groups_in_words
from directory.catalog.vocabulary import FactGroup
from directory.values.clock import in_paris
from directory.web.admin.facts_beside import form_section_path
from directory.web.admin.field_names import group_label
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


def what_remains(correction: Correction) -> list[Markup]:
    """Say what a decision leaves to look at, with links to the form of the listing."""
    taken = {name for name, code in correction.decisions.items() if code != FieldDecision.DECLINED}
    said_on = in_paris(correction.created_at).date()
    checks = correction.structure.verifications
    doubted = groups_in_words(correction) - {
        check.facts for check in checks if check.verified_on >= said_on
    }
    sentences = []
    if taken & {"street", "insee"}:
        words = _("L’adresse de %(listing)s a changé : vérifiez son point sur la carte.")
        sentences.append(_reminder(correction, words, FactGroup.IDENTITY))
    if "hours_text" in taken and FactGroup.HOURS in doubted:
        words = _(
            "Les horaires de %(listing)s ont changé en mots : mettez aussi à jour leur tableau. "
            "Jusque-là, ils ne sont pas marqués vérifiés."
        )
        sentences.append(_reminder(correction, words, FactGroup.HOURS))
    if "access_conditions" in taken and FactGroup.ACCESS in doubted:
        words = _("L’accès de %(listing)s a changé en mots : voyez si le reste dit la même chose.")
        sentences.append(_reminder(correction, words, FactGroup.ACCESS))
    if correction.words and correction.origin is CorrectionOrigin.LINK and doubted:
        words = _(
            "Le message sur %(listing)s disait aussi autre chose en mots : corrigez la fiche s’il "
            "le faut. Ne sont pas marqués vérifiés : %(facts)s."
        )
        first, *_others = groups = [group for group in FactGroup if group in doubted]
        facts = ", ".join(group_label(group) for group in groups)
        sentences.append(_reminder(correction, words, first, facts=facts))
    return sentences


def _reminder(correction: Correction, sentence: str, group: FactGroup, **words: str) -> Markup:
    """Put the name of the listing into a sentence, leading to where these facts are corrected."""
    structure = correction.structure
    link = Markup('<a href="{}">{}</a>').format(form_section_path(structure, group), structure.name)
    return escape(sentence) % {"listing": link, **words}


def decision_words(decision: str) -> str:
    """Say what became of one field."""
    match decision:
        case FieldDecision.ACCEPTED:
            return _("pris comme proposé")
        case FieldDecision.EDITED:
            return _("pris avec une modification")
    return _("refusé")
