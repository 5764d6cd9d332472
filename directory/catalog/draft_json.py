"""A StructureDraft made from a stored structure, or kept as JSON and read again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.drafts import (
    AreaDraft,
    ClosureDraft,
    PhoneDraft,
    SourceDraft,
    StructureDraft,
)
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, PhoneKind
from directory.territory.coverage import AreaKind

# Any, here and below: the values of a draft, whatever their types in JSON.
DraftJson = dict[str, Any]

_PARTS = ("phones", "coverage", "sources", "filieres", "closures", "audiences", "settings")
_POSITION = ("latitude", "longitude")
FIELDS = tuple(field.name for field in fields(StructureDraft))


class InvalidDraftJsonError(ValueError):
    """JSON that is not a draft; `field` names the value that cannot be read."""

    def __init__(self, field: str) -> None:
        super().__init__(f"Not the value of a draft: {field}.")
        self.field = field


def draft_of(structure: Structure) -> StructureDraft:
    """Give what a structure says today as a draft; a town hall's position is none of its own."""
    has_position = not structure.position_is_approximate
    plain = {
        name: getattr(structure, name)
        for name in FIELDS
        if name not in _PARTS and (has_position or name not in _POSITION)
    }
    return StructureDraft(
        **plain,
        phones=tuple(
            PhoneDraft(phone.number, phone.kind, phone.label, phone.audience, phone.hours)
            for phone in structure.phones
        ),
        coverage=tuple(AreaDraft(area.kind, area.code, area.basis) for area in structure.coverage),
        sources=tuple(
            SourceDraft(source.title, source.url, source.dated) for source in structure.sources
        ),
        filieres=tuple(sorted(link.filiere_slug for link in structure.filieres)),
        closures=tuple(_closure(closure) for closure in structure.closures or ()),
        audiences=None if structure.audiences is None else tuple(structure.audiences),
        settings=None if structure.settings is None else tuple(structure.settings),
    )


def draft_of_snapshot(snapshot: Mapping[str, Any]) -> StructureDraft:
    """Give what a structure said in a snapshot of the history (`before` or `after`).

    Raises InvalidDraftJsonError.
    """
    kept = {**snapshot, "filieres": [link["filiere_slug"] for link in snapshot["filieres"]]}
    if kept.get("position_is_approximate"):
        kept |= dict.fromkeys(_POSITION)
    return draft_from_json(kept)


def draft_as_json(draft: StructureDraft) -> DraftJson:
    """Give a draft as JSON, every field named."""
    return {name: _as_json(value) for name, value in asdict(draft).items()}


def draft_from_json(kept: Mapping[str, Any]) -> StructureDraft:
    """Read a draft that was kept as JSON; a field that is absent is unknown, a strange one ignored.

    Raises InvalidDraftJsonError.
    """
    values: DraftJson = {"name": "", "type_code": ""}
    for name in FIELDS:
        if kept.get(name) is None:
            continue
        try:
            values[name] = _READERS.get(name, _text)(kept[name])
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise InvalidDraftJsonError(name) from error
    return StructureDraft(**values)


def changed_fields(before: StructureDraft, after: StructureDraft) -> tuple[str, ...]:
    """Name the fields that say something else, whatever their spelling and their order."""
    first, second = _comparable(before), _comparable(after)
    return tuple(name for name in FIELDS if first[name] != second[name])


def _comparable(draft: StructureDraft) -> DraftJson:
    canonical = canonical_draft(draft)
    values = {name: getattr(canonical, name) for name in FIELDS}
    values["coverage"] = frozenset(canonical.coverage)
    return values


def _closure(kept: Mapping[str, Any]) -> ClosureDraft:
    return ClosureDraft(
        date.fromisoformat(kept["start"]), date.fromisoformat(kept["end"]), kept.get("reason")
    )


def _as_json(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, dict):
        return {name: _as_json(part) for name, part in value.items()}
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _phone(kept: Mapping[str, Any]) -> PhoneDraft:
    return PhoneDraft(
        number=_text(kept["number"]),
        kind=PhoneKind(kept.get("kind", PhoneKind.DIRECT)),
        label=_text_or_none(kept.get("label")),
        audience=PhoneAudience(kept.get("audience", PhoneAudience.PUBLIC)),
        hours=_text_or_none(kept.get("hours")),
    )


def _area(kept: Mapping[str, Any]) -> AreaDraft:
    return AreaDraft(AreaKind(kept["kind"]), _text(kept["code"]), CoverageBasis(kept["basis"]))


def _source(kept: Mapping[str, Any]) -> SourceDraft:
    dated = kept.get("dated")
    return SourceDraft(
        title=_text(kept["title"]),
        url=_text_or_none(kept.get("url")),
        dated=None if dated is None else date.fromisoformat(dated),
    )


def _each(read: Callable[[Any], object]) -> Callable[[Any], object]:
    def read_all(kept: object) -> tuple[object, ...]:
        if not isinstance(kept, list | tuple):
            raise TypeError("a list is expected")
        return tuple(read(part) for part in kept)

    return read_all


_READERS: Mapping[str, Callable[[Any], object]] = {
    "organization_id": UUID,
    "latitude": float,
    "longitude": float,
    "capacity_value": int,
    "alert_until": date.fromisoformat,
    "source_date": date.fromisoformat,
    "access_professionals": _truth,
    "do_not_contact": _truth,
    "phones": _each(_phone),
    "coverage": _each(_area),
    "sources": _each(_source),
    "closures": _each(_closure),
    "filieres": _each(_text),
    "audiences": _each(_text),
    "settings": _each(_text),
}
