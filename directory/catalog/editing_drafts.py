"""Keep what somebody is typing in a form, until it is saved or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.catalog.models.editing_draft import EditingDraft
from directory.values.clock import Clock

LONGEST_DRAFT = 200_000  # characters of all the fields together
MOST_DRAFTS = 100  # of one account
NEW_STRUCTURE = "structure new"
AT_WORK = timedelta(minutes=30)  # who saved nothing for so long is not at the form any more

Fields = Mapping[str, Sequence[str]]


class DraftTooLargeError(ValueError):
    """More text, or more drafts, than a person types."""


@dataclass(frozen=True, slots=True)
class OtherAtWork:
    """Somebody else who is typing in the same form, and when that was last saved."""

    account_id: UUID
    saved_at: datetime


def subject_of_structure(structure_id: UUID) -> str:
    """Give the name under which the form of a structure is kept."""
    return f"structure {structure_id}"


def structure_of_subject(subject: str) -> UUID | None:
    """Give the structure whose form a name is; None for a new one and for what is no such name."""
    kind, _space, identifier = subject.partition(" ")
    return _uuid(identifier) if kind == "structure" else None


def subject_of_new_structure(key: UUID) -> str:
    """Give the name under which one form of a new structure is kept; each has its own key."""
    return f"{NEW_STRUCTURE} {key}"


def is_new_structure(subject: str) -> bool:
    """Tell whether a name is that of a form of a new structure."""
    family, _space, key = subject.rpartition(" ")
    return family == NEW_STRUCTURE and _uuid(key) is not None


def subject_of_filiere(slug: str) -> str:
    """Give the name under which the form of a filière's sheet is kept."""
    return f"filiere {slug}"


def filiere_of_subject(subject: str) -> str | None:
    """Give the slug of the filière whose form a name is; None for what is no such name."""
    kind, _space, slug = subject.partition(" ")
    return slug if kind == "filiere" and slug else None


def keep_editing_draft(
    session: Session,
    account_id: UUID,
    subject: str,
    *,
    fields: Fields,
    based_on: int | None,
    clock: Clock,
) -> EditingDraft:
    """Keep the fields of one form of one person, in place of what was kept of it before.

    Raises DraftTooLargeError.
    """
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LONGEST_DRAFT:
        raise DraftTooLargeError
    is_new = find_editing_draft(session, account_id, subject) is None
    if is_new and _count_drafts(session, account_id) >= MOST_DRAFTS:
        raise DraftTooLargeError
    # Two tabs may save the same form in the same instant: the database keeps the last one.
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(EditingDraft).values(
        account_id=account_id,
        subject=subject,
        fields={name: list(values) for name, values in fields.items()},
        based_on=based_on,
        saved_at=clock.now(),
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id", "subject"],
            set_={name: statement.excluded[name] for name in ("fields", "based_on", "saved_at")},
        )
    )
    return session.get_one(EditingDraft, (account_id, subject), populate_existing=True)


def find_editing_draft(session: Session, account_id: UUID, subject: str) -> EditingDraft | None:
    """Find what a person left in a form."""
    return session.get(EditingDraft, (account_id, subject))


def find_latest_new_structure(session: Session, account_id: UUID) -> EditingDraft | None:
    """Find what a person typed last in a form of a new structure."""
    return session.scalars(
        select(EditingDraft)
        .where(
            EditingDraft.account_id == account_id,
            EditingDraft.subject.startswith(f"{NEW_STRUCTURE} ", autoescape=True),
        )
        .order_by(EditingDraft.saved_at.desc())
        .limit(1)
    ).first()


def throw_editing_draft_away(session: Session, account_id: UUID, subject: str) -> None:
    """Forget what a person left in a form."""
    session.execute(
        delete(EditingDraft).where(
            EditingDraft.account_id == account_id, EditingDraft.subject == subject
        )
    )


def list_others_at_work(
    session: Session, account_id: UUID, subject: str, *, now: datetime
) -> list[OtherAtWork]:
    """List who else has been typing in a form lately, the last one first."""
    rows = session.execute(
        select(EditingDraft.account_id, EditingDraft.saved_at)
        .where(
            EditingDraft.subject == subject,
            EditingDraft.account_id != account_id,
            EditingDraft.saved_at > now - AT_WORK,
        )
        .order_by(EditingDraft.saved_at.desc())
    )
    return [OtherAtWork(row.account_id, row.saved_at) for row in rows]


def _count_drafts(session: Session, account_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(EditingDraft)
            .where(EditingDraft.account_id == account_id)
        )
        or 0
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
