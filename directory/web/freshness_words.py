"""How sure a listing is, as the public reads it: when it was checked, whole or in part."""

from collections.abc import Mapping, Sequence
from datetime import date

from directory.catalog.public_facts import PublicVerification
from directory.catalog.vocabulary import FactGroup, FreshnessState
from directory.web.labels import display_date
from directory.web.wording import gettext as _


def freshness_sentence(verification: PublicVerification) -> str:
    """Say how sure the listing is, as a sentence."""
    checked, dated = verification.verified_on, verification.source_date
    if verification.partly:
        return _partly_checked(verification)
    if verification.state is FreshnessState.CONFIRMED and checked:
        return _("Fiche vérifiée le %(date)s.", date=display_date(checked))
    if checked:
        return _(
            "Fiche vérifiée le %(date)s. Cette vérification est ancienne : à confirmer.",
            date=display_date(checked),
        )
    if dated:
        # Traducteurs : la fiche vient d’une source publique de cette date.
        return _(
            "Source publique du %(date)s, pas encore confirmée par la structure.",
            date=display_date(dated),
        )
    return _("Source publique sans date, pas encore confirmée par la structure.")


def _partly_checked(verification: PublicVerification) -> str:
    """Say what was checked of a listing that was not checked whole."""
    sentences = [checks_sentence({each.facts: each.verified_on for each in verification.partly})]
    if verification.state is FreshnessState.TO_CONFIRM:
        sentences.append(_("Cette vérification est ancienne : à confirmer."))
    return " ".join(sentences)


def checks_sentence(checks: Mapping[FactGroup, date]) -> str:
    """Say which groups of facts were checked on which day, the latest first."""
    days: dict[date, list[FactGroup]] = {}
    for group, day in sorted(checks.items(), key=lambda check: check[1], reverse=True):
        days.setdefault(day, []).append(group)
    return " ".join(_checked_that_day(groups, display_date(day)) for day, groups in days.items())


def _checked_that_day(groups: Sequence[FactGroup], day: str) -> str:
    if len(groups) > 1:
        names = {
            FactGroup.IDENTITY: _("nom et adresse"),
            FactGroup.PHONES: _("téléphones"),
            FactGroup.HOURS: _("horaires"),
            FactGroup.AREA: _("territoire couvert"),
            FactGroup.ACCESS: _("qui peut appeler"),
        }
        # Traducteurs : « Vérifié le 26/07/2026 : téléphones, horaires. »
        return _(
            "Vérifié le %(date)s : %(facts)s.",
            date=day,
            facts=", ".join(names[group] for group in groups),
        )
    match groups[0]:
        case FactGroup.IDENTITY:
            return _("Nom et adresse vérifiés le %(date)s.", date=day)
        case FactGroup.PHONES:
            return _("Téléphones vérifiés le %(date)s.", date=day)
        case FactGroup.HOURS:
            return _("Horaires vérifiés le %(date)s.", date=day)
        case FactGroup.AREA:
            return _("Territoire vérifié le %(date)s.", date=day)
        case FactGroup.ACCESS:
            return _("Accès vérifié le %(date)s.", date=day)
