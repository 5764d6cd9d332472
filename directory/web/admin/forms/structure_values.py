"""From a draft to what its form shows first."""

from typing import Any

from directory.catalog.drafts import AreaDraft, StructureDraft
from directory.catalog.vocabulary import CoverageBasis
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.values.contact import InvalidPhoneError, display_phone, parse_phone
from directory.web.admin.forms.hours_table import hours_values, shown_hours
from directory.web.admin.forms.typed_communes import written_commune

_SAME_NAME = (
    "name", "type_code", "finess_et", "street", "postal_code", "insee", "cedex", "latitude",
    "longitude", "email", "website", "update_email", "do_not_contact", "hours_text", "alert",
    "alert_until", "area_text", "access_conditions", "capacity_value", "presentation",
    "presentation_br", "presentation_en", "source_date", "internal_note",
)  # fmt: skip


# Any: what each field holds.
def structure_values(draft: StructureDraft, gazetteer: Gazetteer) -> dict[str, Any]:
    """Give the value of each field of the form for a draft."""
    commune = gazetteer.commune(draft.insee or "")
    professionals = draft.access_professionals
    return {
        **{name: getattr(draft, name) for name in _SAME_NAME},
        **hours_values(draft.opening_hours),
        "organization_id": "" if draft.organization_id is None else str(draft.organization_id),
        "filieres": list(draft.filieres),
        "commune": (draft.insee or "") if commune is None else written_commune(commune),
        "phones": [
            {
                "number": _written_phone(phone.number),
                "kind": phone.kind.value,
                "label": phone.label,
                "audience": phone.audience.value,
                "hours": shown_hours(phone.hours),
            }
            for phone in draft.phones
        ],
        "closures": [
            {"start": closure.start, "end": closure.end, "reason": closure.reason}
            for closure in draft.closures
        ],
        "sources": [
            {"title": source.title, "url": source.url, "dated": source.dated}
            for source in draft.sources
        ],
        "areas": [area_value(area) for area in draft.coverage],
        "access_public": draft.access_public or "",
        "access_professionals": "" if professionals is None else ("no", "yes")[professionals],
        "audiences": list(draft.audiences or ()),
        "settings": list(draft.settings or ()),
        "capacity_unit": draft.capacity_unit or "",
    }


def area_value(area: AreaDraft) -> str:
    """Give the value of the box of an area: « declared commune 29151 »."""
    return f"{area.basis.value} {area.kind.value} {area.code}"


def read_area(value: str) -> AreaDraft | None:
    """Read the value of the box of an area; None for what our pages never send."""
    try:
        basis, kind, code = value.split(" ")
        return AreaDraft(AreaKind(kind), code, CoverageBasis(basis))
    except ValueError:
        return None


def _written_phone(number: str) -> str:
    try:
        return display_phone(parse_phone(number))
    except InvalidPhoneError:
        return number
