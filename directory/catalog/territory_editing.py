"""Attaching communes to a filière and detaching them, with a date and a reason."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.filiere_editing import require_unchanged
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.territory_change import TerritoryChange, TerritoryEffect, effect_of
from directory.catalog.vocabulary import Origin
from directory.territory.attachment_queries import (
    AttachedCommune,
    list_attached_communes,
    lock_communes,
)
from directory.territory.models import Confidence, Filiere, FiliereAttachment
from directory.values.clock import Clock, in_paris

LONGEST_REASON = 300
BY_ITSELF = "commune"  # `via` of a commune that was not attached with its EPCI


class TerritoryProblem(StrEnum):
    """Why a change of territory is refused."""

    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"
    ORPHANS = "orphans"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    DATE_TO_COME = "date_to_come"


class TerritoryRefusedError(ValueError):
    """A change of territory that breaks a rule; `communes` are those that it concerns."""

    def __init__(
        self, problem: TerritoryProblem, communes: Collection[AttachedCommune] = ()
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.communes = tuple(communes)


def preview_territory(
    session: Session, filiere: Filiere, change: TerritoryChange
) -> TerritoryEffect:
    """Work out what a change would do; nothing is written."""
    return effect_of(filiere.slug, change, list_attached_communes(session))


def change_territory(
    session: Session,
    filiere: Filiere,
    change: TerritoryChange,
    *,
    on: date,
    reason: str,
    expected_version: int | None,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
) -> Revision | None:
    """Attach, confirm and detach communes; None when nothing was to be done.

    What an animator attaches is sure, and its `basis` says who decided, when and why.
    Raises TerritoryRefusedError and FiliereEditedMeanwhileError.
    """
    require_unchanged(session, filiere, expected_version, territory=True)
    words = _checked_reason(reason)
    if on > in_paris(clock.now()).date():
        raise TerritoryRefusedError(TerritoryProblem.DATE_TO_COME)
    # Two people could each detach a commune from one of its two filières: PostgreSQL locks the
    # communes here, SQLite has one writer from the first change on, and both are counted again.
    touched = preview_territory(session, filiere, change)
    lock_communes(session, [commune.insee for commune in _touched(touched)])
    effect = preview_territory(session, filiere, change)
    _refuse_what_breaks_rules(effect)
    if not effect.changes_anything:
        return None
    before = snapshot_of(filiere)
    _store(session, filiere, effect, change, on=on, reason=words)
    _refuse_orphans_made_meanwhile(session, effect)
    return record_revision(
        session,
        filiere,
        before=before,
        origin=origin,
        clock=clock,
        author=author,
        batch_id=batch_id,
        reason=f"{words} (au {on:%d/%m/%Y})",
    )


def _checked_reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise TerritoryRefusedError(TerritoryProblem.REASON_MISSING)
    if len(words) > LONGEST_REASON:
        raise TerritoryRefusedError(TerritoryProblem.REASON_TOO_LONG)
    return words


def _refuse_what_breaks_rules(effect: TerritoryEffect) -> None:
    if effect.unknown:
        raise TerritoryRefusedError(TerritoryProblem.UNKNOWN)
    if effect.contradicted:
        raise TerritoryRefusedError(TerritoryProblem.CONTRADICTED, effect.contradicted)
    if effect.orphans:
        raise TerritoryRefusedError(TerritoryProblem.ORPHANS, effect.orphans)


def _refuse_orphans_made_meanwhile(session: Session, effect: TerritoryEffect) -> None:
    left = list_attached_communes(session, [commune.insee for commune in effect.detached])
    if orphans := [commune for commune in left if not commune.filieres]:
        raise TerritoryRefusedError(TerritoryProblem.ORPHANS, orphans)


def _touched(effect: TerritoryEffect) -> tuple[AttachedCommune, ...]:
    return (*effect.attached, *effect.confirmed, *effect.detached)


def _store(
    session: Session,
    filiere: Filiere,
    effect: TerritoryEffect,
    change: TerritoryChange,
    *,
    on: date,
    reason: str,
) -> None:
    stored = {attachment.insee: attachment for attachment in filiere.attachments}
    for commune in effect.detached:
        session.delete(stored[commune.insee])
    for commune in (*effect.attached, *effect.confirmed):
        attachment = stored.get(commune.insee)
        if attachment is None:
            attachment = FiliereAttachment(insee=commune.insee, filiere_slug=filiere.slug)
            attachment.via = _via(commune, change)
            session.add(attachment)
        attachment.basis = f"Décision de l’animation de la filière au {on:%d/%m/%Y} : {reason}"
        attachment.confidence = Confidence.HIGH
        attachment.since = on
        attachment.reason = reason
    session.flush()
    session.expire(filiere, ["attachments"])


def _via(commune: AttachedCommune, change: TerritoryChange) -> str:
    return BY_ITSELF if commune.insee in change.attach else commune.epci_code or BY_ITSELF
