"""How sure a listing is, as the public reads it: when it was checked, whole or in part."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from directory.catalog.public_facts import PublicVerification
from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import FactGroup, FreshnessState
from directory.web.labels import display_date
from directory.web.wording import gettext as _


class Contact(StrEnum):
    """How a structure is reached first: what a check of its numbers and addresses was about."""

    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"


def freshness_sentence(structure: PublicStructure) -> str:
    """Say how sure the listing is, as a sentence."""
    verification = structure.verification
    checked, dated = verification.verified_on, verification.source_date
    if verification.partly:
        return _partly_checked(verification, _contact_of(structure))
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


def _contact_of(structure: PublicStructure) -> Contact:
    if structure.phones:
        return Contact.PHONE
    return Contact.EMAIL if structure.email else Contact.WEBSITE


def _partly_checked(verification: PublicVerification, contact: Contact) -> str:
    """Say what was checked of a listing that was not checked whole."""
    checks = {each.facts: each.verified_on for each in verification.partly}
    sentences = [checks_sentence(checks, contact)]
    if verification.state is FreshnessState.TO_CONFIRM:
        sentences.append(_("Cette vérification est ancienne : à confirmer."))
    return " ".join(sentences)


def checks_sentence(checks: Mapping[FactGroup, date], contact: Contact = Contact.PHONE) -> str:
    """Say which groups of facts were checked on which day, the latest first."""
    days: dict[date, list[FactGroup]] = {}
    for group, day in sorted(checks.items(), key=lambda check: check[1], reverse=True):
        days.setdefault(day, []).append(group)
    return " ".join(
        _checked_that_day(groups, display_date(day), contact) for day, groups in days.items()
    )


def _checked_that_day(groups: Sequence[FactGroup], day: str, contact: Contact) -> str:
    if len(groups) > 1:
        names = {
            FactGroup.IDENTITY: _("nom et adresse"),
            FactGroup.PHONES: _contact_name(contact),
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
            return _contact_checked(contact, day)
        case FactGroup.HOURS:
            return _("Horaires vérifiés le %(date)s.", date=day)
        case FactGroup.AREA:
            return _("Territoire vérifié le %(date)s.", date=day)
        case FactGroup.ACCESS:
            return _("Accès vérifié le %(date)s.", date=day)


def _contact_name(contact: Contact) -> str:
    match contact:
        case Contact.PHONE:
            return _("téléphones")
        case Contact.EMAIL:
            return _("courriel")
        case Contact.WEBSITE:
            return _("site internet")


def _contact_checked(contact: Contact, day: str) -> str:
    match contact:
        case Contact.PHONE:
            return _("Téléphones vérifiés le %(date)s.", date=day)
        case Contact.EMAIL:
            return _("Courriel vérifié le %(date)s.", date=day)
        case Contact.WEBSITE:
            return _("Site internet vérifié le %(date)s.", date=day)
