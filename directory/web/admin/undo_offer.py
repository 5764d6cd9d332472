"""The change just made, and the button that takes it back."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalog.history_queries import (
    get_revision,
    latest_revision_of,
    names_of_subjects,
)
from directory.web.services import get_services

_OFFERED = timedelta(minutes=10)  # beyond, the history undoes
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The change just made, which one button takes back."""

    revision_id: int
    subject_id: str
    name: str


def undo_offer(session: Session, actor: Actor, asked: int | None) -> UndoOffer | None:
    """Offer to take back the change that this person just made; not once others came after it."""
    is_number = asked is not None and 0 < asked <= _LARGEST_ID
    revision = get_revision(session, asked) if asked is not None and is_number else None
    if revision is None or revision.editor_id != actor.account_id:
        return None
    is_recent = get_services().clock.now() - revision.at <= _OFFERED
    latest = latest_revision_of(session, revision.subject_kind, revision.subject_id)
    if not is_recent or latest is None or latest.id != revision.id:
        return None
    names = names_of_subjects(session, [revision])
    name = names.get((revision.subject_kind, revision.subject_id), "")
    return UndoOffer(revision.id, revision.subject_id, name)
