"""Saying from outside what is wrong with a listing: it waits until an animator decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.correction_queries import list_waiting_proposals, list_waiting_since
from directory.catalog.draft_json import changed_fields, draft_as_json, draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.structure import Structure
from directory.values.clock import Clock

CLOSED = "closed"  # proposed beside the fields of a draft: that the structure is no more
LONGEST_WORDS = 2_000
_SAID_AGAIN = timedelta(days=1)
_REPLACED = "remplacée par une proposition plus récente"


class WrongFact(StrEnum):
    """What a visitor may say is wrong."""

    PHONE = "phone"
    ADDRESS = "address"
    HOURS = "hours"
    CLOSED = "closed"
    OTHER = "other"


class NothingProposedError(ValueError):
    """A proposal that changes nothing and says nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a visitor or a structure says: ticked facts, words, and the listing as it should be."""

    draft: StructureDraft
    wrong: tuple[WrongFact, ...] = ()
    words: str | None = None
    is_closed: bool = False
    reply_email: str | None = None


def report_error(
    session: Session, structure: Structure, report: Report, *, clock: Clock
) -> Correction:
    """Keep what a visitor says; the same said again within a day is taken as one.

    Raises NothingProposedError.
    """
    since = clock.now() - _SAID_AGAIN
    earlier = list_waiting_since(session, structure, CorrectionOrigin.VISITOR, since)
    said = _keep(session, structure, report, origin=CorrectionOrigin.VISITOR, clock=clock)
    for same in earlier:
        if _content(same) == _content(said):
            same.reply_email = said.reply_email or same.reply_email
            session.delete(said)
            return same
    return said


def report_by_link(
    session: Session, structure: Structure, report: Report, *, clock: Clock
) -> Correction:
    """Keep what a structure says of itself. Raises NothingProposedError."""
    return _keep(session, structure, report, origin=CorrectionOrigin.LINK, clock=clock)


def propose_changes(
    session: Session,
    structure: Structure,
    draft: StructureDraft,
    *,
    author: Author,
    clock: Clock,
    words: str | None = None,
    reply_email: str | None = None,
) -> Correction:
    """Keep what a structure editor would change, in place of what this editor proposed before.

    Raises NothingProposedError.
    """
    report = Report(draft, words=words, reply_email=reply_email)
    earlier = list_waiting_proposals(session, structure, author.editor_id)
    correction = _keep(session, structure, report, origin=CorrectionOrigin.EDITOR, clock=clock)
    correction.editor_id = author.editor_id
    for replaced in earlier:
        _close_as_replaced(replaced, author=author, clock=clock)
    return correction


def _close_as_replaced(correction: Correction, *, author: Author, clock: Clock) -> None:
    """Decline what its own author has written anew; nobody is written to."""
    correction.state = CorrectionState.DECLINED
    correction.decisions = dict.fromkeys(correction.proposed, "declined")
    correction.answer, correction.reply_email = _REPLACED, None
    correction.answered_at, correction.answered_by = clock.now(), author.editor_id


def _keep(
    session: Session,
    structure: Structure,
    report: Report,
    *,
    origin: CorrectionOrigin,
    clock: Clock,
) -> Correction:
    today = draft_of(structure)
    fields = changed_fields(today, report.draft)
    proposed, current = _parts(canonical_draft(report.draft), fields), _parts(today, fields)
    if report.is_closed:
        proposed[CLOSED], current[CLOSED] = True, False
    if not proposed and not report.words and not report.wrong:
        raise NothingProposedError("Nothing is proposed.")
    correction = Correction(
        id=uuid4(),
        structure=structure,
        origin=origin,
        state=CorrectionState.WAITING,
        created_at=clock.now(),
        wrong=[fact.value for fact in report.wrong],
        words=report.words,
        proposed=proposed,
        current=current,
        decisions={},
        reply_email=report.reply_email,
    )
    session.add(correction)
    session.flush()
    return correction


def _content(correction: Correction) -> tuple[object, ...]:
    return correction.wrong, correction.words, correction.proposed


def _parts(draft: StructureDraft, fields: Collection[str]) -> dict[str, Any]:
    """Give some fields of a draft as JSON (Any: whatever they hold)."""
    return {name: value for name, value in draft_as_json(draft).items() if name in fields}
