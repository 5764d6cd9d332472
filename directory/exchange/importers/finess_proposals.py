"""What FINESS says differently from our listings: proposals, never applied by themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft, StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind
from directory.exchange.importers.finess_file import FinessEstablishment, FinessExtract
from directory.values.contact import InvalidPhoneError, parse_phone
from directory.values.geography import Position, distance_km
from directory.values.text import fold

_MOVED_KM = 0.5  # nearer, two geocoders only disagree

# FINESS shortens the kinds of streets. Source: its own list of « types de voie ».
_STREET_KINDS = {
    "all": "allee", "av": "avenue", "bd": "boulevard", "che": "chemin", "chs": "chaussee",
    "crs": "cours", "esp": "esplanade", "fg": "faubourg", "imp": "impasse", "ld": "lieu dit",
    "mte": "montee", "pl": "place", "prom": "promenade", "qu": "quai", "qua": "quartier",
    "r": "rue", "res": "residence", "rle": "ruelle", "rpt": "rond point", "rte": "route",
    "sq": "square", "vla": "villa", "za": "zone d activites",
}  # fmt: skip
_SMALL_WORDS = {"d", "de", "des", "du", "l", "la", "le", "les"}
_REPEATED_NUMBER = re.compile(r"^(\d+) ?(b|t)(?:is|er)?\b")
_LOST_APOSTROPHE = re.compile(r"\b([dl]) (?=[aeiouyhAEIOUYH])")


class ProposalKind(StrEnum):
    """What would change."""

    ADDRESS = "address"
    PHONE = "phone"
    POSITION = "position"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that FINESS says differently; `after` is None for a closure."""

    structure: Structure
    kind: ProposalKind
    before: StructureDraft
    after: StructureDraft | None

    @property
    def key(self) -> str:
        """Name the proposal and the version of the listing that it was made on."""
        return f"{self.structure.id}:{self.kind}:{self.structure.version}"


def make_proposals(structures: Iterable[Structure], extract: FinessExtract) -> list[Proposal]:
    """Compare listings that have a FINESS number with an extraction.

    A number is taken for closed only when the file holds others of its département.
    """
    return [proposal for item in structures for proposal in _proposals(item, extract)]


def _proposals(structure: Structure, extract: FinessExtract) -> Iterator[Proposal]:
    before = draft_of(structure)
    number = structure.finess_et or ""
    found = extract.establishments.get(number)
    if found is None:
        if number[:2] in extract.departements:
            yield Proposal(structure, ProposalKind.CLOSURE, before, None)
        return
    changes = (
        (ProposalKind.ADDRESS, _with_address(before, found)),
        (ProposalKind.PHONE, _with_phone(before, found)),
        (ProposalKind.POSITION, _with_position(before, found)),
    )
    for kind, after in changes:
        if after is not None:
            yield Proposal(structure, kind, before, after)


def _with_address(draft: StructureDraft, found: FinessEstablishment) -> StructureDraft | None:
    moved = found.insee is not None and found.insee != draft.insee
    is_other_street = found.street is not None and (
        comparable_street(found.street) != comparable_street(draft.street or "")
    )
    is_other_code = found.postal_code is not None and found.postal_code != draft.postal_code
    if not (moved or is_other_street or is_other_code):
        return None
    return replace(
        draft,
        street=(readable_street(found.street) if is_other_street else draft.street)
        if found.street
        else draft.street,
        insee=found.insee or draft.insee,
        postal_code=found.postal_code or (None if moved else draft.postal_code),
        cedex=found.cedex or (None if moved else draft.cedex),
    )


def _with_phone(draft: StructureDraft, found: FinessEstablishment) -> StructureDraft | None:
    """Change the switchboard, or give one to a listing without number; direct lines are ours."""
    if found.phone is None:
        return None
    try:
        number = parse_phone(found.phone)
    except InvalidPhoneError:
        return None
    if number in {phone.number for phone in draft.phones}:
        return None
    places = [
        place for place, phone in enumerate(draft.phones) if phone.kind is PhoneKind.SWITCHBOARD
    ]
    if not draft.phones:
        return replace(draft, phones=(PhoneDraft(number, PhoneKind.SWITCHBOARD),))
    if not places:
        return None
    phones = [*draft.phones]
    phones[places[0]] = replace(phones[places[0]], number=number)
    return replace(draft, phones=tuple(phones))


def _with_position(draft: StructureDraft, found: FinessEstablishment) -> StructureDraft | None:
    if found.latitude is None or found.longitude is None:
        return None
    if draft.latitude is not None and draft.longitude is not None:
        here = Position(draft.latitude, draft.longitude)
        if distance_km(here, Position(found.latitude, found.longitude)) < _MOVED_KM:
            return None
    return replace(draft, latitude=found.latitude, longitude=found.longitude)


def comparable_street(street: str) -> str:
    """Reduce a street to what two spellings of it share."""
    folded = _REPEATED_NUMBER.sub(r"\1\2", fold(street))
    words = [_STREET_KINDS.get(word, word) for word in folded.split()]
    return " ".join(word for word in words if word not in _SMALL_WORDS)


def readable_street(street: str) -> str:
    """Write FINESS's capitals as a person would, whole kinds of streets included."""
    words = []
    for place, word in enumerate(street.split()):
        spelt = _STREET_KINDS.get(word.lower()) if place < 2 else None
        if spelt is not None:
            words.append(spelt)
        elif word.lower() in _SMALL_WORDS:
            words.append(word.lower())
        else:
            words.append(word.capitalize())
    return _LOST_APOSTROPHE.sub(r"\1’", " ".join(words))
