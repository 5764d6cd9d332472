"""What is wrong or odd in a listing: a closed list of codes, put into words elsewhere."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error blocks; a doubt asks a person to look."""

    ERROR = "error"
    DOUBT = "doubt"


class ProblemCode(StrEnum):
    """What kind of problem it is; the comment names the data that the words may use."""

    ACCESS_UNKNOWN = "access_unknown"
    ALERT_PAST = "alert_past"
    AREA_UNKNOWN = "area_unknown"  # kind
    AUDIENCE_UNKNOWN = "audience_unknown"
    CAPACITY_NOT_POSITIVE = "capacity_not_positive"
    CAPACITY_TOO_BIG = "capacity_too_big"  # most
    CAPACITY_UNIT_UNKNOWN = "capacity_unit_unknown"  # known
    CAPACITY_WITHOUT_UNIT = "capacity_without_unit"
    CLOSURE_BACKWARDS = "closure_backwards"
    CLOSURE_PAST = "closure_past"
    COMMUNE_NAME_DIFFERS = "commune_name_differs"  # commune
    COMMUNE_UNKNOWN = "commune_unknown"
    CONTACT_MISSING = "contact_missing"
    CONTROL_CHARACTERS = "control_characters"
    COVERAGE_MISSING = "coverage_missing"
    EMAIL_INVALID = "email_invalid"
    FILIERE_MISSING = "filiere_missing"
    FILIERE_UNKNOWN = "filiere_unknown"
    FINESS_SHAPE = "finess_shape"
    HOURS_WITHOUT_PHONE = "hours_without_phone"
    LINK_WITHOUT_TITLE = "link_without_title"
    NAME_MISSING = "name_missing"
    NAME_ONLY_ACRONYM = "name_only_acronym"
    OPENING_HOURS_INVALID = (
        "opening_hours_invalid"  # reason (values.opening_hours.OpeningHoursProblem)
    )
    PERSON_NAMED = "person_named"
    ORGANIZATION_UNKNOWN = "organization_unknown"
    PHONE_INVALID = "phone_invalid"  # reason (values.contact.PhoneProblem)
    PHONE_SHORT = "phone_short"
    PHONE_TWICE = "phone_twice"
    PLACE_MISSING = "place_missing"
    POSITION_HALF = "position_half"
    POSITION_NOT_ON_EARTH = "position_not_on_earth"
    POSITION_OUTSIDE_BRITTANY = "position_outside_brittany"
    POSITION_OUTSIDE_COMMUNE = "position_outside_commune"  # commune, distance_km
    POSTAL_CODE_OF_ELSEWHERE = "postal_code_of_elsewhere"  # commune, known
    POSTAL_CODE_SHAPE = "postal_code_shape"
    RECOGNITION_DATE_SHAPE = "recognition_date_shape"
    RNA_SHAPE = "rna_shape"
    SAME_FINESS_AND_TYPE = "same_finess_and_type"  # other
    SAME_NAME_AND_COMMUNE = "same_name_and_commune"  # other
    SETTING_UNKNOWN = "setting_unknown"
    SIREN_SHAPE = "siren_shape"
    SOURCE_MISSING = "source_missing"
    SOURCE_WITHOUT_TITLE = "source_without_title"
    TOO_LONG = "too_long"  # longest
    TOO_MANY = "too_many"  # most
    TYPE_UNKNOWN = "type_unknown"
    WEBSITE_INVALID = "website_invalid"  # reason (values.contact.WebsiteProblem)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or odd; the words for people are made from `code` and `data`."""

    severity: Severity
    code: ProblemCode
    field: str
    value: str
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)


def error(code: ProblemCode, field: str, value: object, **data: str) -> Problem:
    """Make a problem that blocks."""
    return Problem(Severity.ERROR, code, field, str(value), data)


def doubt(code: ProblemCode, field: str, value: object, **data: str) -> Problem:
    """Make a problem that a person should look at."""
    return Problem(Severity.DOUBT, code, field, str(value), data)
