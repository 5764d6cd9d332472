"""A draft comes back from JSON as it was, and only what says something else is a change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.catalog.draft_json import (
    FIELDS,
    InvalidDraftJsonError,
    changed_fields,
    draft_as_json,
    draft_from_json,
    draft_of,
    draft_of_snapshot,
)
from directory.catalog.drafts import (
    ClosureDraft,
    StructureDraft,
)
from directory.catalog.history import snapshot_of
from tests.factories.structures import FULL_DRAFT, make_structure


def test_a_draft_with_every_fact_comes_back_from_json_as_it_was() -> None:
    assert all(getattr(FULL_DRAFT, name) not in (None, ()) for name in FIELDS)

    assert draft_from_json(draft_as_json(FULL_DRAFT)) == FULL_DRAFT


def test_a_part_of_a_draft_is_read_and_strange_names_are_ignored() -> None:
    draft = draft_from_json({"name": "Exemple", "type_code": "HAD", "colour": "blue"})

    assert draft == StructureDraft(name="Exemple", type_code="HAD")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phones", [{"kind": "direct"}]),
        ("phones", "02 61 91 00 01"),
        ("coverage", [{"kind": "planet", "code": "3", "basis": "declared"}]),
        ("closures", [{"start": "demain", "end": "2026-12-24"}]),
        ("organization_id", "hôpital"),
        ("source_date", "hier"),
        ("do_not_contact", "oui"),
        ("name", 3),
        ("filieres", [3]),
    ],
)
def test_a_value_that_is_not_one_of_a_draft_is_named(field: str, value: Any) -> None:
    with pytest.raises(InvalidDraftJsonError) as refusal:
        draft_from_json({"name": "Exemple", field: value})

    assert refusal.value.field == field


def test_what_a_structure_says_reads_the_same_from_it_and_from_its_snapshot(
    session: Session,
) -> None:
    structure = make_structure(session, closures=[{"start": "2026-12-24", "end": "2026-12-24"}])

    draft = draft_of(structure)

    assert draft.closures == (ClosureDraft(date(2026, 12, 24), date(2026, 12, 24)),)
    assert draft_of_snapshot(snapshot_of(structure)) == draft


def test_the_position_of_a_town_hall_is_none_of_the_structure(session: Session) -> None:
    structure = make_structure(session, position_is_approximate=True)

    assert draft_of(structure).latitude is None
    assert draft_of_snapshot(snapshot_of(structure)).longitude is None


@pytest.mark.parametrize(
    "retyped",
    [
        {"phones": (replace(FULL_DRAFT.phones[0], number="02 61 91 00 01"),)},
        {"email": " contact@EXEMPLE.fr "},
        {"website": "exemple.fr"},
        {"alert": "Déménagement\r\n"},
        {"audiences": ("child", "adult")},
        {"filieres": ("nord-finistere", "nord-finistere")},
        {"latitude": 48.50000004},
    ],
)
def test_the_same_fact_typed_otherwise_is_no_change(retyped: dict[str, Any]) -> None:
    assert changed_fields(FULL_DRAFT, replace(FULL_DRAFT, **retyped)) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"phones": (replace(FULL_DRAFT.phones[0], number="02 61 91 00 02"),)},
        {"do_not_contact": False},
        {"closures": ()},
        {"presentation_br": None},
        {"audiences": None},
    ],
)
def test_another_fact_is_a_change(change: dict[str, Any]) -> None:
    assert changed_fields(FULL_DRAFT, replace(FULL_DRAFT, **change)) == tuple(change)
