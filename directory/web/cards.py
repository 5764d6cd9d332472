"""StructureCard: one structure as the lists show it, every sentence ready."""

from dataclasses import dataclass, replace
from datetime import datetime

from directory.catalog.public_facts import PublicPhone
from directory.catalog.public_record import PublicStructure
from directory.values.contact import display_phone, phone_uri
from directory.web.fragments import kept
from directory.web.freshness_words import freshness_sentence
from directory.web.hours_words import hours_words
from directory.web.labels import (
    access_sentence,
    missing_phone_sentence,
    phone_audience_sentence,
    phone_sentence,
    territory_label,
)
from directory.web.opening_words import OpeningWords, hours_of, opening_words
from directory.web.structure_types import TypeWords


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """A number, what answers, whom it is kept for, and the hours that decide whether it answers."""

    shown: str
    uri: str
    who: str
    audience: str
    hours: str | None  # those that tell whether it answers, in OpenStreetMap syntax
    own_hours: str | None  # the same in words, only when they are the number's own


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a structure is shown: a sentence, the ground of its coverage if it covers, how far."""

    sentence: str
    basis: str | None = None
    basis_label: str = ""
    distance: str = ""


@dataclass(frozen=True, slots=True)
class StructureCard:
    """What a card shows."""

    id: str
    path: str
    name: str
    type: TypeWords
    phones: tuple[PhoneWords, ...]
    openings: tuple[OpeningWords, ...]
    email: str | None
    website: str | None
    alert: str | None
    access: str
    missing_phone: str
    organization: str | None
    commune: str | None
    insee: str | None
    territory: str
    freshness_state: str
    freshness: str
    reason: Reason | None


def make_card(
    structure: PublicStructure,
    kind: TypeWords,
    *,
    moment: datetime,
    filiere_names: dict[str, str],
    reason: Reason | None = None,
) -> StructureCard:
    """Put the words of a card together; openings are said for a moment, one per phone."""
    minute = moment.replace(second=0, microsecond=0)
    card = kept(
        ("card", structure.id, structure.version, structure.verification, minute),
        lambda: _make_card(structure, kind, minute, filiere_names),
    )
    return card if reason is None else replace(card, reason=reason)


def _make_card(
    structure: PublicStructure, kind: TypeWords, moment: datetime, filiere_names: dict[str, str]
) -> StructureCard:
    phones = tuple(phone_words(structure, phone) for phone in structure.phones)
    hours = [phone.hours for phone in phones] or [hours_of(structure, None)]
    return StructureCard(
        id=structure.id,
        path=f"/structures/{structure.slug}",
        name=structure.name,
        type=kind,
        phones=phones,
        openings=tuple(opening_words(text, moment) for text in hours),
        email=structure.email,
        website=structure.website,
        alert=structure.alert,
        access=access_sentence(structure.access, has_phone=bool(phones)),
        missing_phone=missing_phone_sentence(structure.access),
        organization=_organization(structure),
        commune=structure.address.commune,
        insee=structure.address.insee,
        territory=territory_label(structure, filiere_names),
        freshness_state=structure.verification.state,
        freshness=freshness_sentence(structure),
        reason=None,
    )


def phone_words(structure: PublicStructure, phone: PublicPhone) -> PhoneWords:
    """Put the words of a number together."""
    return PhoneWords(
        shown=display_phone(phone.number),
        uri=phone_uri(phone.number),
        who=phone_sentence(phone),
        audience=phone_audience_sentence(phone),
        hours=hours_of(structure, phone),
        own_hours=None if phone.hours is None else hours_words(phone.hours),
    )


def _organization(structure: PublicStructure) -> str | None:
    """Name the body that carries a structure, unless the structure's name does."""
    body = structure.organization
    if body is None or body.name.lower() in structure.name.lower():
        return None
    return body.name
