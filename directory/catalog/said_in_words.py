"""What a message says in words, which only a person can hold to the facts beside it."""

from collections.abc import Mapping

from directory.catalog.fact_groups import known_groups
from directory.catalog.models.correction import Correction
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import FactGroup

FIELDS_IN_WORDS: Mapping[str, FactGroup] = {
    "hours_text": FactGroup.HOURS,
    "area_text": FactGroup.AREA,
    "access_conditions": FactGroup.ACCESS,
}


def groups_in_words(correction: Correction) -> frozenset[FactGroup]:
    """Give the groups whose structured facts a message may contradict in words.

    Words of their own may speak of all that the form of a link has no field for.
    """
    said = {FIELDS_IN_WORDS[name] for name in correction.proposed if name in FIELDS_IN_WORDS}
    if correction.words:
        said |= set(FIELDS_IN_WORDS.values())
    return frozenset(said & _structured_groups(correction.structure))


def _structured_groups(structure: Structure) -> frozenset[FactGroup]:
    """Give the groups of which a listing says something otherwise than in words."""
    has_table = structure.opening_hours or any(phone.hours for phone in structure.phones)
    return known_groups(structure) - (frozenset() if has_table else {FactGroup.HOURS})
