"""Why a cell, or a whole row, of a file is refused before the rules of a listing are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CellFault(StrEnum):
    """What is wrong; the comment names the data that the words may use."""

    ARCHIVED = "archived"
    COMMUNE_NAME_NEAR = "commune_name_near"  # known
    COMMUNE_NAME_SHARED = "commune_name_shared"  # known
    COMMUNE_NAME_UNKNOWN = "commune_name_unknown"
    NOT_A_DAY = "not_a_day"
    NOT_A_LIST = "not_a_list"
    NOT_A_NUMBER = "not_a_number"
    NOT_HOURS = "not_hours"
    NOT_AN_IDENTIFIER = "not_an_identifier"
    ORGANIZATION_SHARED = "organization_shared"
    ORGANIZATION_UNKNOWN = "organization_unknown"
    OUT_OF_REACH = "out_of_reach"
    SAME_STRUCTURE_TWICE = "same_structure_twice"  # line
    STRUCTURE_UNKNOWN = "structure_unknown"
    TOO_MANY_CELLS = "too_many_cells"
    TYPE_AMBIGUOUS = "type_ambiguous"  # known
    TYPE_UNKNOWN = "type_unknown"  # known
    WORD_UNKNOWN = "word_unknown"  # known


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that is refused: its column's code (empty: the row), its value, and why."""

    column: str
    value: str
    fault: CellFault
    data: Mapping[str, str] = field(default_factory=dict)
