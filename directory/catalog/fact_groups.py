"""Which group of facts each field of a listing belongs to."""

from collections.abc import Iterable, Mapping

from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import FactGroup

# What is not named here says what the structure is and where: its identity.
_GROUPS: Mapping[str, FactGroup] = {
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
}


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
    """Give the groups that some fields of a StructureDraft belong to."""
    return frozenset(_GROUPS.get(name, FactGroup.IDENTITY) for name in names)
