"""Revisions as the admin area shows them: who, when, what, from where, before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from directory.accounts.queries import names_of_accounts
from directory.catalog.history_queries import names_of_subjects, organization_names
from directory.catalog.models.revision import Revision
from directory.catalog.revision_acts import Act, act_of, way_of
from directory.catalog.vocabulary import FactGroup
from directory.values.clock import in_paris
from directory.web.admin.change_words import (
    FieldChange,
    act_label,
    author_words,
    changes_between,
    origin_label,
    way_label,
)
from directory.web.admin.field_names import group_label
from directory.web.admin.field_values import Names
from directory.web.moment_words import moment_words
from directory.web.permissions import get_actor
from directory.web.services import get_finder
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One revision in words; `at` is Paris time, `person` is seen by signed-in people only."""

    id: int
    at: datetime
    when: str
    act: Act
    act_label: str
    subject_kind: str
    subject_id: str
    subject_name: str
    author: str
    person: str
    origin: str
    reason: str | None
    batch_id: UUID | None
    summary: str  # which facts
    changes: tuple[FieldChange, ...]


def names_for_changes(session: Session) -> Names:
    """Give the names that changes are told with."""
    return Names(get_finder().gazetteer(session), organization_names(session))


def history_lines(session: Session, revisions: Sequence[Revision]) -> list[HistoryLine]:
    """Put revisions into words, in their order."""
    names = names_for_changes(session)
    subjects = names_of_subjects(session, revisions)
    people = names_of_accounts(session, _editors(revisions))
    return [_line(revision, names, subjects, people) for revision in revisions]


def _editors(revisions: Iterable[Revision]) -> set[UUID]:
    return {revision.editor_id for revision in revisions if revision.editor_id is not None}


def _line(
    revision: Revision,
    names: Names,
    subjects: dict[tuple[str, str], str],
    people: dict[UUID, str],
) -> HistoryLine:
    act, way = act_of(revision.before, revision.after), way_of(revision.reason)
    changes = tuple(changes_between(revision.before, revision.after, names, actor=get_actor()))
    checked = _groups_checked(revision) if act in (Act.VERIFIED, Act.EDITED) else []
    kept_name = str((revision.after or revision.before or {}).get("name", ""))
    return HistoryLine(
        id=revision.id,
        at=in_paris(revision.at),
        when=moment_words(revision.at),
        act=act,
        act_label=_act_label(act, checked),
        subject_kind=revision.subject_kind,
        subject_id=revision.subject_id,
        subject_name=subjects.get((revision.subject_kind, revision.subject_id), kept_name),
        author=author_words(revision.editor_role, revision.editor_filieres or (), names),
        person=_person(revision.editor_id, people),
        origin=origin_label(revision.origin) if way is None else way_label(way),
        reason=None if revision.reason == way else revision.reason,
        batch_id=revision.batch_id,
        summary=_summary(act, checked, changes),
        changes=changes,
    )


def _act_label(act: Act, checked: Sequence[str]) -> str:
    """Name an act; checks that only went away were taken back."""
    if act is Act.VERIFIED and not checked:
        return _("Vérification annulée")
    if act is Act.EDITED and checked:
        return _("Modification et vérification")
    return act_label(act)


def _summary(act: Act, checked: Sequence[str], changes: Iterable[FieldChange]) -> str:
    if act is Act.CREATED:
        return ""
    if act is Act.VERIFIED:
        return ", ".join(checked)
    return ", ".join(change.label for change in changes)


def _groups_checked(revision: Revision) -> list[str]:
    """Name the groups of facts whose checks a revision added."""
    known = (revision.before or {}).get("verifications", [])
    kept = (revision.after or {}).get("verifications", [])
    added = {check["facts"] for check in kept if check not in known}
    return [group_label(group) for group in FactGroup if group in added]


def _person(editor_id: UUID | None, people: dict[UUID, str]) -> str:
    if editor_id is None:
        return ""
    return people.get(editor_id, _("compte supprimé"))
