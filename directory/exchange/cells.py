"""From a stored structure to the cells of a file, all texts, by the code of their column."""

from collections.abc import Iterator

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Audience, CapacityUnit, PublicAccess, Setting
from directory.exchange.area_names import AreaNames
from directory.exchange.cell_lists import area_text, closure_text, join, source_text
from directory.exchange.cell_words import (
    ACCESS,
    AUDIENCES,
    CAPACITY_UNITS,
    CONFIDENCES,
    PHONE_AUDIENCES,
    PHONE_KINDS,
    SETTINGS,
    STATES,
    TRUTHS,
)
from directory.exchange.columns import PHONES
from directory.values.clock import in_paris
from directory.values.contact import display_phone


def cells_of(structure: Structure, areas: AreaNames | None = None) -> dict[str, str]:
    """Give every cell; unknown facts are empty, and reading the row back changes nothing.

    Without the names of areas, their codes are written.
    """
    written = areas.text_of if areas else area_text
    draft = draft_of(structure)
    facts: dict[str, object] = {
        name: getattr(draft, name)
        for name in (
            "name", "finess_et", "street", "cedex", "postal_code", "insee", "email", "website",
            "opening_hours", "hours_text", "alert", "alert_until", "presentation",
            "presentation_br", "presentation_en", "access_conditions", "capacity_value",
            "area_text", "source_date", "internal_note", "update_email",
        )
    }  # fmt: skip
    facts |= {
        "id": structure.id,
        "slug": structure.slug,
        "state": STATES[structure.state],
        "type": structure.type_code,
        "organization": structure.organization and structure.organization.name,
        "commune": structure.commune and structure.commune.name,
        "latitude": structure.latitude,
        "longitude": structure.longitude,
        "approximate": TRUTHS[True] if structure.position_is_approximate else None,
        "closures": join(closure_text(closure) for closure in draft.closures),
        "access_public": draft.access_public and ACCESS[PublicAccess(draft.access_public)],
        "access_professionals": (
            None if draft.access_professionals is None else TRUTHS[draft.access_professionals]
        ),
        "audiences": join(AUDIENCES[Audience(code)] for code in draft.audiences or ()),
        "settings": join(SETTINGS[Setting(code)] for code in draft.settings or ()),
        "capacity_unit": draft.capacity_unit and CAPACITY_UNITS[CapacityUnit(draft.capacity_unit)],
        "confidence": _confidence_word(draft.confidence),
        "filieres": join(draft.filieres),
        "coverage": join(written(area) for area in draft.coverage),
        "sources": join(source_text(source) for source in draft.sources),
        "do_not_contact": TRUTHS[draft.do_not_contact],
        "verified_on": max((check.verified_on for check in structure.verifications), default=None),
        "updated_at": in_paris(structure.updated_at).date(),
        **dict(_phone_cells(draft.phones)),
    }
    return {name: "" if fact is None else str(fact) for name, fact in facts.items()}


def _confidence_word(confidence: str | None) -> str | None:
    return next((word for code, word in CONFIDENCES.items() if code == confidence), confidence)


def _phone_cells(phones: tuple[PhoneDraft, ...]) -> Iterator[tuple[str, object]]:
    for rank, phone in enumerate(phones[:PHONES], start=1):
        yield f"phone_{rank}_number", display_phone(phone.number)
        yield f"phone_{rank}_kind", PHONE_KINDS[phone.kind]
        yield f"phone_{rank}_label", phone.label
        yield f"phone_{rank}_audience", PHONE_AUDIENCES[phone.audience]
        yield f"phone_{rank}_hours", phone.hours
