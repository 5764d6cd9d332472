"""Asking a structure whether its listing is right, by a link that it can answer once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.catalog.authorship import STRUCTURE, Author
from directory.catalog.campaign_queries import get_update_link, list_links_of_structure
from directory.catalog.corrections import Report, report_by_link
from directory.catalog.fact_groups import known_groups
from directory.catalog.letterhead import Letterhead
from directory.catalog.letters import listing_for_letter
from directory.catalog.models.campaign import Campaign, LinkAnswer, UpdateLink
from directory.catalog.models.correction import Correction
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import Origin, PublicationState, VerificationMeans
from directory.mail.outbox import enqueue
from directory.territory.models import Filiere
from directory.values.clock import Clock, in_paris

LINK_LIFE = timedelta(days=45)  # and until the end of that day
_A_MOMENT = timedelta(minutes=10)


class NoLetterReason(StrEnum):
    """Why a structure gets no letter."""

    DO_NOT_CONTACT = "do_not_contact"
    NO_ADDRESS = "no_address"
    NOT_PUBLISHED = "not_published"
    ALREADY_ASKED = "already_asked"  # a link of before can still be answered
    ANSWER_WAITS = "answer_waits"  # what it answered was not decided yet
    CONFIRMED_RECENTLY = "confirmed_recently"


class CannotAskError(Exception):
    """A structure that gets no letter; `reason` says why."""

    def __init__(self, reason: NoLetterReason) -> None:
        super().__init__(f"No letter: {reason.replace('_', ' ')}.")
        self.reason = reason


class LinkState(StrEnum):
    """What may still be done with a link."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # by an animator, or because the listing left the directory


class LinkClosedError(Exception):
    """A link that cannot be answered any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"The link is {state}.")
        self.state = state


class ListingChangedError(Exception):
    """The listing changed after the structure read it."""


def address_for_letters(structure: Structure) -> str | None:
    """Give the mailbox for update links, else the public one."""
    return structure.update_email or structure.email


def why_no_letter(structure: Structure) -> NoLetterReason | None:
    """Say why this structure cannot be written to; None when it can."""
    if structure.state is not PublicationState.PUBLISHED:
        return NoLetterReason.NOT_PUBLISHED
    if structure.do_not_contact:
        return NoLetterReason.DO_NOT_CONTACT
    if address_for_letters(structure) is None:
        return NoLetterReason.NO_ADDRESS
    return None


def state_of_link(link: UpdateLink, *, now: datetime) -> LinkState:
    """Give what may still be done with a link."""
    if link.answered_at is not None:
        return LinkState.ANSWERED
    if link.withdrawn_at is not None or not link.structure.is_published:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if now < link.expires_at else LinkState.EXPIRED


def send_update_link(
    session: Session,
    structure: Structure,
    *,
    letterhead: Letterhead,
    author: Author,
    clock: Clock,
    campaign: Campaign | None = None,
) -> UpdateLink:
    """Write to a structure, which was loaded whole; this link replaces those it did not answer.

    Raises CannotAskError.
    """
    recipient, reason = address_for_letters(structure), why_no_letter(structure)
    if reason is not None or recipient is None:
        raise CannotAskError(reason or NoLetterReason.NO_ADDRESS)
    now = clock.now()
    for earlier in list_links_of_structure(session, structure.id):
        if state_of_link(earlier, now=now) is LinkState.OPEN:
            earlier.withdrawn_at = now
    link = UpdateLink(
        id=uuid4(),
        structure=structure,
        campaign=campaign,
        recipient=recipient,
        created_at=now,
        created_by=author.editor_id,
        expires_at=_end_of_day(now + LINK_LIFE),
        reminders=0,
    )
    session.add(link)
    session.flush()
    write_update_letter(session, link, "update_link", letterhead=letterhead, clock=clock)
    return link


def _end_of_day(moment: datetime) -> datetime:
    return in_paris(moment).replace(hour=23, minute=59, second=59, microsecond=0).astimezone(UTC)


def was_just_written_to(session: Session, structure: Structure, *, clock: Clock) -> bool:
    """Whether a link of a moment ago waits for its answer: a second letter would only close it."""
    now = clock.now()
    return any(
        link.created_at > now - _A_MOMENT and state_of_link(link, now=now) is LinkState.OPEN
        for link in list_links_of_structure(session, structure.id)
    )


def write_update_letter(
    session: Session, link: UpdateLink, kind: str, *, letterhead: Letterhead, clock: Clock
) -> None:
    """Put the letter or a reminder in the outbox, with the listing and the mailbox of today."""
    link.recipient = address_for_letters(link.structure) or link.recipient
    enqueue(
        session,
        kind,
        recipient=link.recipient,
        clock=clock,
        context={
            "listing": listing_for_letter(session, link.structure, moment=clock.now()),
            "page": letterhead.page_of(link.structure),
            "address": letterhead.link_address(link.id),
            "senders": _filiere_names(session, link.structure),
            "contact_email": letterhead.contact_email,
            "expires_on": f"{in_paris(link.expires_at):%d/%m/%Y}",
            "sent_on": f"{in_paris(link.created_at):%d/%m/%Y}",
        },
    )


def _filiere_names(session: Session, structure: Structure) -> Sequence[str]:
    """Give the names of the filières whose coordinations ask."""
    slugs = [each.filiere_slug for each in structure.filieres]
    names = select(Filiere.name).where(Filiere.slug.in_(slugs)).order_by(Filiere.name)
    return session.scalars(names).all()


def find_update_link(session: Session, token: str, *, letterhead: Letterhead) -> UpdateLink | None:
    """Give the link of an address with its structure whole; None when we did not sign it."""
    link_id = letterhead.link_id(token)
    return None if link_id is None else get_update_link(session, link_id)


def mark_opened(link: UpdateLink, *, clock: Clock) -> None:
    """Keep the moment of the first opening."""
    if link.opened_at is None:
        link.opened_at = clock.now()


def confirm_listing(
    session: Session, link: UpdateLink, *, expected_version: int, clock: Clock
) -> Revision:
    """Take the structure's word that all that its listing says is right.

    Raises LinkClosedError, and ListingChangedError when it read another version.
    """
    _answer(session, link, LinkAnswer.CONFIRMED, expected_version, clock=clock)
    return verify_facts(
        session,
        link.structure,
        known_groups(link.structure),
        means=VerificationMeans.LINK,
        author=STRUCTURE,
        clock=clock,
        origin=Origin.LINK,
    )


def answer_with_changes(
    session: Session, link: UpdateLink, report: Report, *, expected_version: int, clock: Clock
) -> Correction:
    """Keep what the structure would change, for an animator to decide and answer.

    Raises LinkClosedError, ListingChangedError and NothingProposedError.
    """
    report = replace(report, reply_email=link.recipient)
    correction = report_by_link(session, link.structure, report, clock=clock)
    link.correction_id = correction.id
    _answer(session, link, LinkAnswer.CHANGED, expected_version, clock=clock)
    return correction


def withdraw_link(link: UpdateLink, *, clock: Clock) -> None:
    """Let a link serve no more; one that was answered stays as it is."""
    if link.answered_at is None and link.withdrawn_at is None:
        link.withdrawn_at = clock.now()


def _answer(
    session: Session, link: UpdateLink, answer: LinkAnswer, expected_version: int, *, clock: Clock
) -> None:
    """Mark a link as answered; of two answers sent together the second is refused."""
    now = clock.now()
    state = state_of_link(link, now=now)
    if state is not LinkState.OPEN:
        raise LinkClosedError(state)
    if link.structure.version != expected_version:
        raise ListingChangedError
    mark_opened(link, clock=clock)
    link.answer, link.answered_at = answer, now
    try:
        session.flush()
    except StaleDataError as error:
        raise LinkClosedError(LinkState.ANSWERED) from error
