"""What an animator decides on a correction, read from the form and shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.catalog.correction_fields import FieldChoice, FieldDecision, ProposedField
from directory.catalog.models.correction import Correction
from directory.catalog.vocabulary import FactGroup
from directory.values.contact import InvalidPhoneError, display_phone, parse_phone
from directory.web.admin.field_names import field_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.wording import gettext as _

ALL, HOLDING = "tout", "juste"
LONGEST_ANSWER = 2_000
_LINES = frozenset(
    {"name", "street", "cedex", "postal_code", "email", "website", "finess_et", "opening_hours"}
)
_PARAGRAPHS = frozenset(
    {"hours_text", "alert", "presentation", "presentation_br", "presentation_en"}
    | {"access_conditions", "area_text"}
)
_PHONES = "phones"

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """A proposed number as it can be edited."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldToDecide:
    """One proposed field in words, and what was chosen for it; `kind` is how it can be edited."""

    name: str
    label: str
    seen: tuple[str, ...]
    today: tuple[str, ...]
    proposed: tuple[str, ...]
    changed_since: bool
    is_already_so: bool
    kind: str  # « line », « paragraph », « phones », or empty: taken or declined as it is
    chosen: str
    text: str
    phones: tuple[PhoneEntry, ...]


def fields_to_decide(
    fields: Sequence[ProposedField], names: Names, typed: Typed
) -> list[FieldToDecide]:
    """Put proposed fields into words, with the choices that were typed."""
    return [
        FieldToDecide(
            name=field.name,
            label=_label(field.name),
            seen=value_lines(field.name, field.seen, names),
            today=value_lines(field.name, field.today, names),
            proposed=value_lines(field.name, field.proposed, names),
            changed_since=field.changed_since,
            is_already_so=field.is_already_so,
            kind=_kind(field.name),
            chosen=typed.get(f"decision-{field.name}", ""),
            text=typed.get(f"value-{field.name}", _text(field.proposed)),
            phones=_entries(field, typed),
        )
        for field in fields
    ]


def read_choices(correction: Correction, typed: Typed) -> dict[str, FieldChoice]:
    """Read the decision on each field; one that nobody decided on is left out.

    Raises InvalidPhoneError on an edited number that is none.
    """
    decided_together = typed.get(ALL, "")
    choices = {}
    for name, proposed in correction.proposed.items():
        chosen = decided_together or typed.get(f"decision-{name}", "")
        if chosen not in set(FieldDecision):
            continue
        decision = FieldDecision(chosen)
        value = _edited(name, proposed, typed) if decision is FieldDecision.EDITED else None
        choices[name] = FieldChoice(decision, value)
    return choices


def read_holding(typed: MultiDict[str, str]) -> frozenset[FactGroup]:
    """Read the groups of facts that stay right beside what was said in words."""
    said = typed.getlist(HOLDING)
    return frozenset(group for group in FactGroup if group in said)


def _label(name: str) -> str:
    return _("Fermeture définitive") if name == "closed" else field_label(name)


def _kind(name: str) -> str:
    if name in _LINES:
        return "line"
    if name in _PARAGRAPHS:
        return "paragraph"
    return "phones" if name == _PHONES else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _entries(field: ProposedField, typed: Typed) -> tuple[PhoneEntry, ...]:
    if field.name != _PHONES:
        return ()
    return tuple(
        PhoneEntry(
            typed.get(f"number-{rank}", _shown(phone["number"])),
            typed.get(f"label-{rank}", phone.get("label") or ""),
        )
        for rank, phone in enumerate(field.proposed)
    )


def _shown(number: str) -> str:
    try:
        return display_phone(parse_phone(number))
    except InvalidPhoneError:
        return number


def _edited(name: str, proposed: Any, typed: Typed) -> Any:  # Any: as JSON of a draft
    if name == _PHONES:
        return [
            {
                **phone,
                "number": str(parse_phone(number)),
                "label": typed.get(f"label-{rank}", "").strip() or None,
            }
            for rank, phone in enumerate(proposed)
            if (number := typed.get(f"number-{rank}", "").strip())
        ]
    if not _kind(name):
        return proposed
    return typed.get(f"value-{name}", "").replace("\r\n", "\n").strip() or None
