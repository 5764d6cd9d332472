"""Deciding on a correction, field by field: taken as it is, edited, or declined."""

from collections.abc import Collection, Mapping
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.catalog.authorship import Author
from directory.catalog.carried_checks import body_reads_otherwise
from directory.catalog.correction_fields import FieldChoice, FieldDecision, resulting_draft
from directory.catalog.corrections import CLOSED
from directory.catalog.draft_json import (
    draft_as_json,
    draft_from_json,
    draft_of,
    draft_of_snapshot,
)
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import edit_structure
from directory.catalog.fact_groups import changed_groups, known_groups
from directory.catalog.letterhead import Letterhead
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.revision import Revision
from directory.catalog.publishing import archive_structure
from directory.catalog.said_in_words import groups_in_words
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, Origin, VerificationMeans
from directory.mail.outbox import enqueue
from directory.values.clock import Clock, in_paris


class DecidedAlreadyError(Exception):
    """Somebody decided on this correction before."""


def decide_correction(
    session: Session,
    correction: Correction,
    choices: Mapping[str, FieldChoice],
    *,
    expected_version: int,
    answer: str | None,
    letterhead: Letterhead,
    author: Author,
    clock: Clock,
    holding: Collection[FactGroup] = (),
) -> None:
    """Apply what is accepted to the listing in one revision, and answer whoever wrote.

    A proposed field without a choice is declined. `expected_version` is the structure's, as the
    animator saw it; `holding` are the groups that the animator found right beside what is said in
    words. Raises DecidedAlreadyError, and what `edit_structure` raises.
    """
    decisions = {
        name: choices.get(name, FieldChoice(FieldDecision.DECLINED)) for name in correction.proposed
    }
    taken = {name: choice for name, choice in decisions.items() if choice.is_taken}
    correction.decisions = {name: choice.decision.value for name, choice in decisions.items()}
    state = CorrectionState.ACCEPTED if taken else CorrectionState.DECLINED
    _close(session, correction, state, author=author, clock=clock)
    _apply(session, correction, taken, expected_version, holding, author=author, clock=clock)
    _answer(session, correction, answer, letterhead=letterhead, clock=clock)


def close_correction(
    session: Session,
    correction: Correction,
    state: CorrectionState,
    *,
    answer: str | None,
    letterhead: Letterhead,
    author: Author,
    clock: Clock,
) -> None:
    """Say that a correction in words was dealt with by hand, or declined.

    Raises DecidedAlreadyError.
    """
    _close(session, correction, state, author=author, clock=clock)
    _answer(session, correction, answer, letterhead=letterhead, clock=clock)


def _close(
    session: Session,
    correction: Correction,
    state: CorrectionState,
    *,
    author: Author,
    clock: Clock,
) -> None:
    """Mark it as decided at once, so that of two who decide together the second is refused."""
    if correction.state is not CorrectionState.WAITING:
        raise DecidedAlreadyError
    correction.state = state
    correction.answered_at = clock.now()
    correction.answered_by = author.editor_id
    try:
        session.flush()
    except StaleDataError as error:
        raise DecidedAlreadyError from error


_REASONS = {
    CorrectionOrigin.VISITOR: "Correction proposée par un visiteur",
    CorrectionOrigin.LINK: "Réponse de la structure à un lien de mise à jour",
    CorrectionOrigin.EDITOR: "Modification proposée par la structure",
}


def _apply(
    session: Session,
    correction: Correction,
    taken: Mapping[str, FieldChoice],
    expected_version: int,
    holding: Collection[FactGroup],
    *,
    author: Author,
    clock: Clock,
) -> None:
    structure, batch_id = correction.structure, uuid4()
    origin = Origin.LINK if correction.origin is CorrectionOrigin.LINK else Origin.FORM
    reason = _REASONS[correction.origin]
    if taken.keys() - {CLOSED}:
        edit_structure(
            session,
            structure,
            resulting_draft(correction, taken),
            expected_version=expected_version,
            author=author,
            clock=clock,
            origin=origin,
            batch_id=batch_id,
            reason=reason,
        )
    if CLOSED in taken:
        archive_structure(
            session,
            structure,
            reason=reason,
            author=author,
            clock=clock,
            batch_id=batch_id,
            origin=origin,
        )
    elif correction.origin is CorrectionOrigin.LINK:
        in_doubt = groups_in_words(correction) - set(holding)
        _verify_the_rest(session, correction, in_doubt, batch_id, author=author, clock=clock)


def _verify_the_rest(
    session: Session,
    correction: Correction,
    in_doubt: frozenset[FactGroup],
    batch_id: UUID,
    *,
    author: Author,
    clock: Clock,
) -> None:
    """What its listing says as the structure read or wrote it on that day, it has confirmed."""
    structure, answered = correction.structure, Revision.at > correction.created_at
    doubted = changed_groups(_listing_as_answered(session, correction), draft_of(structure))
    if body_reads_otherwise(session, structure.organization_id, answered):
        doubted |= {FactGroup.IDENTITY}
    confirmed = known_groups(structure) - doubted - in_doubt
    if confirmed:
        verify_facts(
            session,
            correction.structure,
            confirmed,
            means=VerificationMeans.LINK,
            author=author,
            clock=clock,
            on=in_paris(correction.created_at).date(),
            batch_id=batch_id,
            origin=Origin.LINK,
        )


def _listing_as_answered(session: Session, correction: Correction) -> StructureDraft:
    """Give what the listing said on the day of the answer, with what the structure changed."""
    structure_id = str(correction.structure_id)
    next_change = session.scalar(
        select(Revision)
        .where(Revision.subject_kind == "structure", Revision.subject_id == structure_id)
        .where(Revision.at > correction.created_at)
        .order_by(Revision.id)
        .limit(1)
    )
    before = None if next_change is None else next_change.before
    read = draft_of(correction.structure) if before is None else draft_of_snapshot(before)
    return draft_from_json({**draft_as_json(read), **correction.proposed})


def _answer(
    session: Session,
    correction: Correction,
    answer: str | None,
    *,
    letterhead: Letterhead,
    clock: Clock,
) -> None:
    """Write to whoever left an address, then forget it; not to a structure that asked for peace."""
    correction.answer = answer
    recipient, correction.reply_email = correction.reply_email, None
    by_link = correction.origin is CorrectionOrigin.LINK
    if recipient is None or (by_link and correction.structure.do_not_contact):
        return
    enqueue(
        session,
        "correction_answer",
        recipient=recipient,
        clock=clock,
        context={
            "name": correction.structure.name,
            "page": letterhead.page_of(correction.structure),
            "contact_email": letterhead.contact_email,
            "is_accepted": correction.state is CorrectionState.ACCEPTED,
            "is_published": correction.structure.is_published,
            "decisions": correction.decisions,
            "answer": answer,
            "by_link": by_link,
        },
    )
