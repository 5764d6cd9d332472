"""Each rule of a listing, seen to fail."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from directory.catalog.drafts import (
    AreaDraft,
    ClosureDraft,
    PhoneDraft,
    SourceDraft,
    StructureDraft,
)
from directory.catalog.listings.wording import SENTENCES, sentence_for
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.catalog.validation import KnownCommune, Reference, problems
from directory.catalog.vocabulary import CoverageBasis, PhoneKind
from directory.territory.coverage import AreaKind
from directory.values.contact import PhoneProblem, WebsiteProblem
from directory.values.geography import Position
from directory.values.opening_hours import OpeningHoursProblem


def _km_from_morlaix(position: Position) -> float:
    return abs(position.latitude - 48.5778) * 111.2


REFERENCE = Reference(
    type_codes={"EMSP"},
    filieres={"nord-finistere"},
    communes={"29151": KnownCommune("Morlaix", frozenset({"29600"}), _km_from_morlaix)},
    epci={"200065928"},
    departements={"29"},
    organizations={UUID(int=1)},
)
SOUND = StructureDraft(
    name="Équipe mobile de l’Exemple",
    type_code="EMSP",
    finess_et="290000033",
    street="1 rue de l’Exemple",
    cedex="29672",
    postal_code="29600",
    insee="29151",
    latitude=48.5778,
    longitude=-3.8283,
    phones=(PhoneDraft("02 98 62 61 60", PhoneKind.DIRECT),),
    email="contact@exemple.fr",
    website="https://exemple.fr",
    opening_hours="Mo-Fr 09:00-17:00",
    access_public="through_doctor",
    audiences=("adult",),
    settings=("home",),
    capacity_value=4,
    capacity_unit="beds",
    coverage=(AreaDraft(AreaKind.FILIERE, "nord-finistere", CoverageBasis.ASSUMED),),
    filieres=("nord-finistere",),
    sources=(SourceDraft("Source de l’exemple"),),
)
PHONE = PhoneDraft("02 98 62 61 60", PhoneKind.DIRECT)


def _closed(first: int, last: int, reason: str | None = None) -> ClosureDraft:
    return ClosureDraft(date(2026, 12, first), date(2026, 12, last), reason)


def _area(kind: AreaKind, code: str) -> AreaDraft:
    return AreaDraft(kind, code, CoverageBasis.DECLARED)


def _found(**changes: Any) -> list[Problem]:
    return problems(replace(SOUND, **changes), REFERENCE)


def test_a_sound_draft_has_no_problem() -> None:
    assert _found() == []


def _errors(found: list[Problem]) -> list[Problem]:
    return [problem for problem in found if problem.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": "  "}, "name_missing", "name"),
        ({"name": "x" * 201}, "too_long", "name"),
        ({"type_code": "AUTRE"}, "type_unknown", "type_code"),
        ({"finess_et": "29000003"}, "finess_shape", "finess_et"),
        ({"postal_code": "2960"}, "postal_code_shape", "postal_code"),
        ({"cedex": "Cedex 9"}, "postal_code_shape", "cedex"),
        ({"insee": "99999"}, "commune_unknown", "insee"),
        ({"longitude": None}, "position_half", "latitude"),
        ({"latitude": 480.5}, "position_not_on_earth", "latitude"),
        ({"phones": (PhoneDraft("02 98", PhoneKind.DIRECT),)}, "phone_invalid", "phones"),
        ({"phones": (PhoneDraft("02 61 91 00 01", PhoneKind.DIRECT),)}, "phone_invalid", "phones"),
        ({"phones": (replace(PHONE, hours="lundi"),)}, "opening_hours_invalid", "phones"),
        ({"email": "contact"}, "email_invalid", "email"),
        ({"website": "javascript:alert(1)"}, "website_invalid", "website"),
        ({"opening_hours": "24h/24"}, "opening_hours_invalid", "opening_hours"),
        ({"access_public": "maybe"}, "access_unknown", "access_public"),
        ({"audiences": ("adults",)}, "audience_unknown", "audiences"),
        ({"settings": ("car",)}, "setting_unknown", "settings"),
        ({"capacity_value": 0}, "capacity_not_positive", "capacity_value"),
        ({"capacity_unit": "lits"}, "capacity_unit_unknown", "capacity_unit"),
        ({"filieres": ("ailleurs",)}, "filiere_unknown", "filieres"),
        ({"coverage": (_area(AreaKind.FILIERE, "ailleurs"),)}, "area_unknown", "coverage"),
        ({"coverage": (_area(AreaKind.COMMUNE, "99999"),)}, "area_unknown", "coverage"),
        ({"coverage": (_area(AreaKind.EPCI, "99999"),)}, "area_unknown", "coverage"),
        ({"coverage": (_area(AreaKind.DEPARTEMENT, "44"),)}, "area_unknown", "coverage"),
        ({"coverage": (_area(AreaKind.REGION, "52"),)}, "area_unknown", "coverage"),
        ({"sources": (SourceDraft(" "),)}, "source_without_title", "sources"),
        ({"presentation": "x" * 5_001}, "too_long", "presentation"),
        ({"street": "x" * 301}, "too_long", "street"),
        ({"presentation_br": "x" * 5_001}, "too_long", "presentation_br"),
        ({"internal_note": "x" * 5_001}, "too_long", "internal_note"),
        ({"phones": (replace(PHONE, label="x" * 301),)}, "too_long", "phones"),
        ({"sources": (SourceDraft("x" * 301),)}, "too_long", "sources"),
        ({"update_email": "cadre"}, "email_invalid", "update_email"),
        ({"organization_id": UUID(int=2)}, "organization_unknown", "organization_id"),
        ({"capacity_value": 100_001}, "capacity_too_big", "capacity_value"),
        ({"sources": (SourceDraft("S", "javascript:alert(1)"),)}, "website_invalid", "sources"),
        ({"closures": (_closed(25, 24),)}, "closure_backwards", "closures"),
        ({"closures": (_closed(24, 25, "x" * 301),)}, "too_long", "closures"),
        ({"closures": (_closed(24, 25),) * 51}, "too_many", "closures"),
        ({"name": "Équipe\nmobile"}, "control_characters", "name"),
        ({"street": "rue\x00"}, "control_characters", "street"),
        ({"presentation": "a\x07b"}, "control_characters", "presentation"),
        ({"alert": "\u202eeriaf"}, "control_characters", "alert"),
        ({"phones": (replace(PHONE, label="a\nb"),)}, "control_characters", "phones"),
    ],
)
def test_a_wrong_field_is_an_error(changes: dict[str, Any], code: str, field: str) -> None:
    found = _found(**changes)

    assert [(problem.code, problem.field) for problem in _errors(found)] == [(code, field)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": "EMSP"}, "name_only_acronym", "name"),
        ({"postal_code": "29200"}, "postal_code_of_elsewhere", "postal_code"),
        ({"latitude": 46.0}, "position_outside_brittany", "latitude"),
        ({"latitude": 48.6}, "position_outside_commune", "latitude"),
        ({"phones": (PHONE, PHONE)}, "phone_twice", "phones"),
        ({"phones": (PhoneDraft("15", PhoneKind.DIRECT),)}, "phone_short", "phones"),
        ({"capacity_unit": None}, "capacity_without_unit", "capacity_value"),
        ({"coverage": ()}, "coverage_missing", "coverage"),
        ({"sources": ()}, "source_missing", "sources"),
    ],
)
def test_an_odd_field_is_a_doubt(changes: dict[str, Any], code: str, field: str) -> None:
    found = _found(**changes)

    assert [(p.severity, p.code, p.field) for p in found] == [(Severity.DOUBT, code, field)]


@pytest.mark.parametrize(("metres", "is_odd"), [(50, False), (300, True)])
def test_a_point_some_streets_outside_its_commune_is_odd(metres: int, is_odd: bool) -> None:
    found = _found(latitude=48.5778 + metres / 111_200)

    assert [problem.code == "position_outside_commune" for problem in found] == [True] * is_odd


def test_an_area_that_is_missing_says_nothing_of_the_filiere() -> None:
    (problem,) = _found(coverage=())

    assert sentence_for(problem) == "aucune zone desservie"


def test_longer_texts_may_have_paragraphs() -> None:
    assert _found(presentation="Une équipe.\n\nElle vient\tchez vous.") == []


def test_a_closure_of_one_day_is_accepted() -> None:
    assert _found(closures=(_closed(24, 24, "Veille de Noël"),)) == []


def test_areas_of_every_kind_are_known() -> None:
    areas = (
        _area(AreaKind.COMMUNE, "29151"),
        _area(AreaKind.EPCI, "200065928"),
        _area(AreaKind.FILIERE, "nord-finistere"),
        _area(AreaKind.DEPARTEMENT, "29"),
        _area(AreaKind.REGION, "53"),
    )

    assert _found(coverage=areas) == []


@pytest.mark.parametrize("unit", ["beds", "patients", "places"])
def test_a_capacity_counts_beds_patients_or_places(unit: str) -> None:
    assert _found(capacity_unit=unit) == []


def test_fictional_phones_are_accepted_in_a_demonstration() -> None:
    draft = replace(SOUND, phones=(PhoneDraft("02 61 91 00 01", PhoneKind.DIRECT),))

    assert problems(draft, replace(REFERENCE, fictional_phones_allowed=True)) == []


PAST = (_closed(24, 25), _closed(28, 31))


@pytest.mark.parametrize(
    ("changes", "code", "field", "value"),
    [
        ({"alert_until": date(2026, 12, 26)}, "alert_past", "alert_until", "2026-12-26"),
        ({"closures": PAST}, "closure_past", "closures", "2026-12-24 – 2026-12-25"),
    ],
)
def test_days_already_past_are_a_doubt(
    changes: dict[str, Any], code: str, field: str, value: str
) -> None:
    reference = replace(REFERENCE, today=date(2026, 12, 27))

    found = problems(replace(SOUND, alert="Déménage", **changes), reference)

    assert [(p.severity, p.code, p.field, p.value) for p in found] == [
        (Severity.DOUBT, code, field, value)
    ]


def test_the_last_day_of_an_alert_is_not_past() -> None:
    reference = replace(REFERENCE, today=date(2026, 12, 27))

    assert problems(replace(SOUND, alert="…", alert_until=date(2026, 12, 27)), reference) == []


def test_days_are_not_held_against_a_day_that_nobody_gave() -> None:
    assert _found(alert="Déménage", alert_until=date(2020, 1, 1), closures=PAST) == []


def test_a_draft_that_knows_nothing_but_a_name_only_raises_doubts() -> None:
    found = problems(StructureDraft(name="Exemple", type_code="EMSP"), REFERENCE)

    assert _errors(found) == []
    assert {problem.code for problem in found} == {"coverage_missing", "source_missing"}


def test_a_problem_is_said_with_its_data_in_french() -> None:
    (problem,) = _found(latitude=48.6)

    assert sentence_for(problem) == "position à 2,5 km de Morlaix"


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(ProblemCode)


@pytest.mark.parametrize(
    "reason", [*PhoneProblem, *WebsiteProblem, *OpeningHoursProblem], ids=lambda reason: reason.name
)
def test_every_reason_is_said_in_french(reason: str) -> None:
    problem = Problem(Severity.ERROR, ProblemCode.PHONE_INVALID, "phones", "", {"reason": reason})

    assert "_" not in sentence_for(problem)
    assert f"({reason})" not in sentence_for(problem)
