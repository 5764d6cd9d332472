"""Keep what somebody is typing in a form, until it is saved or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.catalog.models.editing_draft import EditingDraft
from directory.values.clock import Clock

LONGEST_DRAFT = 200_000  # characters of all the fields together
MOST_DRAFTS = 100  # of one account: the oldest gives way
AT_WORK = timedelta(minutes=30)  # who saved nothing for so long is not at the form any more

Fields = Mapping[str, Sequence[str]]


class DraftTooLargeError(ValueError):
    """More text than a person types."""


@dataclass(frozen=True, slots=True)
class FormOnPage:
    """One page that shows a form: which form, the key of the page, what it was taken up from."""

    subject: str
    key: str
    taken_up: str = ""  # the stamp of a draft

    @property
    def name(self) -> str:
        """Give the name under which what is typed in the page is kept."""
        return f"{self.subject} {self.key}"


@dataclass(frozen=True, slots=True)
class OtherAtWork:
    """Somebody else who is typing in the same form, and when that was last saved."""

    account_id: UUID
    saved_at: datetime


def subject_of_structure(structure_id: UUID | None) -> str:
    """Give the name under which the form of a structure is kept; None for a new one."""
    return f"structure {structure_id or 'new'}"


def structure_of_subject(subject: str) -> UUID | None:
    """Give the structure whose form a name is; None for a new one and for what is no such name."""
    kind, _space, identifier = subject.partition(" ")
    try:
        return UUID(identifier) if kind == "structure" else None
    except ValueError:
        return None


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
    page: FormOnPage,
    *,
    fields: Fields,
    based_on: int | None,
    clock: Clock,
) -> EditingDraft:
    """Keep the fields of one page of one person, in place of what was kept of it before.

    Raises DraftTooLargeError.
    """
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LONGEST_DRAFT:
        raise DraftTooLargeError
    # The same text may be sent twice in the same instant: the database keeps the last one.
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(EditingDraft).values(
        account_id=account_id,
        subject=page.name,
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
    _throw_taken_up_away(session, account_id, page)
    _leave_the_newest(session, account_id)
    return session.get_one(EditingDraft, (account_id, page.name), populate_existing=True)


def find_editing_draft(
    session: Session, account_id: UUID, subject: str, key: str
) -> EditingDraft | None:
    """Find what a person left in one page of a form."""
    return session.get(EditingDraft, (account_id, FormOnPage(subject, key).name))


def newest_editing_draft(session: Session, account_id: UUID, subject: str) -> EditingDraft | None:
    """Find what a person typed last in a form and did not save."""
    return session.scalars(
        select(EditingDraft)
        .where(EditingDraft.account_id == account_id, _is_of(subject))
        .order_by(EditingDraft.saved_at.desc(), EditingDraft.subject)
        .limit(1)
    ).first()


def throw_editing_draft_away(session: Session, account_id: UUID, page: FormOnPage) -> None:
    """Forget what a person left in one page, with what that page was taken up from."""
    session.execute(
        delete(EditingDraft).where(
            EditingDraft.account_id == account_id, EditingDraft.subject == page.name
        )
    )
    _throw_taken_up_away(session, account_id, page)


def list_others_at_work(
    session: Session, account_id: UUID, subject: str, *, now: datetime
) -> list[OtherAtWork]:
    """List who else has been typing in a form lately, the last one first."""
    saved_at = func.max(EditingDraft.saved_at)
    rows = session.execute(
        select(EditingDraft.account_id, saved_at)
        .where(
            _is_of(subject),
            EditingDraft.account_id != account_id,
            EditingDraft.saved_at > now - AT_WORK,
        )
        .group_by(EditingDraft.account_id)
        .order_by(saved_at.desc())
    )
    return [OtherAtWork(other_id, last) for other_id, last in rows]


def _is_of(subject: str) -> ColumnElement[bool]:
    return EditingDraft.subject.startswith(f"{subject} ", autoescape=True)


def _throw_taken_up_away(session: Session, account_id: UUID, page: FormOnPage) -> None:
    """Forget what a page holds since it was taken up; not what was typed elsewhere since."""
    key, _space, moment = page.taken_up.partition(" ")
    try:
        taken_at = datetime.fromisoformat(moment)
    except ValueError:
        return
    if taken_at.tzinfo is None:
        return
    session.execute(
        delete(EditingDraft).where(
            EditingDraft.account_id == account_id,
            EditingDraft.subject == FormOnPage(page.subject, key).name,
            EditingDraft.saved_at <= taken_at,
        )
    )


def _leave_the_newest(session: Session, account_id: UUID) -> None:
    too_many = session.scalars(
        select(EditingDraft.subject)
        .where(EditingDraft.account_id == account_id)
        .order_by(EditingDraft.saved_at.desc(), EditingDraft.subject)
        .offset(MOST_DRAFTS)
    ).all()
    if too_many:
        session.execute(
            delete(EditingDraft).where(
                EditingDraft.account_id == account_id, EditingDraft.subject.in_(too_many)
            )
        )
