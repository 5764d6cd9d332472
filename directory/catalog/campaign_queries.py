"""Every read of campaigns and update links."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from directory.catalog.models.campaign import Campaign, LinkAnswer, UpdateLink
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.queries import get_structures
from directory.catalog.vocabulary import PublicationState
from directory.mail.models import MessageState, OutboxMessage
from directory.values.clock import in_paris

_LETTERS = ("update_link", "update_reminder")


@dataclass(frozen=True, slots=True)
class LinksToFollow:
    """Links that ask for something: changes to decide, mailboxes to correct, silences to break."""

    answered: Sequence[UpdateLink]
    undelivered: Sequence[UpdateLink]
    expired: Sequence[UpdateLink]


def list_links_to_follow(
    session: Session, filieres: Collection[str] | None, *, now: datetime
) -> LinksToFollow:
    """List links answered with changes that wait, those no letter brought, and those that ended.

    A silence is forgotten once the structure got another link, was checked since, or the link was
    withdrawn. None means all filières.
    """
    answered = session.scalars(
        _links(filieres)
        .join(Correction, Correction.id == UpdateLink.correction_id)
        .where(UpdateLink.answer == LinkAnswer.CHANGED, Correction.state == CorrectionState.WAITING)
        .order_by(UpdateLink.answered_at, UpdateLink.id)
    ).all()
    later = aliased(UpdateLink)
    silent = session.scalars(
        _links(filieres)
        .options(selectinload(UpdateLink.structure, Structure.verifications))
        .where(
            UpdateLink.answered_at.is_(None),
            UpdateLink.withdrawn_at.is_(None),
            UpdateLink.expires_at <= now,
            ~exists().where(
                later.structure_id == UpdateLink.structure_id,
                later.created_at > UpdateLink.created_at,
            ),
        )
        .order_by(UpdateLink.expires_at, UpdateLink.id)
    ).all()
    waiting = session.scalars(
        _links(filieres).where(*_can_be_answered(now)).order_by(UpdateLink.created_at)
    ).all()
    lost = undelivered_links(session, waiting)
    return LinksToFollow(
        answered,
        [link for link in waiting if link.id in lost],
        [link for link in silent if not was_checked_since(link)],
    )


def list_campaigns(
    session: Session, filieres: Collection[str] | None, *, created_by: UUID | None = None
) -> Sequence[Campaign]:
    """List campaigns with their links, the newest first; None means all filières.

    Those that `created_by` sent are always there.
    """
    query = (
        select(Campaign)
        .options(selectinload(Campaign.links))
        .order_by(Campaign.created_at.desc(), Campaign.id)
    )
    if filieres is not None:
        query = query.where(
            or_(
                Campaign.filiere_slug.in_(list(filieres)),
                and_(Campaign.created_by.is_not(None), Campaign.created_by == created_by),
            )
        )
    return session.scalars(query).all()


def get_campaign(session: Session, campaign_id: UUID) -> Campaign | None:
    """Load a campaign with its links and their structures."""
    return session.scalar(
        select(Campaign)
        .where(Campaign.id == campaign_id)
        .options(
            selectinload(Campaign.links)
            .joinedload(UpdateLink.structure)
            .selectinload(Structure.filieres)
        )
    )


def get_update_link(session: Session, link_id: UUID) -> UpdateLink | None:
    """Load a link with its structure whole."""
    link = session.scalar(_links(None).where(UpdateLink.id == link_id))
    if link is not None:
        get_structures(session, [link.structure_id])
    return link


def undelivered_links(session: Session, links: Iterable[UpdateLink]) -> set[UUID]:
    """Give the ids of the unanswered links whose last letter no mail server took."""
    waiting = [link for link in links if link.answered_at is None]
    last = (
        select(func.max(OutboxMessage.id))
        .where(
            OutboxMessage.kind.in_(_LETTERS),
            OutboxMessage.state != MessageState.WAITING,
            OutboxMessage.recipient.in_({link.recipient for link in waiting}),
        )
        .group_by(OutboxMessage.recipient)
    )
    refused = {
        letter.recipient: letter.created_at
        for letter in session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(last)))
        if letter.state is MessageState.GIVEN_UP
    }
    return {
        link.id
        for link in waiting
        if link.recipient in refused and refused[link.recipient] >= link.created_at
    }


def list_open_links(session: Session, *, now: datetime) -> Sequence[UpdateLink]:
    """List links that can still be answered, with their structures whole."""
    links = session.scalars(
        _links(None).where(*_can_be_answered(now)).order_by(UpdateLink.created_at, UpdateLink.id)
    ).all()
    get_structures(session, [link.structure_id for link in links])
    return links


def count_open_links(session: Session, filieres: Collection[str] | None, *, now: datetime) -> int:
    """Count the links to published structures that can still be answered; None: all filières."""
    waiting = _links(filieres).where(
        *_can_be_answered(now),
        Structure.state == PublicationState.PUBLISHED,
    )
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def list_campaign_candidates(
    session: Session,
    *,
    type_codes: Collection[str],
    filiere: str | None,
    structures: Collection[UUID],
) -> Sequence[Structure]:
    """List the structures of a filter by name, loaded whole; archived ones are left aside."""
    query = select(Structure.id).where(Structure.state != PublicationState.ARCHIVED)
    if structures:
        query = query.where(Structure.id.in_(list(structures)))
    if type_codes:
        query = query.where(Structure.type_code.in_(list(type_codes)))
    if filiere is not None:
        query = query.where(Structure.id.in_(_linked_to([filiere])))
    chosen = get_structures(session, session.scalars(query))
    return sorted(chosen, key=lambda structure: (structure.name, structure.id))


def structures_with_open_links(session: Session, *, now: datetime) -> set[UUID]:
    """Give the structures that were asked, got the letter and can still answer."""
    links = session.scalars(select(UpdateLink).where(*_can_be_answered(now))).all()
    lost = undelivered_links(session, links)
    return {link.structure_id for link in links if link.id not in lost}


def structures_with_waiting_answers(session: Session) -> set[UUID]:
    """Give the structures that proposed changes by a link, which nobody decided yet."""
    return set(
        session.scalars(
            select(Correction.structure_id).where(
                Correction.origin == CorrectionOrigin.LINK,
                Correction.state == CorrectionState.WAITING,
            )
        )
    )


def list_links_of_structure(session: Session, structure_id: UUID) -> Sequence[UpdateLink]:
    """List the links that a structure was ever sent, the newest first."""
    return session.scalars(
        select(UpdateLink)
        .where(UpdateLink.structure_id == structure_id)
        .order_by(UpdateLink.created_at.desc(), UpdateLink.id)
    ).all()


def _can_be_answered(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        UpdateLink.answered_at.is_(None),
        UpdateLink.withdrawn_at.is_(None),
        UpdateLink.expires_at > now,
    )


def _linked_to(filieres: Collection[str]) -> Select[UUID]:
    return select(StructureFiliere.structure_id).where(
        StructureFiliere.filiere_slug.in_(list(filieres))
    )


def _links(filieres: Collection[str] | None) -> Select[UpdateLink]:
    query = (
        select(UpdateLink)
        .join(UpdateLink.structure)
        .options(
            joinedload(UpdateLink.campaign),
            contains_eager(UpdateLink.structure).options(
                joinedload(Structure.type), selectinload(Structure.filieres)
            ),
        )
    )
    if filieres is None:
        return query
    return query.where(Structure.id.in_(_linked_to(filieres)))


def was_checked_since(link: UpdateLink) -> bool:
    """Whether somebody checked the listing on the day the link was sent, or later."""
    sent_on = in_paris(link.created_at).date()
    return any(check.verified_on >= sent_on for check in link.structure.verifications)
