"""The rules of a listing: what is wrong with a draft (error) and what looks odd (doubt)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directory.catalog.contact_rules import contact_problems, phone_problems
from directory.catalog.drafts import StructureDraft
from directory.catalog.problems import Problem, ProblemCode, doubt, error
from directory.catalog.text_rules import text_problems
from directory.catalog.vocabulary import Audience, CapacityUnit, PublicAccess, Setting
from directory.territory.coverage import REGION_CODE, AreaKind
from directory.values.contact import InvalidWebsiteError, is_finess, is_postal_code, parse_website
from directory.values.geography import InvalidPositionError, Position, is_in_brittany_box

BIGGEST_CAPACITY = 100_000
FARTHEST_OUTSIDE_KM = 0.1  # light outlines are not exact, and a pin is seldom on the door


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
    organizations: Collection[UUID] | None = None  # None: not asked
    today: date | None = None  # None: not asked


def problems(draft: StructureDraft, reference: Reference) -> list[Problem]:
    """List all that is wrong or odd in a draft, in the order of the fields of a form."""
    return [problem for rule in _RULES for problem in rule(draft, reference)]


def _identity(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    if not draft.name.strip():
        yield error(ProblemCode.NAME_MISSING, "name", draft.name)
    elif draft.name.isupper() and " " not in draft.name.strip():
        yield doubt(ProblemCode.NAME_ONLY_ACRONYM, "name", draft.name)
    if draft.type_code not in reference.type_codes:
        yield error(ProblemCode.TYPE_UNKNOWN, "type_code", draft.type_code)
    if draft.finess_et is not None and not is_finess(draft.finess_et):
        yield error(ProblemCode.FINESS_SHAPE, "finess_et", draft.finess_et)
    known, body = reference.organizations, draft.organization_id
    if body is not None and known is not None and body not in known:
        yield error(ProblemCode.ORGANIZATION_UNKNOWN, "organization_id", body)


def _address(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    for name in ("postal_code", "cedex"):
        code = getattr(draft, name)
        if code is not None and not is_postal_code(code):
            yield error(ProblemCode.POSTAL_CODE_SHAPE, name, code)
    if draft.insee is None:
        return
    commune = reference.communes.get(draft.insee)
    if commune is None:
        yield error(ProblemCode.COMMUNE_UNKNOWN, "insee", draft.insee)
        return
    code = draft.postal_code
    if code is not None and is_postal_code(code) and code not in commune.postal_codes:
        known = ", ".join(sorted(commune.postal_codes))
        yield doubt(
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
        yield error(ProblemCode.POSITION_HALF, "latitude", value)
        return
    try:
        position = Position(latitude, longitude)
    except InvalidPositionError:
        yield error(ProblemCode.POSITION_NOT_ON_EARTH, "latitude", value)
        return
    if not is_in_brittany_box(position):
        yield doubt(ProblemCode.POSITION_OUTSIDE_BRITTANY, "latitude", value)
        return
    commune = reference.communes.get(draft.insee or "")
    if commune is None or commune.km_outside is None:
        return
    distance = commune.km_outside(position)
    if distance > FARTHEST_OUTSIDE_KM:
        yield doubt(
            ProblemCode.POSITION_OUTSIDE_COMMUNE, "latitude", value,
            commune=commune.name, distance_km=f"{distance:.1f}",
        )  # fmt: skip


def _care(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    if draft.access_public is not None and draft.access_public not in set(PublicAccess):
        yield error(ProblemCode.ACCESS_UNKNOWN, "access_public", draft.access_public)
    for audience in set(draft.audiences or ()) - set(Audience):
        yield error(ProblemCode.AUDIENCE_UNKNOWN, "audiences", audience)
    for setting in set(draft.settings or ()) - set(Setting):
        yield error(ProblemCode.SETTING_UNKNOWN, "settings", setting)
    if draft.capacity_unit is not None and draft.capacity_unit not in set(CapacityUnit):
        yield error(
            ProblemCode.CAPACITY_UNIT_UNKNOWN, "capacity_unit", draft.capacity_unit,
            known=", ".join(CapacityUnit),
        )  # fmt: skip
    if draft.capacity_value is None:
        return
    if draft.capacity_value < 1:
        yield error(ProblemCode.CAPACITY_NOT_POSITIVE, "capacity_value", draft.capacity_value)
    elif draft.capacity_value > BIGGEST_CAPACITY:
        yield error(
            ProblemCode.CAPACITY_TOO_BIG, "capacity_value", draft.capacity_value,
            most=str(BIGGEST_CAPACITY),
        )  # fmt: skip
    if draft.capacity_unit is None:
        yield doubt(ProblemCode.CAPACITY_WITHOUT_UNIT, "capacity_value", draft.capacity_value)


def _areas(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    if not draft.coverage:
        yield doubt(ProblemCode.COVERAGE_MISSING, "coverage", "")
    for slug in draft.filieres:
        if slug not in reference.filieres:
            yield error(ProblemCode.FILIERE_UNKNOWN, "filieres", slug)
    known: dict[AreaKind, Collection[str]] = {
        AreaKind.COMMUNE: reference.communes,
        AreaKind.EPCI: reference.epci,
        AreaKind.FILIERE: reference.filieres,
        AreaKind.DEPARTEMENT: reference.departements,
        AreaKind.REGION: (REGION_CODE,),
    }
    for area in draft.coverage:
        if area.code not in known[area.kind]:
            yield error(ProblemCode.AREA_UNKNOWN, "coverage", area.code, kind=area.kind.value)


def _sources(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    if not draft.sources:
        yield doubt(ProblemCode.SOURCE_MISSING, "sources", "")
    for source in draft.sources:
        if not source.title.strip():
            yield error(ProblemCode.SOURCE_WITHOUT_TITLE, "sources", source.url or "")
        if source.url is None:
            continue
        try:
            parse_website(source.url)
        except InvalidWebsiteError as refusal:
            yield error(
                ProblemCode.WEBSITE_INVALID, "sources", source.url, reason=refusal.problem.value
            )


def _contact(draft: StructureDraft, reference: Reference) -> Iterator[Problem]:
    yield from phone_problems(draft.phones, fictional_allowed=reference.fictional_phones_allowed)
    yield from contact_problems(draft, today=reference.today)


def _texts(draft: StructureDraft, _reference: Reference) -> Iterator[Problem]:
    return text_problems(draft)


_RULES = (_identity, _address, _position, _contact, _care, _areas, _sources, _texts)
