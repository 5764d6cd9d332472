"""Campaigns: one letter to many structures, followed by two reminders to those who stay silent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.campaign_queries import (
    list_campaign_candidates,
    list_open_links,
    structures_with_open_links,
    structures_with_waiting_answers,
    was_checked_since,
)
from directory.catalog.freshness import freshness_of
from directory.catalog.letterhead import Letterhead
from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import (
    NoLetterReason,
    send_update_link,
    why_no_letter,
    withdraw_link,
    write_update_letter,
)
from directory.catalog.vocabulary import FreshnessState
from directory.database import wait_in_turn
from directory.values.clock import Clock, in_paris

_ASKED, _ANSWERED = NoLetterReason.ALREADY_ASKED, NoLetterReason.ANSWER_WAITS
REMINDERS = (timedelta(days=14), timedelta(days=30))


class NobodyToAskError(ValueError):
    """A campaign that would write to nobody."""


class CampaignSentError(Exception):
    """A campaign that left already: its form was sent twice."""


@dataclass(frozen=True, slots=True)
class CampaignCriteria:
    """Whom to ask: kinds (none: all), a filière (None: all), those not confirmed for some months.

    `structures` names them one by one instead.
    """

    type_codes: tuple[str, ...] = ()
    filiere: str | None = None
    months: int | None = None
    structures: tuple[UUID, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give what a campaign keeps (Any: texts, a number, a list)."""
        return {
            "type_codes": list(self.type_codes),
            "filiere": self.filiere,
            "months": self.months,
            "structures": [str(structure_id) for structure_id in self.structures],
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A structure that gets no letter, and why."""

    structure: Structure
    reason: NoLetterReason


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    """Who would get a letter and who would not."""

    recipients: tuple[Structure, ...]
    left_out: tuple[LeftOut, ...]


def preview_campaign(
    session: Session, criteria: CampaignCriteria, *, clock: Clock
) -> CampaignPreview:
    """Sort the structures of a filter into those who get a letter and those who do not."""
    now = clock.now()
    asked = dict.fromkeys(structures_with_open_links(session, now=now), _ASKED)
    asked |= dict.fromkeys(structures_with_waiting_answers(session), _ANSWERED)
    recipients, left_out = [], []
    for structure in list_campaign_candidates(
        session,
        type_codes=criteria.type_codes,
        filiere=criteria.filiere,
        structures=criteria.structures,
    ):
        reason = _why_left_out(structure, criteria.months, asked, in_paris(now).date())
        if reason is None:
            recipients.append(structure)
        else:
            left_out.append(LeftOut(structure, reason))
    return CampaignPreview(tuple(recipients), tuple(left_out))


def start_campaign(
    session: Session,
    name: str,
    criteria: CampaignCriteria,
    *,
    letterhead: Letterhead,
    author: Author,
    clock: Clock,
    recipients: Collection[UUID] | None = None,
    campaign_id: UUID | None = None,
) -> Campaign:
    """Write to the structures of a filter, or to those of them that `recipients` names.

    Raises NobodyToAskError, and CampaignSentError when there is one of that id already.
    """
    wait_in_turn(session, "start campaign")
    if campaign_id is not None and session.get(Campaign, campaign_id) is not None:
        raise CampaignSentError
    chosen = [
        structure
        for structure in preview_campaign(session, criteria, clock=clock).recipients
        if recipients is None or structure.id in recipients
    ]
    if not chosen:
        raise NobodyToAskError
    campaign = Campaign(
        id=campaign_id or uuid4(),
        name=name,
        filiere_slug=criteria.filiere,
        criteria=criteria.as_json(),
        created_at=clock.now(),
        created_by=author.editor_id,
    )
    session.add(campaign)
    for structure in chosen:
        send_update_link(
            session,
            structure,
            letterhead=letterhead,
            author=author,
            clock=clock,
            campaign=campaign,
        )
    return campaign


def close_campaign(campaign: Campaign, *, clock: Clock) -> None:
    """Send no more reminders; links already sent can be answered until they expire."""
    if campaign.closed_at is None:
        campaign.closed_at = clock.now()


def withdraw_campaign(campaign: Campaign, *, clock: Clock) -> None:
    """Close a campaign and let its unanswered links serve no more."""
    close_campaign(campaign, clock=clock)
    for link in campaign.links:
        withdraw_link(link, clock=clock)


def due_reminders(session: Session, *, now: datetime) -> Sequence[UpdateLink]:
    """List the links whose structure stays silent and should be written to again."""
    return [link for link in list_open_links(session, now=now) if _is_due(link, now)]


def send_reminders(session: Session, *, letterhead: Letterhead, clock: Clock) -> int:
    """Write the reminders that are due and give their number; at once again, there is none.

    Raises StaleDataError when another process writes the same ones.
    """
    due = due_reminders(session, now=clock.now())
    for link in due:
        link.reminders = _reminders_by(link, clock.now())
        link.reminded_at = clock.now()
    session.flush()
    for link in due:
        write_update_letter(session, link, "update_reminder", letterhead=letterhead, clock=clock)
    return len(due)


def _why_left_out(
    structure: Structure, months: int | None, asked: Mapping[UUID, NoLetterReason], today: date
) -> NoLetterReason | None:
    reason = why_no_letter(structure)
    if reason is not None:
        return reason
    if months is not None and _was_confirmed_within(structure, months, today):
        return NoLetterReason.CONFIRMED_RECENTLY
    return asked.get(structure.id)


def _was_confirmed_within(structure: Structure, months: int, today: date) -> bool:
    state, _ = freshness_of(
        [check.verified_on for check in structure.verifications], review_months=months, today=today
    )
    return state is FreshnessState.CONFIRMED


def _is_due(link: UpdateLink, now: datetime) -> bool:
    if why_no_letter(link.structure) is not None or was_checked_since(link):
        return False
    if link.campaign is not None and link.campaign.closed_at is not None:
        return False
    return link.reminders < _reminders_by(link, now)


def _reminders_by(link: UpdateLink, now: datetime) -> int:
    """Give the number of reminders that a silent link should have had by now."""
    return sum(link.created_at + delay <= now for delay in REMINDERS)
