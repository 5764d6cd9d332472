"""Two people on one listing: what each changed, so that nothing of either is lost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.catalog.draft_json import changed_fields, draft_of, draft_of_snapshot
from directory.catalog.drafts import StructureDraft
from directory.catalog.history import Subject
from directory.catalog.history_queries import list_revisions_of
from directory.catalog.joined_lists import JOINED, with_joined_lists
from directory.catalog.models.structure import Structure

# Half of a position, or a number without its unit, says something that nobody wrote.
TOGETHER: Mapping[str, str] = {"longitude": "latitude", "capacity_unit": "capacity_value"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """`theirs` is what is stored today, `mine` what I propose, both without what only one changed.

    `merged` holds the changes of both sides; `fields` name what both changed differently, where
    `merged` says mine, and joins lists.
    """

    theirs: StructureDraft
    mine: StructureDraft
    merged: StructureDraft
    fields: tuple[str, ...]
    taken: tuple[str, ...]  # what only they changed


def find_conflict(
    session: Session, structure: Structure, mine: StructureDraft, *, version: int
) -> Conflict:
    """Hold my draft, made from an older version, against what others stored since."""
    theirs = draft_of(structure)
    seen = draft_at_version(session, structure, version) or theirs
    my_changes = set(whole_units(changed_fields(seen, mine)))
    their_changes = set(whole_units(changed_fields(seen, theirs)))
    differing = whole_units(changed_fields(theirs, mine))
    taken = tuple(name for name in differing if name not in my_changes)
    asked = tuple(name for name in differing if name in my_changes & their_changes)
    joined = with_joined_lists(mine, theirs, seen=seen)
    lists = [name for name in asked if name in JOINED]
    return Conflict(
        theirs=theirs,
        mine=mine,
        merged=with_fields_of(with_fields_of(mine, theirs, taken), joined, lists),
        fields=asked,
        taken=tuple(name for name in taken if name in their_changes),
    )


def whole_units(fields: Collection[str]) -> tuple[str, ...]:
    """Give fields with those that are chosen together with them, the one that leads first."""
    units = []
    for name in fields:
        leader = TOGETHER.get(name, name)
        units += [leader, *(follower for follower, led_by in TOGETHER.items() if led_by == leader)]
    return tuple(dict.fromkeys(units))


def draft_at_version(session: Session, structure: Structure, version: int) -> StructureDraft | None:
    """Give what a structure said at a version; None when nothing has changed since."""
    snapshot = snapshot_at_version(session, structure, version)
    return None if snapshot is None else draft_of_snapshot(snapshot)


def snapshot_at_version(session: Session, subject: Subject, version: int) -> dict[str, Any] | None:
    """Give the stored columns at a version, as JSON (Any); None when nothing has changed since."""
    later = [
        revision
        for revision in list_revisions_of(session, subject)
        if revision.after is not None and revision.after["version"] > version
    ]
    first = min(later, key=lambda revision: revision.id, default=None)
    return None if first is None else first.before


def with_fields_of(
    draft: StructureDraft, other: StructureDraft, fields: Collection[str]
) -> StructureDraft:
    """Give a draft that says some fields as another one does."""
    return replace(draft, **{name: getattr(other, name) for name in fields})
