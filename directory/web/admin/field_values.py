"""The values of a listing in words: each stored value as lines for people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from directory.catalog.vocabulary import (
    Audience,
    FactGroup,
    PhoneAudience,
    PhoneKind,
    PublicAccess,
    PublicationState,
    Setting,
    VerificationMeans,
)
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.values.contact import display_phone
from directory.web.admin.field_names import (
    group_label,
    means_label,
    organization_kind_labels,
    state_label,
)
from directory.web.area_names import area_name
from directory.web.hours_words import hours_words
from directory.web.labels import audience_label, display_date, setting_label
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _

# Any: a stored value as JSON keeps it (a snapshot of the history, or a draft).
Stored = Any


@dataclass(frozen=True, slots=True)
class Names:
    """Where the names of codes are found; organizations by their id."""

    gazetteer: Gazetteer
    organizations: Mapping[UUID, str]


def value_lines(field: str, value: Stored, names: Names) -> tuple[str, ...]:
    """Write a stored value as lines for people; nothing for what is unknown or empty."""
    if value is None or value in ("", [], ()):
        return ()
    writer = _WRITERS.get(field)
    if writer is not None:
        return tuple(writer(value, names))
    if isinstance(value, bool):
        return (_("oui") if value else _("non"),)
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return tuple(str(value).splitlines())


def _phones(phones: Sequence[Stored], _names: Names) -> Sequence[str]:
    return [_phone(phone) for phone in phones]


def _phone(phone: Stored) -> str:
    kind = _("standard") if phone.get("kind") == PhoneKind.SWITCHBOARD else _("ligne directe")
    parts = [display_phone(phone["number"]), phone.get("label") or kind]
    if phone.get("audience") == PhoneAudience.PROFESSIONALS:
        parts.append(_("réservé aux professionnels"))
    if phone.get("hours"):
        parts.append(_hours_words(phone["hours"]))
    return " · ".join(parts)


def _hours(text: Stored, _names: Names) -> Sequence[str]:
    return [_hours_words(str(text))]


def _hours_words(text: str) -> str:
    """Say hours in words; a code that no week can hold stays a code, named as what it is."""
    return hours_words(text) or _("horaires particuliers (%(text)s)", text=text)


def _coverage(areas: Sequence[Stored], names: Names) -> Sequence[str]:
    return sorted(_area(area, names) for area in areas)


def _area(area: Stored, names: Names) -> str:
    name = area_name(names.gazetteer, AreaKind(area["kind"]), area["code"])
    match AreaKind(area["kind"]):
        case AreaKind.COMMUNE:
            words = _("commune %(name)s", name=name)
        case AreaKind.EPCI:
            words = _("intercommunalité %(name)s", name=name)
        case AreaKind.FILIERE:
            words = _("filière %(name)s", name=name)
        case AreaKind.DEPARTEMENT:
            words = _("département %(name)s", name=name)
        case AreaKind.REGION:
            words = _("toute la Bretagne")
    basis = _("déclarée") if area.get("basis") == "declared" else _("supposée")
    return f"{words} ({basis})"


def _filieres(links: Sequence[Stored], names: Names) -> Sequence[str]:
    slugs = [link["filiere_slug"] if isinstance(link, Mapping) else link for link in links]
    return sorted(area_name(names.gazetteer, AreaKind.FILIERE, slug) for slug in slugs)


def _sources(sources: Sequence[Stored], _names: Names) -> Sequence[str]:
    return [
        " · ".join(str(part) for part in (source.get("title"), _day(source.get("dated"))) if part)
        for source in sources
    ]


def _verifications(checks: Sequence[Stored], _names: Names) -> Sequence[str]:
    return [
        _(
            "%(facts)s : vérifié le %(day)s %(means)s",
            facts=group_label(FactGroup(check["facts"])),
            day=_day(check["verified_on"]),
            means=means_label(VerificationMeans(check["means"])),
        )
        for check in sorted(checks, key=lambda check: check["verified_on"])
    ]


def _closures(closures: Sequence[Stored], _names: Names) -> Sequence[str]:
    return [
        _("du %(start)s au %(end)s", start=_day(closure["start"]), end=_day(closure["end"]))
        + (f" · {closure['reason']}" if closure.get("reason") else "")
        for closure in closures
    ]


def _attachments(attachments: Sequence[Stored], names: Names) -> Sequence[str]:
    return sorted(
        area_name(names.gazetteer, AreaKind.COMMUNE, attachment["insee"])
        for attachment in attachments
    )


def _links(links: Sequence[Stored], _names: Names) -> Sequence[str]:
    return [" · ".join(str(part) for part in link.values() if part) for link in links]


def _access(code: Stored, _names: Names) -> Sequence[str]:
    match code:
        case PublicAccess.YES:
            return [_("tout le monde peut appeler")]
        case PublicAccess.THROUGH_DOCTOR:
            return [_("par un médecin")]
        case PublicAccess.NO:
            return [_("réservé aux professionnels")]
    return [str(code)]


def _type(code: Stored, _names: Names) -> Sequence[str]:
    kind = structure_types().get(code)
    return [kind.full_name if kind else str(code)]


def _organization(identifier: Stored, names: Names) -> Sequence[str]:
    return [names.organizations.get(UUID(str(identifier)), str(identifier))]


def _commune(insee: Stored, names: Names) -> Sequence[str]:
    return [area_name(names.gazetteer, AreaKind.COMMUNE, insee)]


def _unit(code: Stored, _names: Names) -> Sequence[str]:
    units = {"beds": _("lits"), "patients": _("patients"), "places": _("places")}
    return [units.get(code, str(code))]


def _confidence(code: Stored, _names: Names) -> Sequence[str]:
    degrees = {"high": _("forte"), "medium": _("moyenne"), "low": _("faible")}
    return [degrees.get(code, str(code))]


def _organization_kind(code: Stored, _names: Names) -> Sequence[str]:
    return [organization_kind_labels().get(code, str(code))]


def _day(value: Stored) -> str:
    """Write an ISO 8601 day or moment as a day; what is neither stays as it is."""
    try:
        return "" if value is None else display_date(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


_WRITERS: dict[str, Callable[[Stored, Names], Sequence[str]]] = {
    "opening_hours": _hours,
    "professional_line_hours": _hours,
    "phones": _phones,
    "coverage": _coverage,
    "filieres": _filieres,
    "sources": _sources,
    "verifications": _verifications,
    "closures": _closures,
    "attachments": _attachments,
    "documents": _links,
    "access_public": _access,
    "type_code": _type,
    "organization_id": _organization,
    "insee": _commune,
    "capacity_unit": _unit,
    "confidence": _confidence,
    "kind": _organization_kind,
    "state": lambda value, _names: [state_label(PublicationState(value))],
    "audiences": lambda value, _names: [audience_label(Audience(code)) for code in value],
    "settings": lambda value, _names: [setting_label(Setting(code)) for code in value],
    "professional_line": lambda value, _names: [display_phone(value)],
    "coordinator_phone": lambda value, _names: [display_phone(value)],
    "source_date": lambda value, _names: [_day(value)],
    "recognised_on": lambda value, _names: [_day(value)],
    "alert_until": lambda value, _names: [_day(value)],
}
