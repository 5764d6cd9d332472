"""Codes of the vocabulary as French files write them, both ways.

Files are data: their words are French whatever the language of the page, so that they read back.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from directory.catalog.vocabulary import (
    Audience,
    CapacityUnit,
    CoverageBasis,
    PhoneAudience,
    PhoneKind,
    PublicAccess,
    PublicationState,
    Setting,
)
from directory.territory.coverage import AreaKind
from directory.territory.models import Confidence
from directory.values.text import fold

Code = TypeVar("Code", bound=Enum)

ERASE = "(vide)"  # an empty cell changes nothing; this word empties the fact

ACCESS = {
    PublicAccess.YES: "oui",
    PublicAccess.THROUGH_DOCTOR: "par un médecin",
    PublicAccess.NO: "non",
}
AREA_KINDS = {
    AreaKind.COMMUNE: "commune",
    AreaKind.EPCI: "intercommunalité",
    AreaKind.FILIERE: "filière",
    AreaKind.DEPARTEMENT: "département",
    AreaKind.REGION: "région",
}
AUDIENCES = {Audience.ADULT: "adultes", Audience.CHILD: "enfants"}
BASES = {CoverageBasis.DECLARED: "déclarée", CoverageBasis.ASSUMED: "supposée"}
CAPACITY_UNITS = {
    CapacityUnit.BEDS: "lits",
    CapacityUnit.PATIENTS: "patients",
    CapacityUnit.PLACES: "places",
}
CONFIDENCES = {Confidence.HIGH: "forte", Confidence.MEDIUM: "moyenne", Confidence.LOW: "faible"}
PHONE_AUDIENCES = {PhoneAudience.PUBLIC: "tous", PhoneAudience.PROFESSIONALS: "professionnels"}
PHONE_KINDS = {PhoneKind.DIRECT: "ligne directe", PhoneKind.SWITCHBOARD: "standard"}
SETTINGS = {Setting.HOME: "domicile", Setting.HOSPITAL: "hôpital", Setting.CARE_HOME: "ehpad"}
STATES = {
    PublicationState.DRAFT: "brouillon",
    PublicationState.PUBLISHED: "publiée",
    PublicationState.ARCHIVED: "archivée",
}
TRUTHS = {True: "oui", False: "non"}


def code_for(words: Mapping[Code, str], text: str) -> Code | None:
    """Give the code that a word or the code itself stands for; None when it is neither."""
    wanted = fold(text)
    for code, word in words.items():
        if wanted in (fold(word), fold(str(code.value))):
            return code
    return None


def truth_for(text: str) -> bool | None:
    """Read « oui » or « non »; None when it is neither."""
    known = dict.fromkeys(("oui", "vrai", "true", "1"), True)
    known |= dict.fromkeys(("non", "faux", "false", "0"), False)
    return known.get(fold(text))


def words_for(words: Mapping[Any, str]) -> str:
    """List the words that are known, to say what was expected (Any: they alone count)."""
    return ", ".join(words.values())
