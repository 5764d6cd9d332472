"""PublicStructure -> StructureItem: how a listing is written in the API."""

from dataclasses import dataclass
from datetime import datetime

from directory.catalog.opening import deciding_hours, state_at
from directory.catalog.public_facts import PublicAccessRule
from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import PublicAccess
from directory.values.opening_hours import OpeningState
from directory.web.api.models.structure import (
    AccessItem,
    AddressItem,
    CapacityItem,
    CoverageItem,
    MatchItem,
    OrganizationItem,
    PhoneItem,
    PositionItem,
    StructureItem,
    VerificationItem,
)
from directory.web.labels import phone_sentence
from directory.web.structure_types import TypeWords

_IS_OPEN = {OpeningState.OPEN: True, OpeningState.CLOSED: False, OpeningState.UNKNOWN: None}
_MAY_CALL = {
    PublicAccess.YES: True,
    PublicAccess.THROUGH_DOCTOR: False,
    PublicAccess.NO: False,
    None: None,
}


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item needs besides its record: the words of its type and the site's address."""

    types: dict[str, TypeWords]
    base_url: str


def structure_item(
    record: PublicStructure, words: ItemWords, *, moment: datetime, match: MatchItem | None = None
) -> StructureItem:
    """Write a listing as the API gives it, at an aware moment."""
    kind = words.types[record.type_code]
    body, address, position = record.organization, record.address, record.position
    capacity, verification = record.capacity, record.verification
    return StructureItem(
        id=record.id,
        slug=record.slug,
        url=f"{words.base_url}/structures/{record.slug}",
        type=record.type_code,
        type_label=kind.label,
        name=record.name,
        organization=None
        if body is None
        else OrganizationItem(name=body.name, finess_ej=body.finess_ej),
        finess_et=record.finess_et,
        filieres=list(record.filieres),
        address=AddressItem(
            street=address.street,
            postal_code=address.postal_code,
            commune=address.commune,
            insee=address.insee,
        ),
        position=None
        if position is None
        else PositionItem(latitude=position.latitude, longitude=position.longitude),
        phones=[
            PhoneItem(
                number=phone.number,
                label=phone_sentence(phone) or None,
                audience=phone.audience,
                hours=phone.hours,
            )
            for phone in record.phones
        ],
        email=record.email,
        website=record.website,
        opening_hours=record.opening_hours,
        access=_access(record.access, kind),
        audiences=list(record.audiences),
        settings=list(record.settings),
        capacity=None
        if capacity is None
        else CapacityItem(value=capacity.value, unit=capacity.unit),
        coverage=[
            CoverageItem(kind=area.kind, code=area.code, basis=area.basis)
            for area in record.coverage
        ],
        verification=VerificationItem(
            state=verification.state,
            date=verification.verified_on,
            source_date=verification.source_date,
            sources=[source.title for source in verification.sources],
        ),
        updated_at=record.updated_at,
        open_now=is_open(record, moment),
        match=match,
    )


def is_open(record: PublicStructure, moment: datetime) -> bool | None:
    """Tell whether somebody answers at a moment, to the minute; None when nobody knows."""
    hours = deciding_hours(
        record.opening_hours, (phone.hours for phone in record.phones), record.closed_days
    )
    return _IS_OPEN[state_at(hours, moment)]


def _access(rule: PublicAccessRule, kind: TypeWords) -> AccessItem:
    return AccessItem(
        public=_MAY_CALL[rule.public],
        professionals=rule.professionals,
        conditions=rule.conditions or kind.access_note or None,
    )
