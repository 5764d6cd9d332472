"""The rules of a listing: what is wrong with a draft (error) and what looks odd (doubt)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from directory.catalog.drafts import StructureDraft
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.catalog.vocabulary import Audience, CapacityUnit, PublicAccess, Setting
from directory.territory.coverage import REGION_CODE, AreaKind
from directory.values.contact import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidWebsiteError,
    is_finess,
    is_postal_code,
    is_short_phone,
    parse_email,
    parse_phone,
    parse_website,
)
from directory.values.geography import InvalidPositionError, Position, is_in_brittany_box
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours

LONGEST_NAME = 200
LONGEST_LINE = 300
LONGEST_TEXT = 5_000
FARTHEST_OUTSIDE_KM = 1.0  # light outlines and towns' edges are not exact


@dataclass(frozen=True, slots=True)
class KnownCommune:
    """What the rules must know of a commune; `km_outside` is 0 for a point inside its outline."""

    name: str
    postal_codes: frozenset[str]
    km_outside: Callable[[Position], float] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a draft is held against."""

    type_codes: Collection[str]
    filieres: Collection[str]
    communes: Mapping[str, KnownCommune]
    epci: Collection[str]
    departements: Collection[str]
    fictional_phones_allowed: bool = False


def problems(draft: StructureDraft, reference: Reference) -> list[Problem]:
    """List all that is wrong or odd in a draft, in the order of the fields of a form."""
    return [problem for rule in _RULES for problem in rule(draft, reference)]


def _error(code: ProblemCode, name: str, value: object, **data: str) -> Problem:
    return Problem(Severity.ERROR, code, name, str(value), data)


def _doubt(code: ProblemCode, name: str, value: object, **data: str) -> Problem:
    return Problem(Severity.DOUBT, code, name, str(value), data)


def _identity(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    if not draft.name.strip():
        yield _error(ProblemCode.NAME_MISSING, "name", draft.name)
    elif len(draft.name) > LONGEST_NAME:
        yield _error(ProblemCode.TOO_LONG, "name", draft.name, longest=str(LONGEST_NAME))
    elif draft.name.isupper() and " " not in draft.name.strip():
        yield _doubt(ProblemCode.NAME_ONLY_ACRONYM, "name", draft.name)
    if draft.type_code not in reference.type_codes:
        yield _error(ProblemCode.TYPE_UNKNOWN, "type_code", draft.type_code)
    if draft.finess_et is not None and not is_finess(draft.finess_et):
        yield _error(ProblemCode.FINESS_SHAPE, "finess_et", draft.finess_et)


def _address(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    for name in ("postal_code", "cedex"):
        code = getattr(draft, name)
        if code is not None and not is_postal_code(code):
            yield _error(ProblemCode.POSTAL_CODE_SHAPE, name, code)
    if draft.insee is None:
        return
    commune = reference.communes.get(draft.insee)
    if commune is None:
        yield _error(ProblemCode.COMMUNE_UNKNOWN, "insee", draft.insee)
        return
    code = draft.postal_code
    if code is not None and is_postal_code(code) and code not in commune.postal_codes:
        known = ", ".join(sorted(commune.postal_codes))
        yield _doubt(
            ProblemCode.POSTAL_CODE_OF_ELSEWHERE,
            "postal_code",
            code,
            commune=commune.name,
            known=known,
        )


def _position(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    latitude, longitude = draft.latitude, draft.longitude
    if latitude is None and longitude is None:
        return
    value = f"{latitude}, {longitude}"
    if latitude is None or longitude is None:
        yield _error(ProblemCode.POSITION_HALF, "latitude", value)
        return
    try:
        position = Position(latitude, longitude)
    except InvalidPositionError:
        yield _error(ProblemCode.POSITION_NOT_ON_EARTH, "latitude", value)
        return
    if not is_in_brittany_box(position):
        yield _doubt(ProblemCode.POSITION_OUTSIDE_BRITTANY, "latitude", value)
        return
    commune = reference.communes.get(draft.insee or "")
    if commune is None or commune.km_outside is None:
        return
    distance = commune.km_outside(position)
    if distance > FARTHEST_OUTSIDE_KM:
        yield _doubt(
            ProblemCode.POSITION_OUTSIDE_COMMUNE, "latitude", value,
            commune=commune.name, distance_km=f"{distance:.1f}",
        )  # fmt: skip


def _phones(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    seen = set()
    for phone in draft.phones:
        try:
            number = parse_phone(phone.number, fictional_allowed=reference.fictional_phones_allowed)
        except InvalidPhoneError as error:
            yield _error(
                ProblemCode.PHONE_INVALID, "phones", phone.number, reason=error.problem.value
            )
            continue
        if number in seen:
            yield _doubt(ProblemCode.PHONE_TWICE, "phones", phone.number)
        seen.add(number)
        if is_short_phone(number):
            yield _doubt(ProblemCode.PHONE_SHORT, "phones", phone.number)
        if phone.hours is not None:
            yield from _hours("phones", phone.hours)


def _contact(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    if draft.email is not None:
        try:
            parse_email(draft.email)
        except InvalidEmailError:
            yield _error(ProblemCode.EMAIL_INVALID, "email", draft.email)
    if draft.website is not None:
        try:
            parse_website(draft.website)
        except InvalidWebsiteError as error:
            yield _error(
                ProblemCode.WEBSITE_INVALID, "website", draft.website, reason=error.problem.value
            )
    if draft.opening_hours is not None:
        yield from _hours("opening_hours", draft.opening_hours)


def _hours(name: str, hours: str) -> Iterator[Problem]:
    try:
        OpeningHours.parse(hours)
    except InvalidOpeningHoursError as error:
        yield _error(ProblemCode.OPENING_HOURS_INVALID, name, hours, reason=error.problem.value)


def _care(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    if draft.access_public is not None and draft.access_public not in set(PublicAccess):
        yield _error(ProblemCode.ACCESS_UNKNOWN, "access_public", draft.access_public)
    for audience in set(draft.audiences or ()) - set(Audience):
        yield _error(ProblemCode.AUDIENCE_UNKNOWN, "audiences", audience)
    for setting in set(draft.settings or ()) - set(Setting):
        yield _error(ProblemCode.SETTING_UNKNOWN, "settings", setting)
    if draft.capacity_unit is not None and draft.capacity_unit not in set(CapacityUnit):
        yield _error(
            ProblemCode.CAPACITY_UNIT_UNKNOWN, "capacity_unit", draft.capacity_unit,
            known=", ".join(CapacityUnit),
        )  # fmt: skip
    if draft.capacity_value is None:
        return
    if draft.capacity_value < 1:
        yield _error(ProblemCode.CAPACITY_NOT_POSITIVE, "capacity_value", draft.capacity_value)
    if draft.capacity_unit is None:
        yield _doubt(ProblemCode.CAPACITY_WITHOUT_UNIT, "capacity_value", draft.capacity_value)


def _areas(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    if not draft.coverage:
        yield _doubt(ProblemCode.COVERAGE_MISSING, "coverage", "")
    for slug in draft.filieres:
        if slug not in reference.filieres:
            yield _error(ProblemCode.FILIERE_UNKNOWN, "filieres", slug)
    known: dict[AreaKind, Collection[str]] = {
        AreaKind.COMMUNE: reference.communes,
        AreaKind.EPCI: reference.epci,
        AreaKind.FILIERE: reference.filieres,
        AreaKind.DEPARTEMENT: reference.departements,
        AreaKind.REGION: (REGION_CODE,),
    }
    for area in draft.coverage:
        if area.code not in known[area.kind]:
            yield _error(ProblemCode.AREA_UNKNOWN, "coverage", area.code, kind=area.kind.value)


def _sources(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    if not draft.sources:
        yield _doubt(ProblemCode.SOURCE_MISSING, "sources", "")
    for source in draft.sources:
        if not source.title.strip():
            yield _error(ProblemCode.SOURCE_WITHOUT_TITLE, "sources", source.url or "")


def _lengths(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    limits = dict.fromkeys(("street", "finess_et"), LONGEST_LINE)
    limits |= dict.fromkeys(
        ("hours_text", "alert", "presentation", "access_conditions", "area_text"), LONGEST_TEXT
    )
    for name, longest in limits.items():
        text = getattr(draft, name)
        if text is not None and len(text) > longest:
            yield _error(ProblemCode.TOO_LONG, name, text, longest=str(longest))


_RULES = (_identity, _address, _position, _phones, _contact, _care, _areas, _sources, _lengths)
