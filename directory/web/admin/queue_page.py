"""What « À faire » shows: the listing at hand with its facts by group, and how much else waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, subject_of
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide
from directory.catalog.fact_groups import known_groups
from directory.catalog.models.structure import Structure
from directory.catalog.public_record import PublicStructure, public_structure
from directory.catalog.queue import QueuedListing, due_groups
from directory.catalog.queue_queries import list_queue
from directory.catalog.vocabulary import FactGroup
from directory.territory.gazetteer import Gazetteer
from directory.values.clock import in_paris
from directory.values.contact import display_phone
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.web.admin.facts_beside import FORM_SECTIONS
from directory.web.admin.field_names import group_label, means_label
from directory.web.admin.queue_words import urgency_sentence
from directory.web.area_names import coverage_sentences, filiere_names
from directory.web.cards import PhoneWords, phone_words
from directory.web.hours_words import hours_words
from directory.web.labels import (
    access_sentence,
    audience_label,
    capacity_sentence,
    display_date,
    setting_label,
    territory_label,
)
from directory.web.opening_words import week_words
from directory.web.permissions import filiere_count
from directory.web.services import get_finder, get_services
from directory.web.structure_types import TypeWords, structure_types
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class FactsOfGroup:
    """A group of facts as they are: lines to read out, and when somebody last checked them."""

    group: FactGroup
    title: str
    lines: tuple[str, ...]
    checked: str
    is_due: bool
    is_known: bool  # whether the listing says anything that somebody could check
    section: str  # the part of the form that holds these facts


@dataclass(frozen=True, slots=True)
class ListingAtHand:
    """The one listing that the page is about."""

    id: UUID
    version: int
    name: str
    slug: str
    is_published: bool
    type: TypeWords
    place: str
    reason: str  # why it comes now
    phones: tuple[PhoneWords, ...]
    email: str | None
    website: str | None
    groups: tuple[FactsOfGroup, ...]
    rank: int | None  # from 1; none for a listing that is not to be checked yet
    next_id: UUID | None


def queue_of(session: Session, actor: Actor) -> list[QueuedListing]:
    """List the listings that somebody may check, the most urgent first."""
    queue = list_queue(
        session,
        actor.visible_filieres,
        clock=get_services().clock,
        structures=actor.visible_structures,
    )
    return [entry for entry in queue if may_verify(actor, entry.facts.id, entry.facts.filieres)]


def following(queue: list[QueuedListing], structure_id: UUID) -> UUID | None:
    """Give the listing after this one; the first for one outside the queue, None at the end."""
    ids = [entry.facts.id for entry in queue]
    if structure_id not in ids:
        return ids[0] if ids else None
    rank = ids.index(structure_id)
    return ids[rank + 1] if rank + 1 < len(ids) else None


def listing_at_hand(
    session: Session, structure: Structure, queue: list[QueuedListing]
) -> ListingAtHand:
    """Prepare the card of a structure that was loaded whole, in the queue or not."""
    moment = get_services().clock.now()
    today = in_paris(moment).date()
    record = public_structure(structure, today=today)
    gazetteer = get_finder().gazetteer(session)
    entry = next((entry for entry in queue if entry.facts.id == structure.id), None)
    return ListingAtHand(
        id=structure.id,
        version=structure.version,
        name=record.name,
        slug=record.slug,
        is_published=structure.is_published,
        type=structure_types()[record.type_code],
        place=" · ".join(
            part
            for part in (
                record.address.commune,
                territory_label(record, filiere_names(gazetteer)),
            )
            if part
        ),
        reason="" if entry is None else urgency_sentence(entry),
        phones=tuple(phone_words(record, phone) for phone in record.phones),
        email=record.email,
        website=record.website,
        groups=_groups(structure, record, gazetteer, moment),
        rank=None if entry is None else queue.index(entry) + 1,
        next_id=following(queue, structure.id),
    )


def may_verify(actor: Actor, structure_id: UUID, filieres: Iterable[str]) -> bool:
    """Tell whether somebody may check a structure of these filières."""
    subject = subject_of(filieres, structure_id=structure_id, filiere_count=filiere_count())
    return decide(actor, Permission.STRUCTURE_VERIFY, subject) is Decision.ALLOWED


def _groups(
    structure: Structure, record: PublicStructure, gazetteer: Gazetteer, moment: datetime
) -> tuple[FactsOfGroup, ...]:
    today = in_paris(moment).date()
    latest = {check.facts: check.verified_on for check in structure.verifications}
    due = due_groups(latest, review_months=structure.type.review_months, today=today)
    known = known_groups(structure)
    lines = {
        FactGroup.IDENTITY: _identity(record),
        FactGroup.PHONES: [],  # shown as numbers to dial
        FactGroup.HOURS: _hours(record, moment),
        FactGroup.AREA: _area(record, gazetteer),
        FactGroup.ACCESS: _access(record),
    }
    return tuple(
        FactsOfGroup(
            group,
            group_label(group, has_phone=bool(record.phones)),
            tuple(lines[group]),
            _checked(structure, group, latest.get(group)),
            group in due and group in known,
            group in known,
            FORM_SECTIONS[group],
        )
        for group in FactGroup
    )


def _checked(structure: Structure, group: FactGroup, day: date | None) -> str:
    if day is None:
        return _("Personne ne l’a encore vérifié.")
    means = next(
        check.means
        for check in reversed(structure.verifications)
        if check.facts is group and check.verified_on == day
    )
    return _("Vérifié le %(day)s %(means)s.", day=display_date(day), means=means_label(means))


def _identity(record: PublicStructure) -> list[str]:
    address = record.address
    town = " ".join(part for part in (address.postal_code, address.commune) if part)
    lines = [
        record.name,
        None if record.organization is None else record.organization.name,
        address.street,
        town or _("Nous ne connaissons pas son adresse."),
        None
        if record.finess_et is None
        else _("Numéro FINESS : %(number)s", number=record.finess_et),
    ]
    return [line for line in lines if line]


def _hours(record: PublicStructure, moment: datetime) -> list[str]:
    lines = []
    if record.opening_hours:
        try:
            week = week_words(OpeningHours.parse(record.opening_hours), moment)
            lines = [_("%(day)s : %(hours)s", day=day.day, hours=day.hours) for day in week]
        except InvalidOpeningHoursError:
            lines = [record.opening_hours]
    if record.hours_text:
        lines.append(record.hours_text)
    lines += [
        _(
            "%(number)s : %(hours)s",
            number=display_phone(phone.number),
            hours=hours_words(phone.hours),
        )
        for phone in record.phones
        if phone.hours
    ]
    lines += [
        _(
            "Fermeture du %(start)s au %(end)s",
            start=display_date(closure.start),
            end=display_date(closure.end),
        )
        for closure in record.closures
    ]
    if record.alert:
        lines.append(record.alert)
    return lines or [_("Nous ne connaissons pas ses horaires.")]


def _area(record: PublicStructure, gazetteer: Gazetteer) -> list[str]:
    lines = [sentence for _basis, sentence in coverage_sentences(gazetteer, record.coverage)]
    if record.area_text:
        lines.append(record.area_text)
    return lines or [_("Nous ne savons pas quel territoire cette structure couvre.")]


def _access(record: PublicStructure) -> list[str]:
    lines = [
        access_sentence(record.access, has_phone=bool(record.phones)),
        record.access.conditions,
        " · ".join(audience_label(audience) for audience in record.audiences),
        " · ".join(setting_label(setting) for setting in record.settings),
        None if record.capacity is None else capacity_sentence(record.capacity),
    ]
    return [line for line in lines if line] or [_("Nous ne savons pas si le public peut appeler.")]
