"""What a listing says today, put beside a message that may contradict it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.catalog.corrections import WrongFact
from directory.catalog.draft_json import draft_as_json, draft_of
from directory.catalog.models.correction import Correction, CorrectionOrigin
from directory.catalog.models.structure import Structure
from directory.catalog.public_record import PublicStructure, public_structure
from directory.catalog.said_in_words import FIELDS_IN_WORDS, groups_in_words
from directory.catalog.vocabulary import FactGroup
from directory.values.clock import in_paris
from directory.values.contact import display_phone
from directory.web.admin.field_names import group_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.labels import (
    access_sentence,
    audience_label,
    capacity_sentence,
    setting_label,
)
from directory.web.services import get_services
from directory.web.wording import gettext as _

FORM_SECTIONS: Mapping[FactGroup, str] = {
    FactGroup.IDENTITY: "identite",
    FactGroup.PHONES: "contacts",
    FactGroup.HOURS: "horaires",
    FactGroup.AREA: "territoire",
    FactGroup.ACCESS: "acces",
}
_TICKED: Mapping[str, FactGroup] = {
    WrongFact.PHONE: FactGroup.PHONES,
    WrongFact.ADDRESS: FactGroup.IDENTITY,
    WrongFact.HOURS: FactGroup.HOURS,
}
_FIELDS: Mapping[FactGroup, Sequence[str]] = {
    FactGroup.IDENTITY: ("name", "street", "postal_code", "insee"),
    FactGroup.PHONES: ("phones", "email", "website"),
    FactGroup.HOURS: ("opening_hours", "closures"),
    FactGroup.AREA: ("coverage", "filieres"),
    FactGroup.ACCESS: (),
}


@dataclass(frozen=True, slots=True)
class FactsBeside:
    """What a listing says of a group of facts, and where that is corrected."""

    group: FactGroup
    title: str
    lines: tuple[str, ...]
    in_words: tuple[str, ...]
    path: str
    may_hold: bool  # whether somebody may say here that it stays right


@dataclass(frozen=True, slots=True)
class FactsOfCorrection:
    """What stands beside each proposed text, by the name of its field, and beside the message."""

    of_fields: Mapping[str, FactsBeside]
    of_message: tuple[FactsBeside, ...]


def form_section_path(structure: Structure, group: FactGroup) -> str:
    """Give the address of the part of a listing's form that holds a group of facts."""
    section = FORM_SECTIONS[group]
    return url_for("admin.edit_structure", structure_id=structure.id, _anchor=section)


def facts_of_correction(correction: Correction, names: Names) -> FactsOfCorrection:
    """Give what the listing says today of all that a message may contradict."""
    in_words = groups_in_words(correction)
    ticked = {_TICKED[code] for code in correction.wrong if code in _TICKED}
    found = {group: _facts(correction, group, names) for group in in_words | ticked}
    of_fields = {
        name: found[group]
        for name, group in FIELDS_IN_WORDS.items()
        if name in correction.proposed and group in found
    }
    shown = {facts.group for facts in of_fields.values()}
    of_message = [found[group] for group in FactGroup if group in found.keys() - shown]
    return FactsOfCorrection(of_fields, tuple(of_message))


def _facts(correction: Correction, group: FactGroup, names: Names) -> FactsBeside:
    structure = correction.structure
    stored = draft_as_json(draft_of(structure))
    lines = [line for name in _FIELDS[group] for line in value_lines(name, stored[name], names)]
    record = public_structure(structure, today=in_paris(get_services().clock.now()).date())
    if group is FactGroup.HOURS:
        lines += _hours_of_numbers(record, names)
    if group is FactGroup.ACCESS:
        lines += _access(record)
    words = [name for name, of_group in FIELDS_IN_WORDS.items() if of_group is group]
    return FactsBeside(
        group,
        group_label(group),
        tuple(lines),
        tuple(line for name in words for line in value_lines(name, stored[name], names)),
        form_section_path(structure, group),
        correction.origin is CorrectionOrigin.LINK and bool(correction.proposed),
    )


def _hours_of_numbers(record: PublicStructure, names: Names) -> list[str]:
    return [
        _(
            "%(number)s : %(hours)s",
            number=display_phone(phone.number),
            hours=" ; ".join(value_lines("opening_hours", phone.hours, names)),
        )
        for phone in record.phones
        if phone.hours
    ]


def _access(record: PublicStructure) -> list[str]:
    lines = [
        access_sentence(record.access, has_phone=bool(record.phones)),
        " · ".join(audience_label(audience) for audience in record.audiences),
        " · ".join(setting_label(setting) for setting in record.settings),
        "" if record.capacity is None else capacity_sentence(record.capacity),
    ]
    return [line for line in lines if line]
