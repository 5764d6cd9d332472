"""A listing as a letter shows it: values that read well, in French, without their labels."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from directory.catalog.letter_areas import areas_for_letter
from directory.catalog.models.structure import Structure
from directory.catalog.public_facts import PublicAccessRule, PublicClosure
from directory.catalog.public_record import public_structure
from directory.catalog.vocabulary import (
    Audience,
    CapacityUnit,
    PhoneAudience,
    PhoneKind,
    PublicAccess,
    Setting,
)
from directory.values.clock import in_paris
from directory.values.contact import display_phone
from directory.values.opening_hours import DayHours, InvalidOpeningHoursError, OpeningHours, Span

_UNITS = {
    CapacityUnit.BEDS.value: "lits",
    CapacityUnit.PATIENTS.value: "patients suivis en même temps",
    CapacityUnit.PLACES.value: "places",
}
_AUDIENCES = {Audience.ADULT: "adultes", Audience.CHILD: "enfants et adolescents"}
_SETTINGS = {
    Setting.HOME: "à domicile",
    Setting.HOSPITAL: "à l’hôpital",
    Setting.CARE_HOME: "en maison de retraite (Ehpad)",
}
_PUBLIC_ACCESS = {
    PublicAccess.YES: "oui",
    PublicAccess.THROUGH_DOCTOR: "par leur médecin",
    PublicAccess.NO: "non",
    None: "nous ne savons pas",
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ALL_DAY = "jour et nuit"


@dataclass(frozen=True, slots=True)
class LetterPhone:
    """A number and what is said of it."""

    number: str
    about: str
    week: tuple[str, ...]  # when its hours are its own: one line a day


@dataclass(frozen=True, slots=True)
class LetterListing:
    """What the public reads of a structure, whole; empty: unknown."""

    name: str
    type: str
    organization: str
    address: str
    phones: tuple[LetterPhone, ...]
    email: str
    website: str
    week: tuple[str, ...]  # one line a day; empty: unknown
    hours_text: str
    closures: tuple[str, ...]  # those to come
    access: str
    access_conditions: str
    audiences: str
    settings: str
    areas: tuple[str, ...]
    area_text: str
    capacity: str
    alert: str
    presentation: str


def listing_for_letter(
    session: Session, structure: Structure, *, moment: datetime
) -> LetterListing:
    """Prepare the listing of a structure that was loaded whole, with the week of a moment."""
    organization, commune = structure.organization, structure.commune
    shown = public_structure(structure, today=in_paris(moment).date())
    place = _joined((structure.postal_code, None if commune is None else commune.name), " ")
    return LetterListing(
        name=structure.name,
        type=structure.type.words["fr"]["label"],
        organization="" if organization is None else organization.name,
        address=_joined((structure.street, place), ", "),
        phones=tuple(
            LetterPhone(
                display_phone(phone.number),
                _about(phone.label, phone.kind, phone.audience),
                _week(phone.hours, moment),
            )
            for phone in structure.phones
        ),
        email=structure.email or "",
        website=structure.website or "",
        week=_week(structure.opening_hours, moment),
        hours_text=structure.hours_text or "",
        closures=tuple(_closure(closure) for closure in shown.closures),
        access=_access(shown.access),
        access_conditions=structure.access_conditions or "",
        audiences=", ".join(_AUDIENCES[audience] for audience in shown.audiences),
        settings=", ".join(_SETTINGS[setting] for setting in shown.settings),
        areas=areas_for_letter(session, structure.coverage),
        area_text=structure.area_text or "",
        capacity=_capacity(structure.capacity_value, structure.capacity_unit),
        alert=structure.alert or "",
        presentation=structure.presentation or "",
    )


def _capacity(value: int | None, unit: str | None) -> str:
    if value is None:
        return ""
    return f"{value} {_UNITS.get(unit or '', unit or '')}".strip()


def _access(rule: PublicAccessRule) -> str:
    professionals = "oui" if rule.professionals else "non"
    return f"professionnels, {professionals} ; patients et proches, {_PUBLIC_ACCESS[rule.public]}"


def _closure(closure: PublicClosure) -> str:
    days = (
        f"le {_day(closure.start)}"
        if closure.start == closure.end
        else f"du {_day(closure.start)} au {_day(closure.end)}"
    )
    return _joined((days, closure.reason), ", ")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _about(label: str | None, kind: PhoneKind, audience: PhoneAudience) -> str:
    said = label or ("standard" if kind is PhoneKind.SWITCHBOARD else "ligne directe")
    kept = "réservé aux professionnels" if audience is PhoneAudience.PROFESSIONALS else None
    return _joined((said, kept), ", ")


def _week(hours: str | None, moment: datetime) -> tuple[str, ...]:
    if hours is None:
        return ()
    try:
        days = OpeningHours.parse(hours).weekly_table(moment, with_public_holidays=False)
    except InvalidOpeningHoursError:
        return ()
    if {_spans(day) for day in days} == {_ALL_DAY}:
        return (f"{_ALL_DAY}, tous les jours",)
    return tuple(f"{_DAYS[day.weekday]} : {_spans(day)}" for day in days)


def _spans(day: DayHours) -> str:
    return ", ".join(_span(span) for span in day.spans) or "fermé"


def _span(span: Span) -> str:
    words = _ALL_DAY if span.is_all_day else f"{_hour(span.start)} – {_hour(span.end)}"
    return f"{words} ({span.comment})" if span.comment else words


def _hour(at: time) -> str:
    """Write an hour as the pages do: « 9 h », « 17 h 30 »."""
    return f"{at.hour} h {at.minute:02d}" if at.minute else f"{at.hour} h"


def _joined(parts: Iterable[str | None], separator: str) -> str:
    return separator.join(part for part in parts if part)
