"""Codes of the vocabulary turned into words for people, in the language of the request."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from directory.catalog.public_facts import (
    PublicAccessRule,
    PublicCapacity,
    PublicPhone,
)
from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import (
    Audience,
    CoverageBasis,
    PhoneAudience,
    PhoneKind,
    PublicAccess,
    Setting,
)
from directory.territory.coverage import AreaKind
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


def display_date(day: date) -> str:
    """Write a day as « 31/12/2023 », which reads the same in our three languages."""
    return f"{day:%d/%m/%Y}"


def audience_label(audience: Audience) -> str:
    """Say whom a structure cares for."""
    return _("Enfants et adolescents") if audience is Audience.CHILD else _("Adultes")


def setting_label(setting: Setting) -> str:
    """Say where a structure cares."""
    match setting:
        case Setting.HOME:
            return _("À domicile")
        case Setting.HOSPITAL:
            return _("À l’hôpital")
        case Setting.CARE_HOME:
            return _("En maison de retraite (Ehpad)")


def access_label(access: str) -> str:
    """Name the choices of the facet « who may call »."""
    return _("Ouvert au public") if access == "public" else _("Pour les professionnels")


def access_sentence(access: PublicAccessRule, *, has_phone: bool) -> str:
    """Say shortly who may call: professionals, then patients and relatives."""
    if access.public is PublicAccess.YES:
        return _("Ouvert à tous. Vous pouvez appeler vous-même.") if has_phone else ""
    if not (has_phone and access.professionals):
        return _access_of_public(access.public)
    match access.public:
        case PublicAccess.THROUGH_DOCTOR:
            return _(
                "Professionnels : vous pouvez appeler. Patients et proches : par votre médecin."
            )
        case PublicAccess.NO:
            return _(
                "Professionnels : vous pouvez appeler. "
                "Patients et proches : parlez-en à votre médecin."
            )
        case None:
            return _(
                "Professionnels : vous pouvez appeler. Patients et proches : nous ne savons pas."
            )


def missing_phone_sentence(access: PublicAccessRule) -> str:
    """Say that the number is missing, and that anybody could have called it where that is so."""
    if access.public is PublicAccess.YES:
        return _("Ouvert à tous ; nous n’avons pas encore son numéro.")
    return _("Nous n’avons pas son numéro.")


def _access_of_public(
    public: Literal[PublicAccess.THROUGH_DOCTOR, PublicAccess.NO] | None,
) -> str:
    match public:
        case PublicAccess.THROUGH_DOCTOR:
            return _("On y accède par un médecin.")
        case PublicAccess.NO:
            return _("Réservé aux professionnels.")
        case None:
            return _("Nous ne savons pas si le public peut appeler.")


def coverage_sentence(kind: AreaKind, names: Sequence[str], basis: CoverageBasis) -> str:
    """Say the areas of one kind that a structure covers and on what ground, by their own names."""
    if basis is CoverageBasis.DECLARED:
        return _declared_coverage(kind, ", ".join(names), len(names))
    return _assumed_coverage(kind, ", ".join(names), len(names))


def _declared_coverage(kind: AreaKind, names: str, number: int) -> str:
    match kind:
        case AreaKind.REGION:
            return _("Couverture déclarée : toute la Bretagne")
        case AreaKind.DEPARTEMENT:
            return ngettext(
                "Couverture déclarée : département %(names)s",
                "Couverture déclarée : départements %(names)s",
                number,
                names=names,
            )
        case AreaKind.FILIERE:
            return ngettext(
                "Couverture déclarée : filière %(names)s",
                "Couverture déclarée : filières %(names)s",
                number,
                names=names,
            )
        case AreaKind.EPCI:
            return ngettext(
                "Couverture déclarée : intercommunalité %(names)s",
                "Couverture déclarée : intercommunalités %(names)s",
                number,
                names=names,
            )
        case AreaKind.COMMUNE:
            return ngettext(
                "Couverture déclarée : commune %(names)s",
                "Couverture déclarée : communes %(names)s",
                number,
                names=names,
            )


def _assumed_coverage(kind: AreaKind, names: str, number: int) -> str:
    match kind:
        case AreaKind.REGION:
            return _("Couverture supposée : toute la Bretagne")
        case AreaKind.DEPARTEMENT:
            return ngettext(
                "Couverture supposée : département %(names)s",
                "Couverture supposée : départements %(names)s",
                number,
                names=names,
            )
        case AreaKind.FILIERE:
            return ngettext(
                "Couverture supposée : filière %(names)s",
                "Couverture supposée : filières %(names)s",
                number,
                names=names,
            )
        case AreaKind.EPCI:
            return ngettext(
                "Couverture supposée : intercommunalité %(names)s",
                "Couverture supposée : intercommunalités %(names)s",
                number,
                names=names,
            )
        case AreaKind.COMMUNE:
            return ngettext(
                "Couverture supposée : commune %(names)s",
                "Couverture supposée : communes %(names)s",
                number,
                names=names,
            )


def capacity_sentence(capacity: PublicCapacity) -> str:
    """Say how many beds, patients or places, in the unit of the source."""
    match capacity.unit:
        case "beds":
            return ngettext("%(num)s lit", "%(num)s lits", capacity.value)
        case "patients":
            return ngettext(
                "%(num)s patient suivi en même temps",
                "%(num)s patients suivis en même temps",
                capacity.value,
            )
        case "places":
            return ngettext("%(num)s place", "%(num)s places", capacity.value)
        case unit:
            return f"{capacity.value} {unit or ''}".strip()


def phone_sentence(phone: PublicPhone) -> str:
    """Say what answers behind a number; empty when there is nothing to add."""
    if phone.label:
        return phone.label
    if phone.kind is PhoneKind.SWITCHBOARD:
        return _("Standard de l’établissement")
    return _("Ligne directe")


def phone_audience_sentence(phone: PublicPhone) -> str:
    """Say whom a number is kept for; empty when everyone may dial it."""
    if phone.audience is PhoneAudience.PROFESSIONALS:
        return _("Numéro réservé aux professionnels.")
    return ""


def territory_label(structure: PublicStructure, filiere_names: Mapping[str, str]) -> str:
    """Name the filière or filières that a structure belongs to, or the region."""
    names = [filiere_names[slug] for slug in structure.filieres if slug in filiere_names]
    if names and len(names) == len(filiere_names):
        return _("toute la Bretagne")
    if len(names) == 1:
        return _("filière %(name)s", name=names[0])
    if names:
        return _("filières %(names)s", names=", ".join(names))
    return _("filière inconnue")


def distance_label(kilometres: float) -> str:
    """Write a distance as the crow flies."""
    if kilometres < 0.5:
        return _("à moins de 1 km")
    return _("à %(kilometres)s km", kilometres=int(kilometres + 0.5))
