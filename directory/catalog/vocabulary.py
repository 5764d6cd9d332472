"""The closed lists that the code itself depends on; structure types are rows, not codes here."""

from enum import StrEnum


class PublicationState(StrEnum):
    """Where a structure stands between an editor and the public."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Audience(StrEnum):
    """Whom a structure cares for."""

    ADULT = "adult"
    CHILD = "child"


class Setting(StrEnum):
    """Where a structure cares."""

    HOME = "home"
    HOSPITAL = "hospital"
    CARE_HOME = "care_home"


class Profile(StrEnum):
    """Who is asking."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"


class CapacityUnit(StrEnum):
    """What a capacity counts: beds, patients looked after at the same time, places by day."""

    BEDS = "beds"
    PATIENTS = "patients"
    PLACES = "places"


class PublicAccess(StrEnum):
    """Whether the public may call a structure."""

    YES = "yes"
    THROUGH_DOCTOR = "through_doctor"
    NO = "no"


class PhoneKind(StrEnum):
    """What answers behind a number."""

    DIRECT = "direct"
    SWITCHBOARD = "standard"


class PhoneAudience(StrEnum):
    """Who may dial a number."""

    PUBLIC = "public"
    PROFESSIONALS = "professionals"


class CoverageBasis(StrEnum):
    """Whether a coverage was said by those who know, or deduced."""

    DECLARED = "declared"
    ASSUMED = "assumed"


class FactGroup(StrEnum):
    """The groups of facts that are verified together."""

    IDENTITY = "identity"
    PHONES = "phones"
    HOURS = "hours"
    AREA = "area"
    ACCESS = "access"


class VerificationMeans(StrEnum):
    """How a person checked."""

    PHONE = "phone"
    MAIL = "mail"
    VISIT = "visit"
    LINK = "link"


class FreshnessState(StrEnum):
    """What the public is told about how sure a listing is."""

    CONFIRMED = "confirmed"
    TO_CONFIRM = "to_confirm"
    UNCONFIRMED = "unconfirmed"


class Origin(StrEnum):
    """From where a change came."""

    FORM = "form"
    LINK = "link"
    IMPORT = "import"
    COMMAND = "command"
