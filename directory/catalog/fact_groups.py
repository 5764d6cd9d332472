"""Which group of facts each field of a listing belongs to."""

from collections.abc import Iterable, Mapping

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.draft_json import changed_fields
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import FactGroup

# What is not named here, nobody checks on the telephone: notes, alerts, sources, presentations.
_GROUPS: Mapping[str, FactGroup] = {
    "name": FactGroup.IDENTITY,
    "type_code": FactGroup.IDENTITY,
    "organization_id": FactGroup.IDENTITY,
    "finess_et": FactGroup.IDENTITY,
    "street": FactGroup.IDENTITY,
    "cedex": FactGroup.IDENTITY,
    "postal_code": FactGroup.IDENTITY,
    "insee": FactGroup.IDENTITY,
    "latitude": FactGroup.IDENTITY,
    "longitude": FactGroup.IDENTITY,
    "phones": FactGroup.PHONES,
    "email": FactGroup.PHONES,
    "website": FactGroup.PHONES,
    "opening_hours": FactGroup.HOURS,
    "hours_text": FactGroup.HOURS,
    "closures": FactGroup.HOURS,
    "coverage": FactGroup.AREA,
    "area_text": FactGroup.AREA,
    "filieres": FactGroup.AREA,
    "access_public": FactGroup.ACCESS,
    "access_professionals": FactGroup.ACCESS,
    "access_conditions": FactGroup.ACCESS,
    "audiences": FactGroup.ACCESS,
    "settings": FactGroup.ACCESS,
    "capacity_value": FactGroup.ACCESS,
    "capacity_unit": FactGroup.ACCESS,
}
_AS_ITS_TYPE = ("access_public", "access_professionals", "audiences", "settings")


def known_groups(structure: Structure) -> frozenset[FactGroup]:
    """Give the groups of which a listing says something: nobody can check what it does not say."""
    access = structure.access_public or structure.type.access_public
    says = {
        FactGroup.IDENTITY: True,
        FactGroup.PHONES: structure.phones or structure.email or structure.website,
        FactGroup.HOURS: structure.opening_hours
        or structure.hours_text
        or structure.closures
        or any(phone.hours for phone in structure.phones),
        FactGroup.AREA: structure.coverage or structure.area_text,
        FactGroup.ACCESS: access
        or structure.access_conditions
        or structure.audiences
        or structure.settings
        or structure.capacity_value,
    }
    return frozenset(group for group, facts in says.items() if facts)


def groups_of_fields(names: Iterable[str]) -> frozenset[FactGroup]:
    """Give the groups that some fields of a StructureDraft belong to; of notes there is none."""
    return frozenset(_GROUPS[name] for name in names if name in _GROUPS)


def changed_groups(before: StructureDraft, after: StructureDraft) -> frozenset[FactGroup]:
    """Give the groups that say something else: a check of them speaks of what is no more.

    With the hours of a number the hours change, and with the kind of a structure what it says of
    its access by its kind alone.
    """
    fields = changed_fields(before, after)
    groups = groups_of_fields(fields)
    if "phones" in fields and _hours_of_numbers(before) != _hours_of_numbers(after):
        groups |= {FactGroup.HOURS}
    if "type_code" in fields and None in [getattr(after, name) for name in _AS_ITS_TYPE]:
        groups |= {FactGroup.ACCESS}
    return groups


def _hours_of_numbers(draft: StructureDraft) -> frozenset[tuple[str, str]]:
    phones = canonical_draft(draft).phones
    return frozenset((phone.number, phone.hours) for phone in phones if phone.hours)
