"""Changing the identity sheet of a filière."""

from dataclasses import fields, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.conflicts import snapshot_at_version
from directory.catalog.filiere_sheet import (
    FiliereDraft,
    LinkDraft,
    sheet_of,
    sheet_of_snapshot,
    sheet_problems,
)
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.joined_lists import join_lines
from directory.catalog.models.revision import Revision
from directory.catalog.problems import Problem
from directory.catalog.vocabulary import Origin
from directory.territory.models import Filiere
from directory.values.clock import Clock, in_paris
from directory.values.contact import parse_email, parse_phone, parse_website
from directory.values.opening_hours import OpeningHours

_MOST_LOOKED_BACK = 20  # changes since a form was shown; beyond, it is too old


class SheetRefusedError(ValueError):
    """A sheet that breaks the rules; `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class FiliereEditedMeanwhileError(Exception):
    """Somebody changed the filière since it was shown; nothing was written."""

    def __init__(self, filiere: Filiere) -> None:
        super().__init__(f"{filiere.slug} is at version {filiere.version}")


def require_unchanged(
    session: Session, filiere: Filiere, expected_version: int | None, *, territory: bool
) -> None:
    """Raise FiliereEditedMeanwhileError when the sheet, or the territory, changed since a version.

    A commune or a document that was added does not stop who writes the sheet.
    """
    if expected_version is None or expected_version == filiere.version:
        return
    later = filiere.version - expected_version  # every change has its revision
    if not 0 < later <= _MOST_LOOKED_BACK:
        raise FiliereEditedMeanwhileError(filiere)
    revisions = session.scalars(
        select(Revision)
        .where(Revision.subject_kind == "filiere", Revision.subject_id == filiere.slug)
        .order_by(Revision.id.desc())
        .limit(later)
    ).all()
    if len(revisions) < later or any(_changed(each, territory=territory) for each in revisions):
        raise FiliereEditedMeanwhileError(filiere)


def _changed(revision: Revision, *, territory: bool) -> bool:
    before, after = revision.before or {}, revision.after or {}
    names = {name for name in {*before, *after} if (name == "attachments") is territory}
    return any(before.get(name) != after.get(name) for name in names - {"version"})


def edit_filiere(
    session: Session,
    filiere: Filiere,
    draft: FiliereDraft,
    *,
    expected_version: int | None,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    reason: str | None = None,
    fictional_phones_allowed: bool = False,
) -> Revision | None:
    """Give a filière another sheet; None when it says what is stored already.

    A sheet without a date takes today's: it was just written. Raises SheetRefusedError and
    FiliereEditedMeanwhileError.
    """
    found = sheet_problems(draft, fictional_phones_allowed=fictional_phones_allowed)
    if found:
        raise SheetRefusedError(found)
    proposed = cleaned(draft)
    if _is_same(proposed, sheet_of(filiere)):
        return None
    require_unchanged(session, filiere, expected_version, territory=False)
    before = snapshot_of(filiere)
    _store(filiere, proposed, today=in_paris(clock.now()).date())
    return record_revision(
        session, filiere, before=before, origin=origin, clock=clock, author=author, reason=reason
    )


def joined_sheet(
    session: Session, filiere: Filiere, mine: FiliereDraft, *, version: int | None
) -> FiliereDraft:
    """Give my sheet without problems, made of an older version, with what only others changed."""
    mine, theirs = cleaned(mine), sheet_of(filiere)
    snapshot = None if version is None else snapshot_at_version(session, filiere, version)
    if snapshot is None:
        return mine
    seen = sheet_of_snapshot(snapshot)
    taken = [
        field.name
        for field in fields(mine)
        if getattr(mine, field.name) == getattr(seen, field.name)
    ]
    links = join_lines(lambda link: link.url, mine.links, theirs.links, seen=seen.links)
    return replace(mine, **{"links": links} | {name: getattr(theirs, name) for name in taken})


def filiere_saying(filiere: Filiere, draft: FiliereDraft) -> Filiere:
    """Give a filière that is not stored and says what a sheet without problems proposes."""
    proposed = Filiere(slug=filiere.slug, name=filiere.name, rank=filiere.rank)
    _store(proposed, cleaned(draft), today=draft.source_date)
    return proposed


def cleaned(draft: FiliereDraft) -> FiliereDraft:
    """Give a sheet without problems as it is kept: numbers in E.164, whole addresses."""
    hours = draft.professional_line_hours
    return replace(
        draft,
        coordinator_phone=_phone(draft.coordinator_phone),
        coordinator_email=draft.coordinator_email and parse_email(draft.coordinator_email),
        professional_line=_phone(draft.professional_line),
        professional_line_hours=None if hours is None else OpeningHours.parse(hours).text,
        recognition_source=draft.recognition_source and parse_website(draft.recognition_source),
        links=tuple(LinkDraft(link.title.strip(), parse_website(link.url)) for link in draft.links),
    )


def _phone(number: str | None) -> str | None:
    return None if number is None else parse_phone(number)


def _is_same(proposed: FiliereDraft, stored: FiliereDraft) -> bool:
    dated = proposed if proposed.source_date else replace(proposed, source_date=stored.source_date)
    return dated == stored


def _store(filiere: Filiere, draft: FiliereDraft, *, today: date | None) -> None:
    filiere.carrier = draft.carrier
    filiere.governance = draft.governance
    filiere.coordinator_function = draft.coordinator_function
    filiere.coordinator_phone = draft.coordinator_phone
    filiere.coordinator_email = draft.coordinator_email
    filiere.professional_line = draft.professional_line
    filiere.professional_line_hours = draft.professional_line_hours
    filiere.recognised_on = draft.recognised_on
    filiere.recognition_source = draft.recognition_source
    filiere.presentation = draft.presentation
    filiere.documents = [{"title": link.title, "url": link.url} for link in draft.links]
    filiere.source_date = draft.source_date or today
