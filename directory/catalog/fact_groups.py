"""Which group of facts each field of a listing belongs to."""

from collections.abc import Iterable, Mapping

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


def groups_of_fields(names: Iterable[str]) -> frozenset[FactGroup]:
    """Give the groups that some fields of a StructureDraft belong to."""
    return frozenset(_GROUPS.get(name, FactGroup.IDENTITY) for name in names)
