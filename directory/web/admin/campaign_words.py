"""Campaigns and update links in words: why nobody is written to, where a link stands."""

from datetime import datetime

from directory.catalog.models.campaign import LinkAnswer, UpdateLink
from directory.catalog.update_links import LinkState, NoLetterReason, state_of_link
from directory.web.wording import gettext as _


def reason_words(reason: NoLetterReason) -> str:
    """Say why a structure gets no letter."""
    match reason:
        case NoLetterReason.DO_NOT_CONTACT:
            return _("ne souhaite pas recevoir de courrier")
        case NoLetterReason.NO_ADDRESS:
            return _("aucune adresse de courriel connue")
        case NoLetterReason.NOT_PUBLISHED:
            return _("fiche qui n’est pas publiée")
        case NoLetterReason.ALREADY_ASKED:
            return _("a déjà un lien, qui attend sa réponse")
        case NoLetterReason.ANSWER_WAITS:
            return _("a répondu : sa réponse attend votre décision")
        case NoLetterReason.CONFIRMED_RECENTLY:
            return _("vérifiée récemment")


def link_words(link: UpdateLink, *, now: datetime, is_undelivered: bool) -> str:
    """Say where a link stands."""
    match state_of_link(link, now=now):
        case LinkState.OPEN | LinkState.EXPIRED if is_undelivered:
            return _("Lettre non remise : vérifiez l’adresse")
        case LinkState.ANSWERED if link.answer is LinkAnswer.CONFIRMED:
            return _("Tout est juste")
        case LinkState.ANSWERED:
            return _("A proposé des changements")
        case LinkState.WITHDRAWN:
            return _("Lien retiré")
        case LinkState.EXPIRED:
            return _("Sans réponse, lien expiré")
        case LinkState.OPEN:
            return _("Lu, sans réponse") if link.opened_at else _("Pas encore ouvert")
